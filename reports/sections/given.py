"""What we gave: positions, insights, resources and lessons."""

from collections.abc import Iterator

from reports.blocks.table import Cell, Column, table
from reports.paper.flow import Flow
from reports.paper.tags import Element
from reports.records import ActivityReport, Given
from reports.type.lines import Span

COLUMNS = [
    Column("What we shared", 6),
    Column("Engagements", 1.6, is_number=True),
    Column("Bodies", 1.4, is_number=True),
]


def given(flow: Flow, part: Element, report: ActivityReport) -> None:
    table(flow, part, COLUMNS, (row for kind in report.given for row in _rows(kind)))


def _rows(kind: Given) -> Iterator[list[str | Cell]]:
    """The kind, and under it the most used of it."""
    yield [Cell([Span(kind.kind, "ours", True, kind.href)]), f"{kind.engagements:,}", f"{kind.bodies:,}"]
    for thing in kind.things:
        yield [Cell([Span(thing.what, "ink", False, thing.href)]), "", f"{thing.bodies:,}"]
