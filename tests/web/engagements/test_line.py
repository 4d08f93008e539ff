"""The line, without a browser: what it shows, how it fills the form, what it saves."""

import re
from datetime import UTC, date, datetime
from html import unescape
from http import HTTPStatus
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic
from engagement.model.words import Channel, EngagementKind, Side, Status
from engagement.queries.engagements.record import record
from tests.hostile import HOSTILE
from tests.routes import SECRET
from tests.visits import Client, Visit

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)

LINE = "/engagements/line"
NEW = "/engagements/new"
SAID = (
    "met Lucía Ferrán (SEDIA) yesterday 15:00 Madrid 45m about cloud security #data-residency, "
    "promised white paper by Friday"
)


@pytest.fixture
def spain(asha: Desk, make: ModuleType) -> Organisation:
    """The body, the person and the topics of SAID."""
    body: Organisation = make.organisation(
        asha, "Secretaría de Estado de Digitalización", country="ES", names=["SEDIA"]
    )
    make.official(asha, "Lucía Ferrán", at=body)
    make.topic(asha, "Cloud security")
    make.topic(asha, "Data residency")
    return body


def chips(browser: Client, text: str, **more: Any) -> list[str]:
    """The words of the chips of a line."""
    page = browser.get(LINE, query_string={"line": text} | more).text
    return [unescape(words) for words in re.findall(r'class="chip[^"]*"><bdi>(.*?)</bdi>', page)]


def off(browser: Client, text: str, chip: str) -> str:
    """The address without one of the chips of a line."""
    page = browser.get(LINE, query_string={"line": text}).text
    found = re.search(rf'href="([^"]+)" aria-label="Remove {re.escape(chip)}"', page)
    assert found
    return unescape(found[1])


def one(desk: Desk, kind: type[Any]) -> Any:
    return desk.db.scalars(select(kind)).one()


def errors(page: str) -> list[str]:
    box = re.search(r'id="problems".*?</div>\s*</div>', page, re.DOTALL)
    return re.findall(r"<li>.*?</li>", box[0], re.DOTALL) if box else []


@pytest.mark.usefixtures("spain")
def test_chips_say_what_was_understood(asha: Desk, client: Visit) -> None:
    assert chips(client(asha), SAID) == [
        *("Meeting", "Lucía Ferrán", "Secretaría de Estado de Digitalización", "Mon 14 Sep", "15:00", "45 min"),
        *("Clock of Madrid", "Cloud security", "Data residency", "We promised: white paper, due Fri 18 Sep"),
    ]
    assert chips(client(asha), "workshop with SEDIA tomorrow 10-11:30 in Tokyo about exit, very short") == [
        *("Workshop", "Secretaría de Estado de Digitalización", "Wed 16 Sep, planned", "10:00, 1 h 30 min", "Tokyo"),
        "Title: Exit",
    ]
    page = client(asha).get(LINE, query_string={"line": "met SEDIA, very friendly"}).text
    assert "Kept as text: <bdi>very friendly</bdi>" in page
    assert "Understood: Meeting; Secretaría de Estado de Digitalización. Kept as text: very friendly" in page
    assert client(asha).get(LINE, query_string={"line": "  "}).text == ""


@pytest.mark.usefixtures("spain")
def test_a_line_fills_the_form(asha: Desk, client: Visit) -> None:
    page = client(asha).get(NEW, query_string={"line": SAID + ". Very friendly"}).text
    for part in (
        'value="official:1"',
        'value="organisation:1"',
        'value="topic:1"',
        'value="topic:2"',
        'value="2026-09-14"',
        'value="15:00"',
        '<option selected value="45">45 min</option>',
        '<option selected value="Europe/Madrid">Madrid</option>',
        'value="white paper"',
        'value="2026-09-18"',
        "Very friendly</textarea>",
    ):
        assert part in page, part
    assert errors(page) == []


