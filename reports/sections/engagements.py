"""The engagements themselves, grouped: read one by one, so that ten thousand need no more memory than ten."""

from collections.abc import Callable

from reports.blocks.entry import entry
from reports.blocks.text import heading
from reports.blocks.words import several
from reports.paper.flow import Flow, Strip
from reports.paper.tags import Element
from reports.records import ActivityReport, Detail, Group


def group_key(place: int) -> str:
    """The name of a group as a target of links."""
    return f"group{place}"


def engagements(flow: Flow, part: Element, report: ActivityReport, step: Callable[[], None]) -> None:
    """Calls `step` after each engagement."""
    for place, group in enumerate(report.groups):
        with flow.within("Sect", part) as section:
            _group(flow, section, group, group_key(place), report.detail is Detail.FULL, step)


def _group(flow: Flow, section: Element, group: Group, key: str, is_full: bool, step: Callable[[], None]) -> None:
    heading(flow, section, group.name, 2, key, group.href, group.language, beside=several(group.count, "engagement"))
    for each in group.entries:
        entry(flow, section, each, is_full)
        step()
    flow.add(Strip(8))
