"""Policy topics: the tree, and one topic with what its page shows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload

from engagement.access.rows import select_visible
from engagement.core.filtering import Filter, asked, record_key, yes
from engagement.core.text import fold, words
from engagement.desk import Desk
from engagement.model.scope import Scope
from engagement.model.topics import Topic, TopicName
from engagement.queries.naming import named_by_words, phrase
from engagement.queries.tallies import Tally, tallies

MOST = 300  # topics on one page


@dataclass(frozen=True)
class TopicFilter(Filter):
    """Which topics; without `archived` those that are not put away."""

    q: str | None = asked(phrase)
    owner: int | None = asked(record_key)
    archived: bool | None = asked(yes)

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """What a topic must fulfil."""
        yield Topic.archived_at.is_not(None) if self.archived else Topic.archived_at.is_(None)
        if self.q:
            yield from named_by_words(Topic, TopicName, TopicName.topic_id, words(self.q))
        if self.owner:
            yield Topic.owner_id == self.owner


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic at its place in the tree (0: at the top), with the engagements about it or one below it."""

    topic: Topic
    depth: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class TopicList:
    """The topics that fit, in the order of the tree, and how many of them are left out for its length."""

    rows: list[TopicRow]
    left_out: int


def topics(desk: Desk, question: TopicFilter, most: int = MOST) -> TopicList:
    """The topics that fit; one whose parent does not fit stands at the top. Of a tree with more than `most` topics as
    many upper levels as stay below that, of a top level that is longer its first ones."""
    query = select_visible(desk, Topic).where(*question.conditions()).options(joinedload(Topic.owner))
    found = list(in_tree_order(desk.db.scalars(query.order_by(Topic.folded, Topic.id)).all()))
    levels = Counter(depth for _, depth in found)
    deepest = max((depth for depth in levels if sum(levels[up] for up in range(depth + 1)) <= most), default=0)
    shown = [(topic, depth) for topic, depth in found if depth <= deepest][:most]
    counted = tallies(desk, Scope.TOPIC, Topic, [topic.id for topic, _ in shown])
    rows = [TopicRow(topic, depth, counted[topic.id]) for topic, depth in shown]
    return TopicList(rows, len(found) - len(rows))


def in_tree_order(found: Sequence[Topic]) -> Iterator[tuple[Topic, int]]:
    """Topics below their parents, each with its depth; those on one level stay in the order given."""
    there = {topic.id for topic in found}
    below: dict[int | None, list[Topic]] = {}
    for topic in found:
        below.setdefault(topic.parent_id if topic.parent_id in there else None, []).append(topic)
    waiting = [(topic, 0) for topic in reversed(below.get(None, []))]
    while waiting:
        topic, depth = waiting.pop()
        yield topic, depth
        waiting += [(child, depth + 1) for child in reversed(below.get(topic.id, []))]


def topic(desk: Desk, topic_id: int | None) -> Topic | None:
    """The topic with its parent and owner, archived or not."""
    query = select_visible(desk, Topic).where(Topic.id == topic_id)
    found: Topic | None = desk.db.scalar(query.options(joinedload(Topic.parent), joinedload(Topic.owner)))
    return found


def other_names(desk: Desk, topic: Topic) -> Sequence[TopicName]:
    """The synonyms of a topic, in the order in which they were given."""
    query = select_visible(desk, TopicName).where(TopicName.topic_id == topic.id)
    return desk.db.scalars(query.order_by(TopicName.id)).all()


def beside(desk: Desk, parent_id: int | None, name: str) -> Topic | None:
    """The topic of that name under that parent, if there is one that is not archived."""
    query = select_visible(desk, Topic).where(Topic.folded == fold(name), Topic.archived_at.is_(None))
    below = Topic.parent_id.is_(None) if parent_id is None else Topic.parent_id == parent_id
    found: Topic | None = desk.db.scalar(query.where(below).limit(1))
    return found
