"""Regions and countries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import joinedload

from engagement.access.rows import select_visible
from engagement.core.filtering import Filter, asked, record_key, yes
from engagement.core.text import words
from engagement.desk import Desk
from engagement.model.organisations import Organisation
from engagement.model.places import Country, Region
from engagement.queries.naming import holds_words, phrase


@dataclass(frozen=True)
class CountryFilter(Filter):
    """Which countries."""

    q: str | None = asked(phrase)
    region: int | None = asked(record_key)
    without_region: bool | None = asked(yes)

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """What a country must fulfil."""
        if self.q:
            yield from holds_words(Country.folded, words(self.q))
        if self.region:
            yield Country.region_id == self.region
        if self.without_region:
            yield Country.region_id.is_(None)


def countries(desk: Desk, question: CountryFilter) -> Sequence[Country]:
    """The countries that fit, by name, each with its region."""
    query = select_visible(desk, Country).where(*question.conditions()).options(joinedload(Country.region))
    return desk.db.scalars(query.order_by(Country.folded)).all()


def country(desk: Desk, country_id: int | None) -> Country | None:
    """The country with that number of ISO 3166, and its region."""
    query = select_visible(desk, Country).where(Country.id == country_id).options(joinedload(Country.region))
    found: Country | None = desk.db.scalar(query)
    return found


def countries_by_region(desk: Desk) -> dict[int, int]:
    """How many countries each region has."""
    query = select_visible(desk, Country, Country.region_id, func.count()).group_by(Country.region_id)
    return {region_id: n for region_id, n in desk.db.execute(query) if region_id is not None}


def standing_in(desk: Desk, region: Region) -> int:
    """How many countries, and supranational bodies that are not archived, a region has."""
    countries = select_visible(desk, Country, func.count()).where(Country.region_id == region.id)
    bodies = select_visible(desk, Organisation, func.count()).where(
        Organisation.region_id == region.id, Organisation.archived_at.is_(None)
    )
    return (desk.db.scalar(countries) or 0) + (desk.db.scalar(bodies) or 0)
