"""Ways up and down the trees of organisations and topics."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import exists, select

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.organisations import Organisation, OrganisationTree
from engagement.model.topics import Topic, TopicTree

Node = TypeVar("Node", Organisation, Topic)
CLOSURES: dict[type[Organisation] | type[Topic], type[OrganisationTree] | type[TopicTree]] = {
    Organisation: OrganisationTree,
    Topic: TopicTree,
}


def ancestors(desk: Desk, node: Node) -> Sequence[Node]:
    """What a record stands below, from the top."""
    kind, tree = type(node), CLOSURES[type(node)]
    query = select_visible(desk, kind).join(tree, tree.ancestor_id == kind.id)
    query = query.where(tree.descendant_id == node.id, tree.depth > 0)
    return desk.db.scalars(query.order_by(tree.depth.desc())).all()


def children(desk: Desk, node: Node) -> Sequence[Node]:
    """What stands directly below a record and is not archived, by name."""
    kind = type(node)
    query = select_visible(desk, kind).where(kind.parent_id == node.id, kind.archived_at.is_(None))
    return desk.db.scalars(query.order_by(kind.folded, kind.id)).all()


def stands_below(desk: Desk, kind: type[Node], node_id: int, above_id: int) -> bool:
    """Whether a record is another one or stands below it, by the parents as they are in this transaction."""
    start = select(kind.id, kind.parent_id).where(kind.id == node_id).cte("up", recursive=True)
    up = start.union(select(kind.id, kind.parent_id).where(kind.id == start.c.parent_id))
    return desk.db.scalar(select(exists().where(up.c.id == above_id))) or False
