"""Readings of jobs: the one that is due, one's own."""

from datetime import datetime

from sqlalchemy import ScalarSelect, and_, or_, select

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.jobs import Job, JobState
from engagement.model.members import Member


def due(now: datetime) -> ScalarSelect[int]:
    """The oldest job that waits, or whose worker's lease ran out. PostgreSQL skips those that another worker takes."""
    waits = and_(Job.state == JobState.WAITING, Job.due_at <= now)
    abandoned = and_(Job.state == JobState.RUNNING, Job.leased_until < now)
    query = select(Job.id).where(or_(waits, abandoned)).order_by(Job.due_at, Job.id).limit(1)
    return query.with_for_update(skip_locked=True).scalar_subquery()


def asker(desk: Desk, job: Job) -> Member | None:
    """The member for whom a job works: with their rights, and not at all once they are archived."""
    return desk.db.scalar(select(Member).where(Member.id == job.member_id, Member.archived_at.is_(None)))


def job(desk: Desk, job_id: int) -> Job | None:
    """One of the member's own jobs."""
    found: Job | None = desk.db.scalar(select_visible(desk, Job).where(Job.id == job_id))
    return found


def jobs(desk: Desk, name: str, most: int = 20) -> list[Job]:
    """The member's own jobs of a name, newest first."""
    query = select_visible(desk, Job).where(Job.name == name).order_by(Job.id.desc()).limit(most)
    return list(desk.db.scalars(query))


def forgotten(desk: Desk, before: datetime) -> list[Job]:
    """Finished jobs of whomever that are older than `before`: their files can go."""
    return list(desk.db.scalars(select(Job).where(Job.finished_at < before)))
