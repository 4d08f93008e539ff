"""How far the keys of a kind of record reach: what a bulk load counts on from."""

from typing import Any

from sqlalchemy import func, select

from engagement.desk import Desk


def last_key(desk: Desk, kind: type[Any]) -> int:
    """The highest key given to a record of `kind`, whoever may see it; 0 where there is none."""
    return desk.db.scalar(select(func.max(kind.id))) or 0
