"""One engagement with all that belongs to it, as its page and its form need it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import joinedload

from engagement.access.rows import editable_engagements, select_visible
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
    query = select_visible(desk, Engagement).where(Engagement.id == engagement_id)
    found: Engagement | None = desk.db.scalar(query.options(joinedload(Engagement.created_by)))
    return found


def editable(desk: Desk, engagement_id: int) -> Engagement | None:
    """The engagement, if the member may edit it."""
    query = select_visible(desk, Engagement).where(Engagement.id == engagement_id, editable_engagements(desk))
    found: Engagement | None = desk.db.scalar(query)
    return found


def record(desk: Desk, engagement: Engagement) -> EngagementRecord:
    """All that belongs to `engagement`, by a fixed number of queries."""

    def of(kind: Any, *loaded: Any) -> Sequence[Any]:
        return links(desk, engagement, kind, *loaded)

    return EngagementRecord(
        engagement,
        of(
            EngagementOrganisation,
            joinedload(EngagementOrganisation.organisation),
            joinedload(EngagementOrganisation.country),
            joinedload(EngagementOrganisation.region),
        ),
        of(
            EngagementOfficial,
            joinedload(EngagementOfficial.official),
            joinedload(EngagementOfficial.organisation),
        ),
        of(EngagementMember, joinedload(EngagementMember.member)),
        of(EngagementTopic, joinedload(EngagementTopic.topic)),
        of(EngagementReader, joinedload(EngagementReader.member)),
        of(Shared, joinedload(Shared.topic)),
        of(Heard, joinedload(Heard.topic), joinedload(Heard.need_category)),
        of(Commitment, joinedload(Commitment.owner), joinedload(Commitment.organisation)),
        of(Attachment, joinedload(Attachment.added_by)),
        editable(desk, engagement.id) is not None,
    )
