"""The engagements of a report, read in parts as their turn comes, so that a long one needs no more memory."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementTopic,
)
from engagement.model.ledgers import Heard, NeedCategory, Shared
from engagement.model.members import Function, Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic
from engagement.queries.addresses import Pages
from engagement.queries.gather_activity.promised import COLUMNS, promise
from reports import records
from reports.blocks.words import day

PART = 250  # engagements read at once


def entries(desk: Desk, ids: Sequence[int], to: Pages, *, full: bool) -> Iterator[records.Entry]:
    """The entries of `ids` in their order; `full` with ledgers and commitments."""
    for start in range(0, len(ids), PART):
        part = ids[start : start + PART]
        found = {row.id: row for row in desk.db.execute(_engagements(desk, part))}
        beside = _Beside(desk, list(found), full=full)
        yield from (_entry(found[key], beside, to, desk.today) for key in part if key in found)


def _engagements(desk: Desk, ids: Sequence[int]) -> Any:
    columns = (
        Engagement.id,
        Engagement.title,
        Engagement.kind,
        Engagement.status,
        Engagement.channel,
        Engagement.local_date,
        Engagement.starts_at,
        Engagement.zone,
        Engagement.summary,
        Engagement.outcome,
        Engagement.confidential,
    )
    return select_visible(desk, Engagement, *columns).where(Engagement.id.in_(ids))


@dataclass(init=False)
class _Beside:
    """What belongs to some engagements, by their keys, each in its order: one query a kind."""

    bodies: dict[int, list[Any]]
    officials: dict[int, list[Any]]
    ours: dict[int, list[Any]]
    topics: dict[int, list[Any]]
    shared: dict[int, list[Any]]
    heard: dict[int, list[Any]]
    commitments: dict[int, list[Any]]

    def __init__(self, desk: Desk, ids: Sequence[int], *, full: bool) -> None:
        def read(
            link: Any, *columns: Any, joins: Sequence[Any] = (), outer: Sequence[Any] = ()
        ) -> dict[int, list[Any]]:
            query = select(link.engagement_id, *columns).where(link.engagement_id.in_(ids))
            for target, on in joins:
                query = query.join(target, on)
            for target, on in outer:
                query = query.outerjoin(target, on)
            found: dict[int, list[Any]] = defaultdict(list)
            keys = [column for column in link.__table__.primary_key.columns if column.name != "engagement_id"]
            for row in desk.db.execute(query.order_by(link.engagement_id, link.position, *keys)):
                found[row[0]].append(row)
            return found

        self.bodies = read(
            EngagementOrganisation,
            Organisation.id,
            Organisation.name,
            joins=[(Organisation, Organisation.id == EngagementOrganisation.organisation_id)],
        )
        self.officials = read(
            EngagementOfficial,
            Official.id,
            Official.name,
            EngagementOfficial.post_title,
            Organisation.name,
            joins=[(Official, Official.id == EngagementOfficial.official_id)],
            outer=[(Organisation, Organisation.id == EngagementOfficial.organisation_id)],
        )
        self.ours = read(
            EngagementMember,
            EngagementMember.lead,
            Member.name,
            Function.name,
            joins=[(Member, Member.id == EngagementMember.member_id)],
            outer=[(Function, Function.id == EngagementMember.function_id)],
        )
        self.topics = read(EngagementTopic, Topic.name, joins=[(Topic, Topic.id == EngagementTopic.topic_id)])
        self.shared, self.heard, self.commitments = {}, {}, {}
        if full:
            self.shared = read(Shared, Shared.text)
            needs = [(NeedCategory, NeedCategory.id == Heard.need_category_id)]
            self.heard = read(Heard, Heard.text, NeedCategory.name, outer=needs)
            people = [
                (Member, Member.id == Commitment.owner_id),
                (Organisation, Organisation.id == Commitment.organisation_id),
            ]
            self.commitments = read(Commitment, *COLUMNS, outer=people)


def _entry(row: Any, beside: _Beside, to: Pages, today: date) -> records.Entry:
    bodies = beside.bodies.get(row.id, [])
    return records.Entry(
        title=row.title,
        kind=row.kind.label,
        status=row.status.value,
        when=_when(row.local_date, row.starts_at, row.zone),
        href=to.record(Engagement, row.id),
        channel=row.channel.value if row.channel else "",
        bodies=[records.Named(name, to.record(Organisation, key)) for _, key, name in bodies],
        officials=[
            records.Present(name, post, body or "" if len(bodies) > 1 else "", to.record(Official, key))
            for _, key, name, post, body in beside.officials.get(row.id, [])
        ],
        ours=[
            f"{name}, {function}" if function else name
            for _, _, name, function in sorted(beside.ours.get(row.id, []), key=lambda one: not one.lead)
        ],
        topics=[name for _, name in beside.topics.get(row.id, [])],
        summary=row.summary,
        outcome=row.outcome,
        shared=[text for _, text in beside.shared.get(row.id, [])],
        heard=[records.Heard(text, need or "") for _, text, need in beside.heard.get(row.id, [])],
        commitments=[promise(one, today) for one in beside.commitments.get(row.id, [])],
        is_confidential=row.confidential,
    )


def _when(on: date, starts_at: datetime | None, zone: str) -> str:
    """The place's day and clock, with its city."""
    if starts_at is None:
        return day(on)
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return f"{day(on)}, {starts_at.astimezone(ZoneInfo(zone)):%H:%M}, {city}"
