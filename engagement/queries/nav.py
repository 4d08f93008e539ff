"""The small counts beside the names of pages."""

from sqlalchemy import func, select

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement, EngagementMember
from engagement.model.words import Status


def counts(desk: Desk) -> dict[str, tuple[str, str]]:
    """Endpoint to words and tone: my planned engagements that are past, my commitments that are late. One query."""
    mine = select(EngagementMember.engagement_id).where(EngagementMember.member_id == desk.member.id)
    past = select_visible(desk, Engagement, func.count()).where(
        Engagement.id.in_(mine),
        Engagement.status == Status.PLANNED,
        Engagement.local_date < desk.today,
        Engagement.archived_at.is_(None),
    )
    late = select_visible(desk, Commitment, func.count()).where(
        Commitment.owner_id == desk.member.id,
        Commitment.overdue(desk.today),
        # not a join: the law's own EXISTS over engagements would take the joined one for its own
        Commitment.engagement.has(Engagement.archived_at.is_(None)),
    )
    to_complete, overdue = desk.db.execute(select(past.scalar_subquery(), late.scalar_subquery())).one()
    found: dict[str, tuple[str, str]] = {}
    if to_complete:
        found["week.index"] = (str(to_complete), "")
    if overdue:
        found["commitments.index"] = (f"{overdue} late", "late")
    return found
