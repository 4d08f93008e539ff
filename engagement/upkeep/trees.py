"""The closure tables of organisations and topics."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, literal, select

from engagement.model.organisations import Organisation, OrganisationTree
from engagement.model.topics import Topic, TopicTree

TREES: dict[str, tuple[Any, Any]] = {
    "organisation": (Organisation, OrganisationTree),
    "topic": (Topic, TopicTree),
}
DEEPEST = 40  # no tree of bodies or topics is deeper; a circle that slipped in must not turn for ever


def below(connection: Connection, kind: str, ids: Iterable[int]) -> set[int]:
    """`ids` and all that stand below them, by the parents as they are now."""
    node, _ = TREES[kind]
    start = select(node.id, literal(0).label("depth")).where(node.id.in_(list(ids)))
    walk = start.cte("walk", recursive=True)
    walk = walk.union(select(node.id, walk.c.depth + 1).where(node.parent_id == walk.c.id, walk.c.depth < DEEPEST))
    return set(connection.scalars(select(walk.c.id)))


def replant(connection: Connection, kind: str, ids: Iterable[int]) -> set[int]:
    """Writes the closure of `ids` and of all below them anew; returns those whose ancestors may have changed."""
    node, tree = TREES[kind]
    moved = below(connection, kind, ids)
    for part in batches(sorted(moved)):
        connection.execute(delete(tree).where(tree.descendant_id.in_(part)))
        _write(connection, kind, node.id.in_(part))
    return moved


def plant(connection: Connection, kind: str) -> None:
    """Writes the whole closure anew."""
    node, tree = TREES[kind]
    connection.execute(delete(tree))
    _write(connection, kind, node.id.is_not(None))


def _write(connection: Connection, kind: str, which: ColumnElement[bool]) -> None:
    node, tree = TREES[kind]
    start = select(node.id.label("descendant_id"), node.id.label("ancestor_id"), literal(0).label("depth")).where(which)
    walk = start.cte("walk", recursive=True)
    up = select(walk.c.descendant_id, node.parent_id, walk.c.depth + 1).where(
        node.id == walk.c.ancestor_id, node.parent_id.is_not(None), walk.c.depth < DEEPEST
    )
    walk = walk.union_all(up)
    rows = select(walk.c.descendant_id, walk.c.ancestor_id, walk.c.depth)
    connection.execute(insert(tree).from_select(["descendant_id", "ancestor_id", "depth"], rows))


def batches(ids: list[int], size: int = 500) -> Iterable[list[int]]:
    """`ids` in parts that fit the parameters of one statement."""
    return (ids[at : at + size] for at in range(0, len(ids), size))
