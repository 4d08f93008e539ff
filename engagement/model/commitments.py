"""Commitments: promises of either side, and follow-ups of our own."""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Base, Versioned, closed_words
from engagement.model.engagements import Engagement
from engagement.model.members import Member
from engagement.model.organisations import Organisation
from engagement.model.words import CommitmentState, Side


class Commitment(Versioned, Base):
    """A promise made in an engagement. Without a side it is a follow-up: our own task without a promise.

    Ours and follow-ups are owned by a member; theirs by an organisation, with the member who minds it beside.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done"),
        Index("ix_commitment_state_due", "state", "due", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    side: Mapped[Side | None] = mapped_column(closed_words(Side))
    text: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    due: Mapped[date | None]
    state: Mapped[CommitmentState] = mapped_column(closed_words(CommitmentState), default=CommitmentState.OPEN)
    done_on: Mapped[date | None]
    engagement: Mapped[Engagement] = relationship(lazy="raise")
    owner: Mapped[Member | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")

    @classmethod
    def overdue(cls, today: date) -> ColumnElement[bool]:
        """Open after its day."""
        return and_(cls.state == CommitmentState.OPEN, cls.due < today)
