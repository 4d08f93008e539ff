"""Invitations on the page: dropped, receipted, and seen on the engagement that came of them."""

import io
import re
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.officials import Official
from engagement.model.words import Status
from tests.browsing import Site
from tests.inviting import ASHA, FILE, bring, calendar, event, only
from tests.visits import Visit

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def drop(client: Visit, desk: Desk, *files: tuple[str, bytes]) -> tuple[int, str]:
    """What the page answers to these files."""
    sent = {"files": [(io.BytesIO(content), name) for name, content in files]}
    answer = client(desk).post("/invitations", data=sent, content_type="multipart/form-data")
    return answer.status_code, answer.get_data(as_text=True)


def test_a_dropped_invitation_is_planned_and_its_receipt_leads_to_it(client: Visit, asha: Desk) -> None:
    status, page = drop(client, asha, ("talk.ics", FILE.read_bytes()))
    made = asha.db.scalars(select(Engagement)).one()
    assert status == 201
    assert f'href="/engagements/{made.id}"' in page and "Planned." in page and "in no record yet" in page


def test_the_days_of_a_long_series_are_folded_under_its_first_and_last(client: Visit, asha: Desk) -> None:
    _, page = drop(client, asha, ("talk.ics", calendar(event("RRULE:FREQ=DAILY;COUNT=9"))))
    days = sorted(asha.db.scalars(select(Engagement.local_date)))
    assert len(days) == 9
    first, last = (f"{one.day} {one:%b}" for one in (days[0], days[-1]))
    assert re.search(rf"<summary>9 engagements, {first}[^<]* to {last}[^<]*</summary>", page)


def test_one_file_that_cannot_be_read_holds_up_no_other(client: Visit, asha: Desk) -> None:
    status, page = drop(client, asha, ("bad.ics", b"\x00\x01"), ("talk.ics", calendar(event(ASHA))))
    assert status == 201 and "neither a calendar file nor a mail" in page
    assert asha.db.scalars(select(Engagement)).one().title == "Talk"


def test_a_file_of_fifty_megabytes_and_none_at_all_are_answered_in_words(client: Visit, asha: Desk) -> None:
    asking = client(asha)
    head = b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
    token = head % (b"csrf_token", b"") + asking._token().encode() + b"\r\n"
    large = head % (b"files", b'; filename="large.ics"') + calendar(event(ASHA)) + b"x" * 50_000_000
    sent = token + large + b"\r\n--b--\r\n"
    answer = asking.post("/invitations", data=sent, content_type="multipart/form-data; boundary=b")
    assert (answer.status_code, "larger than 5 MB" in answer.text) == (200, True)
    status, page = drop(client, asha)
    assert (status, "Choose at least one" in page) == (422, True)


def test_script_in_an_invitation_is_shown_as_it_was_written(client: Visit, asha: Desk) -> None:
    drop(client, asha, ("talk.ics", FILE.read_bytes()))
    made = asha.db.scalars(select(Engagement)).one()
    page = client(asha).get(f"/engagements/{made.id}").get_data(as_text=True)
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
    assert "2 people of this invitation" in page and "Tentative" in page


def test_a_person_says_who_the_newcomers_are_and_their_address_is_kept(
    client: Visit, asha: Desk, make: ModuleType
) -> None:
    body = make.organisation(asha, "SEDIA", country="ES", website="https://www.digital.example/es")
    drop(client, asha, ("talk.ics", FILE.read_bytes()))
    made = asha.db.scalars(select(Engagement)).one()
    page = client(asha).get(f"/engagements/{made.id}/edit?invited=1").get_data(as_text=True)
    assert "pablo.ruiz@digital.example" in page and f'selected value="organisation:{body.id}"' in page
    asha.db.refresh(made)
    assert make.rows(asha, Official) == 0
    answers = {
        "version": str(made.version),
        "who": [f"organisation:{body.id}", "new-official:Pablo Ruiz"],
        "us": [f"member:{asha.member.id}"],
        "day": "2026-12-01",
        "start": "15:00",
        "zone": "Europe/Paris",
        "kind": "meeting",
        "status": "planned",
        "newcomers-0-field": "who",
        "newcomers-0-name": "Pablo Ruiz",
        "newcomers-0-answer": "new-official",
        "newcomers-0-at": f"organisation:{body.id}",
        "newcomers-0-address": "pablo.ruiz@digital.example",
    }
    assert client(asha).post(f"/engagements/{made.id}/edit", data=answers).status_code == 302
    assert asha.db.scalars(select(Official)).one().email == "pablo.ruiz@digital.example"
    page = client(asha).get(f"/engagements/{made.id}").get_data(as_text=True)
    assert "1 person of this invitation" in page


