"""Gathers the activity report: everything counted, named and allowed to be seen, ready for `reports/`."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo

from engagement.core.periods import FIRST, LAST, Period
from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.organisations import Organisation
from engagement.model.words import Status
from engagement.queries.addresses import Pages
from engagement.queries.engagements.asking import EngagementFilter, describe, span_words
from engagement.queries.engagements.listing import read
from engagement.queries.figures import breakdowns, confidential, defined, quality
from engagement.queries.figures.defined import Figure
from engagement.queries.gather_activity.asking import ActivityOptions, Grouping
from engagement.queries.gather_activity.covered import covered
from engagement.queries.gather_activity.drawn import charts
from engagement.queries.gather_activity.groups import groups
from engagement.queries.gather_activity.promised import coming, ninety_days, promises
from engagement.queries.gather_activity.told import given, needs
from reports import records
from reports.blocks.words import MONTHS

# The front page has room for four: the first of these that have something to say.
FRONT = (
    defined.COVERAGE,
    defined.PROMISES_OURS,
    defined.NEEDS_ANSWERED,
    defined.ENGAGEMENTS,
    defined.BODIES,
    defined.OFFICIALS,
    defined.RECIPROCITY,
)
FRONT_ROOM = 4
METHOD = (
    defined.CADENCE,
    defined.PROMISES_THEIRS,
    defined.TIME_TO_ANSWER,
    defined.BODIES,
    defined.OFFICIALS,
    defined.DEPTH,
    defined.RECIPROCITY,
)
AHEAD = 60  # lines of the next ninety days; a note says how many more there are
NAMES = {
    "region": "Region",
    "country": "Country",
    "organisation": "Organisation",
    "body_kind": "Kind of body",
    "official": "Official",
    "member": "Team member",
    "function": "Function",
    "topic": "Topic",
    "need": "Need",
    "kind": "Kind",
    "status": "Status",
    "channel": "Channel",
    "confidential": "Confidential",
    "open": "Commitments",
}
SCOPES = ("organisation", "official", "country", "region", "topic", "member", "function", "need")


def activity_report(
    desk: Desk, question: EngagementFilter, options: ActivityOptions, organisation: str, to: Pages
) -> records.ActivityReport:
    """The report of `organisation` (our company) on the engagements that fit, with the eyes of the desk's member.

    Figures count what was held, whatever status is asked for. Confidential engagements that the member may see are
    counted and not shown; those that the member may not see are neither, but their number is stated.
    """
    span = _span(desk, question)
    detail, grouping = options.detail or records.Detail.SUMMARIES, options.grouping or Grouping.COUNTRY
    now = quality.quality(desk, question, span)
    year_refused = quality.refusal(now, quality.quality(desk, question, span.year_before()))
    found = {
        figure.definition: figure
        for figure in defined.figures(desk, question, span, list(dict.fromkeys(FRONT + METHOD)), now)
    }
    refused = next(iter(found.values())).refused
    front = [found[definition] for definition in FRONT if definition in found and _says_something(found[definition])]
    ahead, is_cut = _ahead(desk, question, to)
    scope, filters = _named(desk, question)
    zone = ZoneInfo(desk.member.zone)
    return records.ActivityReport(
        scope=scope,
        filters=filters,
        period=period_words(span),
        period_before=period_words(span.before()),
        starts_on=span.first,
        ends_on=span.last,
        zone=desk.member.zone,
        made_at=desk.now.astimezone(zone),
        made_by=desk.member.name,
        data_as_of=desk.now.astimezone(zone),
        organisation=organisation,
        href=to.asked(defined.held_ones(question, span)),
        held=breakdowns.held(desk, question, span),
        hidden=confidential.hidden(desk, question, span),
        figures=[_figure(figure, to) for figure in front[:FRONT_ROOM]],
        needs=needs(desk, question, span, to, compared=not refused),
        given=given(desk, question, span, to),
        promises=promises(desk, question, span, to),
        coverage=covered(desk, question, span, to),
        ahead=ahead,
        charts=charts(desk, question, span, to, compared=not year_refused),
        groups=[]
        if detail is records.Detail.FIGURES
        else groups(desk, question, span, grouping, to, full=detail is records.Detail.FULL),
        grouping=grouping.value,
        paper=options.paper or records.Paper.A4,
        detail=detail,
        changed=options.changed or "",
        means=options.means or "",
        wanted=options.wanted or "",
        method=records.Method(
            logged_within_7_days=now.logged,
            with_outcome=now.outcome,
            drafts_left_out=quality.to_be_completed(desk, question, span),
            confidential=confidential.seen(desk, question, span),
            definitions=[
                (f"{definition.name}: {found[definition]}", definition.words)
                for definition in METHOD
                if definition in found and found[definition] not in front[:FRONT_ROOM]
            ],
            notes=list(_notes(refused, year_refused, is_cut)),
        ),
    )


def period_words(span: Period) -> str:
    """A period as a title says it: "July to September 2026", "2026"; days where it is not of whole months."""
    if not span.whole_months():
        return span_words(span)
    first, last = MONTHS[span.first.month - 1], MONTHS[span.last.month - 1]
    if span.first.year != span.last.year:
        return f"{first} {span.first.year} to {last} {span.last.year}"
    if (span.first.month, span.last.month) == (1, 12):
        return str(span.first.year)
    return f"{first} {span.first.year}" if first == last else f"{first} to {last} {span.last.year}"


def _span(desk: Desk, question: EngagementFilter) -> Period:
    """The period asked for; where it is open at an end, it ends there with what the member sees."""
    span = question.span(desk)
    if span.first != FIRST and span.last != LAST:
        return span
    newest = read(desk, question, None, 1)
    if not newest:
        first = span.first if span.first != FIRST else min(desk.today, span.last)
        return Period(first, span.last if span.last != LAST else max(desk.today, first))
    oldest = read(desk, question, None, 1, oldest_first=True)
    first = oldest[0].local_date if span.first == FIRST else span.first
    last = max(newest[0].local_date, first) if span.last == LAST else span.last
    return Period(first, last)


def _says_something(figure: Figure) -> bool:
    return not (isinstance(figure.value, records.Share) and figure.value.of == 0)


def _figure(figure: Figure, to: Pages) -> records.Figure:
    return records.Figure(
        label=figure.definition.name,
        value=str(figure),
        definition=figure.definition.words,
        href=to.asked(figure.opens),
        before=figure.reads_before,
        refused="Not compared: see the method" if figure.refused else "",
    )


def _named(desk: Desk, question: EngagementFilter) -> tuple[str, list[str]]:
    """What the report is about, and the other words of the question."""
    parts = {part.name: part.words for part in describe(desk, question) if part.name != "period"}
    about = next((name for name in SCOPES if name in parts), None)
    scope = parts.pop(about) if about else "All engagements"
    return scope, [f"{NAMES[name]}: {words}" for name, words in parts.items()]


def _ahead(desk: Desk, question: EngagementFilter, to: Pages) -> tuple[list[records.Ahead], bool]:
    """What is planned and due in the next ninety days, soonest first; and whether there is more than fits."""
    days = ninety_days(desk)
    planned = replace(question, status=Status.PLANNED, period=None, first=days.first, last=days.last)
    rows = [row for row in read(desk, planned, None, AHEAD + 1, oldest_first=True) if not row.confidential]
    found = [
        records.Ahead(
            on=row.local_date,
            what=row.title,
            kind=row.kind.value,
            bodies=[records.Named(body.name, to.record(Organisation, body.id)) for body in row.organisations],
            owner=next((one.name for one in row.members if one.note == "lead"), ""),
            href=to.record(Engagement, row.id),
        )
        for row in rows
    ]
    for promise in islice(coming(desk, question, days, to), AHEAD + 1):
        assert promise.due
        kind = {records.Side.OURS: "our promise", records.Side.THEIRS: "their promise", None: "follow-up"}[promise.side]
        bodies = [records.Named(promise.body)] if promise.body else []
        found.append(records.Ahead(promise.due, promise.text, kind, bodies, promise.owner, promise.href))
    found.sort(key=lambda one: one.on)
    return found[:AHEAD], len(found) > AHEAD


def _notes(refused: str, year_refused: str, is_cut: bool) -> Iterator[str]:
    if refused:
        yield refused
    if year_refused and year_refused != refused:
        yield f"The year before is not drawn. {year_refused.replace('period before', 'same months a year before')}"
    if is_cut:
        yield f"Of the next 90 days the first {AHEAD} lines are printed; the others stand in the product."
