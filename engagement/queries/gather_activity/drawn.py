"""The charts of a page or a report: held engagements by month, country, kind of body, topic and function."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from engagement.access.rows import select_visible
from engagement.core.periods import Period, first_of, last_of
from engagement.desk import Desk
from engagement.model.members import Function
from engagement.model.organisations import Organisation
from engagement.model.places import Country
from engagement.model.scope import Scope
from engagement.model.topics import Topic
from engagement.model.words import OrganisationKind
from engagement.queries.addresses import Pages
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breadth import exchanged
from engagement.queries.figures.breakdowns import by_key, by_month
from engagement.queries.figures.coverage import is_engaged, kept_up_with
from engagement.queries.figures.defined import held_ones
from engagement.queries.gather_activity.groups import month_name
from engagement.queries.key_bodies import KeyBodyFilter
from engagement.queries.keyed import by_key as records_by_key
from reports import records
from reports.charts.sides import Exchange
from reports.charts.tiles import Tile

YEAR = 12  # months; the year before a longer span lies within it and would be drawn twice
LONG = 120  # months; of more, those at the ends without anything are not drawn


def charts(desk: Desk, question: EngagementFilter, span: Period, to: Pages, *, compared: bool) -> records.Charts:
    """All of them; by month with the year before where the two are `compared`."""
    return records.Charts(
        by_month=months(desk, question, span, to, compared=compared),
        by_country=by_record(desk, question, span, to, Scope.COUNTRY),
        by_kind_of_body=kinds(desk, question, span, to),
        by_topic=by_record(desk, question, span, to, Scope.TOPIC),
        by_function=by_record(desk, question, span, to, Scope.FUNCTION),
    )


def months(
    desk: Desk, question: EngagementFilter, span: Period, to: Pages, *, compared: bool = True
) -> list[records.Bar]:
    """Every month of the span, also those without any; of a long one those between the first and the last with any."""
    now = by_month(desk, question, span)
    compared = compared and len(span.months()) <= YEAR
    before = by_month(desk, question, span.year_before()) if compared else {}
    held = held_ones(question, span)
    drawn = span.months()
    if len(drawn) > LONG:
        some = [*now, *(month + 12 for month in before)] or [drawn[0]]
        drawn = range(min(some), max(some) + 1)
    return [
        records.Bar(
            month_name(month),
            now.get(month, 0),
            before.get(month - 12, 0) if compared else None,
            to.asked(replace(held, first=max(span.first, first_of(month)), last=min(span.last, last_of(month)))),
        )
        for month in drawn
    ]


RECORDS: dict[Scope, tuple[type[Any], str]] = {
    Scope.COUNTRY: (Country, "country"),
    Scope.TOPIC: (Topic, "topic"),
    Scope.FUNCTION: (Function, "function"),
}


def by_record(desk: Desk, question: EngagementFilter, span: Period, to: Pages, scope: Scope) -> list[records.Bar]:
    """The largest first. Topics are those directly below the topic asked for, else those at the top."""
    kind, part = RECORDS[scope]
    counted = by_key(desk, question, span, scope)
    if scope is Scope.TOPIC:
        level = set(desk.db.scalars(select_visible(desk, Topic, Topic.id).where(_below(question))))
        counted = {key: n for key, n in counted.items() if key in level}
    named = records_by_key(desk, kind, list(counted))
    held = held_ones(question, span)
    return _ranked(
        records.Bar(record.name, counted[key], None, to.asked(replace(held, **dict[str, Any]({part: key}))))
        for key, record in named.items()
    )


def kinds(desk: Desk, question: EngagementFilter, span: Period, to: Pages) -> list[records.Bar]:
    """By kind of body, the largest first."""
    counted = by_key(desk, question, span, Scope.BODY_KIND)
    held = held_ones(question, span)
    return _ranked(
        records.Bar(kind.label, counted[kind.number], None, to.asked(replace(held, body_kind=kind)))
        for kind in OrganisationKind
        if kind.number in counted
    )


def exchanges(desk: Desk, question: EngagementFilter, span: Period, to: Pages, most: int = 8) -> list[Exchange]:
    """Shared and heard of the organisations with most of both, from which something came or to which it went."""
    counted = exchanged(desk, question, span)
    first = sorted(counted, key=lambda key: (-sum(counted[key]), key))[:most]
    named = records_by_key(desk, Organisation, first)
    held = held_ones(question, span)
    return [Exchange(named[key].name, *counted[key], to.asked(replace(held, organisation=key))) for key in first]


def covered_by_country(desk: Desk, question: EngagementFilter, span: Period, to: Pages) -> list[Tile]:
    """How many key bodies of each country were engaged, of those listed on the first day; by country."""
    tiles: dict[int | None, Tile] = {}
    for body in kept_up_with(desk, question, span.first, span.last):
        behind = KeyBodyFilter(region=question.region, country=body.country_id, on=span.first)
        known = tiles.get(body.country_id) or Tile(body.country or "Supranational", 0, 0, to.asked(behind))
        tiles[body.country_id] = replace(known, n=known.n + is_engaged(body, span), of=known.of + 1)
    return list(tiles.values())


def _below(question: EngagementFilter) -> Any:
    return Topic.parent_id == question.topic if question.topic else Topic.parent_id.is_(None)


def _ranked(bars: Iterable[records.Bar]) -> list[records.Bar]:
    return sorted(bars, key=lambda bar: (-bar.value, bar.label))
