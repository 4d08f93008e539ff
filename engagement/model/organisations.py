"""The other side: organisations in a tree, and the key bodies among them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Archived, Base, Named, Versioned, closed_words
from engagement.model.places import Country, Region
from engagement.model.words import Level, OrganisationKind


class Organisation(Named, Versioned, Archived, Base):
    """A government body or an ecosystem partner, of a country or supranational."""

    __tablename__ = "organisation"
    __table_args__ = (
        # region_id is for supranational bodies only: the region that keeps up with them
        CheckConstraint("country_id IS NULL OR region_id IS NULL", name="place"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="parent"),
        CheckConstraint("name <> ''", name="name"),
        Index("ix_organisation_country_id_folded", "country_id", "folded"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(closed_words(OrganisationKind))
    level: Mapped[Level | None] = mapped_column(closed_words(Level))
    country_id: Mapped[int | None] = mapped_column(ForeignKey("country.id"))  # none: supranational
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    zone: Mapped[str | None]  # where its clocks differ from its country's seat of government
    website: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime]
    country: Mapped[Country | None] = relationship(lazy="raise")
    region: Mapped[Region | None] = relationship(lazy="raise")
    parent: Mapped["Organisation | None"] = relationship(lazy="raise", remote_side=[id])

    @property
    def is_supranational(self) -> bool:
        """Whether it belongs to no single country."""
        return self.country_id is None


class OrganisationName(Named, Base):
    """Another name of an organisation: an abbreviation, a translation, an earlier name."""

    __tablename__ = "organisation_name"
    __table_args__ = (UniqueConstraint("organisation_id", "folded"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))


class OrganisationTree(Base):
    """Closure of the tree: each organisation below each of its ancestors, itself at depth 0. Written by upkeep."""

    __tablename__ = "organisation_tree"
    descendant_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    ancestor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, index=True)
    depth: Mapped[int]


class KeyBody(Versioned, Base):
    """An organisation that we mean to keep up with, from a day to a day (exclusive), met every so many days.

    A body taken off the list keeps its row with `to_on`: coverage of a past period asks the list of its first day.
    Region and country are those of the day it was listed, so redrawing regions changes no past figure.
    """

    __tablename__ = "key_body"
    __table_args__ = (
        CheckConstraint("cadence_days > 0", name="cadence"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="order"),
        Index(
            "uq_key_body_listed",
            "organisation_id",
            unique=True,
            sqlite_where=text("to_on IS NULL"),
            postgresql_where=text("to_on IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    country_id: Mapped[int | None] = mapped_column(ForeignKey("country.id"), index=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    cadence_days: Mapped[int]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    organisation: Mapped[Organisation] = relationship(lazy="raise")
