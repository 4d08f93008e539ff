"""How pages are filled: heads that do not stand alone, heads that come again, rows taller than a page."""

import io
import re
from collections.abc import Callable, Sequence

import pikepdf
import pytest

from reports.blocks.contents import Listed, contents
from reports.blocks.table import Cell, Column, table
from reports.blocks.text import heading, paragraph
from reports.palette import Palette
from reports.paper.flow import Flow
from reports.paper.metadata import About
from reports.paper.paper import Paper
from reports.paper.tags import Element
from reports.records import Detail, Group
from reports.records import Paper as Size
from reports.style import FRAMES
from reports.type.lines import Span
from tests.reports.invented import AT, entry, report
from tests.reports.papers import opened, pages, printed

COLUMNS = [Column("Body", 3), Column("Met", 1, is_number=True)]


def drawn(fill: Callable[[Flow, Element], None]) -> bytes:
    """Pages with nothing on them but what `fill` puts there."""
    out = io.BytesIO()
    frame = FRAMES[Size.A4]
    paper = Paper(out, (frame.width, frame.height), About("Title", "Author", "en", AT), Palette())
    flow = Flow(paper, frame.side, frame.inner, frame.top, frame.height - frame.foot, lambda _: None)
    flow.begin()
    fill(flow, paper.tags.top)
    flow.finish()
    paper.finish()
    return out.getvalue()


def rows(count: int) -> list[Sequence[str | Cell]]:
    return [(f"Body {number}", str(number)) for number in range(count)]


def test_the_head_of_a_table_comes_again_on_each_page_and_is_read_once() -> None:
    data = drawn(lambda flow, top: table(flow, top, COLUMNS, rows(120)))
    texts = pages(data)
    assert len(texts) > 2
    assert all(text.lstrip().startswith("Body") and "Met" in text[:12] for text in texts)
    paper = opened(data)
    tags = [each for each in paper.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH"]
    assert sum(each.A.Scope == "/Column" for each in tags) == len(COLUMNS)
    assert sum(page.Contents.read_bytes().count(b"/TH<<") for page in paper.pages) == len(tags)


@pytest.mark.parametrize("above", range(40, 60))
def test_neither_a_heading_nor_the_head_of_a_table_stands_alone_at_a_foot(above: int) -> None:
    def fill(flow: Flow, top: Element) -> None:
        for number in range(above):
            paragraph(flow, top, f"Line {number}")
        heading(flow, top, "A heading", 2)
        table(flow, top, COLUMNS, rows(3))

    for text in pages(drawn(fill)):
        assert ("A heading" in text) == ("Body 0" in text)


def test_a_row_taller_than_a_page_is_split_and_nothing_of_it_is_lost() -> None:
    words = [f"word{number}" for number in range(3_000)]
    data = drawn(lambda flow, top: table(flow, top, COLUMNS, [(" ".join(words), "1"), ("After", "2")]))
    texts = pages(data)
    assert len(texts) > 3
    assert re.findall(r"word\d+", " ".join(texts)) == words
    assert "After" in texts[-1]


@pytest.mark.parametrize("lines", range(50, 62))
def test_no_line_of_a_paragraph_stands_alone(lines: int) -> None:
    def fill(flow: Flow, top: Element) -> None:
        for number in range(lines):
            paragraph(flow, top, f"Line {number}")
        paragraph(flow, top, "paragraph " * 30)

    counts = [len(re.findall("^paragraph", text, re.MULTILINE)) for text in pages(drawn(fill))]
    assert 1 not in counts


def test_numbers_end_on_one_line() -> None:
    data = drawn(lambda flow, top: table(flow, top, COLUMNS, [("A", "7"), ("B", "1,234"), ("C", "88")]))
    file = opened(data)
    content = file.pages[0].Contents.read_bytes().decode("latin-1")
    paper = Paper(io.BytesIO(), (100, 100), About("", "", "", AT), Palette())
    starts = [float(x) for x in re.findall(r"9.25 0 0 9.25 ([0-9.]+) ", content)]
    widths = [paper.type.line([Span(text)], 9.25, tabular=True).width for text in ("7", "1,234", "88")]
    ends = [x + width for x, width in zip([x for x in starts if x > 200], widths, strict=True)]
    assert max(ends) - min(ends) < 0.05


def test_contents_of_many_pages_know_the_pages_that_come_after_them() -> None:
    def fill(flow: Flow, top: Element) -> None:
        contents(flow, top, [Listed(f"Chapter {number}", f"c{number}") for number in range(90)])
        for number in range(90):
            flow.new_page()
            heading(flow, top, f"Chapter {number}", 1, f"c{number}")

    texts = pages(drawn(fill))
    first = next(place for place, text in enumerate(texts, 1) if text.strip() == "Chapter 0")
    listed = re.findall(r"Chapter (\d+) *(\d+)$", "\n".join(texts[: first - 1]), re.MULTILINE)
    assert [(int(number), int(page)) for number, page in listed] == [(n, first + n) for n in range(90)]


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("detail", list(Detail))
def test_nothing_stands_outside_the_frame(size: Size, detail: Detail) -> None:
    long = entry(1, title="Very long title " * 30, when="x" * 60, kind="y" * 200, summary="z" * 900)
    frame = FRAMES[size]
    paper = opened(printed(report(paper=size, detail=detail, groups=[Group("India " * 40, 1, [long])])))
    for page in paper.pages:
        content = page.Contents.read_bytes().decode("latin-1")
        places = [(float(x), float(y)) for x, y in re.findall(r" 0 0 [0-9.]+ (-?[0-9.]+) (-?[0-9.]+) Tm", content)]
        assert places
        assert all(frame.side - 1 <= x <= frame.width - frame.side for x, _ in places)
        assert all(30 <= y <= frame.height - 40 for _, y in places)
        for box in re.findall(r"([0-9.-]+) ([0-9.-]+) ([0-9.-]+) ([0-9.-]+) re f", content):
            x, y, width, height = map(float, box)
            assert frame.side - 5 <= x and x + width <= frame.width - frame.side + 5
            assert y >= 30 and y + height <= frame.height - 30
