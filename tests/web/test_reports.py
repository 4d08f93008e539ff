"""The report from the page: its choices, its preview, the PDF at once or made beside the server."""

import io
from http import HTTPStatus
from types import ModuleType

import pytest
from flask import Flask
from pypdf import PdfReader

from engagement.desk import Desk
from engagement.installation import Installation
from engagement.jobs import worker
from engagement.queries.addresses import LISTS, RECORDS
from engagement.web import reports
from tests.visits import Client, Visit

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)  # figures are tested on both elsewhere
QUARTER = "first=2026-07-01&last=2026-09-30"


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
def browser(asha: Desk, client: Visit, make: ModuleType) -> Client:
    """Asha's, after two engagements in Japan."""
    for title in ("Exit from a cloud", "Keys of the ministry"):
        make.engagement(asha, title)
    return client(asha)


def test_the_pdf_of_a_choice_is_made_at_once(browser: Client) -> None:
    answer = browser.get(f"/reports/activity.pdf?{QUARTER}&changed=Everything+moved&paper=letter")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=activity-")
    said = text_of(answer.data)
    assert "Everything moved" in said
    assert "Keys of the ministry" in said
    assert PdfReader(io.BytesIO(answer.data)).pages[0].mediabox.width == 612


def test_the_preview_shows_pages_of_the_very_pdf(browser: Client) -> None:
    page = browser.get(f"/reports?{QUARTER}").text
    assert "2 engagements</a> fit this choice" in page
    assert "Page 1 as text" in page
    picture = browser.get(f"/reports/preview/1.png?{QUARTER}")
    assert picture.data.startswith(b"\x89PNG")
    assert browser.get(f"/reports/preview/99.png?{QUARTER}").status_code == HTTPStatus.NOT_FOUND


def test_what_is_shown_in_an_address_holds_no_token(browser: Client) -> None:
    page = browser.get(f"/reports?{QUARTER}").text
    choices = page[page.index("What the report is about") : page.index("The paper, as it will be")]
    assert "csrf_token" not in choices


def test_a_long_report_is_made_beside_the_server(
    browser: Client, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "AT_ONCE", 1)
    assert browser.get(f"/reports/activity.pdf?{QUARTER}").location.startswith("/reports?")
    assert "made beside the server" in browser.get(f"/reports?{QUARTER}").text
    place = browser.post("/reports", data={"first": "2026-07-01", "last": "2026-09-30"}).location
    assert "Waiting for its turn" in browser.get(place).text
    assert browser.get(f"{place}/file").status_code == HTTPStatus.NOT_FOUND
    browser.db.rollback()
    assert worker.step(installation)
    assert "The report is ready" in browser.get(f"{place}/progress").text
    assert "Exit from a cloud" in text_of(browser.get(f"{place}/file").data)


def test_a_report_is_its_askers_alone(browser: Client, bruno: Desk, client: Visit) -> None:
    place = browser.post("/reports", data={"first": "2026-07-01", "last": "2026-09-30"}).location
    assert client(bruno).get(place).status_code == HTTPStatus.NOT_FOUND


def test_the_addresses_that_paper_gives_are_those_of_pages(app: Flask) -> None:
    pages = app.url_map.bind("localhost")
    for path in LISTS.values():
        assert pages.match(path)[0].endswith(".index")
    for path in RECORDS.values():
        assert pages.match(f"{path}/7")[0].endswith(".show")
