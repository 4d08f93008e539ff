"""A line as small as a word: how a count went over the months."""

from collections.abc import Sequence

from reports.charts.scene import Path, Scene, Table
from reports.charts.words import count
from reports.records import Bar


def spark(title: str, months: Sequence[Bar], width: float = 110, height: float = 26) -> Scene:
    """From zero at the foot to the largest value at the top; a single month is a level line."""
    values = [bar.value for bar in months] or [0]
    points = values if len(values) > 1 else values * 2
    top = max(max(points), 1)
    room = height - 4
    step = width / (len(points) - 1)
    line = tuple((i * step, height - 2 - room * value / top) for i, value in enumerate(points))
    table = Table(("Month", "Engagements"), tuple((bar.label, bar.value) for bar in months))
    return Scene(width, height, (Path(line, "ours"),), title, says(months), table)


def says(months: Sequence[Bar]) -> str:
    if not any(bar.value for bar in months):
        return "None in these months."
    most = max(months, key=lambda bar: bar.value)
    last = months[-1]
    if last.value == most.value:
        return f"{count(last.value)} in {last.label}, the most of these months."
    return f"{count(last.value)} in {last.label}; the most were {count(most.value)} in {most.label}."
