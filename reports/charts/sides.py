"""Bars to both sides of one axis: what we shared to the left, what we heard to the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.bars import label
from reports.charts.fit import Measure, fitted, roughly
from reports.charts.scene import Area, Item, Line, Mark, Rect, Scene, Table, Text, linked
from reports.charts.words import count


@dataclass(frozen=True)
class Exchange:
    """One line: how many entries of each ledger."""

    label: str
    shared: int
    heard: int
    href: str = ""


def sides(
    title: str,
    exchanges: Sequence[Exchange],
    width: float = 420,
    size: float = 12,
    measure: Measure = roughly,
    kind: str = "Name",
) -> Scene:
    """One line an exchange, in the order given; both sides have one scale."""
    top = max((max(e.shared, e.heard) for e in exchanges), default=0)
    number = max((measure(count(max(e.shared, e.heard)), size, True) for e in exchanges), default=0) + size * 0.5
    column = min(width * 0.36, width - 2 * number - 3 * size)
    labels = [fitted(e.label, column, size, measure, lines=4) for e in exchanges]
    left = max((measure(line, size, False) for lines in labels for line in lines), default=0) + size * 0.7
    room = max((width - left) / 2 - number, 1)
    axis = left + number + room
    items: list[Item] = []
    y = 0.0
    for exchange, lines in zip(exchanges, labels, strict=True):
        high = size * (2.2 + 1.2 * (len(lines) - 1))
        middle = y + high / 2
        ours, theirs = (room * n / top if top else 0 for n in (exchange.shared, exchange.heard))
        up, base, gap = middle - size * 0.66, middle + size * 0.35, size * 0.35
        marks: tuple[Mark, ...] = (
            *label(lines, left - size * 0.7, middle, size),
            Rect(axis - ours, up, ours, size * 1.32, "ours", 2),
            Rect(axis, up, theirs, size * 1.32, "theirs", 2),
            Text(axis - ours - gap, base, count(exchange.shared), size, "ink", "end", strong=True),
            Text(axis + theirs + gap, base, count(exchange.heard), size, "ink", strong=True),
        )
        said = f"{exchange.label}: {count(exchange.shared)} shared, {count(exchange.heard)} heard"
        items += linked(marks, exchange.href, said, Area(0, y, width, high))
        y += high
    if exchanges:
        items.append(Line(axis, 0, axis, y, "axis"))
    table = Table((kind, "Shared", "Heard"), tuple((e.label, e.shared, e.heard) for e in exchanges))
    return Scene(width, max(y, size), tuple(items), title, says(exchanges), table)


def says(exchanges: Sequence[Exchange]) -> str:
    """Which way more went."""
    shared, heard = sum(e.shared for e in exchanges), sum(e.heard for e in exchanges)
    if not shared and not heard:
        return "Nothing was shared or heard in this period."
    if shared == heard:
        return f"To the left shared, to the right heard: {count(shared)} each."
    more = "more was heard than shared" if heard > shared else "more was shared than heard"
    return f"To the left shared, {count(shared)}; to the right heard, {count(heard)}: {more}."
