"""How far the record is."""

from sqlalchemy import func, select

from engagement.desk import Desk
from engagement.model.changes import Change


def newest(desk: Desk) -> int:
    """The key of the newest change: as long as it stays the same, so does all that is shown."""
    return desk.db.scalar(select(func.max(Change.id))) or 0
