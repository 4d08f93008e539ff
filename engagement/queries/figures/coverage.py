"""Coverage: which key bodies were engaged, against the list as it stood on the period's first day."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from engagement.access.rows import select_visible, visible_scope
from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.engagements import EngagementMember
from engagement.model.members import Member
from engagement.model.organisations import KeyBody, Organisation, OrganisationTree
from engagement.model.places import Country
from engagement.model.scope import EngagementScope, Scope
from engagement.model.words import Status
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.walking import Key, may_see
from engagement.queries.figures.breakdowns import held_keys
from engagement.queries.figures.fitting import as_of, having
from engagement.queries.key_bodies import listed_on
from engagement.queries.keyed import by_key
from reports.records import Share

# These say which key bodies are meant; the other parts of a question say which engagements count as engaging them.
PLACES = (Scope.REGION, Scope.COUNTRY, Scope.ORGANISATION, Scope.BODY_KIND)

_of_kind = aliased(Organisation)
PARTS: dict[str, ColumnElement[bool]] = {
    "region": KeyBody.region_id == bindparam("region"),
    "country": KeyBody.country_id == bindparam("country"),
    "organisation": exists().where(
        OrganisationTree.descendant_id == KeyBody.organisation_id,
        OrganisationTree.ancestor_id == bindparam("organisation"),
    ),
    "body_kind": exists().where(_of_kind.id == KeyBody.organisation_id, _of_kind.kind == bindparam("body_kind")),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A key body of the list, and when it was last met (until the day asked for)."""

    organisation_id: int
    name: str
    country_id: int | None
    country: str
    cadence_days: int
    from_on: date
    last_met: date | None


def kept_up_with(desk: Desk, question: EngagementFilter, day: date, until: date) -> list[Kept]:
    """The key bodies as listed on a day, by country and name, each with the last day until `until` it was met."""
    return [Kept(*row) for row in _listed(desk, question, day, until, _named)]


def coverage(desk: Desk, question: EngagementFilter, span: Period) -> Share:
    """Key bodies with a held engagement in the period, of those listed on its first day."""
    days = [met for _, met in _listed(desk, question, span.first, span.last, _counted)]
    return Share(sum(met is not None and met >= span.first for met in days), len(days))


def is_engaged(body: Kept, span: Period) -> bool:
    """Whether the last engagement, of those until the span's end, lies in it."""
    return body.last_met is not None and body.last_met >= span.first


def cadence_kept(desk: Desk, question: EngagementFilter, span: Period) -> Share:
    """Key bodies whose gap since the last held engagement is not longer than their cadence."""
    day = as_of(desk, span)
    bodies = _listed(desk, question, span.first, day, _counted)
    return Share(sum(not is_missed(met, cadence, day) for cadence, met in bodies), len(bodies))


def is_missed(last_met: date | None, cadence_days: int, on: date) -> bool:
    """Whether the gap since the last held engagement is longer than the cadence. Never met counts as missed."""
    return last_met is None or (on - last_met).days > cadence_days


def met_in(desk: Desk, question: EngagementFilter, span: Period, bodies: Collection[int]) -> set[int]:
    """Those of `bodies` with a held engagement in the span."""
    scope = EngagementScope
    rest = having(_rest(desk, question), scope.local_date, scope.engagement_id)
    met = _newest(scope.local_date.between(span.first, span.last), visible_scope(desk), *rest)
    query = select_visible(desk, KeyBody, KeyBody.organisation_id).distinct()
    return set(desk.db.scalars(query.where(KeyBody.organisation_id.in_(sorted(bodies)), met.is_not(None))))


def planned_in(desk: Desk, question: EngagementFilter, span: Period, bodies: Collection[int]) -> set[int]:
    """Those of `bodies` with a planned engagement in the span."""
    planned, body = aliased(EngagementScope), aliased(EngagementScope)
    keys = _rest(desk, question)
    query = (
        select(body.key)
        .distinct()
        .join(planned, planned.engagement_id == body.engagement_id)
        .where(planned.kind == int(Scope.STATUS), planned.key == Status.PLANNED.number)
        .where(planned.local_date.between(span.first, span.last), visible_scope(desk, planned))
        .where(body.kind == int(Scope.ORGANISATION), body.key.in_(sorted(bodies)))
        .where(*having(keys, planned.local_date, planned.engagement_id))
    )
    return set(desk.db.scalars(query))


