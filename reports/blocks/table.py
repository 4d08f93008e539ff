"""Tables: the head is repeated on each page, long names wrap, numbers align, a tall row may be split."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reports.blocks.text import aligned, side_by_side, spans
from reports.paper.flow import Fill, Flow, Put, Strip
from reports.paper.tags import Element
from reports.style import HAIR, SMALL, TEXT, Style
from reports.type.lines import Line, Span

GUTTER = 10.0
PAD = 4.0  # above and below the text of a row
SCOPE = "/A<</O/Table/Scope/{}>>"


class Column(NamedTuple):
    label: str
    share: float  # of the width that is left to the columns
    is_number: bool = False


class Cell(NamedTuple):
    """`ground` colours the cell behind its first line."""

    spans: Sequence[Span]
    ground: str = ""


class _Place(NamedTuple):
    x: float
    width: float
    is_number: bool


def table(
    flow: Flow,
    parent: Element,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str | Cell]],
    style: Style = TEXT,
) -> None:
    """A table over the whole width. The first column names its row."""
    places = _places(flow, columns)
    with flow.within("Table", parent) as element:
        head = _row(flow, element, places, [Cell(spans(c.label, SMALL)) for c in columns], SMALL, is_head=True)
        for strip in head:
            strip.keep = True
        head[0].before = 5
        with flow.repeating(head):
            for row in rows:
                cells = [Cell(spans(cell, style)) if isinstance(cell, str) else cell for cell in row]
                flow.add(*_row(flow, element, places, cells, style))


def _places(flow: Flow, columns: Sequence[Column]) -> list[_Place]:
    room = flow.width - GUTTER * (len(columns) - 1)
    whole = sum(column.share for column in columns)
    places: list[_Place] = []
    x = flow.x
    for column in columns:
        width = room * column.share / whole
        places.append(_Place(x, width, column.is_number))
        x += width + GUTTER
    return places


def _row(
    flow: Flow, parent: Element, places: Sequence[_Place], cells: Sequence[Cell], style: Style, is_head: bool = False
) -> list[Strip]:
    """The strips of a row, and a rule below it."""
    setter, tags = flow.paper.type, flow.paper.tags
    row = tags.element("TR", parent)
    closes: list[Element] = []
    columns: list[list[Put]] = []
    for number, (cell, at) in enumerate(zip(cells, places, strict=True)):
        if is_head or number == 0:
            element = tags.element("TH", row, SCOPE.format("Column" if is_head else "Row"))
        else:
            element = tags.element("TD", row)
        closes.append(element)
        lines = setter.lines(cell.spans, style.size, at.width, at.is_number)
        columns.append([Put(element, line, _start(line, at), style.baseline, style.size) for line in lines])
    strips = side_by_side(columns, style.leading, PAD)
    strips[0].fills = [
        Fill(at.x - 4, PAD - 1, at.width + 4, style.leading + 2, cell.ground, 3)
        for cell, at in zip(cells, places, strict=True)
        if cell.ground
    ]
    last = strips[-1]
    last.height += PAD
    last.fills = [*last.fills, Fill(flow.x, last.height - HAIR, flow.width, HAIR, "axis" if is_head else "line")]
    last.closes = [*closes, row]
    return strips


def _start(line: Line, at: _Place) -> float:
    return at.x + at.width - line.width if at.is_number else aligned(line, at.x, at.width)
