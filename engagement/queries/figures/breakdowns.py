"""Held engagements counted by month, country, kind of body, topic, …: from the months wherever these can tell.

`scope_month` counts open engagements. What the member may see of the confidential ones is added by a live count over
those few, so that every count is exact for each viewer. Days at the ends that fill no month are counted live too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Result, and_, bindparam, func, select

from engagement.core.database import prepared
from engagement.core.filtering import LARGEST_KEY
from engagement.core.periods import Period, first_of, last_of, month_number
from engagement.desk import Desk
from engagement.model.scope import COUNTRIES, EngagementScope, Scope, ScopeMonth
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.walking import EVERYTHING, Key, ordered_parameters, parameters, walk

Months = dict[int, int]  # held engagements by month_number
Keys = dict[int, int]  # held engagements by key


def held(desk: Desk, question: EngagementFilter, span: Period) -> int:
    """How many engagements were held."""
    return sum(by_month(desk, question, span).values())


def by_month(desk: Desk, question: EngagementFilter, span: Period) -> Months:
    """Held engagements of each month that has any."""
    keys = held_keys(desk, question)
    counted: Counter[int] = Counter()
    for part, from_months in _parts(keys, span):
        if from_months:
            (key,) = keys or [EVERYTHING]
            counted.update(dict(_pairs(desk, _BY_MONTH, _months(part) | _key(key))))
            by_day = _pairs(desk, _by_day(_dialect(desk), len(keys)), _mine(desk, keys, part))
        else:
            by_day = _pairs(desk, _by_day(_dialect(desk), _probes(keys)), parameters(desk, keys, part))
        for day, n in by_day:
            counted[month_number(day)] += n
    return {month: n for month, n in sorted(counted.items()) if n}


def by_key(desk: Desk, question: EngagementFilter, span: Period, scope: Scope) -> Keys:
    """Held engagements of each key of `scope` that has any; one with several keys counts once in each.

    The countries of a region are only its own: a joint engagement does not bring another region's country in.
    """
    keys = held_keys(desk, question)
    kept, low, high = _range(keys, scope)
    these = {"kind": int(kept), "low": low, "high": high}
    counted: Counter[int] = Counter()
    for part, from_months in _parts(keys, span):
        if from_months and (not keys or kept is not scope):
            counted.update(dict(_pairs(desk, _BY_KEY, _months(part) | these)))
            statement, asked = _joined(_dialect(desk), len(keys)), _mine(desk, keys, part)
        else:
            statement, asked = _joined(_dialect(desk), _probes(keys)), parameters(desk, keys, part)
        counted.update(dict(_pairs(desk, statement, asked | these)))
    return {key - low: n for key, n in counted.items() if n}


def held_keys(desk: Desk, question: EngagementFilter) -> list[Key]:
    """The scope keys of a question; whether something was held says a column of its own."""
    return [key for key in dict.fromkeys(question.keys(desk)) if key[0] is not Scope.STATUS]


def over_held(
    desk: Desk, question: EngagementFilter, span: Period, build: Callable[[Any], Any], **more: Any
) -> Result[*tuple[Any, ...]]:
    """The answer to a statement over the held engagements that fit.

    `build` makes it from a subquery with their `engagement_id` and `local_date`, once for each shape of question: it
    costs more to build than to answer. `more` are parameters of its own.
    """
    keys = held_keys(desk, question)
    statement = _built(build, _dialect(desk), _probes(keys))
    return desk.db.connection().execute(statement, parameters(desk, keys, span) | more)


@lru_cache(maxsize=256)
def _built(build: Callable[[Any], Any], dialect: str, probes: int) -> Any:
    return build(_held(dialect, probes))


def _parts(keys: list[Key], span: Period) -> Iterator[tuple[Period, bool]]:
    """The span in parts, and whether the months can tell each: they know one key, and only whole months."""
    if len(keys) > 1 or (keys and keys[0][0] is Scope.CONFIDENTIAL):
        yield span, False
        return
    first, last = month_number(span.first), month_number(span.last)
    first += span.first != first_of(first)
    last -= span.last != last_of(last)
    if first > last:
        yield span, False
        return
    if span.first < first_of(first):
        yield Period(span.first, last_of(first - 1)), False
    yield Period(first_of(first), last_of(last)), True
    if last_of(last) < span.last:
        yield Period(first_of(last + 1), span.last), False


def _range(keys: list[Key], scope: Scope) -> tuple[Scope, int, int]:
    """In which scope the keys of a breakdown are kept, and from where to where."""
    regions = [key for kind, key in keys if kind is Scope.REGION]
    if scope is Scope.COUNTRY and regions:
        return Scope.REGION_COUNTRY, regions[0] * COUNTRIES, regions[0] * COUNTRIES + COUNTRIES - 1
    return scope, 0, LARGEST_KEY


_BY_MONTH = prepared(
    select(ScopeMonth.month, ScopeMonth.held).where(
        ScopeMonth.kind == bindparam("kind"),
        ScopeMonth.key == bindparam("key"),
        ScopeMonth.month.between(bindparam("first_month"), bindparam("last_month")),
    )
)
_BY_KEY = prepared(
    select(ScopeMonth.key, func.sum(ScopeMonth.held))
    .where(
        ScopeMonth.kind == bindparam("kind"),
        ScopeMonth.key.between(bindparam("low"), bindparam("high")),
        ScopeMonth.month.between(bindparam("first_month"), bindparam("last_month")),
    )
    .group_by(ScopeMonth.key)
)


@lru_cache(maxsize=64)
def _held(dialect: str, probes: int) -> Any:
    found = walk(dialect, probes, ("local_date", "engagement_id", "held")).subquery("found")
    return select(found.c.local_date, found.c.engagement_id).where(found.c.held).subquery("held")


@lru_cache(maxsize=64)
def _by_day(dialect: str, probes: int) -> Any:
    found = _held(dialect, probes)
    return prepared(select(found.c.local_date, func.count()).group_by(found.c.local_date))


@lru_cache(maxsize=64)
def _joined(dialect: str, probes: int) -> Any:
    found = _held(dialect, probes)
    # An outer join, and nothing said about it in WHERE, so that SQLite goes from the few found to what they are under
    # and not through all that is under anything. The row for those that are under nothing is dropped by `_pairs`.
    under = and_(
        EngagementScope.engagement_id == found.c.engagement_id,
        EngagementScope.kind == bindparam("kind"),
        EngagementScope.key.between(bindparam("low"), bindparam("high")),
    )
    query = select(EngagementScope.key, func.count()).select_from(found).outerjoin(EngagementScope, under)
    return prepared(query.group_by(EngagementScope.key))


def _mine(desk: Desk, keys: list[Key], span: Period) -> dict[str, Any]:
    """The parameters of a walk over the member's own confidential ones, always the fewest, that have `keys` too."""
    return ordered_parameters(desk, [(Scope.CONFIDENTIAL, desk.member.id), *keys], span)


def _months(span: Period) -> dict[str, int]:
    return {"first_month": month_number(span.first), "last_month": month_number(span.last)}


def _key(key: Key) -> dict[str, int]:
    return {"kind": int(key[0]), "key": key[1]}


def _probes(keys: list[Key]) -> int:
    return max(len(keys) - 1, 0)


def _pairs(desk: Desk, statement: Any, asked: dict[str, Any]) -> Iterable[tuple[Any, int]]:
    """The rows of a statement of columns. The connection takes two thirds of the time that the session takes."""
    return ((key, int(n)) for key, n in desk.db.connection().execute(statement, asked).all() if key is not None)


def _dialect(desk: Desk) -> str:
    return desk.db.get_bind().dialect.name
