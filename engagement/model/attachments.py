"""Files kept with an engagement. The bytes lie in the files folder under their digest; the row says what they are."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Archived, Base
from engagement.model.engagements import Engagement
from engagement.model.members import Member


class Attachment(Archived, Base):
    """A file that somebody put to an engagement, typed by its content."""

    __tablename__ = "attachment"
    __table_args__ = (CheckConstraint("size >= 0", name="size"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    added_at: Mapped[datetime]
    engagement: Mapped[Engagement] = relationship(lazy="raise")
    added_by: Mapped[Member | None] = relationship(lazy="raise")