@pytest.mark.usefixtures("spain")
def test_a_line_is_saved_straight_away(asha: Desk, client: Visit) -> None:
    answer = client(asha).post(LINE, data={"line": SAID + ". Very friendly"})
    made = one(asha, Engagement)
    assert answer.location == f"/engagements/{made.id}"
    assert (made.kind, made.status, made.channel) == (EngagementKind.MEETING, Status.HELD, Channel.IN_PERSON)
    assert (made.starts_at, made.minutes) == (datetime(2026, 9, 14, 13, 0, tzinfo=UTC), 45)
    assert (made.title, made.summary) == ("Secretaría de Estado de Digitalización: Cloud security", "Very friendly")
    kept = record(asha, made)
    assert [link.official.name for link in kept.officials] == ["Lucía Ferrán"]
    assert [link.organisation_id for link in kept.organisations] == [1]
    assert [(row.side, row.text, row.due, row.owner_id) for row in kept.commitments] == [
        (Side.OURS, "white paper", date(2026, 9, 18), asha.member.id)
    ]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("meeting with SEDIA tomorrow 10:00", {"status": Status.PLANNED}),
        ("meeting with SEDIA today 23:30", {"status": Status.PLANNED}),  # it is 19:00 in Tokyo, 12:00 in Madrid
        ("meeting with SEDIA today 11:30", {"status": Status.HELD, "zone": "Europe/Madrid"}),
        ("meeting with SEDIA tomorrow cancelled", {"status": Status.CANCELLED}),
        ("webinar for SEDIA", {"kind": EngagementKind.WEBINAR, "channel": Channel.VIDEO, "minutes": 45}),
        ("wrote to SEDIA yesterday", {"kind": EngagementKind.LETTERS, "starts_at": None}),
        ("met SEDIA at their office in Madrid", {"place": "their office, Madrid"}),
        ("met SEDIA about the new building", {"title": "New building"}),
        ("met SEDIA, they will send the law by 3 Dec", {"summary": ""}),
        ("met SEDIA " + "very " * 1_000, {"summary": ("very " * 1_000).strip()}),
    ],
)
@pytest.mark.usefixtures("spain")
def test_what_a_line_says_stands_in_the_record(asha: Desk, client: Visit, line: str, what: dict[str, Any]) -> None:
    client(asha).post(LINE, data={"line": line})
    made = one(asha, Engagement)
    assert {part: getattr(made, part) for part in what} == what


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("met Anna Schmidt of SEDIA", "Say who or what “Anna Schmidt” is."),
        ("met SEDIA about cloud #quantum", "Say who or what “quantum” is."),
        ("met yesterday 15:00", "Say who it was with"),
        ("met SEDIA in Madrid 29 March 2026 2:30", "since summer time began"),
    ],
)
@pytest.mark.usefixtures("spain")
def test_what_is_missing_or_open_is_asked_in_the_filled_form_and_nothing_is_made(
    asha: Desk, client: Visit, line: str, asks: str
) -> None:
    browser = client(asha)
    answer = browser.post(LINE, data={"line": line})
    assert answer.location.startswith(f"{NEW}?line=")
    page = browser.get(answer.location).text
    assert any(asks in unescape(error) for error in errors(page))
    assert errors(browser.get(NEW, query_string={"line": line}).text) == []  # Enter asks and blames nobody
    made = (Engagement, Topic, Official, Organisation)
    assert [len(asha.db.scalars(select(kind)).all()) for kind in made] == [0, 2, 1, 1]


@pytest.mark.usefixtures("spain")
def test_a_line_that_is_sent_twice_is_made_once_and_one_that_is_asked_about_is_asked_again(
    asha: Desk, client: Visit
) -> None:
    browser = client(asha)
    first, again = (browser.post(LINE, data={"line": SAID, "form_key": "k" * 43}) for _ in range(2))
    assert first.location == again.location == f"/engagements/{one(asha, Engagement).id}"
    assert "made once" in browser.get(again.location).text
    for _ in range(2):
        answer = browser.post(LINE, data={"line": "met Anna Schmidt", "form_key": "m" * 43})
        assert answer.location == f"{NEW}?line=met+Anna+Schmidt&save=1"
    assert "made once" not in browser.get(answer.location).text


@pytest.mark.usefixtures("spain")
def test_a_line_outlives_the_sign_in(client: Visit) -> None:
    answer = client().post(LINE, data={"line": "met SEDIA", "not": "met", "form_key": "k" * 43})
    assert answer.location == "/sign-in?next=/engagements/new?line%3Dmet%2BSEDIA%26not%3Dmet"


