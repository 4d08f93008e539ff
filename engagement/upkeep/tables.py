"""Whole tables, read and written as plain values that either engine takes: what a backup is made of.

It goes by what the database itself says that it has, so a new table is in the backup by itself, and a database of an
older revision can be copied too.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    cast,
    column,
    func,
    inspect,
    select,
    table,
    text,
    type_coerce,
)
from sqlalchemy.types import NullType, TypeEngine

from engagement.core.database import Instant
from engagement.upkeep.bulk import write_rows

# made from the other tables (upkeep/doctor.py); so is all that is called search_…
DERIVED = frozenset(("engagement_scope", "scope_month", "organisation_tree", "topic_tree"))
# keys to the house, and what was under way
LEFT_OUT = frozenset(("sign_in", "sign_in_failure", "invitation", "sent_form", "job"))
# what every installation has from its first start, with its history: an installation with nothing else is empty
FURNITURE = frozenset(("region", "country", "function", "need_category", "change"))
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
READ_AT_ONCE = 200  # rows; a long one has some hundred kilobytes
LARGEST = 2**63 - 1


class Unfit(ValueError):
    """A value, row or table that does not fit where it should go."""


class Kind(StrEnum):
    """What a column holds. The words stand in backups."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    NUMBER = "number"
    DECIMAL = "decimal"
    DATE = "date"
    INSTANT = "instant"
    JSON = "json"


def _decimal(value: str) -> str:
    try:
        Decimal(value)
    except InvalidOperation:
        raise ValueError("no number") from None
    return value  # both engines read its text exactly


def _instant(value: str) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError("an instant without its zone")
    return instant


def _integer(value: int) -> int:
    if isinstance(value, bool) or abs(value) > LARGEST:
        raise ValueError("no whole number that a column holds")
    return value


@dataclass(frozen=True)
class Form:
    """How values of a kind are bound to an engine, and how they are written in JSON."""

    held: TypeEngine[Any]
    written: type[str | int | float]  # what the value is in JSON
    out: Callable[[Any], Any] | None = None
    back: Callable[[Any], Any] | None = None


FORMS: dict[Kind, Form] = {
    Kind.TEXT: Form(Text(), str),
    Kind.INTEGER: Form(BigInteger(), int, back=_integer),
    Kind.BOOLEAN: Form(Boolean(create_constraint=False), bool),
    Kind.NUMBER: Form(Float(), float),
    Kind.DECIMAL: Form(NullType(), str, out=str, back=_decimal),
    Kind.DATE: Form(Date(), str, out=date.isoformat, back=date.fromisoformat),
    Kind.INSTANT: Form(Instant(), str, out=datetime.isoformat, back=_instant),
    Kind.JSON: Form(Text(), str),  # its very text, so that nothing is lost by reading it
}
# the first that fits: JSON and Float are asked before what they are kinds of
KINDS: tuple[tuple[type[TypeEngine[Any]], Kind], ...] = (
    (JSON, Kind.JSON),
    (Boolean, Kind.BOOLEAN),
    (Integer, Kind.INTEGER),
    (Float, Kind.NUMBER),
    (Numeric, Kind.DECIMAL),
    (DateTime, Kind.INSTANT),
    (Date, Kind.DATE),
    (String, Kind.TEXT),
)


