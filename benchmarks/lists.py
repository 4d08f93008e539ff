"""Reading the list of engagements: two queries with 50 rows, against the bare driver."""

from collections.abc import Iterator
from itertools import islice

from benchmarks.driver import Listing, cursor_of, told
from benchmarks.harness import Bar, Pair
from benchmarks.worlds import World
from engagement.model.scope import Scope
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import every, read

DEEP = 200  # pages


def pairs(world: World) -> Iterator[Pair]:
    """The newest page, and one far down."""
    with world.reading() as desk:
        bare = Listing(world.raw, desk.member.id, desk.today)
        asked, everything = EngagementFilter(), [(int(Scope.ALL), 0)]

        def plain(found: object) -> object:
            return told(world.raw, *found) if isinstance(found, tuple) else found

        yield Pair(
            "list, newest first, 50 rows: reading",
            lambda: read(desk, asked, None, 51),
            lambda: bare.page(everything),
            Bar(2.0, 1.2),
            plain,
        )
        deep = [rows[0] for rows in islice(every(desk, asked, 50), DEEP)][-1]
        start = cursor_of(world, deep)
        yield Pair(
            f"list, {DEEP} pages deep: reading",
            lambda: read(desk, asked, deep.cursor, 51),
            lambda: bare.page(everything, start),
            Bar(3.0, 2),
            plain,
        )
