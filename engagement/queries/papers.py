"""The activity report as a file: gathered at a desk, with its member's eyes, and drawn by `reports/`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from engagement.desk import Desk
from engagement.queries.addresses import Pages
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.gather_activity.asking import ActivityOptions
from engagement.queries.gather_activity.gathering import activity_report
from reports.activity import activity
from reports.records import Group

Progress = Callable[[int, int], None]


def write_activity(
    desk: Desk,
    question: EngagementFilter,
    options: ActivityOptions,
    out: BinaryIO,
    *,
    organisation: str,
    address: str,
    progress: Progress | None = None,
    most: int | None = None,
) -> None:
    """Writes the PDF of the engagements that fit `question` into `out`.

    `organisation` is our company's name, `address` where the product answers: figures link to the lists there.
    A preview prints only the first `most` engagements; the figures are always those of all.
    """
    report = activity_report(desk, question, options, organisation, Pages(address))
    if most is not None:
        report = replace(report, groups=list(_first(report.groups, most)))
    activity(report, out, progress)


def _first(groups: Sequence[Group], most: int) -> Iterator[Group]:
    for group in groups:
        if most <= 0:
            return
        count = min(most, group.count)
        yield replace(group, count=count, entries=islice(group.entries, count))
        most -= count
