"""A tile for each country with how many of its key bodies were engaged.

Not a map shaded by a count: that shows how large a country is, and our office in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.fit import Measure, fitted, roughly
from reports.charts.scene import Area, Item, Mark, Rect, Scene, Table, Text, linked
from reports.charts.words import count, listed


@dataclass(frozen=True)
class Tile:
    """One country. `of` is how many key bodies it lists; none is said in words."""

    name: str
    n: int
    of: int
    href: str = ""


def tiles(
    title: str, countries: Sequence[Tile], width: float = 420, size: float = 12, measure: Measure = roughly
) -> Scene:
    """Tiles in the order given, as many in a line as have room; the bar at the foot of each is its share."""
    gap = size * 0.5
    across = max(1, int((width + gap) // (size * 7 + gap)))
    wide = (width + gap) / across - gap
    high = size * 5.1
    inset = size * 0.35
    items: list[Item] = []
    for place, tile in enumerate(countries):
        x, y = (place % across) * (wide + gap), (place // across) * (high + gap)
        room = wide - 2 * inset
        lines = fitted(tile.name, room, size, measure, lines=2)
        marks: list[Mark] = [Rect(x, y, wide, high, "ours-soft" if tile.n else "empty", 4)]
        marks += [Text(x + inset, y + size * (1.35 + 1.15 * i), line, size, "ink") for i, line in enumerate(lines)]
        figure = fitted(_figure(tile), room, size, measure, lines=1)[0]
        marks.append(Text(x + inset, y + high - size * 1.25, figure, size, "ink", strong=True))
        if tile.of:
            foot = y + high - size * 0.8
            marks.append(Rect(x + inset, foot, room, size * 0.35, "before", size * 0.17))
            marks.append(Rect(x + inset, foot, room * tile.n / tile.of, size * 0.35, "ours", size * 0.17))
        said = f"{tile.name}: {_figure(tile)}"
        items += linked(tuple(marks), tile.href, said, Area(x, y, wide, high))
    down = -(-len(countries) // across)
    height = max(down * (high + gap) - gap, size)
    rows = tuple((tile.name, tile.n, tile.of) for tile in countries)
    table = Table(("Country", "Engaged", "Key bodies"), rows)
    return Scene(width, height, tuple(items), title, says(countries), table)


def says(countries: Sequence[Tile]) -> str:
    """The whole, and the countries of which no key body was engaged."""
    n, of = sum(tile.n for tile in countries), sum(tile.of for tile in countries)
    if not of:
        return "No key bodies are listed."
    none = [tile.name for tile in countries if tile.of and not tile.n]
    said = f"{count(n)} of {count(of)} key bodies were engaged."
    return f"{said} None in {listed(none)}." if none and n else said


def _figure(tile: Tile) -> str:
    return f"{count(tile.n)} of {count(tile.of)}" if tile.of else "none listed"
