"""Columns by month, beside the same months a year before."""

from collections.abc import Sequence

from reports.charts.fit import Measure, roughly
from reports.charts.scene import Area, Item, Line, Mark, Rect, Scene, Table, Text, linked
from reports.charts.words import count, listed, sentence
from reports.records import Bar

STEPS = (2, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40, 50, 60, 80, 100)  # even, so that the middle line is a whole number


def columns(
    title: str,
    months: Sequence[Bar],
    width: float = 420,
    size: float = 12,
    measure: Measure = roughly,
    noun: str = "engagements",
) -> Scene:
    """Counts in order of time. A label is a month and its year ("October 2026"); the axis shows its first letters."""
    height = width * 0.44
    top = scale(max((max(bar.value, bar.before or 0) for bar in months), default=0))
    left = measure(count(top), size, False) + size / 2
    foot = height - size * 2.6
    ceiling = size * 1.4
    room = foot - ceiling
    items: list[Item] = []
    for step in (0, top // 2, top):
        y = foot - room * step / top
        items.append(Line(left, y, width, y, "axis" if step == 0 else "grid"))
        items.append(Text(left - size / 2, y + size * 0.35, count(step), size, anchor="end"))
    slot = (width - left) / max(len(months), 1)
    wide = min(slot * 0.42, size * 2.5)
    labelled = _labelled(months, slot, size, measure)
    below = _below(months, _every(months, slot, size, measure), left, slot, foot, width, size, measure)
    for place, bar in enumerate(months):
        x = left + place * slot
        middle = x + slot / 2
        marks = list(_pair(bar, middle, wide, foot, room / top))
        if place in labelled:
            marks.append(_value(bar, middle, wide, foot, room / top, width, size, measure))
        marks += below.get(place, ())
        label = f"{bar.label}: {count(bar.value)}" + (f", {count(bar.before)} the year before" if bar.before else "")
        items += linked(tuple(marks), bar.href, label, Area(x, 0, slot, height))
    return Scene(width, height, tuple(items), title, says(months, noun), _table(months, noun))


def scale(most: int) -> int:
    """The top of the axis: an even, round number not below `most`."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= most:
                return step * power
        power *= 10


def says(months: Sequence[Bar], noun: str) -> str:
    """Which month was the busiest, and what the colours mean where there are two."""
    most = max((bar.value for bar in months), default=0)
    colours = "Coloured: this period. Grey: the year before. " if _compared(months) else ""
    if most == 0:
        return f"{colours}No {noun} in these months."
    busiest = [bar.label for bar in months if bar.value == most]
    if len(months) == 1:
        return f"{colours}{count(most)} in {busiest[0]}."
    if most == sum(bar.value for bar in months):
        return f"{colours}All {count(most)} were in {busiest[0]}." if most > 1 else f"{colours}One, in {busiest[0]}."
    if len(busiest) == len(months):
        return f"{colours}Every month had {count(most)}."
    if len(busiest) == 1:
        return f"{colours}{sentence(f'{_short(months, busiest[0])} was the busiest month')}"
    if len(busiest) > 3:
        return f"{colours}{count(len(busiest))} months were the busiest, with {count(most)} each."
    names = listed([_short(months, label) for label in busiest])
    return f"{colours}{sentence(f'{names} were the busiest months, with {count(most)} each')}"


def _compared(months: Sequence[Bar]) -> bool:
    return any(bar.before is not None for bar in months)


def _short(months: Sequence[Bar], label: str) -> str:
    """The month without its year where no other month here has the same name."""
    month = label.split(" ")[0]
    return month if sum(bar.label.split(" ")[0] == month for bar in months) == 1 else label


def _pair(bar: Bar, middle: float, wide: float, foot: float, per_one: float) -> tuple[Mark, ...]:
    """The column of the year before at the left, a little narrower, and this one."""
    start = middle + wide * 0.04 if bar.before is not None else middle - wide / 2
    radius = min(2, wide / 4)
    now = Rect(start, foot - bar.value * per_one, wide, bar.value * per_one, "ours", radius)
    if not bar.before:
        return (now,)
    narrow = wide * 0.86
    high = bar.before * per_one
    return (Rect(middle - wide * 0.04 - narrow, foot - high, narrow, high, "before", radius), now)


def _value(
    bar: Bar, middle: float, wide: float, foot: float, per_one: float, width: float, size: float, measure: Measure
) -> Text:
    half = measure(count(bar.value), size, True) / 2
    over = middle + wide * 0.54 if bar.before is not None else middle
    y = foot - bar.value * per_one - size * 0.35
    return Text(min(max(over, half), width - half), y, count(bar.value), size, "ink", "middle", strong=True)


def _labelled(months: Sequence[Bar], slot: float, size: float, measure: Measure) -> frozenset[int]:
    """The months whose value is written out: the first busiest, and the last where its number touches nothing."""
    if not any(bar.value for bar in months):
        return frozenset()
    top = max(range(len(months)), key=lambda place: months[place].value)
    last = len(months) - 1
    own = measure(count(months[last].value), size, True)
    touch = (measure(count(months[top].value), size, True) + own) / 2
    apart = (last - top) * slot > touch + size / 4
    clear = own < slot * 1.2 or (last > 0 and months[last - 1].value < months[last].value)
    return frozenset({top, last} if apart and clear and months[last].value else {top})


def _every(months: Sequence[Bar], slot: float, size: float, measure: Measure) -> int:
    """How many months share one label, so that labels keep apart."""
    month = max((measure(_axis(bar.label)[0], size, False) for bar in months), default=0)
    year = measure("2000", size, False)
    every = 1
    while every * slot < (year if every >= 12 else month) + size / 3 and every < len(months):
        every += 1 if every < 3 else 3
    return every


def _axis(label: str) -> tuple[str, str]:
    month, _, year = label.partition(" ")
    return month[:3], year


def _below(
    months: Sequence[Bar],
    every: int,
    left: float,
    slot: float,
    foot: float,
    width: float,
    size: float,
    measure: Measure,
) -> dict[int, list[Mark]]:
    """By place: the month under its column, and below it the year where a new one begins."""
    places = range(0, len(months), every)
    years = [place for place in places if place == 0 or _year(months[place]) != _year(months[place - every])]
    if len(years) > 1 and (years[1] - years[0]) * slot < measure("2000", size, False) + size / 3:
        del years[0]  # of two that would touch, the later
    out: dict[int, list[Mark]] = {}
    for place in places:
        month, year = _axis(months[place].label)
        lines = [(month, 1.15), (year, 2.3)] if place in years and year else [(month, 1.15)]
        for text, down in lines:
            half = measure(text, size, False) / 2
            middle = min(max(left + (place + 0.5) * slot, half), width - half)
            mark = Text(middle, foot + size * down, text, size, anchor="middle")
            out.setdefault(place, []).append(mark)
    return out


def _year(bar: Bar) -> str:
    return _axis(bar.label)[1]


def _table(months: Sequence[Bar], noun: str) -> Table:
    name = noun.capitalize()
    if not _compared(months):
        return Table(("Month", name), tuple((bar.label, bar.value) for bar in months))
    rows = tuple((bar.label, bar.value, "–" if bar.before is None else bar.before) for bar in months)
    return Table(("Month", name, "Year before"), rows)
