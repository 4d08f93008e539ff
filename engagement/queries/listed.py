"""The short editable lists: regions, functions, need categories, each in its own order."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import func

from engagement.access.rows import select_visible
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.ledgers import NeedCategory
from engagement.model.members import Function
from engagement.model.places import Region

Listed = TypeVar("Listed", Region, Function, NeedCategory)


def entries(desk: Desk, kind: type[Listed], *, archived: bool = False) -> Sequence[Listed]:
    """The entries of a list in their order; with the `archived` ones at its end where asked."""
    query = select_visible(desk, kind).order_by(kind.archived_at.is_not(None), kind.position, kind.folded)
    if not archived:
        query = query.where(kind.archived_at.is_(None))
    return desk.db.scalars(query).all()


def entry(desk: Desk, kind: type[Listed], key: int | None) -> Listed | None:
    """The entry with that key, archived or not."""
    found: Listed | None = desk.db.scalar(select_visible(desk, kind).where(kind.id == key))
    return found


def named(desk: Desk, kind: type[Listed], name: str) -> Listed | None:
    """The entry that has this name, archived or not: capitals and accents make no other name."""
    found: Listed | None = desk.db.scalar(select_visible(desk, kind).where(kind.folded == fold(name)))
    return found


def next_position(desk: Desk, kind: type[Listed]) -> int:
    """The position behind all entries of a list."""
    last: int | None = desk.db.scalar(select_visible(desk, kind, func.max(kind.position)))
    return 0 if last is None else last + 1
