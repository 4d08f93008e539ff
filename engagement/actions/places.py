"""Regions and the countries in them. Redrawing changes no past figure: engagements keep their region of the day."""

from collections.abc import Collection

from engagement.actions import listed
from engagement.actions.key_bodies import relist
from engagement.actions.turns import take_turn
from engagement.actions.wrong import PutAway, Unknown, WrongDraft
from engagement.desk import Desk
from engagement.model.places import Country, Region
from engagement.queries import places as queries
from engagement.queries.key_bodies import open_in_country
from engagement.queries.keyed import by_key
from engagement.queries.places import CountryFilter


class InUse(WrongDraft):
    """A region cannot be archived while countries or supranational bodies are in it; `what` is how many."""


def place(desk: Desk, country: Country, region: Region | None) -> None:
    """Puts a country into a region (none: into none). Its key bodies stand on the new region's list from today.

    Raises PutAway.
    """
    if country.region_id == (region.id if region else None):
        return
    if region is not None and region.is_archived:
        raise PutAway("region_id", region.name)
    country.region_id = region.id if region else None
    desk.db.flush()
    for entry in open_in_country(desk, country.id):
        relist(desk, entry, entry.organisation)


def draw(desk: Desk, region: Region, name: str, country_ids: Collection[int], version: int) -> None:
    """Gives a region its name and exactly these countries; others stand in no region. Raises WrongDraft, Changed."""
    with desk.db.begin_nested():
        take_turn(desk, region, version)
        listed.rename(desk, region, name)
        wanted = by_key(desk, Country, country_ids)
        for key in country_ids:
            if key not in wanted:
                raise Unknown("country_ids", key)
        for country in queries.countries(desk, CountryFilter(region=region.id)):
            if country.id not in wanted:
                place(desk, country, None)
        for country in wanted.values():
            place(desk, country, region)


def archive(desk: Desk, region: Region) -> None:
    """Puts a region away. Raises InUse while anything stands in it."""
    standing = queries.standing_in(desk, region)
    if standing:
        raise InUse("region", standing)
    listed.archive(desk, region)
