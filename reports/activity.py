"""The activity report: puts its parts together. See `reports.records` for what goes in."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from reports.blocks.contents import Listed, contents
from reports.blocks.text import heading
from reports.palette import Palette
from reports.paper.flow import Flow, Strip
from reports.paper.metadata import About
from reports.paper.paper import SMALL, Paper
from reports.paper.tags import Element
from reports.records import ActivityReport, Detail
from reports.sections.activity import activity as where_the_work_went
from reports.sections.activity import drawn
from reports.sections.ahead import ahead
from reports.sections.coverage import coverage
from reports.sections.engagements import engagements, group_key
from reports.sections.front import front
from reports.sections.given import given
from reports.sections.method import method
from reports.sections.needs import needs
from reports.sections.promises import promises
from reports.style import FRAMES, Frame
from reports.type.lines import Span

Progress = Callable[[int, int], None]
EVERY = 25  # engagements between two words of progress


class _Part(NamedTuple):
    key: str
    title: str
    draw: Callable[[Flow, Element, ActivityReport], None]


def activity(report: ActivityReport, out: BinaryIO, progress: Progress | None = None) -> None:
    """Writes the report as a PDF. `progress` hears (engagements printed, engagements in all)."""
    frame = FRAMES[report.paper]
    title = f"Engagement activity: {report.scope}, {report.period}"
    about = About(title, report.made_by, report.language, report.made_at)
    paper = Paper(out, (frame.width, frame.height), about, Palette(report.brand))
    flow = Flow(paper, frame.side, frame.inner, frame.top, frame.height - frame.foot, _furniture(report, frame))
    parts = list(_parts(report, progress))
    flow.begin()
    with flow.within("Sect", paper.tags.top) as section:
        front(flow, section, report)
    flow.new_page()
    if len(parts) > 1:
        with flow.within("Sect", paper.tags.top) as section:
            heading(flow, section, "Contents", 1)
            contents(flow, section, list(_listed(report, parts)))
    for part in parts:
        with flow.within("Sect", paper.tags.top) as section:
            flow.add(Strip(0, before=34, keep=True))
            heading(flow, section, part.title, 1, part.key)
            part.draw(flow, section, report)
    flow.finish()
    paper.finish()


def _parts(report: ActivityReport, progress: Progress | None) -> Iterator[_Part]:
    """The parts that have something to say, in their order. The method always has."""
    if drawn(report):
        yield _Part("activity", "Where the work went", where_the_work_went)
    if report.needs:
        yield _Part("needs", "What governments told us", needs)
    if report.given:
        yield _Part("given", "What we gave", given)
    if report.promises:
        yield _Part("promises", "Promises", promises)
    if report.coverage is not None and report.coverage.bodies:
        yield _Part("coverage", "Coverage of key bodies", coverage)
    if report.ahead:
        yield _Part("ahead", "The next 90 days", ahead)
    yield _Part("method", "Method and completeness", method)
    if _has_engagements(report):
        step = _steps(report, progress)
        yield _Part(
            "engagements",
            f"The engagements by {report.grouping}",
            lambda flow, part, of: engagements(flow, part, of, step),
        )


def _has_engagements(report: ActivityReport) -> bool:
    return report.detail is not Detail.FIGURES and any(group.count for group in report.groups)


def _listed(report: ActivityReport, parts: list[_Part]) -> Iterator[Listed]:
    for part in parts:
        yield Listed(part.title, part.key)
    if _has_engagements(report):
        for place, group in enumerate(report.groups):
            yield Listed(group.name, group_key(place), 2, group.language)


def _steps(report: ActivityReport, progress: Progress | None) -> Callable[[], None]:
    """What to call after each engagement."""
    total = sum(group.count for group in report.groups)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress and (done % EVERY == 0 or done == total):
            progress(done, total)

    return step


def _furniture(report: ActivityReport, frame: Frame) -> Callable[[Paper], None]:
    """What stands at the head and foot of every page but the first."""

    def draw(paper: Paper) -> None:
        if paper.page == 1:
            return
        setter = paper.type
        right = setter.line([Span(report.organisation, "ink-3")], SMALL)
        room = frame.inner - right.width - 24
        left = setter.lines([Span(f"{report.scope}\u00a0· {report.period}", "ink-3")], SMALL, room)[0]
        paper.text(None, left, frame.side, 44, SMALL)
        paper.text(None, right, frame.side + frame.inner - right.width, 44, SMALL)
        paper.page_of_pages(frame.side, frame.height - 36)

    return draw
