"""Coverage of the key bodies in a report: each by quarter, those longest unmet by name."""

from dataclasses import replace

from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.organisations import Organisation
from engagement.model.words import Status
from engagement.queries.addresses import Pages
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures import coverage
from engagement.queries.figures.defined import COVERAGE
from engagement.queries.figures.fitting import as_of, rolling_year
from reports import records
from reports.records import Contact

QUARTERS = 4  # ending with the period's
CADENCES = {
    7: "every week",
    14: "every two weeks",
    30: "every month",
    60: "every two months",
    90: "every quarter",
    120: "every four months",
    180: "twice a year",
    365: "once a year",
}


def covered(desk: Desk, question: EngagementFilter, span: Period, to: Pages) -> records.Coverage | None:
    """The key bodies as listed on the period's first day; None where none was."""
    bodies = coverage.kept_up_with(desk, question, span.first, span.last)
    if not bodies:
        return None
    keys = [body.organisation_id for body in bodies]
    year = rolling_year(span)
    known = coverage.known_by(desk, question, year, keys)
    quarters = coverage.quarters(Period(min(year.first, span.first), span.last), QUARTERS)
    contact = [_contact(desk, question, quarter, bodies) for quarter in quarters]
    today = as_of(desk, span)
    return records.Coverage(
        quarters=[f"Q{(quarter.first.month + 2) // 3} {quarter.first.year}" for quarter in quarters],
        bodies=[
            records.KeyBody(
                body=records.Named(body.name, to.record(Organisation, body.organisation_id)),
                country=body.country,
                quarters=[of[body.organisation_id] for of in contact],
                last_met=body.last_met,
                last_href=to.asked(_met(question, body)) if body.last_met else "",
                known_by=_first(known.get(body.organisation_id, [])),
                cadence=CADENCES.get(body.cadence_days, f"every {body.cadence_days} days"),
                is_missed=coverage.is_missed(body.last_met, body.cadence_days, today),
            )
            for body in bodies
        ],
        engaged=records.Share(sum(coverage.is_engaged(body, span) for body in bodies), len(bodies)),
        listed_on=span.first,
        href=to.asked(COVERAGE.opens(question, span)),
    )


def _contact(
    desk: Desk, question: EngagementFilter, quarter: Period, bodies: list[coverage.Kept]
) -> dict[int, Contact]:
    keys = [body.organisation_id for body in bodies]
    met = coverage.met_in(desk, question, quarter, keys)
    planned = coverage.planned_in(desk, question, quarter, keys)

    def of(body: coverage.Kept) -> Contact:
        if body.organisation_id in met:
            return Contact.ENGAGED
        if body.organisation_id in planned:
            return Contact.PLANNED
        return Contact.UNLISTED if body.from_on > quarter.last else Contact.NEGLECTED

    return {body.organisation_id: of(body) for body in bodies}


def _met(question: EngagementFilter, body: coverage.Kept) -> EngagementFilter:
    """The list that begins with the last engagement held with a body."""
    return replace(
        question,
        organisation=body.organisation_id,
        region=None,
        country=None,
        body_kind=None,
        period=None,
        first=None,
        last=body.last_met,
        status=Status.HELD,
    )


def _first(names: list[str]) -> list[str]:
    """The first three names, and how many more there are. A single one stays alone: that is a risk to be seen."""
    return names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
