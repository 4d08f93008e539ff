"""Engagements of the same days with the same organisations or officials: perhaps the same meeting, logged twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.engagements import Engagement, EngagementMember
from engagement.model.members import Member
from engagement.model.scope import EngagementScope, Scope
from engagement.model.words import Status
from engagement.queries.engagements.listing import EngagementRow

MOST = 5
MOST_PLANNED = 50  # of all that is planned beside one's own
WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Same:
    """An engagement that may be the same, and who logged it when (none: an import)."""

    id: int
    title: str
    local_date: date
    starts_at: datetime | None
    minutes: int | None
    status: Status
    logged_at: datetime
    logger: str | None

    def may_overlap(self, starts_at: datetime | None, minutes: int | None) -> bool:
        """Whether both may have been at the same time: so, unless both times are known and part."""
        if self.starts_at is None or starts_at is None:
            return True
        lasts, other = timedelta(minutes=self.minutes or 60), timedelta(minutes=minutes or 60)
        return self.starts_at < starts_at + other and starts_at < self.starts_at + lasts


@dataclass(frozen=True)
class Planned:
    """What another member plans with a body that one meets in the same week, and who leads it (none: nobody)."""

    id: int
    title: str
    local_date: date
    leader: str | None


def same(desk: Desk, organisations: Iterable[int], officials: Iterable[int], day: date) -> list[Same]:
    """What others have with one of these in the week of `day`, where the member took no part; that day first."""
    of_body = and_(EngagementScope.kind == Scope.ORGANISATION, EngagementScope.key.in_(list(organisations)))
    of_person = and_(EngagementScope.kind == Scope.OFFICIAL, EngagementScope.key.in_(list(officials)))
    week = _week(day)
    met = select(EngagementScope.engagement_id).where(
        or_(of_body, of_person), EngagementScope.local_date.between(*week)
    )
    columns = Engagement.id, Engagement.title, Engagement.local_date, Engagement.starts_at, Engagement.minutes
    query = (
        select_visible(desk, Engagement, *columns, Engagement.status, Engagement.created_at, Member.name)
        .outerjoin(Member, Member.id == Engagement.created_by_id)
        .where(
            Engagement.id.in_(met),
            Engagement.status != Status.CANCELLED,
            ~_is_mine(desk),
        )
        .order_by((Engagement.local_date != day), Engagement.local_date, Engagement.id)
        .limit(MOST)
    )
    return [Same(*row) for row in desk.db.execute(query)]


def planned_beside(desk: Desk, rows: Iterable[EngagementRow]) -> dict[int, list[Planned]]:
    """What others plan in the week of each of `rows` (the member's own) with one of its bodies, by the key of the row:
    one query, none where no row names a body."""
    mine = [(row.id, _week(row.local_date), {body.id for body in row.organisations}) for row in rows]
    weeks = [
        and_(EngagementScope.key.in_(sorted(bodies)), EngagementScope.local_date.between(*week))
        for _, week, bodies in mine
        if bodies
    ]
    if not weeks:
        return {}
    leader = (
        select(Member.name)
        .join(EngagementMember, EngagementMember.member_id == Member.id)
        .where(EngagementMember.engagement_id == Engagement.id)
        .order_by(EngagementMember.lead.desc(), EngagementMember.position)
        .limit(1)
        .correlate(Engagement)
        .scalar_subquery()
    )
    query = (
        select_visible(desk, Engagement, EngagementScope.key, Engagement.id, Engagement.title, Engagement.local_date)
        .add_columns(leader)
        .join(EngagementScope, EngagementScope.engagement_id == Engagement.id)
        .where(EngagementScope.kind == Scope.ORGANISATION, or_(*weeks))
        .where(Engagement.status == Status.PLANNED, ~_is_mine(desk))
        .order_by(Engagement.local_date, Engagement.id)
        .limit(MOST_PLANNED)
    )
    beside: dict[int, dict[int, Planned]] = {}
    for body, *columns in desk.db.execute(query):
        one = Planned(*columns)
        for key, (first, last), bodies in mine:
            if body in bodies and first <= one.local_date <= last:
                beside.setdefault(key, {})[one.id] = one
    return {key: list(found.values()) for key, found in beside.items()}


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + WEEK


def _is_mine(desk: Desk) -> ColumnElement[bool]:
    return (
        exists()
        .where(EngagementMember.engagement_id == Engagement.id, EngagementMember.member_id == desk.member.id)
        .correlate(Engagement)
    )
