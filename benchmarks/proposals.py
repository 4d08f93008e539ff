"""Type-ahead over HTTP against the driver floor and an answer of Flask with nothing in it."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from benchmarks.harness import Bar, Pair
from benchmarks.serving import both_served, text
from benchmarks.worlds import World

BAR = Bar(2.0, 1.5)
TYPED = (
    ("min", ("official", "organisation"), "type-ahead, 3 letters, two kinds"),
    ("ministry of", (), "type-ahead, 11 letters, all kinds"),
    ("dat", ("topic",), "type-ahead, 3 letters, topics"),
)


def pairs(world: World) -> Iterator[Pair]:
    """Eight proposals for what somebody is typing."""
    with both_served(world) as (ours, floor):
        for typed, kinds, work in TYPED:
            path = f"/find.json?{urlencode([('q', typed), *(('kind', kind) for kind in kinds)])}"
            yield Pair(work, partial(ours.get, path), partial(floor.get, path), BAR, text)