@pytest.mark.usefixtures("spain")
def test_the_form_of_a_new_name_makes_it_with_a_word(asha: Desk, client: Visit) -> None:
    page = client(asha).get(NEW, query_string={"line": "met Anna Schmidt (Ministry of Transport)"}).text
    names = re.findall(r'name="(newcomers-\d+-\w+)"', page)
    assert {"newcomers-0-answer", "newcomers-1-answer"} <= set(names)
    assert '<option selected value="new-official">' in page and '<option selected value="new-organisation">' in page


@pytest.mark.usefixtures("spain")
def test_a_chip_taken_off_is_text_and_stays_so(asha: Desk, client: Visit) -> None:
    browser = client(asha)
    without = off(browser, "met SEDIA yesterday", "Mon 14 Sep")
    page = browser.get(without).text
    assert re.search(r">\s*yesterday</textarea>", page)
    assert chips(browser, "met SEDIA yesterday 15:00", **{"not": "yesterday"}) == [
        *("Meeting", "Secretaría de Estado de Digitalización", "15:00")
    ]
    brought = off(browser, "met Lucía Ferrán", "Secretaría de Estado de Digitalización")
    assert 'value="organisation:1"' not in browser.get(brought).text


def test_one_of_several_is_chosen_in_the_chip(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha, "Digital Agency")
    first, other = (make.official(asha, "Haruko Sato", at=body, title=title) for title in ("Director", "Secretary"))
    browser = client(asha)
    page = browser.get(LINE, query_string={"line": "met Haruko Sato"}).text
    assert f'<option value="Haruko Sato=official:{first.id}">Haruko Sato, Director, Digital Agency</option>' in page
    open_answer = browser.post(LINE, data={"line": "met Haruko Sato", "pick": ""})
    assert open_answer.location.startswith(NEW)
    browser.post(LINE, data={"line": "met Haruko Sato", "pick": f"Haruko Sato=official:{other.id}"})
    assert [link.official_id for link in record(asha, one(asha, Engagement)).officials] == [other.id]


@pytest.mark.usefixtures("spain")
def test_the_browsers_language_is_read_and_english_always(asha: Desk, client: Visit) -> None:
    spanish = {"Accept-Language": "es-MX,es;q=0.9"}
    page = client(asha).get(LINE, query_string={"line": "me reuní con SEDIA ayer"}, headers=spanish).text
    assert "Mon 14 Sep" in page
    assert "Mon 14 Sep" in client(asha).get(LINE, query_string={"line": "met SEDIA yesterday"}, headers=spanish).text
    assert "Mon 14 Sep" not in client(asha).get(LINE, query_string={"line": "me reuní con SEDIA ayer"}).text


def test_a_line_tells_nothing_of_a_confidential_engagement(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    body = make.organisation(asha, "Digital Agency")
    person = make.official(asha, "Haruko Sato", at=body)
    make.engagement(asha, f"{SECRET} talk", organisations=[body], officials=[person], confidential=True)
    for text in ("met Haruko Sato", "met Sato (Digital Agency)"):
        assert SECRET not in client(bruno).get(NEW, query_string={"line": text}).text
    assert chips(client(bruno), "met Sato") == ["Meeting", "Sato, new organisation"]
    assert chips(client(asha), "met Sato") == ["Meeting", "Haruko Sato", "Digital Agency"]


@pytest.mark.parametrize("text", [*HOSTILE, "<script>alert(1)</script>", "met " * 3_000, "=" * 50, "not=1&pick=2"])
def test_no_text_breaks_it(asha: Desk, client: Visit, text: str) -> None:
    browser = client(asha)
    asked = {"line": text, "not": [text, ""], "pick": [text, f"{text}=official:1", "=", "x=official:99999999999999"]}
    page = browser.get(LINE, query_string=asked)
    assert page.status_code == HTTPStatus.OK
    assert "<script>" not in page.text
    assert browser.get(NEW, query_string=asked).status_code == HTTPStatus.OK
    assert browser.post(LINE, data=asked).status_code == HTTPStatus.FOUND
    assert asha.db.scalars(select(Engagement)).all() == []
