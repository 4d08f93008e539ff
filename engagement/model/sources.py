"""Where imported records come from, so that a second import makes nothing twice."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engagement.model.base import Base


class ImportRun(Base):
    """One run of an import and its counts."""

    __tablename__ = "import_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    mapping: Mapped[str]
    file_name: Mapped[str]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    imported: Mapped[int] = mapped_column(default=0, server_default="0")
    updated: Mapped[int] = mapped_column(default=0, server_default="0")
    unchanged: Mapped[int] = mapped_column(default=0, server_default="0")
    rejected: Mapped[int] = mapped_column(default=0, server_default="0")
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("deed.id"), index=True)  # none: of before there were deeds


class SourceRow(Base):
    """A row of a register and the engagement it became.

    `digest` tells whether the row changed since; `version` is the engagement's as the import left it: a higher one
    means that somebody edited it here.
    """

    __tablename__ = "source_row"
    __table_args__ = (UniqueConstraint("mapping", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    mapping: Mapped[str]
    key: Mapped[str]
    digest: Mapped[str]
    line: Mapped[int]
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), index=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), index=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
