"""Takes jobs from the table and does them, one at a time, each for the member who asked."""

import logging
import secrets
import time
from collections.abc import Callable, Mapping

from engagement.actions import drafts
from engagement.actions import jobs as actions
from engagement.core.faults import fault_of, told
from engagement.installation import Installation
from engagement.jobs import imports, papers, wiping
from engagement.model.jobs import Job
from engagement.model.members import Member
from engagement.queries import jobs as queries

log = logging.getLogger("engagement.jobs")
Tell = Callable[[int, int], None]
Work = Callable[[Installation, Member, Job, Tell], str]
WORKS: Mapping[str, Work] = {
    actions.ACTIVITY_REPORT: papers.activity,
    actions.UNDO_IMPORT: imports.undo,
    actions.WIPING: wiping.wiping,
}
PAUSE = 0.5  # seconds between two looks, when nothing is due; and between two words on progress
PREVIEWS_KEPT_FOR = 24 * 3600  # seconds


def work(installation: Installation, goes_on: Callable[[], bool]) -> None:
    """Does what is due until `goes_on` says no. While the database is gone it waits."""
    cleaned = 0.0
    while goes_on():
        try:
            worked = step(installation)
            if time.monotonic() - cleaned > 3600:
                cleaned = time.monotonic()
                clean(installation)
        except Exception as error:
            if fault_of(error) is None:
                raise
            log.warning("waiting for the database: %s", told(error))
            worked = False
        if not worked:
            time.sleep(PAUSE)


def step(installation: Installation) -> bool:
    """Does one job that is due. False: there was none."""
    with installation.desk() as desk:
        job = actions.take(desk)
        member = queries.asker(desk, job) if job else None
    if job is None:
        return False
    try:
        if member is None:
            raise PermissionError("who asked for it is no team member any more")
        result = WORKS[job.name](installation, member, job, _teller(installation, job))
    except Exception as error:  # whatever broke: the worker goes on, and the asker gets a reference
        reference = secrets.token_hex(4)
        log.error("reference %s: job %s %s", reference, job.id, job.name, exc_info=error)
        with installation.desk() as desk:
            actions.fail(desk, job, reference)
        return True
    with installation.desk() as desk:
        actions.finish(desk, job.id, result)
    return True


def clean(installation: Installation) -> None:
    """Removes what was made long ago."""
    with installation.desk() as desk:
        names = actions.forget(desk)
        drafts.forget(desk)
    for name in names:
        (installation.settings.papers_folder / name).unlink(missing_ok=True)
    for preview in installation.settings.previews_folder.glob("*"):
        if time.time() - preview.stat().st_mtime > PREVIEWS_KEPT_FOR:
            preview.unlink(missing_ok=True)


def _teller(installation: Installation, job: Job) -> Tell:
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told < PAUSE and done < total:
            return
        told = time.monotonic()
        with installation.desk() as desk:
            actions.tell(desk, job.id, done, total)

    return tell
