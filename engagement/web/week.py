"""My week: what waits for me, what I promised, what is next, and what moves in my regions."""

from collections.abc import Iterable
from datetime import timedelta

from flask import Blueprint, render_template

from engagement.model.words import CommitmentState, Status
from engagement.queries import commitments as promised
from engagement.queries import key_bodies, members
from engagement.queries.commitments import CommitmentFilter
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import EngagementRow, read
from engagement.queries.engagements.same import Planned, planned_beside
from engagement.queries.key_bodies import KeyBodyFilter, KeyBodyRow
from engagement.web.drafts import offers
from engagement.web.engagements.saying import line
from engagement.web.frame import desk
from engagement.web.lists import opens, promises
from engagement.web.said import day, weekday

pages = Blueprint("week", __name__)
WAITING, PROMISED, NEXT, RECENT, QUIET = 5, 6, 5, 6, 5  # rows of each part; all of them are one click away


@pages.get("/")
def index() -> str:
    at = desk()
    regions = members.regions(at, at.member)
    waits = EngagementFilter(member=at.member.id, status=Status.PLANNED, last=at.today - timedelta(days=1))
    coming = EngagementFilter(member=at.member.id, status=Status.PLANNED, first=at.today)
    mine = CommitmentFilter(owner=at.member.id, state=CommitmentState.OPEN)
    asked = [EngagementFilter(region=region.id, status=Status.HELD) for region in regions]
    planned = read(at, coming, None, NEXT, oldest_first=True)
    return render_template(
        "week/index.html",
        today=at.today,
        regions=regions,
        waiting=[line(row) for row in read(at, waits, None, WAITING)],
        all_waiting=opens(waits),
        unsaved=offers(),
        promises=promises(promised.commitments(at, mine, size=PROMISED).rows),
        promised=promised.count(at, mine),
        all_promised=opens(mine),
        planned=[line(row) for row in planned],
        beside={key: _beside(found) for key, found in planned_beside(at, planned).items()},
        all_planned=opens(coming),
        recent=[line(row) for row in _newest(read(at, question, None, RECENT) for question in asked)],
        all_recent=opens(asked[0]) if len(asked) == 1 else "",
        quiet=_quiet([region.id for region in regions]),
    )


def _beside(found: list[Planned]) -> tuple[str, Planned, str]:
    """Before the link, what it leads to, after it: that another meets the same body in that week."""
    one, *others = found
    when = f"{weekday(one.local_date)} {day(one.local_date)}"
    return f"{one.leader or 'Another of us'} sees them too, {when}:", one, f"and {len(others)} more" if others else ""


def _newest(lists: Iterable[list[EngagementRow]]) -> list[EngagementRow]:
    rows = {row.id: row for found in lists for row in found}
    return sorted(rows.values(), key=lambda row: (row.local_date, row.id), reverse=True)[:RECENT]


def _quiet(region_ids: list[int]) -> list[KeyBodyRow]:
    """The key bodies of the regions that were not met within their cadence, the longest unmet first."""
    rows = [row for region in region_ids for row in key_bodies.key_bodies(desk(), KeyBodyFilter(region=region))]
    quiet = [row for row in rows if row.is_quiet]
    return sorted(quiet, key=lambda row: (row.days is not None, -(row.days or 0)))[:QUIET]
