"""Worlds without a database."""

from datetime import datetime, timedelta

from engagement.actions.proposed_regions import REGION_OF
from engagement.demo.filling import SEED
from engagement.demo.happening import Calendar, World
from engagement.demo.loading import WITH_OWN_ID, Rows
from engagement.demo.people import TEAM
from engagement.demo.reading import read_words
from engagement.demo.setting import Ids, Setting
from tests.world import NOW

IDS = Ids(
    regions={name: number for number, name in enumerate(sorted(set(REGION_OF.values())), 1)},
    functions={name: number for number, name in enumerate(sorted({person.function for person in TEAM}), 1)},
    need_categories={},
    first=dict.fromkeys(WITH_OWN_ID, 1),
)


def happened(number: int, now: datetime = NOW) -> Rows:
    """All rows of a world of `number` engagements."""
    setting = Setting(read_words(), IDS, TEAM, "", (now.date() - timedelta(days=730), now.date()))
    world = World(setting, SEED, now)
    for day in Calendar(*setting.span, number):
        world.happen(day, setting.rows)
    return setting.rows
