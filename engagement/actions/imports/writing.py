"""Writes many records at once, each with its history, and without the session: some ten times faster than entities."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from engagement.desk import Desk
from engagement.upkeep.history import OWNERS, PARTS_OF, add_history, made

Values = dict[str, Any]


def write(desk: Desk, kind: type[Any], rows: Sequence[Values]) -> None:
    """Writes `rows` of one kind, all with the same columns and with their keys, and what history says of them."""
    if not rows:
        return
    connection = desk.db.connection()
    connection.execute(insert(kind.__table__), list(rows))
    table = kind.__tablename__
    column = PARTS_OF.get(table) or ("engagement_id" if "engagement_id" in rows[0] else None)
    keys = [column.name for column in kind.__table__.primary_key]
    history = []
    for row in rows:
        key = "-".join(str(row[name]) for name in keys)
        about = (OWNERS[column], row[column]) if column else (table, row["id"])
        history.append(made(table, key, about, row))
    add_history(connection, history, desk.now, desk.member_id)
