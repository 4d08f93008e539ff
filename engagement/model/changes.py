"""The history of every record: who, when, what, before and after."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Base, closed_words
from engagement.model.members import Member
from engagement.model.words import Word


class Verb(Word):
    MADE = "made"
    CHANGED = "changed"
    REMOVED = "removed"


class Change(Base):
    """What one save did to one row, written in the same transaction by upkeep/history.py.

    `kind` is the table, `record_id` the row's key ("12", or "12-7" for a link); `about_kind` and `about_id` the record
    whose history page shows it: a commitment's change is about its engagement. No member: the command line.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_about_kind_about_id_id", "about_kind", "about_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    verb: Mapped[Verb] = mapped_column(closed_words(Verb))
    kind: Mapped[str]
    record_id: Mapped[str]
    about_kind: Mapped[str]
    about_id: Mapped[int]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    member: Mapped[Member | None] = relationship(lazy="raise")
