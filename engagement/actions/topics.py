"""Policy topics: adding, revising, archiving."""

from dataclasses import dataclass

from engagement.actions.texts import Taken, name, prose
from engagement.actions.trees import name_again, parent
from engagement.actions.turns import take_turn
from engagement.actions.wrong import PutAway, Unknown
from engagement.desk import Desk
from engagement.model.members import Member
from engagement.model.topics import Topic, TopicName
from engagement.queries import topics as queries
from engagement.queries.keyed import by_key


@dataclass(frozen=True)
class TopicDraft:
    """A topic to be; `code` is that of the taxonomy it came from."""

    name: str
    parent_id: int | None = None
    owner_id: int | None = None
    code: str = ""
    description: str = ""
    names: tuple[str, ...] = ()


def add(desk: Desk, draft: TopicDraft) -> Topic:
    """A new topic: all of it, or nothing. Raises WrongDraft."""
    with desk.db.begin_nested():
        topic = Topic(**_columns(desk, draft))
        desk.db.add(topic)
        desk.db.flush()
        _name_again(desk, topic, draft)
    return topic


def revise(desk: Desk, topic: Topic, draft: TopicDraft, version: int) -> None:
    """Makes a topic what the draft says, or leaves it; moved, it takes its sub-topics along.

    Raises WrongDraft, Changed.
    """
    with desk.db.begin_nested():
        columns = _columns(desk, draft, topic)
        take_turn(desk, topic, version)
        for column, value in columns.items():
            setattr(topic, column, value)
        _name_again(desk, topic, draft)


def archive(desk: Desk, topic: Topic) -> None:
    """Puts a topic away: it is proposed no more, and all that names it stays."""
    topic.archived_at = topic.archived_at or desk.now


def restore(desk: Desk, topic: Topic) -> None:
    """Takes a topic back out. Raises Taken where another has its name and place since."""
    if topic.is_archived:
        _free(desk, topic.name, topic.parent_id)
        topic.archived_at = None


def _columns(desk: Desk, draft: TopicDraft, itself: Topic | None = None) -> dict[str, object]:
    above = by_key(desk, Topic, [draft.parent_id]).get(draft.parent_id) if draft.parent_id else None
    parent_id = parent(desk, Topic, above, draft.parent_id, itself)
    if draft.owner_id:
        owner = by_key(desk, Member, [draft.owner_id]).get(draft.owner_id)
        if owner is None:
            raise Unknown("owner_id", draft.owner_id)
        if owner.is_archived and (itself is None or itself.owner_id != owner.id):
            raise PutAway("owner_id", owner.name)
    line = name("name", draft.name)
    _free(desk, line, parent_id, itself)
    return {
        "name": line,
        "parent_id": parent_id,
        "owner_id": draft.owner_id,
        "code": prose("code", draft.code, 40),
        "description": prose("description", draft.description),
    }


def _free(desk: Desk, line: str, parent_id: int | None, itself: Topic | None = None) -> None:
    other = queries.beside(desk, parent_id, line)
    if other is not None and other is not itself:
        raise Taken("name", other.name)


def _name_again(desk: Desk, topic: Topic, draft: TopicDraft) -> None:
    present = queries.other_names(desk, topic)
    name_again(desk, present, draft.names, lambda line: TopicName(topic_id=topic.id, name=line))
