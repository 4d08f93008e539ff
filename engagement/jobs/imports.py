"""Undoing an import: part after part, each at a desk of its own, so that it goes on where it was interrupted."""

from collections.abc import Callable

from engagement.actions.deeds.imports import ImportUndo
from engagement.installation import Installation
from engagement.model.jobs import Job
from engagement.model.members import Member

Tell = Callable[[int, int], None]


def undo_import(installation: Installation, member: Member | None, run_id: int, tell: Tell) -> ImportUndo:
    """Undoes a run for a member (none: the command line). Raises Unknown, NotUndoable."""
    undoing = ImportUndo(run_id)
    with installation.desk(member, reads=True) as desk:
        undoing.begin(desk)
    tell(0, undoing.total)
    goes_on = True
    while goes_on:
        with installation.desk(member) as desk:
            goes_on = undoing.take(desk)
        tell(undoing.done, undoing.total)
    with installation.desk(member) as desk:
        undoing.finish(desk)
    return undoing


def undo(installation: Installation, member: Member, job: Job, tell: Tell) -> str:
    """The job that a page asks for; it makes no file."""
    undo_import(installation, member, job.asked["run"], tell)
    return ""
