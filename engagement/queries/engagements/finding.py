"""Engagements by words: which fit, newest first, together with all other parts of the question.

On SQLite the index holds scope and access too, so one MATCH answers all and stops after a page. On PostgreSQL rare
words are gathered by their index and sorted; else the smallest scope is walked and the words are probed. The choice is
made for the words alone: an OR beside them tips the planner's.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from engagement.core.paging import PAGE, Cursor
from engagement.desk import Desk
from engagement.model.scope import Scope
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.walking import sorted_by_size
from engagement.queries.words import Way, Words, is_sqlite, seen
from engagement.upkeep.search.sqlite import MASK, rowid


def found(
    desk: Desk,
    question: EngagementFilter,
    start: Cursor | None,
    size: int,
    *,
    oldest_first: bool = False,
    words: Words | None = None,
) -> list[int]:
    """The engagements that fit, at most `size`, in order, after `start`. `words`: those of the question, if the caller
    has them."""
    words = words or Words(desk, question.q or "")
    if is_sqlite(desk):
        asked = _fts(desk, question, words, start, oldest_first=oldest_first)
        order = "ASC" if oldest_first else "DESC"
        statement = f"SELECT rowid & {MASK} {_FTS} ORDER BY rowid {order} LIMIT :size"
        return list(_connection(desk).exec_driver_sql(statement, asked | {"size": size}).scalars())
    return list(_postgresql(desk, question, words, start, size, oldest_first=oldest_first))


def counted(desk: Desk, question: EngagementFilter, most: int, words: Words | None = None) -> int:
    """How many fit, counted up to `most`."""
    words = words or Words(desk, question.q or "")
    if is_sqlite(desk):
        statement = f"SELECT count(*) FROM (SELECT 1 {_FTS} LIMIT :size)"
        asked = _fts(desk, question, words, None, oldest_first=False)
        return int(_connection(desk).exec_driver_sql(statement, asked | {"size": most}).scalar_one())
    return len(_postgresql(desk, question, words, None, most, oldest_first=False, ordered=False))


_FTS = "FROM search_engagement WHERE search_engagement MATCH :words AND rowid BETWEEN :low AND :high"


def _connection(desk: Desk) -> Connection:
    return desk.db.connection()


def _fts(
    desk: Desk, question: EngagementFilter, words: Words, start: Cursor | None, *, oldest_first: bool
) -> dict[str, Any]:
    span = question.span(desk)
    low, high = rowid(span.first, 0), rowid(span.last, MASK)
    if start:
        place = rowid(start.day, min(start.id, MASK))
        low, high = (max(low, place + 1), high) if oldest_first else (low, min(high, place - 1))
    return {"words": seen(desk, words.asked, question.keys(desk)), "low": low, "high": high}


def _postgresql(
    desk: Desk,
    question: EngagementFilter,
    words: Words,
    start: Cursor | None,
    size: int,
    *,
    oldest_first: bool,
    ordered: bool = True,
) -> Sequence[int]:
    span = question.span(desk)
    keys = list(dict.fromkeys(question.keys(desk)))
    connection = _connection(desk)
    # counting goes by the index of words: reading texts to pass them over costs more than the planner thinks
    walks = words.are_common(newest(size)) if ordered else bool(keys) and words.are_common(newest(PAGE + 1))
    if keys:
        keys = sorted_by_size(desk, keys, span)
    asked: dict[str, Any] = {"words": words.asked, "me": desk.member.id, "first": span.first, "last": span.last}
    for number, (kind, key) in enumerate(keys):
        asked |= {f"kind{number}": int(kind), f"key{number}": key}
    if start:
        asked |= {"day": start.day, "id": start.id}
    statement = _statement(len(keys), walks, oldest_first, start is not None, ordered)
    return connection.exec_driver_sql(statement, asked | {"size": size}).scalars().all()


def newest(size: int) -> Way:
    """How `found` goes on PostgreSQL."""
    return Way("search_engagement", "local_date DESC, id DESC", size)


MAY_SEE = (
    "(NOT {0}.restricted OR EXISTS (SELECT 1 FROM engagement_scope AS mine WHERE mine.kind = "
    f"{int(Scope.CONFIDENTIAL)}"
    " AND mine.key = %(me)s AND mine.local_date = {0}.local_date AND mine.engagement_id = {0}.{1}))"
)


@lru_cache(maxsize=256)
def _statement(keys: int, walks: bool, oldest_first: bool, starts: bool, ordered: bool) -> str:
    """The ids of those that fit: from the words, each key probed; or, where it `walks`, from the smallest scope or the
    list itself, the words probed. IS TRUE and + 0 keep the planner from the other way."""
    key = "engagement_id" if walks and keys else "id"
    probed = range(1, keys) if walks else range(keys)
    joins = [
        f"CROSS JOIN LATERAL (SELECT 1 FROM engagement_scope AS o WHERE o.kind = %(kind{n})s AND o.key = %(key{n})s"
        f" AND o.local_date = base.local_date AND o.engagement_id = base.{key} LIMIT 1) AS found{n}"
        for n in probed
    ]
    where = ["base.local_date BETWEEN %(first)s AND %(last)s", MAY_SEE.format("base", key)]
    if walks and keys:
        table = "engagement_scope"
        where += ["base.kind = %(kind0)s", "base.key = %(key0)s"]
        joins.append(
            "CROSS JOIN LATERAL (SELECT 1 FROM search_engagement AS s WHERE s.id = base.engagement_id"
            " AND (s.words @@ %(words)s::tsquery) IS TRUE LIMIT 1) AS told"
        )
    else:
        table = "search_engagement"
        where.append("(base.words @@ %(words)s::tsquery)" + (" IS TRUE" if walks else ""))
    if starts:
        where.append(f"(base.local_date, base.{key}) {'>' if oldest_first else '<'} (%(day)s, %(id)s)")
    order = "ASC" if oldest_first else "DESC"
    sort = f"ORDER BY base.local_date{'' if walks else ' + 0'} {order}, base.{key} {order}" if ordered else ""
    return f"SELECT base.{key} FROM {table} AS base {' '.join(joins)} WHERE {' AND '.join(where)} {sort} LIMIT %(size)s"
