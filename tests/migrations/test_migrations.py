"""The schema's way up, down and up again, with data in it, on both engines."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from engagement.desk import Desk
from engagement.installation import Installation, migrate
from engagement.model.all import metadata
from engagement.model.engagements import Engagement
from tests.world import opened

FOLDER = Path(__file__).parents[2] / "migrations"
SCRIPTS = ScriptDirectory(str(FOLDER))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture
def connection(empty_database_url: str, tmp_path: Path) -> Iterator[Connection]:
    """A connection to a database without a table in it."""
    installation = opened(empty_database_url, tmp_path)
    with installation.engine.connect() as connection:
        yield connection
    installation.close()


def drawing(connection: Connection) -> dict[str, Any]:
    """Everything that a schema has, as the engine tells it."""
    with connection.begin():
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql("select type, name, sql from sqlite_master").all()
            return {f"{kind} {name}": " ".join((sql or "").replace('"', "").split()) for kind, name, sql in rows}
        seen = inspect(connection)
        return {
            table: (
                [(column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(table)],
                sorted(map(str, seen.get_check_constraints(table))),
                sorted(map(str, seen.get_foreign_keys(table))),
                sorted(map(str, seen.get_indexes(table))),
                sorted(map(str, seen.get_unique_constraints(table))),
            )
            for table in seen.get_table_names()
        }


def test_every_change_of_the_model_has_its_migration(connection: Connection) -> None:
    migrate(connection, "head")
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    with connection.begin():
        command.check(config)  # raises where the tables and the model differ


def test_the_way_down_leaves_nothing_behind(connection: Connection) -> None:
    migrate(connection, "head")
    migrate(connection, "base")
    with connection.begin():
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_step_down_and_up_again_draws_the_same(connection: Connection, revision: str) -> None:
    migrate(connection, revision)
    before = drawing(connection)
    script = SCRIPTS.get_revision(revision)
    migrate(connection, str(script.down_revision or "base"))
    migrate(connection, revision)
    assert drawing(connection) == before


def test_each_step_down_and_up_again_keeps_every_record(
    installation: Installation, asha: Desk, make: ModuleType
) -> None:
    everything(asha, make)
    asha.db.close()
    before = contents(installation)
    for revision in REVISIONS[-2::-1]:
        with installation.engine.connect() as connection:
            migrate(connection, revision)
            assert connection.execute(text("select count(*) from engagement")).scalar() == 1
            connection.rollback()
            migrate(connection, "head")
        assert contents(installation) == before


def test_starting_again_changes_nothing(installation: Installation, asha: Desk, make: ModuleType) -> None:
    everything(asha, make)
    asha.db.close()
    before = contents(installation)
    installation.upgrade()
    assert contents(installation) == before
    assert before["engagement"] == 1 and before["country"] > 240


def test_the_way_down_with_records_in_it_and_up_again_starts_afresh(
    installation: Installation, asha: Desk, make: ModuleType
) -> None:
    everything(asha, make)
    asha.db.close()
    with installation.engine.connect() as connection:
        migrate(connection, "base")
    installation.upgrade()
    assert contents(installation)["engagement"] == 0


def test_every_constraint_has_its_name(connection: Connection) -> None:
    migrate(connection, "head")
    nameless: list[str] = []
    with connection.begin():
        seen = inspect(connection)
        for table in metadata.tables:
            for constraint in (
                *seen.get_foreign_keys(table),
                *seen.get_unique_constraints(table),
                *seen.get_check_constraints(table),
                seen.get_pk_constraint(table),
            ):
                if not str(constraint["name"] or "").startswith(("fk_", "uq_", "ck_", "pk_")):
                    nameless.append(f"{table}: {constraint}")
    assert nameless == []


def everything(desk: Desk, make: ModuleType) -> Engagement:
    """One record of each kind, each tied to the next."""
    ministry = make.organisation(desk, parent=make.organisation(desk), names=["MDA"])
    person = make.official(desk, at=ministry)
    topic = make.topic(desk, parent=make.topic(desk), names=["Sovereignty"])
    make.key_body(desk, ministry)
    talk: Engagement = make.engagement(
        desk, organisations=[ministry], officials=[person], topics=[topic], readers=[desk.member], confidential=True
    )
    make.shared(desk, talk, topic=topic)
    make.heard(desk, talk, need=make.need_category(desk, "Exit"), topic=topic)
    make.commitment(desk, talk)
    return talk


def contents(installation: Installation) -> dict[str, int]:
    """How many rows each table has."""
    with installation.engine.connect() as connection:
        return {
            name: connection.execute(text(f'select count(*) from "{name}"')).scalar() or 0 for name in metadata.tables
        }
