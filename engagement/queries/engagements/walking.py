"""The walk along the scope table from which every list of engagements is read.

The smallest scope of a question is walked from its newest end; each other part is probed by its whole key. Statements
are built once for each shape and kept, since building costs more than reading (docs/decisions/scope.md).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    Subquery,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from engagement.core.paging import Cursor
from engagement.core.periods import Period, month_number
from engagement.desk import Desk
from engagement.model.scope import EngagementScope, Scope, ScopeMonth

Key = tuple[Scope, int]
EVERYTHING: Key = (Scope.ALL, 0)


def _is(scope: type[EngagementScope], name: str) -> Any:
    return (scope.kind == bindparam(f"{name}_kind")) & (scope.key == bindparam(f"{name}_key"))


def _same(one: type[EngagementScope], other: type[EngagementScope]) -> Any:
    return (one.local_date == other.local_date) & (one.engagement_id == other.engagement_id)


def may_see(scope: Any) -> Any:
    """`access.rows.visible_scope` for a statement that is kept: the member is the parameter `me_key`."""
    mine = aliased(EngagementScope, name="mine")
    own = exists().where(mine.kind == int(Scope.CONFIDENTIAL), mine.key == bindparam("me_key"), _same(mine, scope))
    return or_(scope.restricted.is_(False), own)


@lru_cache(maxsize=256)
def walk(dialect: str, probes: int, columns: tuple[str, ...] = ("local_date", "engagement_id")) -> Select[Any]:
    """What the member may see of a scope (`base_kind`, `base_key`) and of `probes` others (`probe0_kind`, …), with the
    local date between `first` and `last`. `me_key` is the member. Not ordered, not limited."""
    base = aliased(EngagementScope, name="base")
    query = select(*(getattr(base, name) for name in columns)).where(
        _is(base, "base"),
        base.local_date.between(bindparam("first"), bindparam("last")),
        may_see(base),
    )
    for number in range(probes):
        other = aliased(EngagementScope, name=f"other{number}")
        found = _is(other, f"probe{number}") & _same(other, base)
        if dialect == "postgresql":  # which turns EXISTS into a hash join over the large side
            one = select(literal(1).label("one")).where(found).limit(1).lateral(f"found{number}")
            query = query.join(one, true())
        else:
            query = query.where(exists().where(found))
    return query


def parameters(desk: Desk, keys: Sequence[Key], span: Period) -> dict[str, Any]:
    """The parameters of `walk` for a question's keys; the smallest scope is the one that is walked."""
    return ordered_parameters(desk, sorted_by_size(desk, keys, span), span)


def ordered_parameters(desk: Desk, keys: Sequence[Key], span: Period) -> dict[str, Any]:
    """The same where it is known which scope is the smallest: the first of `keys`."""
    base, *others = keys
    named = {"base_kind": int(base[0]), "base_key": base[1], "me_key": desk.member.id}
    for number, (kind, key) in enumerate(others):
        named |= {f"probe{number}_kind": int(kind), f"probe{number}_key": key}
    return named | {"first": span.first, "last": span.last}


def sorted_by_size(desk: Desk, keys: Sequence[Key], span: Period) -> list[Key]:
    """The keys, the smallest scope first (by its months). Neither engine's planner knows how uneven they are."""
    keys = list(dict.fromkeys(keys)) or [EVERYTHING]
    if len(keys) == 1:
        return keys
    asked = {"first_month": month_number(span.first), "last_month": month_number(span.last)}
    for number, (kind, key) in enumerate(keys):
        asked |= {f"kind{number}": int(kind), f"key{number}": key}
    sizes = {keys[number]: n or 0 for number, n in desk.db.execute(_sizes(len(keys)), asked)}
    # months hold open engagements only, so those of a member's confidential ones are always a short walk
    return sorted(keys, key=lambda key: (key[0] is not Scope.CONFIDENTIAL, sizes[key]))


@lru_cache(maxsize=16)
def _sizes(keys: int) -> CompoundSelect[Any]:
    """One sum a key: (kind, key) IN (…) reads all months of everything on SQLite."""
    sums = (
        select(literal(number).label("number"), func.sum(ScopeMonth.n)).where(
            ScopeMonth.kind == bindparam(f"kind{number}"),
            ScopeMonth.key == bindparam(f"key{number}"),
            ScopeMonth.month.between(bindparam("first_month"), bindparam("last_month")),
        )
        for number in range(keys)
    )
    return union_all(*sums)


@lru_cache(maxsize=512)
def page(dialect: str, probes: int, oldest_first: bool, starts: bool) -> Subquery:
    """`walk`, ordered and limited to `size` rows; where it `starts` at a cursor, after (`day`, `id`)."""
    query = walk(dialect, probes)
    day, key = query.selected_columns
    if starts:
        place, cursor = tuple_(day, key), tuple_(bindparam("day", type_=day.type), bindparam("id"))
        query = query.where(place > cursor if oldest_first else place < cursor)
    order = (day.asc(), key.asc()) if oldest_first else (day.desc(), key.desc())
    return query.order_by(*order).limit(bindparam("size")).subquery("page")


def from_cursor(cursor: Cursor | None) -> dict[str, Any]:
    """The parameters of a page that starts after `cursor`."""
    return {"day": cursor.day, "id": cursor.id} if cursor else {}
