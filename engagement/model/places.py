"""Regions and countries. Regions are data: an administrator redraws them; an engagement keeps the one of its day."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engagement.model.base import Archived, Base, Named, Versioned


class Region(Named, Versioned, Archived, Base):
    """A named set of countries."""

    __tablename__ = "region"
    __table_args__ = (UniqueConstraint("folded"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")


class Country(Named, Versioned, Base):
    """A country of ISO 3166-1. Its number is the key, `code` the two letters."""

    __tablename__ = "country"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(2), unique=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    zone: Mapped[str]  # the IANA zone of its seat of government: what a form proposes
    region: Mapped[Region | None] = relationship(lazy="raise")
