"""Statements that are built once and kept: for columns, read through the connection, with keys as one parameter.

Building a statement costs more than most of them take to answer (docs/decisions/scope.md), and so does a parameter for
each key of a page: psycopg reads through the text of the statement anew for each number of them.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Executable, Integer, any_, bindparam, func, select

from engagement.desk import Desk


def dialect(desk: Desk) -> str:
    """The name of the engine's language, which a kept statement depends on."""
    return desk.db.get_bind().dialect.name


def rows_of(desk: Desk, statement: Executable, asked: Mapping[str, Any]) -> Sequence[Any]:
    """All rows of a statement of columns. The connection takes two thirds of the time that the session takes."""
    return desk.db.connection().execute(statement, asked).all()


def among(dialect: str, column: Any, keys: str = "keys") -> ColumnElement[bool]:
    """That `column` is one of the parameter `keys`, which `keys_asked` makes."""
    if dialect == "postgresql":
        return column == any_(bindparam(keys, type_=ARRAY(Integer)))  # type: ignore[no-any-return]
    return column.in_(select(func.json_each(bindparam(keys)).table_valued("value").c.value))  # type: ignore[no-any-return]


def keys_asked(desk: Desk, keys: Collection[int]) -> Any:
    """The value of the parameter `keys`."""
    return list(keys) if dialect(desk) == "postgresql" else json.dumps(list(keys))
