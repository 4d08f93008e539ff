"""The small counts beside the names of pages."""

from typing import Any

from sqlalchemy import Date, Select, bindparam, func, select

from engagement.access.rows import kept, select_visible
from engagement.core.database import prepared
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement, EngagementMember
from engagement.model.words import Status


def counts(desk: Desk) -> dict[str, tuple[str, str]]:
    """Endpoint to words and tone: my planned engagements that are past, my commitments that are late. One query."""
    to_complete, overdue = desk.db.execute(kept(desk, _counted), {"today": desk.today}).one()
    found: dict[str, tuple[str, str]] = {}
    if to_complete:
        found["week.index"] = (str(to_complete), "")
    if overdue:
        found["commitments.index"] = (f"{overdue} late", "late")
    return found


def _counted(desk: Desk) -> Select[Any]:
    today: Any = bindparam("today", type_=Date())
    mine = select(EngagementMember.engagement_id).where(EngagementMember.member_id == desk.member.id)
    past = select_visible(desk, Engagement, func.count()).where(
        Engagement.id.in_(mine),
        Engagement.status == Status.PLANNED,
        Engagement.local_date < today,
        Engagement.archived_at.is_(None),
    )
    late = select_visible(desk, Commitment, func.count()).where(
        Commitment.owner_id == desk.member.id,
        Commitment.overdue(today),
        # not a join: the law's own EXISTS over engagements would take the joined one for its own
        Commitment.engagement.has(Engagement.archived_at.is_(None)),
    )
    return prepared(select(past.scalar_subquery(), late.scalar_subquery()))
