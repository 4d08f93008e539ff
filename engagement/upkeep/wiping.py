"""Takes the bytes of deleted and overwritten text out of the database: engines leave them where they were.

SQLite keeps them in free pages, in the segments of the search index and in its log; PostgreSQL in dead rows. Backups,
and on PostgreSQL archived logs and replicas behind, are not reached from here.
"""

import time

from sqlalchemy import Connection, Engine, inspect, text

SEARCH = "search_"
WAIT = 60  # seconds for those who still read what is wiped
MERGED = 500  # pages of the search index in one step, so that writers wait a moment only


class Busy(RuntimeError):
    """Somebody read all the while; try again later."""


def wipe(engine: Engine) -> None:
    """Does it, while people work; writers wait meanwhile. Raises Busy."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        connection.rollback()
        if engine.dialect.name == "postgresql":
            free = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in sorted(tables):
                free.execute(text(f'VACUUM (FULL, ANALYZE) "{table}"'))
        else:
            _wipe_sqlite(connection, tables)


def _wipe_sqlite(connection: Connection, tables: list[str]) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    for table in tables:
        if table.startswith(SEARCH) and f"{table}_data" in tables:
            before = -2
            while raw.total_changes - before >= 2:  # less: nothing is left to be merged
                before = raw.total_changes
                raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (-MERGED,))  # noqa: S608  (tables of ours)
    raw.execute("VACUUM")
    ends = time.monotonic() + WAIT
    while raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > ends:
            raise Busy
        time.sleep(0.2)
