"""How many confidential engagements a count holds, and how many it leaves out."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.scope import EngagementScope, Scope
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import held_keys
from engagement.queries.figures.fitting import having


def seen(desk: Desk, question: EngagementFilter, span: Period) -> int:
    """Held confidential engagements that fit and that the member may see: counted in all figures."""
    return desk.db.scalar(_counted(desk, question, span, is_mine=True)) or 0


def hidden(desk: Desk, question: EngagementFilter, span: Period) -> int:
    """Those that the member may not see. Only for the one line that a report states; it says no more than how many."""
    return desk.db.scalar(_counted(desk, question, span, is_mine=False)) or 0


def _counted(desk: Desk, question: EngagementFilter, span: Period, *, is_mine: bool) -> Any:
    every = aliased(EngagementScope)
    (mine,) = having([(Scope.CONFIDENTIAL, desk.member.id)], every.local_date, every.engagement_id)
    keys = [key for key in held_keys(desk, question) if key[0] is not Scope.CONFIDENTIAL]
    return select(func.count()).where(
        every.kind == int(Scope.CONFIDENTIAL),
        every.key == 0,
        every.held.is_(True),
        every.local_date.between(span.first, span.last),
        mine if is_mine else ~mine,
        *having(keys, every.local_date, every.engagement_id),
    )
