"""A place at a glance, for the pages of regions and countries: figures, charts, coverage, what is late, what comes."""

from dataclasses import dataclass, replace
from datetime import timedelta

from flask import request

from engagement.core.periods import PRESETS, Period
from engagement.model.scope import Scope
from engagement.model.words import Status
from engagement.queries import commitments as promised
from engagement.queries import key_bodies
from engagement.queries.addresses import Pages
from engagement.queries.commitments import CommitmentFilter
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import EngagementRow, engagements
from engagement.queries.figures import quality
from engagement.queries.figures.coverage import known_by
from engagement.queries.figures.defined import COVERAGE, ENGAGEMENTS, RECIPROCITY, Figure, figures
from engagement.queries.gather_activity.drawn import by_record, covered_by_country, exchanges, months
from engagement.queries.key_bodies import KeyBodyFilter, KeyBodyRow
from engagement.web.frame import desk
from engagement.web.lists import Promised, opens, period_asked, promises
from reports.charts.bars import bars
from reports.charts.columns import columns
from reports.charts.scene import Scene
from reports.charts.sides import sides
from reports.charts.tiles import tiles

LOOKED_BACK = ("this-quarter", "last-quarter", "this-year", "last-year", "last-12-months")
FORTNIGHT = timedelta(days=14)
SOON = 8  # planned ones on the page
SHOWN = 12  # key bodies; the list has them all


@dataclass(frozen=True)
class Covered:
    """A key body with who of ours met it in the last year."""

    row: KeyBodyRow
    known_by: str


@dataclass(frozen=True)
class Glance:
    """What a place's page shows besides its name. Addresses stand beside what they open."""

    period: str
    periods: list[tuple[str, str]]  # words and preset
    figures: list[tuple[Figure, str]]
    refused: str  # why this period is not compared with the one before; empty where it is
    late: int
    late_words: str
    all_late: str
    promises: list[Promised]
    charts: list[Scene]  # none where nothing was held, in the year before neither
    covered: list[Covered]
    listed: int
    all_listed: str
    planned: list[EngagementRow]
    all_planned: str


def glance(asked: EngagementFilter, *, by_country: bool) -> Glance:
    """The glance at a region or country, over the period that the address names."""
    at = desk()
    name, span = period_asked()
    now = quality.quality(at, asked, span)
    counted = figures(at, asked, span, [ENGAGEMENTS, COVERAGE, RECIPROCITY], now)
    refused = next((figure.refused for figure in counted), "")
    overdue = CommitmentFilter(region=asked.region, country=asked.country, overdue=True)
    late = promised.commitments(at, overdue, size=8).rows
    soon = replace(asked, status=Status.PLANNED, first=at.today, last=at.today + FORTNIGHT)
    bodies = KeyBodyFilter(region=asked.region, country=asked.country)
    listed = key_bodies.key_bodies(at, bodies)
    return Glance(
        period=name,
        periods=[(PRESETS[one], one) for one in LOOKED_BACK],
        figures=[(figure, opens(figure.opens)) for figure in counted],
        refused=refused,
        late=promised.count(at, overdue),
        late_words=_whose(overdue),
        all_late=opens(overdue),
        promises=promises(late),
        charts=_charts(asked, span, now, by_country=by_country),
        covered=_covered(asked, span, listed[:SHOWN]),
        listed=len(listed),
        all_listed=opens(bodies),
        planned=engagements(at, soon, size=200).rows[: -SOON - 1 : -1],
        all_planned=opens(soon),
    )


def _charts(asked: EngagementFilter, span: Period, now: quality.Quality, *, by_country: bool) -> list[Scene]:
    at, to = desk(), Pages(request.host_url.rstrip("/"))
    compared = not quality.refusal(now, quality.quality(at, asked, span.year_before()))
    counted = months(at, asked, span, to, compared=compared)
    total = sum(bar.value for bar in counted)
    if not total and not any(bar.before for bar in counted):
        return []
    exchange = sides("Shared and heard", exchanges(at, asked, span, to), kind="Organisation")
    by_month = columns("Engagements by month", counted)
    if not by_country:
        by_topic = bars("Engagements by topic", by_record(at, asked, span, to, Scope.TOPIC), total, kind="Topic")
        return [by_month, by_topic, exchange]
    countries = by_record(at, asked, span, to, Scope.COUNTRY)
    by_place = bars("Engagements by country", countries, total, kind="Country")
    covered = covered_by_country(at, asked, span, to)
    return [by_month, by_place, *([tiles("Key bodies engaged by country", covered)] if covered else []), exchange]


def _covered(asked: EngagementFilter, span: Period, rows: list[KeyBodyRow]) -> list[Covered]:
    year = Period(span.last - timedelta(days=364), span.last)
    known = known_by(desk(), asked, year, [row.organisation.id for row in rows])
    return [Covered(row, _some(known.get(row.organisation.id, []))) for row in rows]


def _some(names: list[str]) -> str:
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def _whose(overdue: CommitmentFilter) -> str:
    parts = []
    for whose in promised.Whose:
        n = promised.count(desk(), replace(overdue, side=whose))
        if n:
            parts.append(f"{n} {whose.value}" if whose is not promised.Whose.TASK else f"{n} of our tasks")
    return ", ".join(parts)
