"""How many engagements fit: exact where the months can tell, else counted up to a limit."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from engagement.core.database import prepared
from engagement.core.periods import FIRST, LAST, Period, month_number
from engagement.desk import Desk
from engagement.model.scope import Scope, ScopeMonth
from engagement.queries.engagements import finding
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.walking import EVERYTHING, Key, parameters, walk

COUNTED = 10_000


@dataclass(frozen=True)
class Count:
    """A number of engagements; beyond COUNTED it is only known to be more."""

    n: int
    exact: bool = True

    def __str__(self) -> str:
        return f"{self.n:,}" + ("" if self.exact else "+")


def count(desk: Desk, question: EngagementFilter) -> Count:
    """How many engagements that the member may see fit `question`."""
    if question.q:
        return limited(finding.counted(desk, question, COUNTED + 1), COUNTED)
    keys, span = question.keys(desk), question.span(desk)
    whole = span.whole_months() or (span.first, span.last) == (FIRST, LAST)
    if len(keys) <= 1 and whole and (not keys or keys[0][0] is not Scope.CONFIDENTIAL):
        return Count(from_months(desk, keys[0] if keys else EVERYTHING, span))
    asked = parameters(desk, keys, span) | {"most": COUNTED + 1}
    n = desk.db.scalar(_counted(desk.db.get_bind().dialect.name, max(len(set(keys)) - 1, 0)), asked) or 0
    return limited(n, COUNTED)


def limited(n: int, most: int) -> Count:
    """A number that was counted no further than to one more than `most`."""
    return Count(min(n, most), exact=n <= most)


def from_months(desk: Desk, key: Key, span: Period) -> int:
    """The open ones from the months, and a live count of the member's own confidential ones: exact for each viewer."""
    kind, number = key
    months = {"first_month": month_number(span.first), "last_month": month_number(span.last)}
    open_ones = desk.db.scalar(_OPEN, {"kind": int(kind), "key": number} | months) or 0
    mine = {
        "base_kind": int(Scope.CONFIDENTIAL),
        "base_key": desk.member.id,
        "me_key": desk.member.id,
        "probe0_kind": int(kind),
        "probe0_key": number,
        "first": span.first,
        "last": span.last,
    }
    statement = _counted(desk.db.get_bind().dialect.name, 1, limited=False)
    return int(open_ones) + (desk.db.scalar(statement, mine) or 0)


_OPEN = prepared(
    select(func.sum(ScopeMonth.n)).where(
        ScopeMonth.kind == bindparam("kind"),
        ScopeMonth.key == bindparam("key"),
        ScopeMonth.month.between(bindparam("first_month"), bindparam("last_month")),
    )
)


@lru_cache(maxsize=256)
def _counted(dialect: str, probes: int, *, limited: bool = True) -> Select[Any]:
    query = walk(dialect, probes, ("engagement_id",))
    if limited:
        query = query.limit(bindparam("most"))
    return prepared(select(func.count()).select_from(query.subquery()))
