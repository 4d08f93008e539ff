"""Changes of the short editable lists: regions, functions, need categories."""

from engagement.actions import texts
from engagement.actions.texts import Taken
from engagement.desk import Desk
from engagement.queries import listed as queries
from engagement.queries.listed import Listed


def add(desk: Desk, kind: type[Listed], name: str) -> Listed:
    """A new entry at the end of its list. Raises Missing, TooLong, Taken."""
    entry = kind(name=_free(desk, kind, name), position=queries.next_position(desk, kind))
    desk.db.add(entry)
    desk.db.flush()
    return entry


def rename(desk: Desk, entry: Listed, name: str) -> None:
    """Gives an entry another name. Raises Missing, TooLong, Taken."""
    entry.name = _free(desk, type(entry), name, entry)


def move(desk: Desk, entry: Listed, *, up: bool) -> None:
    """Changes places with the neighbour above or below; at the end of the list nothing happens."""
    order = list(queries.entries(desk, type(entry)))
    at = order.index(entry)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order):
        one.position = position


def archive(desk: Desk, entry: Listed) -> None:
    """Takes an entry off the list; what names it keeps it."""
    entry.archived_at = entry.archived_at or desk.now


def restore(desk: Desk, entry: Listed) -> None:
    """Puts an entry back, at the end of its list."""
    if entry.is_archived:
        entry.archived_at = None
        entry.position = queries.next_position(desk, type(entry))


def _free(desk: Desk, kind: type[Listed], wanted: str, itself: Listed | None = None) -> str:
    name = texts.name("name", wanted)
    other = queries.named(desk, kind, name)
    if other is not None and other is not itself:
        raise Taken("name", other.name)
    return name
