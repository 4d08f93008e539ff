"""The data that is measured: worlds of the demonstration generator, built once, kept, and copied for each run."""

import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import select, text

from engagement.core.database import SQLITE_PRAGMAS
from engagement.core.settings import Settings
from engagement.demo import large
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.members import Member
from engagement.model.words import Role
from tests.engines import Cluster

ROOT = Path(__file__).parent.parent
# What a world is made of: when any of it changes, the world is built anew.
MADE_OF = ("migrations/versions", "engagement/demo", "engagement/model", "engagement/upkeep")
# A server as one would run it: what is saved has reached the disk. Beside that, memory that fits the data.
DURABLE = {
    "listen_addresses": "''",
    "timezone": "'UTC'",
    "shared_buffers": "1GB",
    "max_connections": "100",
}


class Durable(Cluster):
    """A PostgreSQL cluster that outlives its run, with its data."""

    settings = DURABLE

    def start(self) -> None:
        """Makes it where there is none; starts it in either case."""
        if not self.data.exists():
            super().start()
        else:  # a run that was killed left it running
            self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-s", "-l", self.folder / "log", "restart")

    def databases(self) -> list[str]:
        """The names of all that it holds."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres") as connection:
            return [str(name) for (name,) in connection.execute("SELECT datname FROM pg_database")]

    def rename(self, database: str, name: str) -> None:
        """Calls a database to which nobody is connected `name`."""
        self._order(f'ALTER DATABASE "{database}" RENAME TO "{name}"')

    def stop(self) -> None:
        """Stops it in order: the data are kept."""
        self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-s", "stop")


class Raw:
    """A connection of the bare driver, set up like ours, with statements written once for both engines."""

    def __init__(self, url: str) -> None:
        self.sqlite = url.startswith("sqlite")
        self.connection: Any
        if self.sqlite:
            self.connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in SQLITE_PRAGMAS:
                self.connection.execute(f"pragma {pragma}")
        else:
            self.connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        self.cursor = self.connection.cursor()

    def rows(self, statement: str, asked: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement, as the driver gives them. Days of SQLite are text, in `asked` and in the rows."""
        found: list[tuple[Any, ...]] = self.cursor.execute(self.said(statement), asked).fetchall()
        return found

    def said(self, statement: str) -> str:
        """A statement in this engine's words: written for PostgreSQL; SQLite marks its parameters otherwise."""
        return _for_sqlite(statement) if self.sqlite else statement

    def close(self) -> None:
        """Lets go of the database."""
        self.connection.close()


@lru_cache(maxsize=1_000)
def _for_sqlite(statement: str) -> str:
    return statement.replace("%s", "?")


@dataclass(frozen=True)
class World:
    """A copy of a world: whoever measures may change it. Readings are with the eyes of `manager`."""

    engine: str
    size: int
    installation: Installation

    @property
    def url(self) -> str:
        """The address of its database."""
        return self.installation.settings.database_url

    @cached_property
    def raw(self) -> Raw:
        """The bare driver's connection."""
        return Raw(self.url)

    @cached_property
    def manager(self) -> Member:
        """Whose eyes see."""
        with self.installation.desk(reads=True) as desk:
            found = desk.db.scalars(select(Member).where(Member.role == Role.MANAGER).order_by(Member.id)).first()
        assert found is not None
        return found

    @contextmanager
    def reading(self) -> Iterator[Desk]:
        """The manager's desk, at which nothing is changed."""
        with self.installation.desk(self.manager, reads=True) as desk:
            yield desk

    def close(self) -> None:
        """Lets go of its database."""
        self.raw.close()
        self.installation.close()

    def day(self, when: Any) -> Any:
        """A day or instant as the bare driver takes and gives it."""
        return when.isoformat() if self.raw.sqlite and when is not None else when


class Worlds:
    """All worlds of a cache folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made_of = _digest()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)  # PostgreSQL runs as another user where this runs as root
        self.cluster = Durable(folder / "postgresql")

    @contextmanager
    def copy(self, engine: str, size: int) -> Iterator[World]:
        """A copy of the world of so many engagements, made where there is none, and thrown away at the end."""
        with ExitStack() as stack:
            url = stack.enter_context(self._on_sqlite(size) if engine == "sqlite" else self._on_postgresql(size))
            settings = Settings(folder=self.folder / f"run-{os.getpid()}", database_url=url, organisation="Nimbus")
            installation = Installation.open(settings)
            stack.callback(shutil.rmtree, settings.folder, ignore_errors=True)
            world = World(engine, size, installation)
            stack.callback(world.close)
            yield world

    @contextmanager
    def _on_sqlite(self, size: int) -> Iterator[str]:
        made = self.folder / f"world-{self.made_of}-{size}.sqlite"
        if not made.exists():
            for old in self.folder.glob(f"world-*-{size}.sqlite*"):
                old.unlink()
            part = made.with_suffix(".part")
            part.unlink(missing_ok=True)
            _build(f"sqlite:///{part}", size, self.folder)
            part.rename(made)
        copy = self.folder / f"run-{os.getpid()}-{size}.sqlite"
        shutil.copyfile(made, copy)
        yield f"sqlite:///{copy}"
        for left in self.folder.glob(f"{copy.name}*"):
            left.unlink()

    @contextmanager
    def _on_postgresql(self, size: int) -> Iterator[str]:
        self.cluster.folder.mkdir(exist_ok=True)
        self.cluster.start()
        made, copy = f"world_{self.made_of}_{size}", f"run_{os.getpid()}_{size}"
        try:
            there = self.cluster.databases()
            if made not in there:
                for old in there:
                    if old.startswith(("world_", "run_", "part_")) and old.endswith(f"_{size}"):
                        self.cluster.drop(old)
                part = f"part_{self.made_of}_{size}"
                self.cluster.create(part)
                _build(self.cluster.url(part), size, self.folder)
                self.cluster.rename(part, made)
            self.cluster.create(copy, made)
            yield self.cluster.url(copy)
            self.cluster.drop(copy)
        finally:
            self.cluster.stop()


def _build(url: str, size: int, folder: Path) -> None:
    sys.stderr.write(f"Building {size:,} engagements in {url.split(':')[0]} …\n")
    installation = Installation.open(Settings(folder=folder, database_url=url))
    installation.upgrade()
    large.load(installation, size, lambda _: None)
    if installation.engine.dialect.name == "postgresql":  # as autovacuum does within the minute
        with installation.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("vacuum analyze"))
    installation.close()


def _digest() -> str:
    digest = hashlib.sha256()
    for part in MADE_OF:
        for file in sorted((ROOT / part).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.read_bytes())
    return digest.hexdigest()[:10]
