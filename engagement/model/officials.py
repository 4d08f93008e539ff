"""Officials and the posts they held. No field for party, religion, health or family, and no score (PRODUCT.md)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Archived, Base, Named, Versioned, closed_words
from engagement.model.organisations import Organisation
from engagement.model.words import Word

REVIEWED_AFTER = 2  # years until the data on an official are looked at again, where nobody said another day
TOLD_WITHIN = 30  # days in which a person must be told that data on them are kept (GDPR, article 14, 3a)


class Notice(Word):
    """How an official was told that we keep data on them (GDPR, articles 13 and 14)."""

    GIVEN = "given"
    PUBLIC = "public notice"


class Official(Named, Versioned, Archived, Base):
    """A person of an organisation; a partner's contact is kept here too."""

    __tablename__ = "official"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(default="", server_default="", index=True)
    phone: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(default="", server_default="")  # where the data come from, in words
    notice: Mapped[Notice | None] = mapped_column(closed_words(Notice))
    notice_on: Mapped[date | None]
    notice_how: Mapped[str] = mapped_column(default="", server_default="")
    review_on: Mapped[date | None]
    objected_on: Mapped[date | None]
    objection: Mapped[str] = mapped_column(default="", server_default="")
    erased_at: Mapped[datetime | None]  # the person was made a pseudonym; figures stay as they were


class Post(Versioned, Base):
    """A title that an official holds or held at an organisation, from a day to a day (both may be unknown)."""

    __tablename__ = "post"
    __table_args__ = (CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="order"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(default="", server_default="")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    organisation: Mapped[Organisation] = relationship(lazy="raise")
    official: Mapped[Official] = relationship(lazy="raise")

    def held_on(self, day: date) -> bool:
        """Whether the post was held on `day`; the last day counts."""
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)
