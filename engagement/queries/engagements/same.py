"""Engagements of the same days with the same organisations or officials: perhaps the same meeting, logged twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, exists, or_, select

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.engagements import Engagement, EngagementMember
from engagement.model.members import Member
from engagement.model.scope import EngagementScope, Scope
from engagement.model.words import Status

MOST = 5
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


def same(desk: Desk, organisations: Iterable[int], officials: Iterable[int], day: date) -> list[Same]:
    """What others have with one of these in the week of `day`, where the member took no part; that day first."""
    of_body = and_(EngagementScope.kind == Scope.ORGANISATION, EngagementScope.key.in_(list(organisations)))
    of_person = and_(EngagementScope.kind == Scope.OFFICIAL, EngagementScope.key.in_(list(officials)))
    monday = day - timedelta(days=day.weekday())
    week = monday, monday + WEEK
    met = select(EngagementScope.engagement_id).where(
        or_(of_body, of_person), EngagementScope.local_date.between(*week)
    )
    is_mine = (
        exists()
        .where(EngagementMember.engagement_id == Engagement.id, EngagementMember.member_id == desk.member.id)
        .correlate(Engagement)
    )
    columns = Engagement.id, Engagement.title, Engagement.local_date, Engagement.starts_at, Engagement.minutes
    query = (
        select_visible(desk, Engagement, *columns, Engagement.status, Engagement.created_at, Member.name)
        .outerjoin(Member, Member.id == Engagement.created_by_id)
        .where(
            Engagement.id.in_(met),
            Engagement.status != Status.CANCELLED,
            ~is_mine,
        )
        .order_by((Engagement.local_date != day), Engagement.local_date, Engagement.id)
        .limit(MOST)
    )
    return [Same(*row) for row in desk.db.execute(query)]
