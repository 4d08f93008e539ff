"""Compares what is made from the record (scope, trees, months, search) with it, and makes it anew.

Both go part by part, each in a transaction of its own, so that memory stays flat and people work meanwhile. A part is
compared within one moment: what changes under the comparison is not called wrong.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, delete, exists, func, select, tuple_

from engagement.model.engagements import Engagement
from engagement.model.scope import EngagementScope, Scope
from engagement.upkeep.scope import (
    Disagreement,
    disagreements,
    next_stretch,
    rebuild_months,
    scope_new,
    write_scope,
    wrong_months,
)
from engagement.upkeep.search import checking
from engagement.upkeep.search.keeping import engine as keeps
from engagement.upkeep.search.keeping import index_all_names, keep_words, take_turn
from engagement.upkeep.search.names import Named
from engagement.upkeep.trees import TREES, plant

BATCH = 500
KEYS_AT_ONCE = 50_000
FIRST, LAST = (date.min, 0), (date.max, 0)  # before and behind all places of the list
Found = list[tuple[Disagreement, tuple[Any, ...]]]


def extent(engine: Engine) -> int:
    """How many engagements there are to go through."""
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Engagement)) or 0


def compare(engine: Engine) -> Iterator[tuple[int, Found]]:
    """Goes through everything in parts; yields how many engagements were looked at and what is wrong."""
    reading = engine.execution_options(reads=True)
    if engine.dialect.name == "postgresql":
        reading = reading.execution_options(isolation_level="REPEATABLE READ")
    start: checking.Place | None = FIRST
    while start is not None:
        with reading.connect() as connection:
            ids, end = _part(connection, start)
            found = disagreements(connection, ids)
            wrong = checking.wrong_engagements(connection, ids, start, end or LAST)
        yield len(ids), found + [(Disagreement.SEARCH, (one,)) for one in wrong]
        start = end
    for first in range(0, _last_key(engine), KEYS_AT_ONCE):
        with reading.connect() as connection:
            yield 0, [(Disagreement.SURPLUS, (key,)) for key in connection.scalars(_orphans(first))]
    for kind in Scope:
        after: int | None = -1
        while after is not None:
            with reading.connect() as connection:
                stretch = next_stretch(connection, int(kind), after)
                yield 0, wrong_months(connection, [stretch])
            after = stretch.until
    for named in Named:
        last: int | None = 0
        while last is not None:
            with reading.connect() as connection:
                unnamed, last = checking.wrong_names(connection, named, last)
            yield 0, [(Disagreement.SEARCH, (named.name.lower(), key)) for key in unnamed]
    with reading.connect() as connection:
        yield 0, [(Disagreement.SEARCH, (key,)) for key in keeps(connection).strays(connection)]


def rebuild(engine: Engine) -> Iterator[int]:
    """Writes trees, scope, months and search anew, a part in each transaction; yields how many engagements are done."""
    with engine.begin() as connection:
        for kind in TREES:
            plant(connection, kind)
    for first in range(0, _last_key(engine), KEYS_AT_ONCE):
        with engine.begin() as connection:
            orphans = connection.scalars(_orphans(first)).all()
            connection.execute(delete(EngagementScope).where(EngagementScope.engagement_id.in_(orphans)))
    yield from _rewrite(engine, write_scope)
    for scope in Scope:
        after: int | None = -1
        while after is not None:
            with engine.begin() as connection:
                stretch = next_stretch(connection, int(scope), after)
                rebuild_months(connection, [stretch])
            after = stretch.until


def fill_search(engine: Engine) -> Iterator[int]:
    """Writes the search index alone anew; yields how many engagements were done."""
    yield from _rewrite(engine, lambda _connection, _ids: None)


def _rewrite(engine: Engine, first: Callable[[Connection, list[int]], object]) -> Iterator[int]:
    start: checking.Place | None = FIRST
    while start is not None:
        with engine.begin() as connection:
            ids, end = _part(connection, start)
            take_turn(connection, ids)
            first(connection, ids)
            checking.rewrite(connection, ids, start, end or LAST)
        yield len(ids)
        start = end
    with engine.begin() as connection:
        keeps(connection).take_strays(connection)
    for kind in Named:  # the last, so that an index without names is known to be unfinished
        last: int | None = 0
        while last is not None:
            with engine.begin() as connection:
                last = checking.rename(connection, kind, last)


def lacks_search(engine: Engine) -> bool:
    """Whether the search index was never filled: in an older installation that was just brought up to date."""
    with engine.execution_options(reads=True).connect() as connection:
        return not checking.has_names(connection) and bool(connection.scalar(select(Engagement.id).limit(1)))


def derive(connection: Connection) -> Iterator[int]:
    """Writes all that is kept for speed into a restored database, which has nothing of it, in the caller's transaction;
    yields how many engagements were done."""
    for kind in TREES:
        plant(connection, kind)
    last = 0
    query = select(Engagement.id).order_by(Engagement.id).limit(BATCH)
    while ids := connection.scalars(query.where(Engagement.id > last)).all():
        scope_new(connection, ids[0], ids[-1])
        yield len(ids)
        last = ids[-1]
    index_all_names(connection)
    keep_words(connection)


def _part(connection: Connection, start: checking.Place) -> tuple[list[int], checking.Place | None]:
    """The next engagements in the order of the list, and where those begin that follow them."""
    query = select(Engagement.local_date, Engagement.id).order_by(Engagement.local_date, Engagement.id).limit(BATCH + 1)
    rows = connection.execute(query.where(tuple_(Engagement.local_date, Engagement.id) >= tuple_(*start))).all()
    return [key for _, key in rows[:BATCH]], rows[BATCH] if len(rows) > BATCH else None


def _orphans(first: int) -> Any:
    """Engagements that are gone and still have scope rows, of those with the next keys."""
    gone = ~exists().where(Engagement.id == EngagementScope.engagement_id)
    keys = EngagementScope.engagement_id.between(first + 1, first + KEYS_AT_ONCE)
    return select(EngagementScope.engagement_id).where(keys, gone).distinct()


def _last_key(engine: Engine) -> int:
    with engine.execution_options(reads=True).connect() as connection:
        return connection.scalar(select(func.max(EngagementScope.engagement_id))) or 0
