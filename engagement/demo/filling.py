"""Fills an installation with a world: the same rows for the same seed, number and day, on either engine."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any, TypeVar

from pycountry import countries
from sqlalchemy import Connection

from engagement.actions.proposed_regions import REGION_OF
from engagement.demo.happening import Calendar, World
from engagement.demo.history import remember
from engagement.demo.loading import WITH_OWN_ID, Loader, Rows
from engagement.demo.people import TEAM, Person
from engagement.demo.reading import Words
from engagement.demo.setting import Ids, Setting
from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.ledgers import NeedCategory
from engagement.model.members import Function
from engagement.model.organisations import Organisation
from engagement.model.places import Country, Region
from engagement.model.topics import Topic
from engagement.queries.extents import last_key
from engagement.queries.keyed import by_key
from engagement.queries.listed import entries
from engagement.upkeep.scope import scope_new
from engagement.upkeep.search.keeping import index_all_names
from engagement.upkeep.trees import replant

SEED = 1
SMALL = 20_000  # engagements up to which every part of a record has its history, not the record alone
BATCH = 5_000  # engagements: some tens of megabytes
Listed = TypeVar("Listed", Region, Function, NeedCategory)
Progress = Callable[[int], None]


class NotEmpty(RuntimeError):
    """The installation has engagements already: invented ones must not be mixed with real ones."""


def fill(
    desk: Desk, words: Words, team: Sequence[Person], secret: str, number: int, years: int, progress: Progress
) -> None:
    """Makes the setting and `number` engagements over the `years` up to the desk's day; tells how many, as they come.

    `secret` is the hash of everybody's password. Raises NotEmpty.
    """
    if last_key(desk, Engagement):
        raise NotEmpty
    ids = _furniture(desk, words)
    desk.db.flush()
    connection = desk.db.connection()
    loader = Loader(connection)
    setting = Setting(words, ids, team, secret, (desk.today - timedelta(days=365 * years), desk.today))
    remember(setting.rows, setting.since, setting.rows.keys())
    loader.write(setting.rows)
    _plant(connection, setting)
    _happen(desk, connection, loader, setting, number, progress)
    index_all_names(connection)
    loader.finish(setting.last_ids())


def _happen(
    desk: Desk, connection: Connection, loader: Loader, setting: Setting, number: int, progress: Progress
) -> None:
    world = World(setting, SEED, desk.now)
    days = iter(Calendar(*setting.span, number))
    while batch := list(islice(days, BATCH)):
        first = setting.next[Engagement]
        rows = Rows()
        for day in batch:
            world.happen(day, rows)
        remember(rows, setting.since, rows.keys() if number <= SMALL else {Engagement})
        loader.write(rows)
        scope_new(connection, first, setting.next[Engagement] - 1)
        progress(len(batch))


def _furniture(desk: Desk, words: Words) -> Ids:
    """Puts every country into its region and adds what the world needs to the editable lists."""
    regions = _listed(desk, Region, sorted(set(REGION_OF.values())))
    keys = {int(country.numeric): country.alpha_2 for country in countries}
    for key, country in by_key(desk, Country, list(keys)).items():
        if country.region_id is None:
            country.region_id = regions[REGION_OF[keys[key]]]
    needs = [*words.phrases["need"], *(text for subject in words.subjects for text in subject.said["need"])]
    return Ids(
        regions=regions,
        functions=_listed(desk, Function, sorted({person.function for person in TEAM})),
        need_categories=_listed(desk, NeedCategory, sorted({text.split(" | ")[0] for text in needs})),
        first={kind: last_key(desk, kind) + 1 for kind in WITH_OWN_ID},
    )


def _listed(desk: Desk, kind: type[Listed], names: Sequence[str]) -> dict[str, int]:
    """The ids of a list's entries by name; those that are missing are added at its end."""
    found = {entry.name: entry for entry in entries(desk, kind)}
    for name in names:
        if name not in found:
            found[name] = kind(name=name, position=len(found))
            desk.db.add(found[name])
    desk.db.flush()
    return {name: entry.id for name, entry in found.items()}


def _plant(connection: Connection, setting: Setting) -> None:
    kinds: tuple[tuple[str, type[Any]], ...] = (("organisation", Organisation), ("topic", Topic))
    for name, kind in kinds:
        replant(connection, name, [row[0] for row in setting.rows[kind]])
