"""What the page of a merge shows beside the two records: likely twins, warnings, the story of a merge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from engagement.access.rows import editable_engagements, select_visible
from engagement.desk import Desk
from engagement.model.deeds import Deed, Merge
from engagement.model.engagements import Engagement, EngagementOrganisation
from engagement.model.members import Member
from engagement.model.officials import Post
from engagement.model.organisations import KeyBody
from engagement.model.topics import Topic
from engagement.queries import merges
from engagement.queries.trees import stands_below

NEAR = timedelta(days=3)
MOST = 10


@dataclass(frozen=True, slots=True)
class Story:
    """Who merged and when, and who undid it."""

    who: str
    at: datetime
    undone_by: str
    undone_at: datetime | None


def story(desk: Desk, merge: Merge) -> Story:
    """How a merge came about."""
    undoer = aliased(Member)
    query = (
        select(Member.name, Deed.at, undoer.name, Deed.undone_at)
        .select_from(Deed)
        .outerjoin(Member, Member.id == Deed.member_id)
        .outerjoin(undoer, undoer.id == Deed.undone_by_id)
        .where(Deed.id == merge.deed_id)
    )
    who, at, undone_by, undone_at = desk.db.execute(query).one()
    return Story(who or "the command line", at, undone_by or "the command line", undone_at)


def twins(desk: Desk, kind: str, record: Any) -> list[Engagement]:
    """Engagements near the day of this one with one of its organisations, which the member may edit: the likely other
    record of the same meeting. Other kinds are chosen by name."""
    if kind != "engagement":
        return []
    mine, theirs = aliased(EngagementOrganisation), aliased(EngagementOrganisation)
    shared = exists().where(
        mine.engagement_id == record.id,
        theirs.organisation_id == mine.organisation_id,
        theirs.engagement_id == Engagement.id,
    )
    query = select_visible(desk, Engagement).where(
        Engagement.id != record.id,
        Engagement.archived_at.is_(None),
        Engagement.local_date.between(record.local_date - NEAR, record.local_date + NEAR),
        editable_engagements(desk),
        shared.correlate(Engagement),
    )
    return list(desk.db.scalars(query.order_by(Engagement.local_date.desc(), Engagement.id.desc()).limit(MOST)))


def warnings(desk: Desk, kind: str, kept: Any, gone: Any) -> Iterator[str]:
    """What should make one look twice, in a word each; the page says them in sentences."""
    if kind in ("organisation", "topic"):
        record = merges.KINDS[kind]
        if stands_below(desk, record, kept.id, gone.id) or stands_below(desk, record, gone.id, kept.id):
            yield "below"
    if kind == "organisation":
        if kept.country_id != gone.country_id:
            yield "countries"
        if kept.kind is not gone.kind:
            yield "kinds"
        keys = select_visible(desk, KeyBody, KeyBody.organisation_id).where(
            KeyBody.organisation_id.in_([kept.id, gone.id]), KeyBody.to_on.is_(None)
        )
        if len(set(desk.db.scalars(keys))) == 2:
            yield "key bodies"
    elif kind == "official":
        at = [
            set(desk.db.scalars(select_visible(desk, Post, Post.organisation_id).where(Post.official_id == one.id)))
            for one in (kept, gone)
        ]
        if at[0].isdisjoint(at[1]):
            yield "posts"
    elif kind == "topic":
        names = [
            set(desk.db.scalars(select_visible(desk, Topic, Topic.folded).where(Topic.parent_id == one.id)))
            for one in (kept, gone)
        ]
        if names[0] & names[1]:
            yield "topics of one name"
    else:
        if kept.local_date != gone.local_date:
            yield "days"
        if kept.confidential != gone.confidential:
            yield "confidential"
        elif kept.confidential:
            yield "both confidential"
