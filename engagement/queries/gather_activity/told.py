"""The two ledgers in a report: what governments told us, and what we gave."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import distinct, func, select

from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.engagements import Engagement, EngagementOrganisation
from engagement.model.ledgers import Heard, NeedCategory, Shared
from engagement.model.organisations import Organisation
from engagement.model.places import Country
from engagement.queries.addresses import Pages
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.answers import body_needs
from engagement.queries.figures.breakdowns import over_held
from engagement.queries.figures.defined import held_ones
from engagement.queries.figures.fitting import as_of
from engagement.queries.keyed import by_key
from reports import records

QUOTES = 3  # of a need; the newest
THINGS = 5  # of a kind that we gave; those for most bodies


def needs(desk: Desk, question: EngagementFilter, span: Period, to: Pages, *, compared: bool) -> list[records.Need]:
    """Each need category that was heard of, by the number of bodies; beside the period before, where compared."""
    pairs = body_needs(desk, question, span, as_of(desk, span))
    bodies, answered = _counted(pairs)
    before: dict[int, int] = {}
    if compared:
        earlier = span.before()
        before, _ = _counted(body_needs(desk, question, earlier, as_of(desk, earlier)))
    named = by_key(desk, NeedCategory, list(bodies))
    quotes = _quotes(desk, question, span, to)
    found = [
        records.Need(
            category=named[need].name,
            bodies=n,
            before=before.get(need, 0) if compared else None,
            answered=answered.get(need, 0),
            href=to.asked(replace(held_ones(question, span), need=need)),
            quotes=quotes.get(need, []),
        )
        for need, n in bodies.items()
    ]
    return sorted(found, key=lambda need: (-need.bodies, need.category))


def given(desk: Desk, question: EngagementFilter, span: Period, to: Pages) -> list[records.Given]:
    """Each kind of thing that we brought, by the number of engagements, and what went to most bodies."""
    things = _things(desk, question, span)
    kinds = [
        records.Given(kind.label, engagements, bodies, to.asked(held_ones(question, span)), things.get(kind, []))
        for kind, engagements, bodies in over_held(desk, question, span, _by_kind)
    ]
    return sorted(kinds, key=lambda kind: (-kind.engagements, kind.kind))


def _by_kind(found: Any) -> Any:
    return (
        select(
            Shared.kind,
            func.count(distinct(Shared.engagement_id)),
            func.count(distinct(EngagementOrganisation.organisation_id)),
        )
        .join(found, found.c.engagement_id == Shared.engagement_id)
        .outerjoin(EngagementOrganisation, EngagementOrganisation.engagement_id == Shared.engagement_id)
        .group_by(Shared.kind)
    )


def _counted(pairs: list[tuple[int, int, bool]]) -> tuple[dict[int, int], dict[int, int]]:
    """By need: how many bodies spoke of it, and how many of these have an answer."""
    bodies: dict[int, int] = defaultdict(int)
    answered: dict[int, int] = defaultdict(int)
    for need, _, done in pairs:
        bodies[need] += 1
        answered[need] += done
    return bodies, answered


def _quotes(desk: Desk, question: EngagementFilter, span: Period, to: Pages) -> dict[int, list[records.Quote]]:
    """The newest words on each need. Those of a confidential engagement stand without who said them, and no link."""
    quotes: dict[int, list[records.Quote]] = defaultdict(list)
    for _, need, text, engagement_id, _, confidential, body, country in over_held(desk, question, span, _newest):
        by = ", ".join(part for part in (body, country) if part)
        quote = records.Quote(text, by, to.record(Engagement, engagement_id))
        quotes[need].append(records.Quote(text) if confidential else quote)
    return quotes


def _newest(found: Any) -> Any:
    place = func.row_number().over(
        partition_by=Heard.need_category_id, order_by=(found.c.local_date.desc(), Heard.id.desc())
    )
    newest = (
        select(Heard.id, Heard.need_category_id, Heard.text, Heard.engagement_id, place.label("place"))
        .join(found, found.c.engagement_id == Heard.engagement_id)
        .where(Heard.need_category_id.is_not(None))
        .subquery()
    )
    first: Any = (
        select(EngagementOrganisation.organisation_id)
        .where(EngagementOrganisation.engagement_id == newest.c.engagement_id)
        .order_by(EngagementOrganisation.position, EngagementOrganisation.organisation_id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(newest, Engagement.confidential, Organisation.name, Country.name)
        .join(Engagement, Engagement.id == newest.c.engagement_id)
        .outerjoin(Organisation, Organisation.id == first)
        .outerjoin(Country, Country.id == Organisation.country_id)
        .where(newest.c.place <= QUOTES)
        .order_by(newest.c.need_category_id, newest.c.place)
    )


def _things(desk: Desk, question: EngagementFilter, span: Period) -> dict[Any, list[records.GivenThing]]:
    """What was shared in so many words, by kind: with most bodies first. None of confidential engagements."""
    things: dict[Any, list[records.GivenThing]] = defaultdict(list)
    for kind, text, n, _ in over_held(desk, question, span, _most_used):
        things[kind].append(records.GivenThing(text, n))
    return things


def _most_used(found: Any) -> Any:
    bodies = func.count(distinct(EngagementOrganisation.organisation_id)).label("bodies")
    place = func.row_number().over(partition_by=Shared.kind, order_by=(bodies.desc(), Shared.text))
    ranked = (
        select(Shared.kind, Shared.text, bodies, place.label("place"))
        .join(found, found.c.engagement_id == Shared.engagement_id)
        .join(Engagement, Engagement.id == Shared.engagement_id)
        .outerjoin(EngagementOrganisation, EngagementOrganisation.engagement_id == Shared.engagement_id)
        .where(Engagement.confidential.is_(False))
        .group_by(Shared.kind, Shared.text)
        .subquery()
    )
    return select(ranked).where(ranked.c.place <= THINGS).order_by(ranked.c.place)
