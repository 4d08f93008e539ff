"""Engagements and whom and what they join. Links keep what was so on that day: post, function, region, kind."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Archived, Base, Versioned, closed_words
from engagement.model.members import Function, Member
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation
from engagement.model.places import Country, Region
from engagement.model.topics import Topic
from engagement.model.words import AskedBy, Channel, EngagementKind, OrganisationKind, Purpose, Status


class Engagement(Versioned, Archived, Base):
    """One interaction with organisations, planned, held or cancelled.

    `local_date` is the day on the place's clocks: periods and lists go by it, so two readers never count two totals.
    `starts_at` is the instant (UTC), none where only the day is known; `minutes` its length.
    """

    __tablename__ = "engagement"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("minutes IS NULL OR (minutes >= 0 AND minutes <= 44640)", name="minutes"),
        CheckConstraint("hours IS NULL OR (hours >= 0 AND hours <= 1000)", name="hours"),
        Index("ix_engagement_local_date_id", "local_date", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    kind: Mapped[EngagementKind] = mapped_column(closed_words(EngagementKind))
    status: Mapped[Status] = mapped_column(closed_words(Status))
    channel: Mapped[Channel | None] = mapped_column(closed_words(Channel))
    asked_by: Mapped[AskedBy | None] = mapped_column(closed_words(AskedBy))
    purpose: Mapped[Purpose | None] = mapped_column(closed_words(Purpose))
    local_date: Mapped[date]
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    zone: Mapped[str]
    place: Mapped[str] = mapped_column(default="", server_default="")
    summary: Mapped[str] = mapped_column(default="", server_default="")
    outcome: Mapped[str] = mapped_column(default="", server_default="")
    result_sought: Mapped[str] = mapped_column(default="", server_default="")
    hours: Mapped[float | None] = mapped_column(Numeric(6, 2, asdecimal=False))
    confidential: Mapped[bool] = mapped_column(default=False, server_default="0")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    created_at: Mapped[datetime]
    held_at: Mapped[datetime | None]  # when it was first logged as held: record quality counts from the local date
    created_by: Mapped[Member | None] = relationship(lazy="raise")

    @property
    def ends_at(self) -> datetime | None:
        """The instant it ends (UTC), where start and length are known."""
        if self.starts_at is None or self.minutes is None:
            return None
        return self.starts_at + timedelta(minutes=self.minutes)

    def is_to_be_completed(self, today: date) -> bool:
        """Whether it was planned for a day that is past."""
        return self.status is Status.PLANNED and self.local_date < today


class EngagementOrganisation(Base):
    """An organisation that took part, with its kind, country and region of that day."""

    __tablename__ = "engagement_organisation"
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    kind: Mapped[OrganisationKind] = mapped_column(closed_words(OrganisationKind))
    country_id: Mapped[int | None] = mapped_column(ForeignKey("country.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    organisation: Mapped[Organisation] = relationship(lazy="raise")
    country: Mapped[Country | None] = relationship(lazy="raise")
    region: Mapped[Region | None] = relationship(lazy="raise")


class EngagementOfficial(Base):
    """An official who took part, with the post held on that day (none: not known)."""

    __tablename__ = "engagement_official"
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    post_title: Mapped[str] = mapped_column(default="", server_default="")  # as it read on that day
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    official: Mapped[Official] = relationship(lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")


class EngagementMember(Base):
    """One of ours who took part, with function and region of that day. One is the lead."""

    __tablename__ = "engagement_member"
    __table_args__ = (
        Index(
            "uq_engagement_member_lead",
            "engagement_id",
            unique=True,
            sqlite_where=text("lead = 1"),
            postgresql_where=text("lead"),
        ),
    )
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    lead: Mapped[bool] = mapped_column(default=False, server_default="0")
    function_id: Mapped[int | None] = mapped_column(ForeignKey("function.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    member: Mapped[Member] = relationship(lazy="raise")
    function: Mapped[Function | None] = relationship(lazy="raise")


class EngagementTopic(Base):
    """A policy topic that an engagement was about."""

    __tablename__ = "engagement_topic"
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    topic: Mapped[Topic] = relationship(lazy="raise")


class EngagementReader(Base):
    """A member named to see a confidential engagement without having taken part."""

    __tablename__ = "engagement_reader"
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True, index=True)
    member: Mapped[Member] = relationship(lazy="raise")
