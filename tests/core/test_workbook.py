"""Workbooks as openpyxl reads them back: kinds of values, hostile text, the limits of a spreadsheet."""

import io
from datetime import UTC, date, datetime
from itertools import repeat
from zipfile import ZipFile

import openpyxl
import pytest

from engagement.core.media import media_type
from engagement.core.workbook import TOLD, UNSAID, Heading, Value, Workbook
from tests.hostile import HOSTILE


def made(*rows: list[Value], most: int = 1_048_576) -> bytes:
    headings = [Heading("One", 12), Heading("Two", 40)]
    return b"".join(Workbook("Things", headings).stream(rows, "About", [("Asked", "=all")], most))


def read(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_dates_and_numbers_are_what_they_are() -> None:
    at = datetime(2026, 2, 28, 23, 59, tzinfo=UTC)
    sheet = read(made([date(2026, 2, 28), at], [7, 0.25], [date(1899, 1, 1), None]))["Things"]
    assert [cell.value for cell in sheet[2]] == [datetime(2026, 2, 28), at.replace(tzinfo=None)]
    assert [cell.is_date for cell in sheet[2]] == [True, True]
    assert [cell.value for cell in sheet[3]] == [7, 0.25]
    assert [cell.value for cell in sheet[4]] == ["1899-01-01", None]  # no spreadsheet has that day
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B4")
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [12, 40]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@sum(A1)",
        "\t=1",
        "\n=1",
        "＝1+1",
        "＠sum(A1)",
        '=HYPERLINK("http://x")',
        "https://a.example",
    ],
)
def test_nothing_is_a_formula_or_a_link(text: str) -> None:
    data = made([text, text])
    cell = read(data)["Things"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix is not text.startswith("http")  # so that it stays text when somebody edits it
    assert b"<f>" not in ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "text", [*HOSTILE, "مرحبا بالعالم", "会議 \U0001f600", " a \n b ", "<&>\"'", "a\x0bb"], ids=str.__len__
)
def test_every_text_can_be_read_back(text: str) -> None:
    found = read(made([text[:20_000], "x"]))["Things"]["A2"].value
    sent = UNSAID.sub("\ufffd", text[:20_000].replace("\r\n", "\n").replace("\r", "\n"))
    assert (found or "") == TOLD.sub("_x005F_", sent)


def test_what_looks_like_a_sign_told_by_number_stays_as_it_was_typed() -> None:
    sheet = ZipFile(io.BytesIO(made(["_x0041_ _x", "x"]))).read("xl/worksheets/sheet1.xml").decode()
    assert "_x005F_x0041_ _x<" in sheet


def test_a_text_longer_than_a_cell_is_cut_in_words_and_counted() -> None:
    book = read(made(["a" * 32_767, "\U0001f600" * 20_000]))
    whole, cut = (cell.value for cell in book["Things"][2])
    assert whole == "a" * 32_767
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert "(cut:" in cut
    assert ["Cells cut", "1: a spreadsheet holds 32,767 characters a cell."] in said(book)


def test_more_rows_than_a_sheet_holds_go_on_on_the_next() -> None:
    book = read(made(*repeat([1, "x"], 7), most=4))
    assert book.sheetnames == ["Things", "Things 2", "Things 3", "About"]
    assert [book[name].max_row for name in book.sheetnames[:3]] == [4, 4, 2]
    assert ["Rows", "7"] in said(book)
    assert said(book)[0] == ["Asked", "=all"]


def test_an_empty_workbook_has_its_head_and_its_kind_is_told_by_its_content(tmp_path) -> None:
    file = tmp_path / "empty.xlsx"
    file.write_bytes(made())
    assert [cell.value for cell in read(file.read_bytes())["Things"][1]] == ["One", "Two"]
    assert media_type("empty.xlsx", file).endswith("spreadsheetml.sheet")


def test_rows_leave_as_they_come() -> None:
    asked = 0

    def rows() -> object:
        nonlocal asked
        for asked in range(10_000):
            yield [asked, "text that compresses little: " + str(hash(str(asked)))]

    parts = Workbook("Things", [Heading("One", 9), Heading("Two", 9)]).stream(rows(), "About", [])
    next(parts)
    assert asked < 1_000


def said(book: openpyxl.Workbook) -> list[list[Value]]:
    return [[cell.value for cell in row] for row in book["About"].iter_rows()]
