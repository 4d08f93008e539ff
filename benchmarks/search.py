"""Search as one types, over HTTP, against the driver floor and an answer of Flask with nothing in it."""

from collections.abc import Iterator
from functools import partial

from benchmarks.harness import Bar, Pair
from benchmarks.serving import both_served, text
from benchmarks.worlds import World

BAR = Bar(2.5, 3)
TYPED = (("clo", "3 letters of a common word"), ("certif", "6 letters"))
# a surname that few have, whole: a beginning of it may be common
RARE = "SELECT folded FROM official WHERE folded LIKE %s ORDER BY id DESC LIMIT 1"


def pairs(world: World) -> Iterator[Pair]:
    """The box of every page: groups with counts, the newest engagements and the best names, marked."""
    with both_served(world) as (ours, floor):
        ((rare,),) = world.raw.rows(RARE, ("% %",))
        for typed, words in (*TYPED, (rare.split()[-1], "a rare name")):
            path = f"/find/box?q={typed}"
            yield Pair(f"search, {words}", partial(ours.get, path), partial(floor.get, path), BAR, text)
