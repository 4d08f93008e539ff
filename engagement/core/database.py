"""The engines, the base of all tables and the types that both engines keep alike.

The recipe for SQLite is measured: without `BEGIN IMMEDIATE` concurrent read-change-write transactions lose changes
silently, and with a plain `BEGIN` most of them fail at once. So is what PostgreSQL is asked beside the statements of a
page: nothing. See docs/decisions/engines.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum as Words
from select import POLLIN, poll
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import DateTime, Dialect, Engine, Enum, Executable, MetaData, create_engine, event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

Asked = TypeVar("Asked", bound=Executable)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLITE_PRAGMAS = (
    "journal_mode=wal",
    "synchronous=full",  # normal would lose the last saves when the power goes
    "foreign_keys=on",
    "busy_timeout=10000",
    "cache_size=-65536",
    "mmap_size=2147483648",
    "temp_store=memory",
)


class Instant(TypeDecorator[datetime]):
    """A point in time: aware in, UTC out. A naive value is refused, since nobody could say which hour it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC for the driver; SQLite keeps no zone, so it is taken off there."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a zone: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all tables: names for every constraint (or batch migrations cannot name what they drop)."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Instant()}


def closed_words(words: type[Words]) -> Enum:
    """A column for a closed list of words: text with a named CHECK on both engines."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=words.__name__.lower(),
        values_callable=lambda listed: [word.value for word in listed],
    )


def make_engine(url: str) -> Engine:
    """An engine for `url` (sqlite:///… or postgresql+psycopg://…), set up as the data layer expects.

    A connection that only reads says `execution_options(reads=True)`: on SQLite it then begins without the write lock.
    """
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=10, max_overflow=10)
        event.listen(engine, "checkin", _rest)
        event.listen(engine, "checkout", lambda dbapi, record, _proxy: _wake(engine, dbapi, record))
        event.listen(engine, "do_execute", _execute)
        return engine
    engine = create_engine(url, connect_args={"timeout": 10})
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for whoever only reads.

    On PostgreSQL outside any transaction: at its isolation two statements of one see different instants as well, BEGIN
    and ROLLBACK cost as much as a short statement each, and at a ROLLBACK the driver forgets what was prepared.
    """
    if engine.dialect.name == "postgresql":
        return engine.execution_options(reads=True, isolation_level="AUTOCOMMIT")
    return engine.execution_options(reads=True)


def prepared(statement: Asked) -> Asked:
    """A statement that PostgreSQL reads and plans once for each connection: one that goes by keys, whose best plan
    depends on no value. All others are planned for the values they are asked with."""
    return statement.execution_options(prepared=True)


def hold(connection: Connection, lock: int, *, shared: bool = False) -> None:
    """Waits for a lock of PostgreSQL and holds it until the transaction ends, alone or with all others who share it.
    SQLite has one pen in any case: the transaction has it as soon as it begins."""
    if connection.dialect.name == "postgresql":
        take = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        connection.execute(text(f"select {take}(:lock)"), {"lock": lock})


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads all tables as they were at one instant, while others write."""
    options: dict[str, Any] = {"reads": True}  # in SQLite's WAL each transaction is such a snapshot
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.execution_options(**options).connect() as connection, connection.begin():
        yield connection


def broken(engine: Engine) -> list[str]:
    """What SQLite finds wrong in its file, page by page; PostgreSQL looks after its own files."""
    if engine.dialect.name == "postgresql":
        return []
    with engine.execution_options(reads=True).connect() as connection:
        said = connection.exec_driver_sql("pragma integrity_check(20)").scalars().all()
    return [line for line in said if line != "ok"]


def _open_sqlite(dbapi: Any, _record: object) -> None:
    dbapi.isolation_level = None  # the driver may not begin or commit by itself
    for pragma in SQLITE_PRAGMAS:
        dbapi.execute(f"pragma {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


RESTED = 60  # seconds after which a connection is asked whether it is still there: a network may have dropped it


def _rest(_dbapi: Any, record: Any) -> None:
    record.info["rests"] = monotonic()


def _wake(engine: Engine, dbapi: Any, record: Any) -> None:
    """Has a connection made anew that its server ended: the end waits in its socket, so nobody need be asked."""
    ended = poll()
    ended.register(dbapi.fileno(), POLLIN)
    if ended.poll(0):
        raise DisconnectionError
    if monotonic() - record.info.get("rests", 0) > RESTED:
        try:
            engine.dialect.do_ping(dbapi)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Lets the driver prepare what is asked often, for who only reads nothing but what is `prepared`."""
    options = context.execution_options
    if options.get("reads") and (context.isinsert or context.isupdate or context.isdelete):
        raise PermissionError("whoever only reads changes nothing")
    if isinstance(cursor, context.dialect.loaded_dbapi.ServerCursor):
        return False  # read in parts: nothing is prepared for it
    cursor.execute(statement, parameters, prepare=False if options.get("reads") and "prepared" not in options else None)
    return True
