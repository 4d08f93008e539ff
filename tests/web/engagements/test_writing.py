"""The form of an engagement, without a browser and without JavaScript."""

import re
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation
from engagement.model.words import OrganisationKind, Side, Status
from engagement.queries.engagements.record import record
from tests.hostile import HOSTILE
from tests.visits import Visit

NEW = "/engagements/new"


def said(*who: Any, **parts: Any) -> dict[str, Any]:
    """A form as a browser sends it with these chips."""
    likely = {"kind": "meeting", "status": "held", "day": "2026-09-15", "start": "09:00", "length": "45"}
    return {"who": list(who), "zone": "Asia/Tokyo"} | likely | parts


def one(desk: Desk, kind: type[Any]) -> Any:
    return desk.db.scalars(select(kind)).one()


def errors(page: str) -> list[str]:
    """What stands in the summary of what is wrong."""
    box = re.search(r'id="problems".*?</div>\s*</div>', page, re.DOTALL)
    return re.findall(r"<li>.*?</li>", box[0], re.DOTALL) if box else []


def test_the_likely_answers_stand_in_the_form(asha: Desk, client: Visit) -> None:
    page = client(asha).get(NEW).text
    # it is 19:00 in Tokyo: the last talk of 45 minutes that is over by now began at 18:00
    assert 'value="2026-09-15"' in page
    assert 'value="18:00"' in page
    assert '<option selected value="Asia/Tokyo">Tokyo</option>' in page
    assert "Write as if they will read it." in page


def test_whom_the_address_names_settles_the_clock(asha: Desk, client: Visit, make: ModuleType) -> None:
    body, topic = make.organisation(asha, "Agence du numérique", country="FR"), make.topic(asha, "Data")
    person = make.official(asha, "Zoé Martin", at=body)
    page = client(asha).get(f"{NEW}?official=official:{person.id}&topic=topic:{topic.id}&organisation=nonsense").text
    for words in ("Zoé Martin", "Agence du numérique", "Data", '<option selected value="Europe/Paris">Paris</option>'):
        assert words in page
    assert 'value="11:00"' in page  # 18:00 in Tokyo


def test_a_body_is_all_that_must_be_said(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha, "Digital Agency")
    answer = client(asha).post(NEW, data=said(f"organisation:{body.id}"))
    made = one(asha, Engagement)
    assert answer.location == f"/engagements/{made.id}"
    assert (made.title, made.local_date, made.status) == ("Meeting with Digital Agency", date(2026, 9, 15), Status.HELD)


def test_everything_can_be_said_in_one_form(asha: Desk, client: Visit, make: ModuleType) -> None:
    body, need = make.organisation(asha), make.need_category(asha, "Exit")
    person, topic = make.official(asha, at=body), make.topic(asha, "Data")
    form = said(
        f"official:{person.id}",
        f"organisation:{body.id}",
        topics=f"topic:{topic.id}",
        us=f"member:{asha.member.id}",
        summary="They wait for the law.",
        **{
            "commitments-0-text": "Send the paper",
            "commitments-0-keeper": f"ours:{asha.member.id}",
            "commitments-0-due": "2026-09-18",
            "commitments-1-text": "Send their draft",
            "commitments-1-keeper": "theirs",
            "shared-0-kind": "lesson",
            "shared-0-text": "How others left",
            "heard-0-kind": "need",
            "heard-0-text": "Leave without penalty",
            "heard-0-need": str(need.id),
            "heard-0-topic": str(topic.id),
        },
    )
    client(asha).post(NEW, data=form)
    kept = record(asha, one(asha, Engagement))
    assert [link.official_id for link in kept.officials] == [person.id]
    assert [(row.side, row.due) for row in kept.commitments] == [(Side.OURS, date(2026, 9, 18)), (Side.THEIRS, None)]
    assert [row.text for row in kept.shared] == ["How others left"]
    assert [(row.need_category_id, row.topic_id) for row in kept.heard] == [(need.id, topic.id)]


def test_hours_are_asked_only_where_they_are_wanted(
    asha: Desk, app: Flask, client: Visit, installation: Installation, make: ModuleType
) -> None:
    body = make.organisation(asha)
    form = said(f"organisation:{body.id}", hours="1,5")
    assert "preparation included" not in client(asha).get(NEW).text
    client(asha).post(NEW, data=form)
    assert one(asha, Engagement).hours is None
    wanting = replace(installation, settings=replace(installation.settings, hours_wanted=True))
    app.extensions["engagement"] = wanting
    edit = f"/engagements/{one(asha, Engagement).id}/edit"
    assert "preparation included" in client(asha).get(edit).text
    assert "Write hours as a number" in client(asha).post(edit, data=form | {"version": "1", "hours": "many"}).text
    client(asha).post(edit, data=form | {"version": "1"})
    assert one(asha, Engagement).hours == 1.5


