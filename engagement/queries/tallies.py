"""How many engagements each row of a list has, and when the last was held: two queries a page, whatever its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from engagement.access.rows import kept, visible_scope
from engagement.desk import Desk
from engagement.model.scope import EngagementScope, Scope, ScopeMonth
from engagement.queries.kept import among, dialect, keys_asked, rows_of


@dataclass(frozen=True, slots=True)
class Tally:
    """Engagements that the member may see, of any status, and the local date of the last one held until today."""

    n: int = 0
    last: date | None = None


def tallies(desk: Desk, scope: Scope, kind: Any, keys: Sequence[int]) -> dict[int, Tally]:
    """The tally of each of `keys`: records of `kind`, whose engagements have `scope`."""
    if not keys:
        return {}
    months, confidential, newest = kept(desk, _statements, scope, kind)
    asked = {"keys": keys_asked(desk, keys)}
    counted = {key: int(n) for key, n in rows_of(desk, months, asked)}
    for key, n in rows_of(desk, confidential, asked):
        counted[key] = counted.get(key, 0) + n
    days = rows_of(desk, newest, asked | {"today": desk.today})
    return {key: Tally(counted.get(key, 0), day) for key, day in days}


def _statements(desk: Desk, scope: Scope, kind: Any) -> tuple[Any, Any, Any]:
    engine = dialect(desk)
    months = (
        select(ScopeMonth.key, func.sum(ScopeMonth.n))
        .where(ScopeMonth.kind == int(scope), among(engine, ScopeMonth.key))
        .group_by(ScopeMonth.key)
    )
    mine, own = aliased(EngagementScope), aliased(EngagementScope)
    may_see = select(mine.engagement_id).where(mine.kind == int(Scope.CONFIDENTIAL), mine.key == desk.member.id)
    confidential = (
        select(own.key, func.count())
        # from the member's few: the added noughts keep the planners from walking all rows of the keys instead
        .where(own.engagement_id.in_(may_see), own.kind + 0 == int(scope), among(engine, own.key + 0))
        .group_by(own.key)
    )
    newest = aliased(EngagementScope)
    last = (
        select(newest.local_date)
        .where(newest.kind == int(scope), newest.key == kind.id, newest.held.is_(True))
        .where(newest.local_date <= bindparam("today"), visible_scope(desk, newest))
        .order_by(newest.local_date.desc())
        .limit(1)
        .correlate(kind)
        .scalar_subquery()
    )
    return months, confidential, select(kind.id, last).where(among(engine, kind.id))
