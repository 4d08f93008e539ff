"""What governments told us: needs, by how many bodies spoke of them, and their own words."""

from reports.blocks.table import Cell, Column, table
from reports.blocks.text import heading, paragraph
from reports.paper.flow import Flow
from reports.paper.tags import Element
from reports.records import ActivityReport, Need, Quote
from reports.style import QUIET
from reports.type.lines import Span

COLUMNS = [Column("Need", 5), Column("Bodies", 1.4, is_number=True), Column("Answered", 1.6, is_number=True)]
COMPARED = [*COLUMNS, Column("Before", 1.4, is_number=True), Column("", 1.6)]
QUOTED = 3


def needs(flow: Flow, part: Element, report: ActivityReport) -> None:
    is_compared = any(need.before is not None for need in report.needs)
    before = f" Before: {report.period_before}." if is_compared and report.period_before else ""
    paragraph(flow, part, f"Counted in bodies that spoke of a need, not in meetings.{before}", QUIET, keep=True)
    columns = COMPARED if is_compared else COLUMNS
    table(flow, part, columns, [_row(need)[: len(columns)] for need in report.needs])
    if any(need.quotes for need in report.needs):
        heading(flow, part, "In their words", 2)
    for need in report.needs:
        for place, quote in enumerate(need.quotes[:QUOTED]):
            if place == 0:
                paragraph(flow, part, [Span(need.category, "ink-2", True)], before=6, keep=True)
            paragraph(flow, part, _quoted(quote), before=2)


def _row(need: Need) -> list[str | Cell]:
    return [
        Cell([Span(need.category, "ink", True, need.href)]),
        f"{need.bodies:,}",
        f"{need.answered:,}",
        "–" if need.before is None else f"{need.before:,}",
        Cell([Span(_trend(need), "ink-2")]),
    ]


def _trend(need: Need) -> str:
    if need.before is None or need.bodies == need.before:
        return ""
    if need.before == 0:
        return "new"
    return "growing" if need.bodies > need.before else "fewer"


def _quoted(quote: Quote) -> list[Span]:
    by = Span(quote.by, "theirs", False, quote.href) if quote.by else Span("unattributed", "ink-3")
    return [Span(f"“{quote.words.strip()}”", language=quote.language), Span("  ", "ink-3"), by]
