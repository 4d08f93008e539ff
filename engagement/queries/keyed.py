"""Records by their keys, as far as the member may see them."""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import Select

from engagement.access.rows import kept, select_visible
from engagement.core.database import prepared
from engagement.desk import Desk
from engagement.queries.kept import among, dialect, keys_asked

Kind = TypeVar("Kind")


def by_key(desk: Desk, kind: type[Kind], keys: Collection[int], *loaded: Any) -> dict[int, Kind]:
    """The records of `kind` with these keys, archived ones too; a key that is unknown or hidden is not among them.

    `loaded`: options that a module keeps, since the statement is kept by them.
    """
    if not keys:
        return {}
    statement = kept(desk, these, kind, "id", loaded)
    return {record.id: record for record in desk.db.scalars(statement, {"keys": keys_asked(desk, sorted(set(keys)))})}


def these(desk: Desk, kind: type[Any], column: str, loaded: tuple[Any, ...] = ()) -> Select[Any]:
    """A select of the records of `kind` whose `column` is one of the parameter `keys`; to be kept."""
    return prepared(select_visible(desk, kind).where(among(dialect(desk), getattr(kind, column))).options(*loaded))