def test_names_typed_without_javascript_are_matched(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha, "Agence du numérique", names=["ADN"])
    make.official(asha, "Zoé Martin", at=body)
    make.topic(asha, "Données")
    client(asha).post(NEW, data=said(who_text="zoe martin; adn", topics_text="donnees"))
    made = one(asha, Engagement)
    assert made.title == "Agence du numérique: Données"
    assert [link.official.name for link in record(asha, made).officials] == ["Zoé Martin"]


def test_an_official_alone_brings_the_organisation(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha)
    person = make.official(asha, at=body)
    client(asha).post(NEW, data=said(f"official:{person.id}"))
    assert [link.organisation_id for link in record(asha, one(asha, Engagement)).organisations] == [body.id]


def test_a_name_of_two_comes_back_as_a_choice_and_nothing_is_lost(asha: Desk, client: Visit, make: ModuleType) -> None:
    make.organisation(asha, "Ministry of Finance", country="JP")
    korean = make.organisation(asha, "Ministry of Finance", country="KR")
    browser = client(asha)
    answer = browser.post(NEW, data=said(who_text="ministry of finance", summary="Kept words"))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Ministry of Finance, Ministry, South Korea" in answer.text
    assert "Kept words" in answer.text
    again = said(
        "new-organisation:ministry of finance",
        **{
            "newcomers-0-field": "who",
            "newcomers-0-name": "ministry of finance",
            "newcomers-0-answer": f"organisation:{korean.id}",
        },
    )
    browser.post(NEW, data=again)
    assert [link.organisation_id for link in record(asha, one(asha, Engagement)).organisations] == [korean.id]


def test_a_missing_body_and_its_official_are_made_on_the_way(asha: Desk, client: Visit, make: ModuleType) -> None:
    browser = client(asha)
    first = browser.post(NEW, data=said("new-organisation:Federal Court of India", "new-official:Meera Iyer"))
    assert first.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert make.rows(asha, Organisation) == 0
    assert '<option selected value="court">Court</option>' in first.text
    assert '<option selected value="356">India</option>' in first.text
    form = said(
        "new-organisation:Federal Court of India",
        "new-official:Meera Iyer",
        "new-topic:Fair dealing",
        topics=["new-topic:Fair dealing"],
        **{
            "newcomers-0-field": "who",
            "newcomers-0-name": "Federal Court of India",
            "newcomers-0-answer": "new-organisation",
            "newcomers-0-kind": "court",
            "newcomers-0-country": "356",
            "newcomers-1-field": "who",
            "newcomers-1-name": "Meera Iyer",
            "newcomers-1-answer": "new-official",
            "newcomers-1-title": "Registrar",
            "newcomers-1-at": "new-organisation:Federal Court of India",
        },
    )
    answer = browser.post(NEW, data=form)
    assert answer.status_code == HTTPStatus.FOUND, errors(answer.text)
    body = one(asha, Organisation)
    assert (body.kind, body.country_id, one(asha, Engagement).title) == (
        OrganisationKind.COURT,
        356,
        "Federal Court of India: Fair dealing",
    )
    assert (one(asha, Official).name, one(asha, Post).title, one(asha, Post).organisation_id) == (
        "Meera Iyer",
        "Registrar",
        body.id,
    )


