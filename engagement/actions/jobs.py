"""Asking for work that runs later, and taking it. Why not a queue beside the database: docs/decisions/jobs.md."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from engagement.desk import Desk
from engagement.model.jobs import Job, JobState
from engagement.queries import jobs as queries

LEASE = timedelta(minutes=2)  # a worker that is silent for so long is taken for dead
TRIES = 3
KEPT_FOR = timedelta(days=7)
ACTIVITY_REPORT = "activity report"  # the name of the job that makes one
WIPING = "wiping"  # of the job that takes the bytes of what was erased out of the database
UNDO_IMPORT = "undo import"


def ask(desk: Desk, name: str, asked: dict[str, Any]) -> Job:
    """Asks for the job `name`, in the asker's own transaction: it exists when what was saved with it does."""
    job = Job(name=name, asked=asked, member_id=desk.member.id, due_at=desk.now, created_at=desk.now)
    desk.db.add(job)
    desk.db.flush()
    return job


def take(desk: Desk) -> Job | None:
    """The oldest job that is due, now this worker's for as long as its lease; none: nothing is due."""
    taken = (
        update(Job)
        .where(Job.id == queries.due(desk.now))
        .values(state=JobState.RUNNING, leased_until=desk.now + LEASE, tries=Job.tries + 1)
        .returning(Job)
    )
    return desk.db.scalars(taken, execution_options={"synchronize_session": False}).one_or_none()


def tell(desk: Desk, job_id: int, done: int, total: int) -> None:
    """Says how far a job is, which keeps its lease."""
    values = {"done": done, "total": total, "leased_until": desk.now + LEASE}
    desk.db.execute(update(Job).where(Job.id == job_id, Job.state == JobState.RUNNING).values(values))


def finish(desk: Desk, job_id: int, result: str) -> None:
    """Says that a job is done and what it made."""
    values = {"state": JobState.DONE, "result": result, "finished_at": desk.now, "leased_until": None}
    desk.db.execute(update(Job).where(Job.id == job_id).values(values))


def fail(desk: Desk, job: Job, reference: str) -> None:
    """Says that a job broke: it is tried again in a minute, and given up after TRIES times."""
    again = job.tries < TRIES
    values: dict[str, Any] = {"reference": reference, "leased_until": None}
    if again:
        values |= {"state": JobState.WAITING, "due_at": desk.now + timedelta(minutes=1)}
    else:
        values |= {"state": JobState.FAILED, "finished_at": desk.now}
    desk.db.execute(update(Job).where(Job.id == job.id).values(values))


def forget(desk: Desk) -> list[str]:
    """Removes jobs that ended long ago; returns the names of the files that they made."""
    old = queries.forgotten(desk, desk.now - KEPT_FOR)
    for job in old:
        desk.db.delete(job)
    return [job.result for job in old if job.result]