@dataclass(frozen=True)
class Drawn:
    """A table as the database draws it."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    key: tuple[str, ...] = ()


def drawn(connection: Connection) -> list[Drawn]:
    """The tables that a backup holds, each after those that it points at."""
    seen = inspect(connection)
    names = [name for name, _ in seen.get_sorted_table_and_fkc_names() if name]
    return [
        Drawn(
            name,
            tuple((shape["name"], _kind(name, shape["name"], shape["type"])) for shape in seen.get_columns(name)),
            tuple(seen.get_pk_constraint(name)["constrained_columns"]),
        )
        for name in names
        if name not in DERIVED | LEFT_OUT | {"alembic_version"} and not name.startswith("search_")
    ]


def number(connection: Connection, name: str) -> int:
    """How many rows a table has."""
    return connection.execute(select(func.count()).select_from(table(name))).scalar_one()


def rows(connection: Connection, shape: Drawn) -> Iterator[list[Any]]:
    """All rows of a table by their key, as values that JSON can write. Raises Unfit: SQLite takes text for a number."""
    source = table(shape.name, *(column(name) for name, _ in shape.columns))
    values = [
        cast(source.c[name], Text) if kind is Kind.JSON else type_coerce(source.c[name], FORMS[kind].held)
        for name, kind in shape.columns
    ]
    forms = [(at, name, FORMS[kind]) for at, (name, kind) in enumerate(shape.columns)]
    query = select(*values).order_by(*(source.c[name] for name in shape.key))
    try:
        for row in connection.execute(query, execution_options={"yield_per": READ_AT_ONCE}):
            packed = list(row)
            for at, name, form in forms:
                value = packed[at]
                if value is not None:
                    packed[at] = value = form.out(value) if form.out else value
                    if type(value) is not form.written:
                        raise Unfit(f"{shape.name}.{name} holds {value!r}")
            yield packed
    except (ValueError, TypeError) as error:
        raise Unfit(f"{shape.name}: {error}") from error


def write(connection: Connection, shape: Drawn, packed: Iterable[list[Any]]) -> None:
    """Writes rows that `rows` gave, on this or the other engine. Raises Unfit."""
    names = tuple(name for name, _ in shape.columns)
    target = Table(shape.name, MetaData(), *(Column(name, FORMS[kind].held) for name, kind in shape.columns))
    driver = connection.dialect.loaded_dbapi
    try:
        write_rows(connection, target, names, _unpacked(shape, packed))
    except (driver.IntegrityError, driver.DataError, driver.ProgrammingError) as error:
        raise Unfit(f"{shape.name}: {str(error).splitlines()[0]}") from error
    except UnicodeEncodeError as error:
        raise Unfit(f"{shape.name}: half of a sign stands in a text") from error


def _unpacked(shape: Drawn, packed: Iterable[list[Any]]) -> Iterator[tuple[Any, ...]]:
    forms = [(at, name, FORMS[kind]) for at, (name, kind) in enumerate(shape.columns)]
    for line, row in enumerate(packed, 1):
        for at, name, form in forms:
            value = row[at]
            if value is None:
                continue
            if type(value) is not form.written:
                raise Unfit(f"{shape.name}.{name}, row {line}: no {form.written.__name__}")
            if form.back:
                try:
                    row[at] = form.back(value)
                except ValueError as error:
                    raise Unfit(f"{shape.name}.{name}, row {line}: {error}") from error
        yield tuple(row)


def count_on(connection: Connection) -> None:
    """Lets PostgreSQL count on from the keys that were written, and look at what it holds. SQLite does by itself."""
    if connection.dialect.name != "postgresql":
        return
    for shape in drawn(connection):
        if shape.key == ("id",):
            last = select(func.coalesce(func.max(column("id")), 0) + 1).select_from(table(shape.name)).scalar_subquery()
            connection.execute(select(func.setval(func.pg_get_serial_sequence(shape.name, "id"), last, False)))
    connection.execute(text("ANALYZE"))


def kept_files(connection: Connection) -> dict[str, int]:
    """The digests of all files that rows name, with their sizes in bytes."""
    found: dict[str, int] = {}
    for shape in drawn(connection):
        if {"sha256", "size"} <= {name for name, _ in shape.columns}:
            named = select(column("sha256", String), column("size", Integer)).select_from(table(shape.name)).distinct()
            found |= {row.sha256: row.size for row in connection.execute(named)}
    return found


def inhabited(connection: Connection) -> list[str]:
    """The tables that hold what no new installation has."""
    first = select(1).limit(1)
    names = [shape.name for shape in drawn(connection) if shape.name not in FURNITURE]
    return [name for name in names if connection.execute(first.select_from(table(name))).first()]


def _kind(name: str, at: str, held: TypeEngine[Any]) -> Kind:
    for type_, kind in KINDS:
        if isinstance(held, type_):
            return kind
    raise Unfit(f"{name}.{at} is of a type that no backup knows: {held!r}")
