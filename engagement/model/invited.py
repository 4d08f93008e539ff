"""What calendars say: the invitations that engagements came from, and the people invited (RFC 5545, RFC 5546)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Base, closed_words
from engagement.model.members import Member
from engagement.model.officials import Official
from engagement.model.words import Word


class Reply(Word):
    """What an invited person answered (RFC 5545, 3.2.12 PARTSTAT, as far as it matters here)."""

    UNANSWERED = "unanswered"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class MeetingInvitation(Base):
    """The calendar event that an engagement came from: each occurrence of a series has its own.

    `uid_hash` is the SHA-256 of the event's UID, which may be of any length; `occurrence` the RECURRENCE-ID, as an
    instant or a date in ISO 8601, empty where the event does not recur. `said` holds what the last invitation said, so
    that an update can tell what people wrote since and keep it.
    """

    __tablename__ = "meeting_invitation"
    __table_args__ = (UniqueConstraint("uid_hash", "occurrence"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), index=True)
    uid_hash: Mapped[str]
    occurrence: Mapped[str] = mapped_column(default="", server_default="")
    sequence: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    stamped_at: Mapped[datetime | None]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)


class InvitedPerson(Base):
    """Somebody on an invitation: one of ours, an official, or a person that no record knows yet."""

    __tablename__ = "invited_person"
    __table_args__ = (UniqueConstraint("engagement_id", "address"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"))
    address: Mapped[str]  # casefolded
    name: Mapped[str] = mapped_column(default="", server_default="")
    organises: Mapped[bool] = mapped_column(default=False, server_default="0")
    reply: Mapped[Reply] = mapped_column(closed_words(Reply), default=Reply.UNANSWERED)
    answered_at: Mapped[datetime | None]  # when the last reply was written: an older one that comes later says nothing
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"), index=True)
    member: Mapped[Member | None] = relationship(lazy="raise")
    official: Mapped[Official | None] = relationship(lazy="raise")
