"""The history of every record: who, when, what, before and after."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
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
    __table_args__ = (
        Index("ix_change_about_kind_about_id_id", "about_kind", "about_id", "id"),
        Index(
            "ix_change_deed_id",
            "deed_id",
            "id",
            sqlite_where=text("deed_id IS NOT NULL"),
            postgresql_where=text("deed_id IS NOT NULL"),
        ),
    )
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
    # the import or merge that it was a part of; no foreign key, or SQLite would write millions of rows anew to add it
    deed_id: Mapped[int | None]
    member: Mapped[Member | None] = relationship(lazy="raise")
