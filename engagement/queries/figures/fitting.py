"""The same question asked of other tables: of engagements, and of what belongs to them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import aliased

from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.scope import EngagementScope
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import held_keys


def fitting(desk: Desk, question: EngagementFilter) -> Iterator[ColumnElement[bool]]:
    """What an `Engagement` must fulfil, of any day and status, to fit a question."""
    yield Engagement.archived_at.is_(None)
    yield from having(held_keys(desk, question), Engagement.local_date, Engagement.id)


def having(keys: Sequence[tuple[Any, Any]], day: Any, engagement_id: Any) -> Iterator[ColumnElement[bool]]:
    """What the engagement of `day` and `engagement_id` must be found by: the whole key of the scope table.

    A key is a pair of scope and number, or of parameters for them. The offset of nothing keeps PostgreSQL from joining
    the whole of a scope: it plans an EXISTS without one as a hash join over the large side.
    """
    for kind, key in keys:
        other = aliased(EngagementScope)
        found = select(literal(1)).where(
            other.kind == kind, other.key == key, other.local_date == day, other.engagement_id == engagement_id
        )
        yield found.offset(0).exists()


def as_of(desk: Desk, span: Period) -> date:
    """The day that a figure of `span` looks from: its last, or today where that is still to come."""
    return min(span.last, desk.today)


def rolling_year(span: Period) -> Period:
    """The twelve months that end with `span`."""
    return Period(span.last - timedelta(days=364), span.last)
