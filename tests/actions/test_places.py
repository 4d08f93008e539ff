"""Regions are redrawn without changing the past; key bodies and short lists keep their days and their order."""

from datetime import date, timedelta

import pytest

from engagement.actions import key_bodies, listed, places
from engagement.actions.key_bodies import Listed
from engagement.actions.places import InUse
from engagement.actions.texts import Taken
from engagement.actions.turns import Changed
from engagement.actions.wrong import Missing, OutOfRange, PutAway, Unknown
from engagement.model.ledgers import NeedCategory
from engagement.model.members import Function
from engagement.model.places import Region
from engagement.queries import key_bodies as lists
from engagement.queries import listed as entries
from engagement.queries import places as countries
from engagement.queries.key_bodies import KeyBodyFilter
from engagement.queries.places import CountryFilter


def test_a_country_that_changes_regions_brings_its_key_bodies_from_today(farid, make):
    body = make.organisation(farid, country="JP")
    old = make.key_body(farid, body, from_on=date(2025, 1, 1))
    pacific = make.region(farid, "Pacific")
    places.place(farid, make.country(farid, "JP"), pacific)
    farid.db.commit()
    yesterday = farid.today - timedelta(days=1)
    listed_then = lists.key_bodies(farid, KeyBodyFilter(region=old.region_id, on=yesterday))
    assert [row.entry.id for row in listed_then] == [old.id]
    assert lists.key_bodies(farid, KeyBodyFilter(region=old.region_id)) == []
    assert [row.organisation.id for row in lists.key_bodies(farid, KeyBodyFilter(region=pacific.id))] == [body.id]


def test_a_country_goes_into_no_archived_region_and_may_stand_in_none(farid, make):
    japan, gone = make.country(farid, "JP"), make.archived(farid, make.region(farid, "Gone"))
    with pytest.raises(PutAway):
        places.place(farid, japan, gone)
    places.place(farid, japan, None)
    assert japan.region_id is None


def test_a_region_is_archived_when_nothing_stands_in_it(farid, make):
    region = make.region(farid, "Pacific", ["JP"])
    council = make.organisation(farid, country=None, region_id=region.id)
    with pytest.raises(InUse) as caught:
        places.archive(farid, region)
    assert caught.value.what == 2
    places.place(farid, make.country(farid, "JP"), None)
    make.archived(farid, council)
    places.archive(farid, region)
    assert region.is_archived


def test_a_region_is_drawn_with_its_name_and_exactly_its_countries(farid, make):
    region = make.region(farid, "Pacific", ["JP", "KR"])
    wanted = [make.country(farid, code).id for code in ("KR", "NZ")]
    with pytest.raises(Unknown):
        places.draw(farid, region, "Oceania", [*wanted, 2**31 - 1], region.version)
    farid.db.commit()
    assert region.name == "Pacific"
    places.draw(farid, region, "Oceania", wanted, region.version)
    farid.db.commit()
    found = countries.countries(farid, CountryFilter(region=region.id))
    assert (region.name, [one.code for one in found]) == ("Oceania", ["NZ", "KR"])
    assert make.country(farid, "JP").region_id is None
    with pytest.raises(Changed):
        places.draw(farid, region, "Late", [], 1)


def test_another_cadence_closes_the_entry_and_opens_a_new_one(carmen, make):
    body = make.organisation(carmen)
    first = key_bodies.list_body(carmen, body, 90, date(2026, 1, 1))
    second = key_bodies.change_cadence(carmen, first, first.version, 30, date(2026, 4, 1))
    carmen.db.commit()
    assert [(e.cadence_days, e.from_on, e.to_on) for e in lists.entries_of(carmen, body)] == [
        (30, date(2026, 4, 1), None),
        (90, date(2026, 1, 1), date(2026, 4, 1)),
    ]
    assert key_bodies.change_cadence(carmen, second, second.version, 30, date(2026, 5, 1)) is second


def test_a_body_is_on_the_list_once_at_a_time(carmen, make):
    body = make.organisation(carmen)
    entry = key_bodies.list_body(carmen, body, 90, date(2026, 1, 1))
    with pytest.raises(Listed):
        key_bodies.list_body(carmen, body, 30, date(2026, 2, 1))
    key_bodies.take_off(carmen, entry, entry.version, date(2026, 3, 1))
    with pytest.raises(Listed):
        key_bodies.list_body(carmen, body, 30, date(2026, 2, 28))
    key_bodies.list_body(carmen, body, 30, date(2026, 3, 1))
    carmen.db.commit()


def test_a_cadence_is_a_number_of_days_and_an_end_comes_after_its_start(carmen, make):
    body = make.organisation(carmen)
    for days in (0, -1, 10**9):
        with pytest.raises(OutOfRange):
            key_bodies.list_body(carmen, body, days, date(2026, 1, 1))
    entry = key_bodies.list_body(carmen, body, 90, date(2026, 1, 1))
    with pytest.raises(OutOfRange):
        key_bodies.take_off(carmen, entry, entry.version, date(2025, 12, 31))
    with pytest.raises(OutOfRange):
        key_bodies.change_cadence(carmen, entry, entry.version, 30, date(2025, 12, 31))


def test_two_editors_of_the_list_are_told(carmen, make):
    entry = make.key_body(carmen, make.organisation(carmen))
    key_bodies.take_off(carmen, entry, 1, carmen.today)
    with pytest.raises(Changed):
        key_bodies.take_off(carmen, entry, 1, carmen.today)


@pytest.mark.parametrize("kind", [Region, Function, NeedCategory])
def test_a_short_list_grows_at_its_end_and_is_ordered_by_hand(farid, kind):
    for name in ("Zeta", "Alpha"):
        listed.add(farid, kind, name)
    names = [entry.name for entry in entries.entries(farid, kind)]
    assert names[-2:] == ["Zeta", "Alpha"]
    listed.move(farid, entries.named(farid, kind, "alpha"), up=True)
    listed.move(farid, entries.entries(farid, kind)[0], up=True)
    farid.db.commit()
    assert [entry.name for entry in entries.entries(farid, kind)] == [*names[:-2], "Alpha", "Zeta"]


def test_a_name_stands_once_on_a_short_list_also_where_it_was_archived(farid):
    old = listed.add(farid, NeedCategory, "Sécurité")
    listed.archive(farid, old)
    with pytest.raises(Taken):
        listed.add(farid, NeedCategory, "SECURITE")
    with pytest.raises(Missing):
        listed.rename(farid, old, " ")
    listed.rename(farid, old, "sécurité")
    listed.restore(farid, old)
    assert entries.entries(farid, NeedCategory)[-1] is old
