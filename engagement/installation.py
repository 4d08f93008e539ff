"""An installation: settings, engine and files put together once. It opens the desks at which all work is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session, sessionmaker

from engagement.actions.furnishing import furnish
from engagement.core.clock import now
from engagement.core.database import hold, make_engine, reading
from engagement.core.settings import Settings
from engagement.desk import Desk, command_line
from engagement.model.members import Member
from engagement.upkeep.attendance import attend
from engagement.upkeep.doctor import fill_search, lacks_search

BESIDE = Path(__file__).resolve().parent.parent  # where migrations/ and templates/ lie: the checkout, or site-packages
TURN = 0x656E6761  # PostgreSQL's advisory lock: two starting servers migrate one after the other


@dataclass(frozen=True)
class Installation:
    """The running product without its doors."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session] = field(repr=False)
    reading: sessionmaker[Session] = field(repr=False)

    @classmethod
    def open(cls, settings: Settings) -> "Installation":
        """Connects to what `settings` name. Nothing is migrated by this."""
        settings.folder.mkdir(parents=True, exist_ok=True)
        engine = make_engine(settings.database_url)
        sessions = sessionmaker(engine, expire_on_commit=False)
        attend(sessions)
        return cls(settings, engine, sessions, sessionmaker(reading(engine), expire_on_commit=False))

    @contextmanager
    def desk(self, member: Member | None = None, *, reads: bool = False) -> Iterator[Desk]:
        """A desk for `member` (none: the command line): committed at the end, rolled back on an error.

        At a desk that only `reads` nothing is committed; on SQLite it does not wait for writers.
        """
        with (self.reading if reads else self.sessions)() as session:
            desk = Desk(session, member or command_line(self.settings.zone), now())
            session.info["desk"] = desk
            yield desk
            if not reads:
                session.commit()

    def upgrade(self) -> None:
        """Brings the database to the newest migration and furnishes it with what every installation needs."""
        with self.engine.connect() as connection:
            is_new = present(connection) == newest()
            connection.rollback()
            if not is_new:
                migrate(connection, "head")
        if lacks_search(self.engine):  # it is of an older version: some minutes for a million engagements
            for _ in fill_search(self.engine):
                pass
        with self.desk() as desk:
            furnish(desk)

    def close(self) -> None:
        """Lets go of all connections."""
        self.engine.dispose()


class Dangling(RuntimeError):
    """Rows that point at nothing, found before they were committed."""


def migrate(connection: Connection, revision: str) -> None:
    """Moves the database up or down to `revision` ("head", "base", "0001"), all the way or not at all."""
    with rebuilding(connection):
        move(connection, revision)


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """A transaction in which tables may be made anew.

    SQLite: foreign keys are off meanwhile, since a recreated table would take its children with it, and checked before
    the commit. Raises Dangling.
    """
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("pragma foreign_keys=off")  # outside a transaction, or it does nothing
    try:
        with connection.begin():
            hold(connection, TURN)
            yield
            if sqlite and (broken := connection.exec_driver_sql("pragma foreign_key_check").all()):
                raise Dangling(f"{len(broken)} rows point at nothing, the first in {broken[0][0]}")
    finally:
        if sqlite:
            raw.execute("pragma foreign_keys=on")  # type: ignore[union-attr]


def move(connection: Connection, revision: str) -> None:
    """Moves the database up or down to `revision` within the caller's transaction of `rebuilding`."""
    config = _config()
    config.attributes["connection"] = connection
    up = revision == "head" or (revision != "base" and revision > (present(connection) or ""))
    command = _alembic("command")
    (command.upgrade if up else command.downgrade)(config, revision)


def present(connection: Connection) -> str | None:
    """The revision that the database is at; none: it has no tables of ours."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar()


def revisions() -> list[str]:
    """All that this program knows, the oldest first."""
    scripts = _alembic("script").ScriptDirectory.from_config(_config())
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def newest() -> str:
    """The newest that this program knows: the number that its file begins with."""
    return max(file.name.partition("_")[0] for file in (BESIDE / "migrations" / "versions").glob("[0-9]*.py"))


def _alembic(module: str) -> Any:
    """A module of Alembic, loaded where something is to be moved: neither a server nor a command waits for it else."""
    return import_module(f"alembic.{module}")


def _config() -> Any:
    config = _alembic("config").Config()
    config.set_main_option("script_location", str(BESIDE / "migrations"))
    return config
