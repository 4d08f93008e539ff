"""Method and completeness: always there, so that each number can be trusted as far as it goes."""

from reports.blocks.text import heading, paragraph
from reports.blocks.words import full_day, moment, several, share
from reports.paper.flow import Flow
from reports.paper.tags import Element
from reports.records import ActivityReport, Share
from reports.type.lines import Span

PERIOD = "An engagement belongs to it by the local date of its place, so that two readers never get two totals."
COUNTED = (
    "A joint engagement counts once, however many bodies, topics or regions it has. A parent includes its children. "
    "Regions, functions and posts are those of the day of the engagement."
)
COMPARED = (
    "Under twenty, figures stand as “n of m” and not as per cent. A comparison with the period before is made only "
    "where both records are about equally complete."
)


def method(flow: Flow, part: Element, report: ActivityReport) -> None:
    for text in _counting(report):
        paragraph(flow, part, text, before=3)
    heading(flow, part, "How complete the record is", 2)
    for name, found in _completeness(report):
        paragraph(flow, part, [Span(f"{name}: ", "ink-2"), Span(found, "ink", True)], before=1)
    for note in report.method.notes:
        paragraph(flow, part, note, before=3)
    named = [(figure.label, figure.definition) for figure in report.figures if figure.definition]
    defined = dict([*named, *report.method.definitions])
    if defined:
        heading(flow, part, "What the figures mean", 2)
    for label, definition in defined.items():
        paragraph(flow, part, [Span(f"{label}. ", "ink", True), Span(definition)], before=3)


def _counting(report: ActivityReport) -> list[str]:
    dates = f"{full_day(report.starts_on)} to {full_day(report.ends_on)}"
    return [f"The period is {dates}. {PERIOD}", COUNTED, COMPARED]


def _completeness(report: ActivityReport) -> list[tuple[str, str]]:
    method = report.method
    lines = [
        ("Logged within 7 days", _of(method.logged_within_7_days)),
        ("With an outcome line", _of(method.with_outcome)),
        ("Drafts left out", f"{method.drafts_left_out:,}"),
        ("Confidential, counted and not shown", several(method.confidential, "engagement")),
    ]
    if report.hidden:
        lines.append(("Not counted, since you may not see them", several(report.hidden, "engagement")))
    return [*lines, ("Data as of", f"{moment(report.data_as_of)}, {report.zone}")]


def _of(found: Share) -> str:
    return share(found) if found.of else "no engagement to judge by"
