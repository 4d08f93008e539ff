"""One engagement with all that belongs to it, as its page and its form need it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy.orm import joinedload

from engagement.access.rows import editable_engagements, kept, select_visible
from engagement.core.database import prepared
from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.commitments import Commitment
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementReader,
    EngagementTopic,
)
from engagement.model.ledgers import Heard, Shared
from engagement.queries.engagements.chosen import links
from engagement.queries.kept import rows_of


@dataclass(frozen=True)
class EngagementRecord:
    """An engagement, its links in their order, its ledgers, commitments and files."""

    engagement: Engagement
    organisations: Sequence[EngagementOrganisation]
    officials: Sequence[EngagementOfficial]
    members: Sequence[EngagementMember]
    topics: Sequence[EngagementTopic]
    readers: Sequence[EngagementReader]
    shared: Sequence[Shared]
    heard: Sequence[Heard]
    commitments: Sequence[Commitment]
    attachments: Sequence[Attachment]
    may_edit: bool


def engagement(desk: Desk, engagement_id: int) -> Engagement | None:
    """The engagement, if the member may see it (archived ones too)."""
    found: Engagement | None = desk.db.scalar(kept(desk, _one), {"engagement_id": engagement_id})
    return found


def _one(desk: Desk) -> Select[Any]:
    query = select_visible(desk, Engagement).where(Engagement.id == bindparam("engagement_id"))
    return prepared(query.options(joinedload(Engagement.created_by)))


def may_edit(desk: Desk, engagement_id: int) -> bool:
    """Whether the member may edit the engagement."""
    return bool(rows_of(desk, kept(desk, _editable_one), {"engagement_id": engagement_id}))


def _editable_one(desk: Desk) -> Select[Any]:
    is_it = Engagement.id == bindparam("engagement_id")
    return prepared(select_visible(desk, Engagement, Engagement.id).where(is_it, editable_engagements(desk)))


# What is loaded with each kind of row: made once, for the statements that are kept (access/rows.py)
LOADED: dict[type[Any], tuple[Any, ...]] = {
    EngagementOrganisation: (
        joinedload(EngagementOrganisation.organisation),
        joinedload(EngagementOrganisation.country),
        joinedload(EngagementOrganisation.region),
    ),
    EngagementOfficial: (joinedload(EngagementOfficial.official), joinedload(EngagementOfficial.organisation)),
    EngagementMember: (joinedload(EngagementMember.member), joinedload(EngagementMember.function)),
    EngagementTopic: (joinedload(EngagementTopic.topic),),
    EngagementReader: (joinedload(EngagementReader.member),),
    Shared: (joinedload(Shared.topic),),
    Heard: (joinedload(Heard.topic), joinedload(Heard.need_category)),
    Commitment: (joinedload(Commitment.owner), joinedload(Commitment.organisation)),
    Attachment: (joinedload(Attachment.added_by),),
}


def record(desk: Desk, engagement: Engagement) -> EngagementRecord:
    """All that belongs to `engagement`, by a fixed number of queries."""

    rows: list[Any] = [links(desk, engagement, kind, *loaded) for kind, loaded in LOADED.items()]
    rows.append(may_edit(desk, engagement.id))
    return EngagementRecord(engagement, *rows)
