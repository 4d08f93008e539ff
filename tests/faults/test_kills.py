"""Killed at any moment: no acknowledged save is lost, none is half there, and none is there twice.

Each loop kills a few times; `ENGAGEMENT_KILLS=200` kills longer.
"""

import random
import time
from collections import Counter
from pathlib import Path

import pytest

from engagement.core.files import FileStore
from engagement.installation import Installation
from tests.faults.people import Person, crowd, go_on, working
from tests.faults.running import KILLS, durable, service
from tests.keeping.copies import disagreements, rows
from tests.world import opened

PEOPLE = 4
PARTS = {  # how many rows of each kind one of their forms makes
    "engagement_organisation": 2,
    "engagement_member": 1,
    "shared": 1,
    "commitment": 1,
    "attachment": 1,
}


def hold_together(installation: Installation, people: list[Person]) -> None:
    """Asserts what must be so whatever was killed when."""
    kept = rows(installation, "engagement")
    titles = Counter(row.title for row in kept)
    saved = {title for person in people for title in person.saved}
    sent = {title for person in people for title in person.sent}
    assert saved - titles.keys() == set(), "an acknowledged save is lost"
    assert titles.keys() - sent == set()
    assert {title for title, n in titles.items() if n > 1} == set(), "a form that was sent again made two"
    where = {f"/engagements/{row.id}": row.title for row in kept}
    for person in people:
        assert {where[place] for place in person.saved.values()} == set(person.saved), "it led elsewhere"
    engagements = {row.id for row in kept}
    for table, number in PARTS.items():
        parts = Counter(row.engagement_id for row in rows(installation, table))
        assert parts == dict.fromkeys(engagements, number), f"half of a record: {table}"
    told = Counter((row.kind, row.about_id) for row in rows(installation, "change") if row.about_kind == "engagement")
    assert told == {(kind, one): n for kind, n in {"engagement": 1, **PARTS}.items() for one in engagements}
    store = FileStore(installation.settings.files_folder)
    for attachment in rows(installation, "attachment"):
        with store.whole(attachment.sha256) as file:
            assert file, f"the file of {attachment.name} is lost"
    assert disagreements(installation) == []


def test_the_server_is_killed_again_and_again(engine_name: str, tmp_path: Path) -> None:
    moments = random.Random(engine_name)
    with durable(engine_name) as (url, _):
        installation = opened(url, tmp_path / "var")
        installation.upgrade()
        with service(url, tmp_path / "var") as served:
            people = crowd(installation, served.port, PEOPLE)
            with working(people):
                for _ in range(KILLS):
                    go_on(people, moments)
                    served.kill()
                    served.start()
                go_on(people, moments)
        hold_together(installation, people)
        assert any(person.again for person in people), "no form was under way when it was killed"
        installation.close()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_postgresql_is_killed_again_and_again(engine_name: str, tmp_path: Path) -> None:
    moments = random.Random(7)
    with durable(engine_name) as (url, cluster):
        assert cluster
        installation = opened(url, tmp_path / "var")
        installation.upgrade()
        with service(url, tmp_path / "var") as served:
            people = crowd(installation, served.port, PEOPLE)
            installation.close()
            with working(people):
                for _ in range(KILLS):
                    go_on(people, moments)
                    cluster.kill()
                    time.sleep(0.2)
                    cluster.start_again()
                go_on(people, moments)
            assert served.process and served.process.poll() is None, "the server went down with the database"
        hold_together(installation, people)
        assert any(person.faults for person in people), "nobody noticed"
        installation.close()
