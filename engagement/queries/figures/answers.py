"""Needs that government bodies spoke of, and how soon they were answered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, case, func, select

from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.engagements import EngagementOrganisation
from engagement.model.ledgers import Heard
from engagement.model.words import HeardKind
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import over_held
from engagement.queries.figures.fitting import as_of, rolling_year
from engagement.queries.figures.values import Days
from reports.records import Share

FEWEST = 5  # of fewer answers a median says nothing


def time_to_answer(desk: Desk, question: EngagementFilter, span: Period) -> Days | None:
    """The median of the days from a need heard in the period to its answer; None of fewer than FEWEST needs."""
    day = as_of(desk, span)
    return median(_waits(desk, question, span, day))


def median(waits: Iterable[tuple[int, bool]]) -> Days | None:
    """The middle one of (days, whether still open). An open one has waited so long at least.

    Where an open one waits no longer than the middle, it may yet pass it: then the median is only known from below.
    """
    waited = sorted(waits)
    if len(waited) < FEWEST:
        return None
    middle = waited[(len(waited) - 1) // 2][0]
    return Days(middle, at_least=any(is_open and days <= middle for days, is_open in waited))


def _waits(desk: Desk, question: EngagementFilter, span: Period, on: date) -> list[tuple[int, bool]]:
    waits = []
    for heard_on, answered_on in over_held(desk, question, span, _asked_and_answered):
        is_open = answered_on is None or answered_on > on
        waits.append((max(((on if is_open else answered_on) - heard_on).days, 0), is_open))
    return waits


def _asked_and_answered(found: Any) -> Any:
    query = select(found.c.local_date, Heard.answered_on).select_from(found)
    return query.join(Heard, Heard.engagement_id == found.c.engagement_id).where(Heard.kind == HeardKind.NEED)


def needs_answered(desk: Desk, question: EngagementFilter, span: Period) -> Share:
    """Distinct pairs of body and need with an answer, of those heard in the twelve months that end with the period."""
    pairs = body_needs(desk, question, rolling_year(span), as_of(desk, span))
    return Share(sum(answered for _, _, answered in pairs), len(pairs))


def body_needs(desk: Desk, question: EngagementFilter, span: Period, on: date) -> list[tuple[int, int, bool]]:
    """(need category, organisation, whether any answer was given until a day), each pair once."""
    pairs = over_held(desk, question, span, _pairs, answered_until=on)
    return [(need, body, bool(done)) for need, body, done in pairs if question.need in (None, need)]


def _pairs(found: Any) -> Any:
    answered = func.max(case((Heard.answered_on <= bindparam("answered_until"), 1), else_=0))
    return (
        select(Heard.need_category_id, EngagementOrganisation.organisation_id, answered)
        .select_from(found)
        .join(Heard, Heard.engagement_id == found.c.engagement_id)
        .join(EngagementOrganisation, EngagementOrganisation.engagement_id == found.c.engagement_id)
        .where(Heard.need_category_id.is_not(None))
        .group_by(Heard.need_category_id, EngagementOrganisation.organisation_id)
    )
