"""Runs of imports: the list, and what undoing one would do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.changes import Change, Verb
from engagement.model.deeds import Deed
from engagement.model.jobs import Job, JobState
from engagement.model.members import Member
from engagement.model.sources import ImportRun
from engagement.queries import deeds
from engagement.queries.called import records

MOST = 100  # runs on one page
SHOWN = 50  # records that are listed because they stay
BODIES = ("organisation", "official", "topic")


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run with who imported, and whether and by whom it was undone."""

    run: ImportRun
    who: str
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a run would do. `made` and `changed` are by kind; `stays` are engagements that were worked on since,
    as many of them as the member may see, at most SHOWN, and `staying` all of them."""

    made: Counter[str]
    changed: Counter[str]
    staying: int
    stays: Sequence[tuple[str, int, str]]


def listed(desk: Desk, most: int = MOST) -> list[RunRow]:
    """The last runs, newest first, as far as the member may see them."""
    return [RunRow(*row) for row in desk.db.execute(_runs(desk).order_by(ImportRun.id.desc()).limit(most))]


def run(desk: Desk, run_id: int) -> RunRow | None:
    """One run."""
    row = desk.db.execute(_runs(desk).where(ImportRun.id == run_id)).one_or_none()
    return RunRow(*row) if row else None


def undoing(desk: Desk, run: ImportRun) -> Undoing:
    """What undoing a run would do now. What it made goes, as far as nothing else names it then."""
    if run.deed_id is None:
        return Undoing(Counter(), Counter(), 0, [])
    worked_on = set(deeds.worked_on_since(desk, run.deed_id, "engagement"))
    # what was made and not removed again by an undo that began; what was only changed has the sum 0
    sign = case((Change.kind != Change.about_kind, 0), (Change.verb == Verb.MADE, 1), (Change.verb == Verb.REMOVED, -1))
    came = func.sum(case((Change.verb == Verb.MADE, 1), else_=0)).filter(Change.kind == Change.about_kind)
    query = (
        select(Change.about_kind, Change.about_id, func.coalesce(func.sum(sign), 0), func.coalesce(came, 0))
        .where(Change.deed_id == run.deed_id, Change.about_kind.in_(("engagement", *BODIES)))
        .group_by(Change.about_kind, Change.about_id)
    )
    made: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for kind, key, stands, was_made in desk.db.execute(query):
        if kind == "engagement" and key in worked_on:
            continue
        if stands:
            made[kind] += 1
        elif not was_made:
            changed[kind] += 1
    stays = records(desk, [("engagement", key) for key in sorted(worked_on, reverse=True)[:SHOWN]])
    return Undoing(made, changed, len(worked_on), stays)


def job(desk: Desk, name: str, run_id: int) -> Job | None:
    """The member's last job of a name that works on a run, where it is not done yet."""
    query = select_visible(desk, Job).where(Job.name == name, Job.state != JobState.DONE)
    jobs = desk.db.scalars(query.order_by(Job.id.desc()).limit(20))
    return next((one for one in jobs if one.asked.get("run") == run_id), None)


def _runs(desk: Desk) -> Select[ImportRun, str, datetime | None, str]:
    importer, undoer = aliased(Member), aliased(Member)
    return (
        select_visible(
            desk,
            ImportRun,
            ImportRun,
            func.coalesce(importer.name, "the command line"),
            Deed.undone_at,
            func.coalesce(undoer.name, "the command line"),
        )
        .outerjoin(importer, importer.id == ImportRun.member_id)
        .outerjoin(Deed, Deed.id == ImportRun.deed_id)
        .outerjoin(undoer, undoer.id == Deed.undone_by_id)
    )
