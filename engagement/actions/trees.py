"""Parents, and other names: what organisations and topics have in common."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from engagement.actions.texts import name
from engagement.actions.wrong import PutAway, Unknown, WrongDraft
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic
from engagement.queries.trees import stands_below

Node = TypeVar("Node", Organisation, Topic)


class Circle(WrongDraft):
    """A record would stand below itself; `what` is the name of the parent."""


def parent(
    desk: Desk, kind: type[Node], found: Node | None, wanted: int | None, child: Node | None = None
) -> int | None:
    """The key of the parent that a draft wants. `found` is the record of that key. Raises Unknown, PutAway, Circle."""
    if wanted is None:
        return None
    if found is None:
        raise Unknown("parent_id", wanted)
    if child is not None and child.parent_id == wanted:
        return wanted  # as it stood: an archived parent may stay
    if found.is_archived:
        raise PutAway("parent_id", found.name)
    if child is not None and stands_below(desk, kind, found.id, child.id):
        raise Circle("parent_id", found.name)
    return wanted


def name_again(desk: Desk, present: Iterable[Any], wanted: Iterable[str], make: Callable[[str], Any]) -> None:
    """Makes the other names of a record those that are `wanted`; what stays keeps its row. Raises TooLong."""
    lines = [name("names", line) for line in wanted if line.strip()]
    asked = {fold(line): line for line in reversed(lines)}  # of two that fold alike the first
    for row in present:
        line = asked.pop(row.folded, None)
        if line is None:
            desk.db.delete(row)
        elif line != row.name:
            row.name = line
    desk.db.add_all(make(line) for line in reversed(asked.values()))
