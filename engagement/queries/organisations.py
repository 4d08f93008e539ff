"""Organisations: the question, the list, and one record with what its page shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_
from sqlalchemy.orm import joinedload

from engagement.access.rows import select_visible
from engagement.core.filtering import Filter, asked, record_key, yes
from engagement.core.paging import PAGE, NamePlace
from engagement.core.text import words
from engagement.desk import Desk
from engagement.model.organisations import KeyBody, Organisation, OrganisationName
from engagement.model.places import Country
from engagement.model.scope import Scope
from engagement.model.words import PARTNERS, OrganisationKind
from engagement.queries.naming import after, named_by_words, phrase
from engagement.queries.tallies import Tally, tallies


@dataclass(frozen=True)
class OrganisationFilter(Filter):
    """Which organisations; without `archived` those that are not put away."""

    q: str | None = asked(phrase)
    country: int | None = asked(record_key)
    region: int | None = asked(record_key)
    kind: OrganisationKind | None = asked(OrganisationKind)
    parent: int | None = asked(record_key)
    government: bool | None = asked(yes)
    supranational: bool | None = asked(yes)
    key: bool | None = asked(yes)  # listed as a key body today
    archived: bool | None = asked(yes)

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """What an organisation must fulfil."""
        yield Organisation.archived_at.is_not(None) if self.archived else Organisation.archived_at.is_(None)
        if self.q:
            yield from named_by_words(Organisation, OrganisationName, OrganisationName.organisation_id, words(self.q))
        if self.country:
            yield Organisation.country_id == self.country
        if self.region:
            of_country = exists().where(Country.id == Organisation.country_id, Country.region_id == self.region)
            yield or_(Organisation.region_id == self.region, of_country)
        if self.kind:
            yield Organisation.kind == self.kind
        if self.parent:
            yield Organisation.parent_id == self.parent
        if self.government:
            yield Organisation.kind.not_in(PARTNERS)
        if self.supranational:
            yield Organisation.country_id.is_(None)
        if self.key:
            yield exists().where(KeyBody.organisation_id == Organisation.id, KeyBody.to_on.is_(None))


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as a list shows it."""

    organisation: Organisation
    tally: Tally

    @property
    def id(self) -> int:
        """The organisation's key."""
        return self.organisation.id


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One page of the list by name, and where the next begins."""

    rows: list[OrganisationRow]
    more: NamePlace | None


def organisations(
    desk: Desk, question: OrganisationFilter, start: NamePlace | None = None, size: int = PAGE
) -> OrganisationPage:
    """The organisations that fit, by name, after `start`."""
    query = select_visible(desk, Organisation).where(*question.conditions())
    query = query.options(joinedload(Organisation.country), joinedload(Organisation.parent))
    found = desk.db.scalars(after(query, Organisation, start, size)).all()
    page = found[:size]
    counted = tallies(desk, Scope.ORGANISATION, Organisation, [one.id for one in page])
    more = NamePlace(page[-1].folded, page[-1].id) if len(found) > size else None
    return OrganisationPage([OrganisationRow(one, counted[one.id]) for one in page], more)


def count(desk: Desk, question: OrganisationFilter) -> int:
    """How many organisations fit."""
    query = select_visible(desk, Organisation, func.count(Organisation.id)).where(*question.conditions())
    return desk.db.scalar(query) or 0


def organisation(desk: Desk, organisation_id: int | None) -> Organisation | None:
    """The organisation with its places and parent, archived or not."""
    query = select_visible(desk, Organisation).where(Organisation.id == organisation_id)
    loaded = (
        joinedload(Organisation.country).joinedload(Country.region),
        joinedload(Organisation.region),
        joinedload(Organisation.parent),
    )
    found: Organisation | None = desk.db.scalar(query.options(*loaded))
    return found


def other_names(desk: Desk, organisation: Organisation) -> Sequence[OrganisationName]:
    """The other names of an organisation, in the order in which they were given."""
    query = select_visible(desk, OrganisationName).where(OrganisationName.organisation_id == organisation.id)
    return desk.db.scalars(query.order_by(OrganisationName.id)).all()


def key_body(desk: Desk, organisation: Organisation) -> KeyBody | None:
    """The entry by which an organisation is on the list of key bodies today."""
    query = select_visible(desk, KeyBody).where(KeyBody.organisation_id == organisation.id, KeyBody.to_on.is_(None))
    found: KeyBody | None = desk.db.scalar(query)
    return found


def last_met(desk: Desk, organisation: Organisation) -> date | None:
    """The local date of the last engagement held with an organisation or one below it."""
    return tallies(desk, Scope.ORGANISATION, Organisation, [organisation.id])[organisation.id].last