def known_by(desk: Desk, question: EngagementFilter, span: Period, bodies: Collection[int]) -> dict[int, list[str]]:
    """Who of ours met each of `bodies` in the span, those who met it most often first."""
    body = aliased(EngagementScope)
    query = (
        select(body.key, EngagementMember.member_id, func.count())
        .join(EngagementMember, EngagementMember.engagement_id == body.engagement_id)
        .where(body.kind == int(Scope.ORGANISATION), body.key.in_(sorted(bodies)), body.held.is_(True))
        .where(body.local_date.between(span.first, span.last), visible_scope(desk, body))
        .where(*having(_rest(desk, question), body.local_date, body.engagement_id))
        .group_by(body.key, EngagementMember.member_id)
    )
    rows = desk.db.execute(query).all()
    members = by_key(desk, Member, {member_id for _, member_id, _ in rows})
    found: dict[int, list[str]] = {}
    for key, member_id, _ in sorted(rows, key=lambda row: (row[0], -row[2], members[row[1]].folded)):
        found.setdefault(key, []).append(members[member_id].name)
    return found


def _listed(
    desk: Desk, question: EngagementFilter, day: date, until: date, build: Callable[[Any], Any]
) -> Sequence[Any]:
    """What `build` reads of the key bodies as listed on a day."""
    rest = _rest(desk, question)
    statement = _built(build, tuple(part for part in PARTS if getattr(question, part)), len(rest))
    asked: dict[str, Any] = {part: getattr(question, part) for part in PARTS}
    asked |= {"day": day, "until": until, "me_key": desk.member.id}
    for number, (kind, key) in enumerate(rest):
        asked |= {f"rest{number}_kind": int(kind), f"rest{number}_key": key}
    return desk.db.connection().execute(statement, asked).all()


@lru_cache(maxsize=64)
def _built(build: Callable[[Any], Any], parts: tuple[str, ...], rest: int) -> Any:
    """The statement for a question with these parts about the body and so many about the engagement."""
    scope = EngagementScope
    met = _newest(scope.local_date <= bindparam("until"), may_see(scope), *_having_rest(scope, rest))
    return build(met).where(listed_on(bindparam("day")), *(PARTS[part] for part in parts))


def _counted(met: Any) -> Any:
    return select(KeyBody.cadence_days, met)


def _named(met: Any) -> Any:
    country = func.coalesce(Country.name, "")
    return (
        select(
            Organisation.id, Organisation.name, KeyBody.country_id, country, KeyBody.cadence_days, KeyBody.from_on, met
        )
        .select_from(KeyBody)
        .join(Organisation, Organisation.id == KeyBody.organisation_id)
        .outerjoin(Country, Country.id == KeyBody.country_id)
        .order_by(func.coalesce(Country.folded, ""), Organisation.folded, Organisation.id)
    )


def _newest(*conditions: ColumnElement[bool]) -> Any:
    """The local date of the newest held engagement with a key body, as a column beside it.

    One read of the scope's newest end for each body: a max() over all its rows costs hundreds of times as much.
    """
    return (
        select(EngagementScope.local_date)
        .where(
            EngagementScope.kind == int(Scope.ORGANISATION),
            EngagementScope.key == KeyBody.organisation_id,
            EngagementScope.held.is_(True),
            *conditions,
        )
        .order_by(EngagementScope.local_date.desc())
        .limit(1)
        .correlate(KeyBody)
        .scalar_subquery()
    )


def _having_rest(scope: Any, rest: int) -> Iterator[ColumnElement[bool]]:
    keys: list[tuple[Any, Any]] = [
        (bindparam(f"rest{number}_kind"), bindparam(f"rest{number}_key")) for number in range(rest)
    ]
    return having(keys, scope.local_date, scope.engagement_id)


def _rest(desk: Desk, question: EngagementFilter) -> list[Key]:
    return [key for key in held_keys(desk, question) if key[0] not in PLACES]


def quarters(span: Period, most: int = 8) -> Sequence[Period]:
    """The calendar quarters that a span touches, oldest first; of a longer one the last `most`."""
    ends = [span.last]
    while (start := _quarter(ends[0])) > span.first and len(ends) < most:
        ends.insert(0, start - timedelta(days=1))
    return [Period(_quarter(end), end) for end in ends]


def _quarter(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)
