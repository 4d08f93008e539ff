"""Installations for tests: empty, or with the cast in it, on either engine, under a clock that stands still."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from engagement.core.settings import Settings
from engagement.installation import Installation
from tests import make as makers
from tests.cast import gather
from tests.engines import Engines

NOW = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)  # a Tuesday; in Tokyo it is evening, in New York early morning

FIRST: dict[str, Engine] = {}  # of each dialect in this process


def opened(url: str, folder: Path) -> Installation:
    """The installation whose database is at `url`. SQLite does not wait for the disk: nothing outlives the test."""
    made = Installation.open(Settings(folder=folder, database_url=url, organisation="Nimbus"))
    if made.engine.dialect.name == "sqlite":
        event.listen(made.engine, "connect", lambda dbapi, _: dbapi.execute("pragma synchronous=off"))
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The instant at which all desks of the test are opened."""
    monkeypatch.setattr("engagement.installation.now", lambda: NOW)
    return NOW


@pytest.fixture
def empty_database_url(engine_name: str, engines: Engines) -> Iterator[str]:
    """The address of a database without a table in it, on each engine in turn."""
    if engine_name == "postgresql":
        engines.cluster_runs()
    with engines.copy(engine_name, None) as url:
        yield url


@pytest.fixture
def database_url(engine_name: str, engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database of the test's own with the cast in it, on each engine in turn."""

    def fill(url: str) -> None:
        installation = opened(url, tmp_path_factory.mktemp("template"))
        installation.upgrade()
        with installation.desk() as desk:
            gather(desk)
        installation.close()

    engines.template(engine_name, "cast", fill)
    with engines.copy(engine_name, "cast") as url:
        yield url


def knows_statements(installation: Installation) -> None:
    """Lets an installation use the SQL that those of earlier tests made of the same statements, as a server's one
    engine does for all requests: each test has an engine of its own, and a quarter of its time went here."""
    installation.engine.connect().close()  # a dialect learns of its server with its engine's first connection
    first = FIRST.setdefault(installation.engine.dialect.name, installation.engine)
    first._compiled_cache.capacity = 3_000  # type: ignore[union-attr]
    for engine in (installation.engine, installation.reading.kw["bind"]):
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


@pytest.fixture
def installation(database_url: str, tmp_path: Path, clock: datetime) -> Iterator[Installation]:
    """An installation with the cast in it and nothing else."""
    installation = opened(database_url, tmp_path / "var")
    knows_statements(installation)
    yield installation
    installation.close()


@pytest.fixture
def db(installation: Installation) -> Iterator[Session]:
    """The session that the desks of the cast share, so that a record is the same object at each of them."""
    with installation.sessions() as session:
        yield session


@pytest.fixture
def make() -> ModuleType:
    """Makers of records: `make.commitment(asha, due=...)`; see tests/make.py."""
    return makers