def test_held_as_planned_without_an_organisation_leads_to_the_question(client: Visit, asha: Desk) -> None:
    drop(client, asha, ("talk.ics", calendar(event(ASHA, start=":20260910T090000Z"))))
    made = asha.db.scalars(select(Engagement)).one()
    answer = client(asha).post(f"/engagements/{made.id}/holding")
    assert answer.headers["Location"].endswith(f"/engagements/{made.id}/edit?held=1")
    asha.db.refresh(made)
    assert made.status is Status.PLANNED


def test_lists_and_pages_stand_without_an_organisation(client: Visit, asha: Desk) -> None:
    drop(client, asha, ("talk.ics", calendar(event(ASHA, start=":20260910T090000Z"), event(ASHA, uid="b"))))
    pages = ("/", "/engagements", "/engagements.csv", "/engagements?status=planned", "/regions", "/reports")
    for page in pages:
        assert client(asha).get(page).status_code in (200, 404), page
    assert "with whom is not said yet" in client(asha).get("/engagements").get_data(as_text=True)


@pytest.mark.browser
def test_a_file_dropped_on_the_page_is_receipted(page: Page, site: Site, asha: Desk, tmp_path: Path) -> None:
    (tmp_path / "talk.ics").write_bytes(calendar(event(ASHA)))
    site.open(page, asha, "/invitations")
    page.get_by_label("Drop invitations or choose").set_input_files(tmp_path / "talk.ics")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("Planned.")).to_be_visible()
    page.locator(".receipts a").first.click()
    expect(page.get_by_role("heading", name="Talk", exact=True)).to_be_visible()


@pytest.mark.browser
def test_files_dropped_anywhere_on_the_page_are_taken(page: Page, site: Site, asha: Desk, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.ics").write_bytes(calendar(event(ASHA, uid=name, title=f"Talk {name}")))
    site.open(page, asha, "/engagements/new")
    page.get_by_role("link", name="Drop an invitation").click()
    dragged = {"items": [], "files": [str(tmp_path / "one.ics"), str(tmp_path / "two.ics")], "dragOperationsMask": 1}
    mouse = page.context.new_cdp_session(page)
    for said in ("dragEnter", "dragOver", "drop"):
        mouse.send("Input.dispatchDragEvent", {"type": said, "x": 700, "y": 700, "data": dragged})
    expect(page.locator("file-drop .names")).to_have_text("one.ics, two.ics")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("Planned.")).to_have_count(2)


@pytest.mark.browser
def test_the_cursor_starts_at_the_first_newcomer(page: Page, site: Site, asha: Desk) -> None:
    bring(asha, FILE.read_bytes())
    site.open(page, asha, f"/engagements/{only(asha).id}/edit?invited=1")
    expect(page.locator("[data-newcomer] select").first).to_be_focused()


def test_history_says_what_an_invitation_changed_in_words(client: Visit, asha: Desk) -> None:
    drop(client, asha, ("talk.ics", FILE.read_bytes()))
    made = asha.db.scalars(select(Engagement)).one()
    page = client(asha).get(f"/engagements/{made.id}/history").get_data(as_text=True)
    assert "Added: person invited" in page and "uid" not in page.casefold()
