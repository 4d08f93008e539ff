"""Search as one types, over HTTP, against the driver floor and an answer of Flask with nothing in it."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from benchmarks.harness import Bar, Pair
from benchmarks.serving import served, signed_in, text
from benchmarks.worlds import World

BAR = Bar(2.5, 3)
TYPED = (("clo", "3 letters of a common word"), ("certif", "6 letters"))
# a surname that few have, whole: a beginning of it may be common
RARE = "SELECT folded FROM official WHERE folded LIKE %s ORDER BY id DESC LIMIT 1"


def pairs(world: World) -> Iterator[Pair]:
    """The box of every page: groups with counts, the newest engagements and the best names, marked."""
    with ExitStack() as stack:
        cookie = signed_in(world)
        ours, floor = (
            stack.enter_context(served(world, app, cookie))
            for app in ("engagement.app:served", "benchmarks.floor:served")
        )
        (((rare,),), kind) = world.raw.rows(RARE, ("% %",)), "a rare name"
        for typed, words in (*TYPED, (rare.split()[-1], kind)):
            path = f"/find/box?q={typed}"
            yield Pair(f"search, {words}", partial(ours.get, path), partial(floor.get, path), BAR, text)
