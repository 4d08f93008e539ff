"""Key bodies: the list as it stands, as it stood, and how recently each was met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import joinedload

from engagement.access.rows import select_visible
from engagement.core.filtering import Filter, asked, day, record_key
from engagement.desk import Desk
from engagement.model.organisations import KeyBody, Organisation
from engagement.model.scope import Scope
from engagement.queries.tallies import tallies


def listed_on(day: Any) -> ColumnElement[bool]:
    """Whether an entry was on the list on a day, which it no longer was on the day it was taken off."""
    return and_(KeyBody.from_on <= day, or_(KeyBody.to_on.is_(None), KeyBody.to_on > day))


@dataclass(frozen=True)
class KeyBodyFilter(Filter):
    """Which key bodies; without `on` those of today's list."""

    region: int | None = asked(record_key)
    country: int | None = asked(record_key)
    on: date | None = asked(day)

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """What an entry of the list must fulfil."""
        if self.on:
            yield listed_on(self.on)
        else:
            yield KeyBody.to_on.is_(None)
        if self.region:
            yield KeyBody.region_id == self.region
        if self.country:
            yield KeyBody.country_id == self.country


@dataclass(frozen=True, slots=True)
class KeyBodyRow:
    """A key body with the day it was last met, on any level below it too, and how late that makes it."""

    entry: KeyBody
    last: date | None
    days: int | None  # since it was last met; none: never

    @property
    def organisation(self) -> Organisation:
        """The body."""
        return self.entry.organisation

    @property
    def is_quiet(self) -> bool:
        """Whether the gap is longer than its cadence; never met is quiet."""
        return self.days is None or self.days > self.entry.cadence_days


def key_bodies(desk: Desk, question: KeyBodyFilter) -> list[KeyBodyRow]:
    """The key bodies that fit, the longest unmet first."""
    query = select_visible(desk, KeyBody).join(Organisation, Organisation.id == KeyBody.organisation_id)
    query = query.where(*question.conditions()).order_by(Organisation.folded, KeyBody.id)
    entries = desk.db.scalars(query.options(joinedload(KeyBody.organisation).joinedload(Organisation.country))).all()
    met = tallies(desk, Scope.ORGANISATION, Organisation, [entry.organisation_id for entry in entries])
    rows = [_row(desk, entry, met[entry.organisation_id].last) for entry in entries]
    return sorted(rows, key=lambda row: (row.days is not None, -(row.days or 0)))


def _row(desk: Desk, entry: KeyBody, last: date | None) -> KeyBodyRow:
    return KeyBodyRow(entry, last, (desk.today - last).days if last else None)


def key_body(desk: Desk, key_body_id: int) -> KeyBody | None:
    """One entry of the list, past or present, with its body."""
    query = select_visible(desk, KeyBody).where(KeyBody.id == key_body_id)
    loaded = joinedload(KeyBody.organisation).joinedload(Organisation.country)
    found: KeyBody | None = desk.db.scalar(query.options(loaded))
    return found


def entries_of(desk: Desk, organisation: Organisation) -> Sequence[KeyBody]:
    """Every entry that a body ever had on the list, the newest first."""
    query = select_visible(desk, KeyBody).where(KeyBody.organisation_id == organisation.id)
    return desk.db.scalars(query.order_by(KeyBody.from_on.desc(), KeyBody.id.desc())).all()


def open_in_country(desk: Desk, country_id: int) -> Sequence[KeyBody]:
    """The entries of today's list whose body is of a country now."""
    query = select_visible(desk, KeyBody).join(Organisation, Organisation.id == KeyBody.organisation_id)
    query = query.where(KeyBody.to_on.is_(None), Organisation.country_id == country_id)
    return desk.db.scalars(query.options(joinedload(KeyBody.organisation)).order_by(KeyBody.id)).all()
