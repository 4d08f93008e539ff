"""The list of engagements: its address, its export, and questions that mean nothing."""

import csv
import io
from datetime import UTC, date, datetime
from http import HTTPStatus
from types import ModuleType

import openpyxl
import pytest

from engagement.core.paging import LARGEST_ID, Cursor
from engagement.desk import Desk
from tests.hostile import HOSTILE
from tests.visits import Visit


def test_the_address_of_a_list_is_the_question(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha, "Digital Agency")
    make.engagement(asha, "With them", organisations=[body])
    make.engagement(asha, "With others")
    browser = client(asha)
    sent = browser.get(f"/engagements?organisation=organisation:{body.id}&region=&kind=meeting&official_text=")
    assert sent.location == f"/engagements?organisation={body.id}&kind=meeting"
    assert browser.get("/engagements?organisation_text=digital agency").location.endswith(f"organisation={body.id}")
    page = browser.get(f"/engagements?organisation={body.id}").text
    assert "With them" in page
    assert "With others" not in page
    assert "1 engagement, newest first" in page


def test_the_export_is_what_the_list_shows_and_runs_nothing(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha, "=cmd|' /C calc'!A1")
    make.engagement(asha, "@sum(1)", organisations=[body], summary="-2+3\nwith a second line; and, commas")
    make.engagement(asha, "Workshop", kind="workshop")
    sent = client(asha).get("/engagements.csv?kind=meeting")
    assert sent.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(sent.data.decode("utf-8-sig"))))
    assert [row["Title"] for row in rows] == ["'@sum(1)"]
    assert rows[0]["What happened"] == "'-2+3\nwith a second line; and, commas"
    assert rows[0]["Organisations"].startswith("'=cmd")


@pytest.mark.parametrize(
    "question",
    [
        "region=x",
        "region=99999999999999999999",
        "period=never",
        "first=2026-02-30",
        "first=2026-02-02&last=2026-01-01",
        "organisation=1",
        "kind=party",
        "older=nonsense",
        "newer=MjAyNi0wMS0wMS4x%3D%3D%3D",
    ],
)
def test_a_question_that_means_nothing_is_refused_in_words(asha: Desk, client: Visit, question: str) -> None:
    browser = client(asha)
    for path in ("/engagements", "/engagements.csv"):
        if question.startswith(("older", "newer")) and path.endswith("csv"):
            continue  # an export has no pages
        answer = browser.get(f"{path}?{question}")
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "<h1" in answer.text


def test_a_cursor_behind_the_largest_number_is_an_empty_page(asha: Desk, client: Visit, make: ModuleType) -> None:
    make.engagement(asha, on=date(2026, 1, 1))
    make.commitment(asha, due=date(2026, 1, 1))
    for day in (date(1, 1, 1), date(2026, 1, 1), date(9999, 12, 31)):
        cursor = Cursor(day, LARGEST_ID)
        for address in (
            f"/engagements?older={cursor}",
            f"/engagements?newer={cursor}",
            f"/commitments?after=1.{cursor}",
        ):
            assert client(asha).get(address).status_code == HTTPStatus.OK, address


@pytest.mark.parametrize("text", HOSTILE[:-1], ids=range(len(HOSTILE) - 1))
def test_no_text_in_any_filter_breaks_a_list(asha: Desk, client: Visit, text: str) -> None:
    browser = client(asha)
    parts = ("organisation", "member_text", "first", "kind", "period", "open", "older", "q", "for", "value", "after")
    for path in ("/engagements", "/commitments", "/engagements.csv", "/find", "/find.json", "/engagements/newcomer"):
        for name in parts:
            answer = browser.get(path, query_string={name: text})
            assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (path, name)


def test_the_workbook_has_the_rows_of_the_csv_and_says_what_was_asked(
    asha: Desk, client: Visit, make: ModuleType
) -> None:
    body = make.organisation(asha, "=cmd|' /C calc'!A1")
    starts = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
    make.engagement(asha, "@sum(1)", organisations=[body], on=date(2026, 9, 1), starts_at=starts, minutes=45, hours=1.5)
    make.engagement(asha, "Workshop", kind="workshop")
    browser = client(asha)
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/engagements.xlsx?kind=meeting").data))
    head, *rows = book["Engagements"].iter_rows(values_only=True)
    (row,) = csv.DictReader(io.StringIO(browser.get("/engagements.csv?kind=meeting").data.decode("utf-8-sig")))
    assert list(head) == list(row)
    (told,) = [dict(zip(head, one, strict=True)) for one in rows]
    assert (told["Title"], told["Organisations"]) == ("@sum(1)", "=cmd|' /C calc'!A1 (Japan)")
    assert (told["Date"], told["Start (UTC)"]) == (datetime(2026, 9, 1), datetime(2026, 9, 1, 6, 30))
    assert (told["Minutes"], told["Hours"]) == (45, 1.5)
    about = dict(book["About"].iter_rows(values_only=True))
    assert (about["Asked"], about["By"], about["Rows"]) == ("Meeting", "Asha Menon", "1")
    assert "15 September 2026" in about["Made"]
