"""Horizontal bars: a ranking, the largest first."""

from collections.abc import Sequence

from reports.charts.fit import Measure, fitted, roughly
from reports.charts.scene import Area, Item, Mark, Rect, Scene, Table, Text, linked
from reports.charts.words import FEW, count, listed, named, sentence, share
from reports.records import Bar


def bars(
    title: str,
    ranked: Sequence[Bar],
    total: int,
    width: float = 420,
    size: float = 12,
    measure: Measure = roughly,
    kind: str = "Name",
    noun: str = "engagements",
    most: int = 10,
) -> Scene:
    """At most `most` bars; all of them stand in the table. `total` is what was counted, each once.

    A thing may belong to several bars, so bars are never added up unless their sum is that total.
    """
    shown = ranked[:most]
    top = max((bar.value for bar in shown), default=0)
    right = max((measure(count(bar.value), size, True) for bar in shown), default=0) + size / 2
    labels = [fitted(bar.label, width * 0.36, size, measure, lines=4) for bar in shown]
    left = max((measure(line, size, False) for lines in labels for line in lines), default=0) + size * 0.7
    room = max(width - left - right, 1)
    items: list[Item] = []
    y = 0.0
    for bar, lines in zip(shown, labels, strict=True):
        high = size * (2.2 + 1.2 * (len(lines) - 1))
        long = room * bar.value / top if top else 0
        middle = y + high / 2
        marks: list[Mark] = list(label(lines, left - size * 0.7, middle, size))
        marks.append(Rect(left, middle - size * 0.66, long, size * 1.32, "ours", 3))
        after = left + long + size / 2
        marks.append(Text(after, middle + size * 0.35, count(bar.value), size, "ink", strong=True))
        said = f"{bar.label}: {count(bar.value)}"
        items += linked(tuple(marks), bar.href, said, Area(0, y, width, high))
        y += high
    table = Table((kind, noun.capitalize()), tuple((bar.label, bar.value) for bar in ranked))
    return Scene(width, max(y, size), tuple(items), title, says(ranked, total, noun, most), table)


def label(lines: Sequence[str], right: float, middle: float, size: float) -> list[Text]:
    """Lines of a name that end at `right`, centred on `middle`."""
    first = middle + size * 0.35 - size * 0.6 * (len(lines) - 1)
    return [Text(right, first + size * 1.2 * i, line, size, anchor="end") for i, line in enumerate(lines)]


def says(ranked: Sequence[Bar], total: int, noun: str, most: int) -> str:
    """Who comes first, and how much of the whole that is."""
    counted = [bar for bar in ranked if bar.value]
    if not counted:
        return f"No {noun} in this period."
    rest = f" The first {most} of {count(len(ranked))}." if len(ranked) > most else ""
    first = counted[0]
    leaders = [bar.label for bar in counted if bar.value == first.value]
    if len(counted) == 1:
        return sentence(f"only {named(first.label)}, with {_of(first.value, total)}") + rest
    if len(leaders) == len(counted) and len(leaders) > 3:
        return f"All {count(len(leaders))} are even, with {count(first.value)} each.{rest}"
    if len(leaders) > 3:
        return f"{count(len(leaders))} share the first place, with {count(first.value)} each.{rest}"
    if len(leaders) > 1:
        return sentence(f"{listed(leaders)} come first, with {count(first.value)} each") + rest
    two = first.value + counted[1].value
    alone = len(counted) == 2 or counted[1].value > counted[2].value
    if sum(bar.value for bar in counted) == total and alone and two < total and total >= FEW:
        return sentence(f"{listed([first.label, counted[1].label])} are {share(two, total)}") + rest
    return sentence(f"{named(first.label)} comes first, with {share(first.value, total)}") + rest


def _of(n: int, total: int) -> str:
    return f"all {count(n)}" if n == total else f"{count(n)} of {count(total)}"
