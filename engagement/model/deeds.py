"""Acts that change many records at once and can be undone as a whole: imports and merges."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engagement.model.base import Base, closed_words
from engagement.model.words import Word


class DeedKind(Word):
    IMPORT = "import"
    MERGE = "merge"


class Deed(Base):
    """One such act. The history of each record that it touched names it (Change.deed_id), and is what undoes it."""

    __tablename__ = "deed"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DeedKind] = mapped_column(closed_words(DeedKind))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)


class Merge(Base):
    """Two records that were one: `gone_id` was merged into `kept_id` and its addresses lead there, until undone."""

    __tablename__ = "merge"
    __table_args__ = (
        Index("ix_merge_kind_gone_id", "kind", "gone_id"),
        Index("ix_merge_kind_kept_id", "kind", "kept_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"), index=True)
    kind: Mapped[str]  # the table: "organisation", "official", "topic", "engagement"
    kept_id: Mapped[int]
    gone_id: Mapped[int]
    undone_at: Mapped[datetime | None]
