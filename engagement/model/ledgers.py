"""The two ledgers of an engagement: what we shared, what we heard."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Archived, Base, Named, Versioned, closed_words
from engagement.model.engagements import Engagement
from engagement.model.topics import Topic
from engagement.model.words import HeardKind, SharedKind


class NeedCategory(Named, Versioned, Archived, Base):
    """A category of needs: security, flexibility, resiliency, cost, service levels, … An editable list."""

    __tablename__ = "need_category"
    __table_args__ = (UniqueConstraint("folded"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")


class Shared(Base):
    """An entry of what we brought to an engagement."""

    __tablename__ = "shared"
    __table_args__ = (CheckConstraint("text <> ''", name="text"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    kind: Mapped[SharedKind] = mapped_column(closed_words(SharedKind))
    text: Mapped[str]
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    taken_up_on: Mapped[date | None]  # when they were seen to use it
    engagement: Mapped[Engagement] = relationship(lazy="raise")
    topic: Mapped[Topic | None] = relationship(lazy="raise")


class Heard(Base):
    """An entry of what they told us. A need may have a category, and a day on which it was answered."""

    __tablename__ = "heard"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("need_category_id IS NULL OR kind = 'need'", name="category"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    kind: Mapped[HeardKind] = mapped_column(closed_words(HeardKind))
    text: Mapped[str]
    need_category_id: Mapped[int | None] = mapped_column(ForeignKey("need_category.id"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    answered_on: Mapped[date | None]
    engagement: Mapped[Engagement] = relationship(lazy="raise")
    need_category: Mapped[NeedCategory | None] = relationship(lazy="raise")
    topic: Mapped[Topic | None] = relationship(lazy="raise")
