"""Writes many rows of one table at once, in the form in which the model would write them, through the bare driver.

Some four times faster than the same rows through SQLAlchemy's `insert`: an import and a whole world come this way.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Connection, Dialect, Table

Form = Callable[[Any], Any]


def write_rows(connection: Connection, table: Table, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Writes `rows`, whose values stand in the order of `columns`. Columns that are left out need a default in the
    database: nothing of the model's own is filled in. Rows that come one after the other need no room in memory."""
    forms = _forms(table, columns, connection.dialect)
    formed: Iterable[tuple[Any, ...]] = (_formed(row, forms) for row in rows) if forms else rows
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name == "postgresql":
        with connection.connection.cursor().copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in formed:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608  (names of the model's own)
        connection.connection.cursor().executemany(statement, formed)  # type: ignore[arg-type]


@lru_cache(maxsize=200)
def _forms(table: Table, columns: tuple[str, ...], dialect: Dialect) -> tuple[tuple[int, Form], ...]:
    """The columns whose values go in another form than Python's: closed words, dates of SQLite, JSON."""
    forms = []
    for at, name in enumerate(columns):
        kind = table.c[name].type
        form = kind.dialect_impl(dialect).bind_processor(dialect)
        if form:
            forms.append((at, form if isinstance(kind, JSON) else lru_cache(maxsize=4_000)(form)))
    return tuple(forms)


def _formed(row: tuple[Any, ...], forms: tuple[tuple[int, Form], ...]) -> tuple[Any, ...]:
    made = list(row)
    for at, form in forms:
        made[at] = form(made[at])
    return tuple(made)
