"""Two editors of one record: whoever saves second is told, and overwrites nothing."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from engagement.desk import Desk
from engagement.model.base import Versioned


class Changed(Exception):
    """Somebody saved `record` since the version that was worked on. It holds what stands now, `now_version` too."""

    def __init__(self, record: Any, now_version: int) -> None:
        super().__init__(f"{type(record).__name__} {record.id} is at version {now_version}")
        self.record, self.now_version = record, now_version


def take_turn(desk: Desk, record: Versioned, version: int) -> None:
    """Moves `record` from `version` to the next; call it before changing anything else. Raises Changed."""
    table: Any = type(record).__table__  # type: ignore[attr-defined]
    key = record.id  # type: ignore[attr-defined]
    moved = desk.db.execute(
        update(table).where(table.c.id == key, table.c.version == version).values(version=version + 1)
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined]
        desk.db.expire_all()  # whoever compares sees what stands now, links and rows too
        raise Changed(record, record.version)
    set_committed_value(record, "version", version + 1)
