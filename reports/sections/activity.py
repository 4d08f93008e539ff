"""Where the work went: kinds of body, topics, functions."""

from reports.blocks.chart import charts, room
from reports.charts.bars import bars
from reports.charts.scene import Scene
from reports.paper.flow import Flow
from reports.paper.tags import Element
from reports.records import ActivityReport, Bar

TEXT = 8.0
MOST = 10


def drawn(report: ActivityReport) -> list[tuple[str, str, list[Bar]]]:
    found = report.charts
    every = [
        ("Engagements by kind of body", "Kind of body", found.by_kind_of_body),
        ("Engagements by topic", "Topic", found.by_topic),
        ("Engagements by function", "Function", found.by_function),
    ]
    return [(title, kind, list(ranked)) for title, kind, ranked in every if any(bar.value for bar in ranked)]


def activity(flow: Flow, part: Element, report: ActivityReport) -> None:
    measure = flow.paper.type.measure
    width = room(flow, 2)
    scenes: list[Scene] = [
        bars(title, ranked, report.held, width, TEXT, measure, kind, most=MOST) for title, kind, ranked in drawn(report)
    ]
    for start in range(0, len(scenes), 2):
        charts(flow, part, scenes[start : start + 2], before=0 if start == 0 else 22)
