"""Records by their keys, as far as the member may see them."""

from collections.abc import Collection
from typing import Any, TypeVar

from engagement.access.rows import select_visible
from engagement.desk import Desk

Kind = TypeVar("Kind")


def by_key(desk: Desk, kind: type[Kind], keys: Collection[int], *loaded: Any) -> dict[int, Kind]:
    """The records of `kind` with these keys, archived ones too; a key that is unknown or hidden is not among them."""
    if not keys:
        return {}
    table: Any = kind
    query = select_visible(desk, kind).where(table.id.in_(sorted(set(keys)))).options(*loaded)
    return {record.id: record for record in desk.db.scalars(query)}
