"""The inverted table by which every filter is fast, and its months. Written by upkeep/scope.py and nothing else."""

from datetime import date
from enum import IntEnum

from sqlalchemy import Date, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from engagement.model.base import Base

COUNTRIES = 1000  # a country's number (ISO 3166) is below it


class Scope(IntEnum):
    """What an engagement can be filtered by. The numbers stand in the database."""

    ALL = 0
    REGION = 1
    COUNTRY = 2
    ORGANISATION = 3  # each that took part, and each of its ancestors
    BODY_KIND = 4
    OFFICIAL = 5
    MEMBER = 6
    FUNCTION = 7
    TOPIC = 8  # each, and each of its ancestors
    NEED = 9
    KIND = 10
    STATUS = 11
    CHANNEL = 12
    OPEN_COMMITMENT = 13
    CONFIDENTIAL = 14
    REGION_COUNTRY = 15  # region * COUNTRIES + country: by country within a region, also after regions were redrawn


class EngagementScope(Base):
    """One row for each thing that an engagement can be found by. Archived engagements have none.

    The key of ALL, OPEN_COMMITMENT and CONFIDENTIAL is 0; that of a closed word is its number (words.py).
    """

    __tablename__ = "engagement_scope"
    __table_args__ = {"sqlite_with_rowid": False}
    kind: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    local_date: Mapped[date] = mapped_column(Date, primary_key=True)
    engagement_id: Mapped[int] = mapped_column(primary_key=True, index=True, autoincrement=False)
    restricted: Mapped[bool]  # a copy of engagement.confidential
    held: Mapped[bool]  # whether its status is held


class ScopeMonth(Base):
    """How many open (not confidential) engagements a key has in a month, and how many of them were held."""

    __tablename__ = "scope_month"
    __table_args__ = {"sqlite_with_rowid": False}
    kind: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # core/periods.py: month_number
    n: Mapped[int]
    held: Mapped[int]
