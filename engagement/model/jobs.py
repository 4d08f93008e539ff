"""Work that runs later: a table in the same database, so that asking for it joins the asker's transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engagement.model.base import Base, closed_words
from engagement.model.words import Word


class JobState(Word):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One piece of work, taken by one worker at a time under a lease."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_due_at", "state", "due_at", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    state: Mapped[JobState] = mapped_column(closed_words(JobState), default=JobState.WAITING)
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    total: Mapped[int] = mapped_column(default=0, server_default="0")
    result: Mapped[str] = mapped_column(default="", server_default="")  # the name of the file it made
    reference: Mapped[str] = mapped_column(default="", server_default="")  # stands in the log, where it failed
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
