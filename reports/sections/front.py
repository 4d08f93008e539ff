"""The front page: stands alone, could hang on a wall."""

from reports.blocks.chart import charts, room
from reports.blocks.text import paragraph, set_lines
from reports.blocks.tile import tiles
from reports.blocks.words import full_day, moment, several
from reports.charts.bars import bars
from reports.charts.columns import columns
from reports.charts.scene import Scene
from reports.paper.flow import Flow, Put, Strip
from reports.paper.paper import Paper
from reports.paper.tags import Element
from reports.records import ActivityReport
from reports.style import DISPLAY, LEAD, SMALL
from reports.type.lines import Span

LABELS = 104.0
MADE = 34.0  # the room for the lines at the foot
CHART_TEXT = 8.0
MOST_COUNTRIES = 10
FIGURES = 4


def front(flow: Flow, part: Element, report: ActivityReport) -> None:
    _title(flow, part, report)
    _sentences(flow, part, report)
    if report.figures:
        flow.add(Strip(16, keep=True))
        tiles(flow, part, report.figures[:FIGURES], report.period_before)
        flow.add(Strip(6))
    scenes = _scenes(flow, report)
    if scenes:
        charts(flow, part, scenes, before=14)
    if not report.held:
        paragraph(flow, part, "No engagement was held in this period.", LEAD, before=18)
    _made(flow, part, report)


def _title(flow: Flow, part: Element, report: ActivityReport) -> None:
    setter = flow.paper.type
    owner = flow.paper.tags.element("P", part)
    kind = setter.line([Span("Engagement activity", "ink-2")], SMALL.size)
    ours = setter.lines([Span(f"{report.organisation} ", "ours", True)], SMALL.size, flow.width - kind.width - 20)
    strips = [Strip(SMALL.leading, [Put(owner, line, flow.x, SMALL.baseline, SMALL.size)]) for line in ours] or [
        Strip(SMALL.leading)
    ]
    strips[0].puts = [*strips[0].puts, Put(owner, kind, flow.x + flow.width - kind.width, SMALL.baseline, SMALL.size)]
    strips[-1].closes = [owner]
    flow.add(*strips, Strip(26))
    title = flow.paper.tags.element("H1", part)
    lines = setter.lines([Span(report.scope, strong=True)], DISPLAY.size, flow.width)
    flow.add(*set_lines(flow, title, lines, DISPLAY, flow.x, flow.width))
    flow.close(title)
    paragraph(flow, part, report.period, LEAD, before=4)
    if report.filters:
        paragraph(flow, part, "\u00a0· ".join(report.filters), SMALL, before=4)
    flow.paper.place("front", 0)


def _sentences(flow: Flow, part: Element, report: ActivityReport) -> None:
    """What the author says: changed, means, wanted. Each is left out when empty."""
    said = [
        ("What changed", report.changed),
        ("What it means", report.means),
        ("What we need from you", report.wanted),
    ]
    before = 22.0
    for label, text in said:
        if not text.strip():
            continue
        element = flow.paper.tags.element("P", part)
        name = flow.paper.type.line([Span(f"{label} ", "ours", True)], SMALL.size)
        x, width = flow.x + LABELS, flow.width - LABELS
        lines = flow.paper.type.lines([Span(text)], LEAD.size, width)
        strips = set_lines(flow, element, lines, LEAD, x, width, before)
        strips[0].puts = [Put(element, name, flow.x, LEAD.baseline, SMALL.size), *strips[0].puts]
        strips[-1].closes = [element]
        flow.add(*strips)
        before = 7.0


def _scenes(flow: Flow, report: ActivityReport) -> list[Scene]:
    """By month and by country, as far as there is something to draw and room for it."""
    found = report.charts
    months = [found.by_month] if any(bar.value or bar.before for bar in found.by_month) else []
    countries = [found.by_country] if len(found.by_country) > 1 else []  # one bar compares nothing
    if not months and not countries:
        return []
    measure = flow.paper.type.measure
    width = room(flow, len(months) + len(countries))
    scenes = [columns("Engagements by month", bars_, width, CHART_TEXT, measure) for bars_ in months]
    fit = int((flow.room - MADE - 80) / (CHART_TEXT * 2.2))
    for ranked in countries:
        most = max(3, min(MOST_COUNTRIES, fit))
        scenes.append(
            bars("Engagements by country", ranked, report.held, width, CHART_TEXT, measure, "Country", most=most)
        )
    return scenes


def _made(flow: Flow, part: Element, report: ActivityReport) -> None:
    """At the page's foot: how many, when and by whom, as of when, in which zone."""
    counted = f"{several(report.held, 'engagement')} held"
    hidden = f", and {report.hidden:,} that you may not see" if report.hidden else ""
    dates = f"{full_day(report.starts_on)} to {full_day(report.ends_on)}"
    first = [
        Span(f"{counted}", "ink-2", href=report.href),
        Span(f"{hidden}. {dates}, by the local date of each.", "ink-2"),
    ]
    made = f"Made {moment(report.made_at)} by {report.made_by}."
    second = f"{made} Data as of {moment(report.data_as_of)}. Times are of {report.zone}."
    element = flow.paper.tags.element("P", part)
    lines = [
        *flow.paper.type.lines(first, SMALL.size, flow.width),
        *flow.paper.type.lines([Span(second, "ink-2")], SMALL.size, flow.width),
    ]

    def draw(paper: Paper, _y: float) -> None:
        y = flow.bottom + 24 - SMALL.leading * len(lines)
        for place, line in enumerate(lines):
            paper.text(element, line, flow.x, y + place * SMALL.leading + SMALL.baseline, SMALL.size)

    flow.add(Strip(0, draw=draw, closes=[element]))
