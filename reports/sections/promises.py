"""Promises, ours and theirs apart: never mixed, the late ones by name."""

from reports.blocks.table import Cell, Column, table
from reports.blocks.text import heading, paragraph
from reports.blocks.words import day, several
from reports.paper.flow import Flow
from reports.paper.tags import Element
from reports.records import ActivityReport, Promise, Promises, Side
from reports.style import QUIET
from reports.type.lines import Span

FIGURES = [
    Column("Promised by", 3),
    Column("Due", 1, is_number=True),
    Column("Kept on time", 1.5, is_number=True),
    Column("Done late", 1.3, is_number=True),
    Column("Open", 1, is_number=True),
    Column("Dropped", 1.1, is_number=True),
]
LATE = {
    Side.OURS: [
        *(Column("Promise", 4.6), Column("Who keeps it", 2.4), Column("To", 2.6)),
        *(Column("Due", 1.7), Column("State", 1.9)),
    ],
    Side.THEIRS: [Column("Promise", 4.6), Column("Who keeps it", 5), Column("Due", 1.7), Column("State", 1.9)],
}
NAMES = {Side.OURS: ("Ours", "ours"), Side.THEIRS: ("Theirs", "theirs")}


def promises(flow: Flow, part: Element, report: ActivityReport) -> None:
    paragraph(flow, part, "Promises that fell due in the period. Dropped ones are not kept ones.", QUIET, keep=True)
    table(flow, part, FIGURES, [_figures(side) for side in report.promises])
    for side in report.promises:
        if side.late_ones:
            heading(flow, part, f"{NAMES[side.side][0]}, late: {several(len(side.late_ones), 'promise')}", 2)
            table(flow, part, LATE[side.side], (_late(promise, side.side) for promise in side.late_ones))


def _figures(side: Promises) -> list[str | Cell]:
    name, role = NAMES[side.side]
    counts = (side.due, side.kept, side.late, side.open, side.dropped)
    return [Cell([Span(name, role, True, side.href)]), *(f"{count:,}" for count in counts)]


def _late(promise: Promise, side: Side) -> list[str | Cell]:
    state = f"{promise.state}, {several(promise.days_late, 'day')} late" if promise.days_late else promise.state
    return [
        Cell([Span(promise.text, "ink", False, promise.href)]),
        *((promise.owner, promise.body) if side is Side.OURS else (_theirs(promise),)),
        day(promise.due) if promise.due else "",
        Cell([Span(state, "late" if promise.state == "open" else "ink-2")]),
    ]


def _theirs(promise: Promise) -> str:
    """Who keeps it on the other side: the body, or an official of it."""
    return ", ".join(dict.fromkeys(filter(None, (promise.owner, promise.body))))
