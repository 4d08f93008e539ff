"""Writes many records at once, each with its history, and without the session: some ten times faster than entities."""

from collections.abc import Sequence
from typing import Any

from engagement.desk import Desk
from engagement.upkeep.attendance import note_names
from engagement.upkeep.bulk import write_rows
from engagement.upkeep.history import DEED, OWNERS, PARTS_OF, add_history, made

Values = dict[str, Any]


def write(desk: Desk, kind: type[Any], rows: Sequence[Values]) -> None:
    """Writes `rows` of one kind, all with the same columns and with their keys, and what history says of them."""
    if not rows:
        return
    write_values(desk, kind, rows)
    table = kind.__tablename__
    column = PARTS_OF.get(table) or ("engagement_id" if "engagement_id" in rows[0] else None)
    owner, about = (OWNERS[column], column) if column else (table, "id")
    keys = [column.name for column in kind.__table__.primary_key]
    history = [made(table, "-".join(str(row[name]) for name in keys), (owner, row[about]), row) for row in rows]
    add_history(desk.db.connection(), history, desk.now, desk.member_id, desk.db.info.get(DEED))


def write_values(desk: Desk, kind: type[Any], rows: Sequence[Values]) -> None:
    """Writes `rows` of one kind, all with the same columns, without history."""
    if rows:
        write_rows(desk.db.connection(), kind.__table__, tuple(rows[0]), [tuple(row.values()) for row in rows])
        note_names(desk.db, kind, rows)
