"""The engagements of a report in groups: their keys are read at once, they themselves as their turn comes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, literal, select

from engagement.core.periods import Period, first_of, last_of, month_number
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.engagements import EngagementOrganisation, EngagementTopic
from engagement.model.organisations import Organisation
from engagement.model.places import Country
from engagement.model.topics import Topic
from engagement.model.words import Status
from engagement.queries.addresses import Pages
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.walking import parameters, walk
from engagement.queries.gather_activity.asking import Grouping
from engagement.queries.gather_activity.entries import entries
from engagement.queries.keyed import by_key
from reports import records
from reports.blocks.words import MONTHS

LINKS: dict[Grouping, tuple[Any, Any, str]] = {
    Grouping.COUNTRY: (EngagementOrganisation, EngagementOrganisation.country_id, "Supranational"),
    Grouping.ORGANISATION: (EngagementOrganisation, EngagementOrganisation.organisation_id, "Without an organisation"),
    Grouping.TOPIC: (EngagementTopic, EngagementTopic.topic_id, "Without a topic"),
}
NAMED: dict[Grouping, tuple[type[Any], str]] = {
    Grouping.COUNTRY: (Country, "country"),
    Grouping.ORGANISATION: (Organisation, "organisation"),
    Grouping.TOPIC: (Topic, "topic"),
}


def groups(
    desk: Desk,
    question: EngagementFilter,
    span: Period,
    grouping: Grouping,
    to: Pages,
    *,
    full: bool,
) -> list[records.Group]:
    """The engagements that fit (the held ones, if no status is asked), oldest first within each group.

    Confidential ones are left out, also for those who may see them: a report is sent on.
    """
    question = replace(question, status=question.status or Status.HELD)
    members: dict[int | None, list[int]] = defaultdict(list)
    for _, engagement_id, key in sorted(_keys(desk, question, span, grouping)):
        members[key].append(engagement_id)
    named = _names(desk, question, span, grouping, list(members))
    return [
        records.Group(name, len(members[key]), entries(desk, members[key], to, full=full), to.asked(behind))
        for key, name, behind in named
    ]


def _keys(
    desk: Desk, question: EngagementFilter, span: Period, grouping: Grouping
) -> Iterator[tuple[date, int, int | None]]:
    """(local date, engagement, key of its group). Of several bodies or topics the first says the group, but of a
    question about a country or region one that lies in it."""
    keys = question.keys(desk)
    dialect = desk.db.get_bind().dialect.name
    found = walk(dialect, len(set(keys)) - 1, ("local_date", "engagement_id", "restricted")).subquery("found")
    group: Any = literal(None)
    if grouping in LINKS:
        link, key, _ = LINKS[grouping]
        group = (
            select(key)
            .where(link.engagement_id == found.c.engagement_id)
            .order_by(*_asked_first(question, link), link.position, key)
            .limit(1)
            .correlate(found)
            .scalar_subquery()
        )
    query = select(found.c.local_date, found.c.engagement_id, group).where(found.c.restricted.is_(False))
    for day, engagement_id, number in desk.db.execute(query, parameters(desk, keys, span)):
        yield day, engagement_id, month_number(day) if grouping is Grouping.MONTH else number


def _asked_first(question: EngagementFilter, link: Any) -> Iterator[ColumnElement[int]]:
    if link is EngagementOrganisation and question.country:
        yield case((link.country_id == question.country, 0), else_=1)
    if link is EngagementOrganisation and question.region:
        yield case((link.region_id == question.region, 0), else_=1)


def _names(
    desk: Desk, question: EngagementFilter, span: Period, grouping: Grouping, keys: list[int | None]
) -> list[tuple[int | None, str, EngagementFilter]]:
    """(key, name, question behind it) of each group, in the order in which they print."""
    known = sorted(key for key in keys if key is not None)
    asked = replace(question, period=None, first=span.first, last=span.last)
    if grouping is Grouping.MONTH:
        return [(month, month_name(month), _within(asked, Period(first_of(month), last_of(month)))) for month in known]
    kind, part = NAMED[grouping]
    records_ = by_key(desk, kind, known)
    found = sorted(records_.values(), key=lambda record: (fold(record.name), record.id))
    named = [(record.id, record.name, replace(asked, **{part: record.id})) for record in found]
    nameless = LINKS[grouping][2]
    return [*named, *((None, nameless, asked) for key in keys if key is None)]


def _within(asked: EngagementFilter, month: Period) -> EngagementFilter:
    """The part of a question that lies in a month."""
    assert asked.first and asked.last
    return replace(asked, first=max(asked.first, month.first), last=min(asked.last, month.last))


def month_name(month: int) -> str:
    """ "October 2026", by the number of the month."""
    on = first_of(month)
    return f"{MONTHS[on.month - 1]} {on.year}"
