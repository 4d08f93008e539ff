"""The next ninety days: what comes, and who has it in hand."""

from collections.abc import Iterator

from reports.blocks.table import Cell, Column, table
from reports.blocks.text import SEPARATOR
from reports.blocks.words import day
from reports.paper.flow import Flow
from reports.paper.tags import Element
from reports.records import ActivityReport, Ahead
from reports.type.lines import Span

COLUMNS = [Column("When", 1.5), Column("What", 4), Column("With", 3.2), Column("Owner", 2)]


def ahead(flow: Flow, part: Element, report: ActivityReport) -> None:
    table(flow, part, COLUMNS, map(_row, report.ahead))


def _row(coming: Ahead) -> list[str | Cell]:
    return [
        day(coming.on),
        Cell([Span(coming.what, "ink", False, coming.href), Span(f", {coming.kind}", "ink-2")]),
        Cell(list(_bodies(coming))),
        Cell([Span(coming.owner or "nobody yet", "ink-2" if coming.owner else "late")]),
    ]


def _bodies(coming: Ahead) -> Iterator[Span]:
    for place, body in enumerate(coming.bodies):
        if place:
            yield SEPARATOR
        yield Span(body.name, "ink", False, body.href, body.language)
