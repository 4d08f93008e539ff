"""Record quality: printed beside all other figures, and the reason why a comparison may be refused."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, case, cast, func, select

from engagement.access.rows import select_visible
from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.words import Status
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import over_held
from engagement.queries.figures.fitting import fitting
from reports.records import Share

SOON = 7  # days within which an engagement should be logged
POINTS = 10  # two periods whose record differs by more per cent points are not compared


@dataclass(frozen=True)
class Quality:
    """How complete the record of some held engagements is."""

    logged: Share  # logged as held within SOON days
    outcome: Share  # with an outcome line


def quality(desk: Desk, question: EngagementFilter, span: Period) -> Quality:
    """The record quality of the held engagements of a period."""
    build = _QUALITY[desk.db.get_bind().dialect.name]
    of, logged, outcome = over_held(desk, question, span, build).one()
    return Quality(Share(logged, of), Share(outcome, of))


def refusal(now: Quality, before: Quality) -> str:
    """Why two periods are not compared, in words; empty: they may be."""
    for what, one, other in (
        ("logged within 7 days", now.logged, before.logged),
        ("with an outcome line", now.outcome, before.outcome),
    ):
        if abs(one.n * other.of - other.n * one.of) * 100 > POINTS * one.of * other.of:
            return (
                f"Not compared: {one.n:,} of {one.of:,} engagements are {what}, "
                f"and {other.n:,} of {other.of:,} of the period before."
            )
    return ""


def to_be_completed(desk: Desk, question: EngagementFilter, span: Period) -> int:
    """Engagements that were planned for a day that is past: drafts, counted in no figure."""
    query = select_visible(desk, Engagement, func.count()).where(
        Engagement.status == Status.PLANNED,
        Engagement.local_date >= span.first,
        Engagement.local_date <= span.last,
        Engagement.local_date < desk.today,
        *fitting(desk, question),
    )
    return desk.db.scalar(query) or 0


def _counted(found: Any, soon: Any) -> Any:
    """How many there are, were logged soon and came to something. `soon`: whether the day (UTC) of logging is at most
    SOON days after the local date, which each engine counts in its own way."""
    query = select(func.count(), func.count(case((soon, 1))), func.count(case((Engagement.outcome != "", 1))))
    return query.select_from(found).join(Engagement, Engagement.id == found.c.engagement_id)


def _on_sqlite(found: Any) -> Any:
    return _counted(found, func.date(Engagement.held_at) <= func.date(Engagement.local_date, f"+{SOON} days"))


def _on_postgresql(found: Any) -> Any:
    return _counted(found, cast(func.timezone("UTC", Engagement.held_at), Date) <= Engagement.local_date + SOON)


_QUALITY = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}
