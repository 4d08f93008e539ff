"""The likely answers that stand in the form of an engagement before anybody types."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import exists, or_, select

from engagement.access.rows import select_visible
from engagement.core.text import fold
from engagement.core.zones import local_time
from engagement.desk import Desk
from engagement.model.engagements import Engagement, EngagementMember
from engagement.model.members import Member, MemberRegion
from engagement.model.organisations import Organisation
from engagement.model.places import Country
from engagement.model.words import AskedBy, Purpose, Status
from engagement.queries.keyed import by_key

LENGTH = 45  # minutes
STEP = timedelta(minutes=30)
LONGEST_LOOK = 48  # half hours back
MOST_COLLEAGUES = 60


@dataclass(frozen=True)
class Facts:
    """What the member said last of what the laws ask for."""

    asked_by: AskedBy | None = None
    purpose: Purpose | None = None


def start(desk: Desk) -> datetime:
    """The last half hour on the member's clocks at which a talk of LENGTH could have begun and be over by now, and in
    which no other of the member's engagements lay; an instant (UTC)."""
    since = desk.now - STEP * LONGEST_LOOK
    query = select_visible(desk, Engagement, Engagement.starts_at, Engagement.minutes).where(
        exists().where(EngagementMember.engagement_id == Engagement.id, EngagementMember.member_id == desk.member.id),
        Engagement.local_date.between(since.date() - timedelta(days=2), desk.now.date() + timedelta(days=1)),  # indexed
        Engagement.starts_at.between(since - timedelta(days=1), desk.now),
        Engagement.status != Status.CANCELLED,
        Engagement.archived_at.is_(None),
    )
    taken = [
        (begins, begins + timedelta(minutes=minutes or LENGTH)) for begins, minutes in desk.db.execute(query) if begins
    ]
    local = local_time(desk.now - timedelta(minutes=LENGTH), desk.member.zone)
    first = local.replace(minute=local.minute - local.minute % 30, second=0, microsecond=0).astimezone(UTC)
    steps = (first - STEP * number for number in range(LONGEST_LOOK))
    return next((at for at in steps if not _overlaps(at, taken)), first)


def _overlaps(at: datetime, taken: Iterable[tuple[datetime, datetime]]) -> bool:
    return any(begins < at + timedelta(minutes=LENGTH) and at < ends for begins, ends in taken)


def due(today: date) -> date:
    """Three working days from `today`."""
    left = 3
    while left:
        today += timedelta(days=1)
        left -= today.weekday() < 5
    return today


def facts(desk: Desk) -> Facts:
    """Who asked for it and what it was for, as the member said it last."""
    query = select_visible(desk, Engagement, Engagement.asked_by, Engagement.purpose)
    query = query.where(Engagement.created_by_id == desk.member.id).order_by(Engagement.id.desc()).limit(1)
    row = desk.db.execute(query).first()
    return Facts(*row) if row else Facts()


def zones(desk: Desk) -> set[str]:
    """The zones of all countries, and of bodies whose clocks are their own."""
    own = select_visible(desk, Organisation, Organisation.zone).where(Organisation.zone.is_not(None)).distinct()
    return {*desk.db.scalars(select_visible(desk, Country, Country.zone).distinct()), *desk.db.scalars(own)}


def colleagues(desk: Desk, also: Collection[int]) -> list[tuple[int, str]]:
    """(key, name) of who may keep a promise: the member first, then `also`, then those of the same regions, then
    others; at most MOST_COLLEAGUES, but all of `also`."""
    mine = select(MemberRegion.region_id).where(MemberRegion.member_id == desk.member.id)
    near = exists().where(MemberRegion.member_id == Member.id, MemberRegion.region_id.in_(mine))
    named = Member.id.in_([desk.member.id, *also])
    query = select_visible(desk, Member, Member.id, Member.name).where(or_(named, Member.archived_at.is_(None)))
    order = ((Member.id == desk.member.id).desc(), named.desc(), near.desc(), Member.folded, Member.id)
    limit = max(MOST_COLLEAGUES, len(also) + 1)
    return [(key, name) for key, name in desk.db.execute(query.order_by(*order).limit(limit))]


def country(desk: Desk, name: str, organisation_ids: Collection[int], zone: str) -> int | None:
    """The country of a body that is new here: that of the bodies beside it, one that its name says, or the one whose
    clocks the engagement goes by."""
    for body in by_key(desk, Organisation, organisation_ids).values():
        if body.country_id:
            return body.country_id
    said = f" {fold(name)} "
    at_home: int | None = None
    countries: Iterable[Country] = desk.db.scalars(select_visible(desk, Country).order_by(Country.folded))
    for one in countries:
        if f" {one.folded} " in said:
            return one.id
        if one.zone == zone and at_home is None:
            at_home = one.id
    return at_home