def test_the_questions_about_a_new_name_come_at_once(asha: Desk, client: Visit, make: ModuleType) -> None:
    make.organisation(asha, "Ministry of Justice", country="FR")
    part = client(asha).get("/engagements/newcomer?field=who&value=new-organisation:Ministry of Just&at=3").text
    assert 'name="newcomers-3-answer"' in part
    assert "Ministry of Justice, Ministry, France" in part
    assert "<html" not in part


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"who": []}, "Say who it was with"),
        ({"day": "2026-06-31"}, "June 2026 has 30 days. Write a day from 1 to 30."),
        ({"day": ""}, "Write the day."),
        ({"start": "25:00"}, "Write the time as hours and minutes"),
        ({"day": "2026-09-17"}, "That day has not come yet"),
        ({"day": "2026-03-29", "start": "02:30", "zone": "Europe/Madrid"}, "the clocks of Madrid skipped 02:30"),
        ({"kind": "party"}, "Choose one of the list."),
        ({"title": "x" * 301}, "Keep it to 300"),
        ({"who_text": "Nobody We Know"}, "Say who or what “Nobody We Know” is."),
        ({"commitments-0-text": "x" * 2_001}, "Keep it to 2,000"),
        ({"commitments-0-text": "Pay", "commitments-0-due": "2026-02-30"}, "February 2026 has 28 days."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_on_top(
    asha: Desk, client: Visit, make: ModuleType, parts: dict[str, Any], words: str
) -> None:
    body = make.organisation(asha)
    form = said(f"organisation:{body.id}", summary="Kept <words>") | parts
    answer = client(asha).post(NEW, data=form)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert any(words in item for item in errors(answer.text)), errors(answer.text)
    assert answer.text.count(words) == 2
    assert 'class="error"' in answer.text
    assert "Kept &lt;words&gt;" in answer.text
    assert make.rows(asha, Engagement) == 0


def test_who_saves_second_sees_both_and_decides(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha)
    browser = client(asha)
    browser.post(NEW, data=said(f"organisation:{body.id}", us=f"member:{asha.member.id}", title="First"))
    made = one(asha, Engagement)
    edit = f"/engagements/{made.id}/edit"
    form = said(f"organisation:{body.id}", us=f"member:{asha.member.id}")
    browser.post(edit, data=form | {"version": "1", "title": "Hers", "summary": "Her words"})
    answer = browser.post(edit, data=form | {"version": "1", "title": "His", "summary": "His words"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert all(words in answer.text for words in ("Hers", "His", "Her words", "His words"))
    assert one(asha, Engagement).title == "Hers"
    version = re.search(r'name="version"[^>]* value="(\d+)"', answer.text)
    assert version
    again = form | {"version": version[1], "title": "His", "summary": "His words", "theirs": "summary"}
    assert browser.post(edit, data=again).status_code == HTTPStatus.FOUND
    made = one(asha, Engagement)
    assert (made.title, made.summary) == ("His", "Her words")


def test_rows_keep_their_promise_when_the_form_is_saved_again(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha)
    talk = make.engagement(asha, organisations=[body])
    kept = make.commitment(asha, talk, "Send it")
    gone = make.commitment(asha, talk, "Never mind")
    form = said(
        f"organisation:{body.id}",
        version="1",
        us=f"member:{asha.member.id}",
        **{
            "commitments-0-id": str(kept.id),
            "commitments-0-text": "Send it soon",
            "commitments-0-keeper": f"ours:{asha.member.id}",
            "commitments-1-id": str(gone.id),
            "commitments-1-text": "",
        },
    )
    client(asha).post(f"/engagements/{talk.id}/edit", data=form)
    assert [(row.id, row.text) for row in asha.db.scalars(select(Commitment))] == [(kept.id, "Send it soon")]


def test_a_form_says_again_what_the_record_has(asha: Desk, client: Visit, make: ModuleType) -> None:
    body, topic = make.organisation(asha, "Digital <b>Agency</b>"), make.topic(asha)
    talk = make.engagement(asha, "On exits", organisations=[body], topics=[topic], summary="Long talk")
    make.heard(asha, talk, "A need", need=make.need_category(asha, "Exit"), topic=topic)
    page = client(asha).get(f"/engagements/{talk.id}/edit").text
    for words in ("On exits", "Digital &lt;b&gt;Agency&lt;/b&gt;", topic.name, "Long talk", "A need", "Exit"):
        assert words in page


def fields(page: str) -> list[str]:
    """The names of the fields of a page."""
    found = {name for name in re.findall(r'name="([^"]+)"', page) if name not in ("csrf_token", "files", "viewport")}
    return sorted(found)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_in_all_fields_breaks_the_form(asha: Desk, client: Visit, make: ModuleType, text: str) -> None:
    body = make.organisation(asha)
    browser = client(asha)
    names = fields(browser.get(NEW).text)
    assert len(names) > 30
    texts = ("summary", "outcome", "result_sought", "title", "place", "commitments-0-text", "heard-0-text")
    extra = ("who_text", "topics_text", "newcomers-0-answer", "commitments-99999999-text", "version", "theirs")
    whole = said(f"organisation:{body.id}", us=f"member:{asha.member.id}")
    for changed in ([*names, *extra], texts, extra):
        answer = browser.post(NEW, data=whole | dict.fromkeys(changed, text))
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, changed
        assert "<script>alert" not in answer.text
    for page in ("/engagements", "/", "/commitments", f"/engagements/{asha.db.scalar(select(Engagement.id)) or 1}"):
        shown = browser.get(page)
        assert shown.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        assert "<script>alert" not in shown.text


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("text", ["\0null\0", "9" * 40, "organisation:9999999999"], ids=("null", "number", "chip"))
def test_no_text_in_one_field_breaks_the_form(asha: Desk, client: Visit, make: ModuleType, text: str) -> None:
    body = make.organisation(asha)
    browser = client(asha)
    for name in fields(browser.get(NEW).text):
        answer = browser.post(NEW, data=said(f"organisation:{body.id}") | {name: text})
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, name
