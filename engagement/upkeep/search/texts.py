"""What of an engagement can be found by words, read from the plain tables by one set of statements.

The same statements serve one saved record, an import, the demonstration world and the comparison with the truth.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    String,
    any_,
    bindparam,
    cast,
    literal,
    select,
    union_all,
)

from engagement.core.database import prepared
from engagement.core.matching import joined_words
from engagement.model.attachments import Attachment
from engagement.model.commitments import Commitment
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementTopic,
)
from engagement.model.ledgers import Heard, Shared
from engagement.model.members import Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation, OrganisationName
from engagement.model.places import Country
from engagement.model.scope import EngagementScope
from engagement.model.topics import Topic, TopicName

MOST_WORDS = 16_000  # of one engagement, its names first: positions in a tsvector end at 16,383
ScopeKeys = Mapping[int, Sequence[tuple[int, int]]]  # (kind, key) of each scope row, by engagement
SCOPE = "§"  # begins a token that no word can be; see scope_token


@dataclass(frozen=True, slots=True)
class Document:
    """An engagement as the index keeps it. `tokens` are its scope, `promises` the words of each commitment."""

    id: int
    local_date: date
    restricted: bool
    words: str
    tokens: str
    promises: dict[int, str]


def scope_token(kind: int, key: int) -> str:
    """A scope key as a word of the index; no text has such a one, since signs are taken off words."""
    return f"{SCOPE}{kind}x{key}"


_ENGAGEMENTS = select(
    Engagement.id,
    Engagement.local_date,
    Engagement.confidential,
    Engagement.title,
    Engagement.place,
    Engagement.result_sought,
    Engagement.summary,
    Engagement.outcome,
).where(Engagement.archived_at.is_(None))
NAMES, TEXTS, PROMISES, TOKENS = range(4)
BODIES = 0  # the number of the part that holds their names


def _part(what: int, number: int, link: Any, position: Any, key: Any, text: Any, *joins: Any) -> Select[Any]:
    query = select(
        link.engagement_id.label("engagement_id"),
        literal(what).label("what"),
        literal(number).label("number"),
        position.label("position"),
        key.label("key"),
        text.label("text"),
    )
    for target, on in joins:
        query = query.join(target, on)
    return query


_body, _person, _ours, _subject = EngagementOrganisation, EngagementOfficial, EngagementMember, EngagementTopic
_of_body, _of_subject = Organisation.id == _body.organisation_id, Topic.id == _subject.topic_id
_PARTS: tuple[tuple[Any, Select[Any]], ...] = (
    (
        _body,
        _part(NAMES, BODIES, _body, _body.position, _body.organisation_id, Organisation.name, (Organisation, _of_body)),
    ),
    (
        _body,
        _part(
            *(NAMES, 1, _body, _body.position, OrganisationName.id, OrganisationName.name),
            (OrganisationName, OrganisationName.organisation_id == _body.organisation_id),
        ),
    ),
    (
        _body,
        _part(
            *(NAMES, 2, _body, _body.position, _body.organisation_id, Country.name),
            (Country, Country.id == _body.country_id),
        ),
    ),
    (
        _person,
        _part(
            *(NAMES, 3, _person, _person.position, _person.official_id, Official.name),
            (Official, Official.id == _person.official_id),
        ),
    ),
    (_person, _part(NAMES, 4, _person, _person.position, _person.official_id, _person.post_title)),
    (
        _ours,
        _part(*(NAMES, 5, _ours, _ours.position, _ours.member_id, Member.name), (Member, Member.id == _ours.member_id)),
    ),
    (_subject, _part(NAMES, 6, _subject, _subject.position, _subject.topic_id, Topic.name, (Topic, _of_subject))),
    (
        _subject,
        _part(
            *(NAMES, 7, _subject, _subject.position, TopicName.id, TopicName.name),
            (TopicName, TopicName.topic_id == _subject.topic_id),
        ),
    ),
    (Shared, _part(TEXTS, 8, Shared, Shared.position, Shared.id, Shared.text)),
    (Heard, _part(TEXTS, 9, Heard, Heard.position, Heard.id, Heard.text)),
    (Commitment, _part(PROMISES, 10, Commitment, Commitment.position, Commitment.id, Commitment.text)),
    (
        Attachment,
        _part(TEXTS, 11, Attachment, literal(0), Attachment.id, Attachment.name).where(
            Attachment.archived_at.is_(None)
        ),
    ),
)
_scope_text = literal(SCOPE) + cast(EngagementScope.kind, String) + literal("x") + cast(EngagementScope.key, String)
_SCOPE = (
    EngagementScope,
    _part(TOKENS, 12, EngagementScope, EngagementScope.kind, EngagementScope.key, _scope_text),
)


def _union(condition: Any, *, tokens: bool) -> CompoundSelect[Any]:
    parts = (*_PARTS, _SCOPE) if tokens else _PARTS
    return union_all(*(part.where(condition(link.engagement_id)) for link, part in parts))


def _these(key: Any) -> ColumnElement[bool]:
    is_one: ColumnElement[bool] = key.in_(bindparam("ids", expanding=True))
    return is_one


def _between(key: Any) -> ColumnElement[bool]:
    is_one: ColumnElement[bool] = key.between(bindparam("first"), bindparam("last"))
    return is_one


_STATEMENTS = {
    (condition, tokens): (_ENGAGEMENTS.where(condition(Engagement.id)), _union(condition, tokens=tokens))
    for condition in (_these, _between)
    for tokens in (True, False)
}


@lru_cache(maxsize=2)
def _parts_of(dialect: str) -> CompoundSelect[Any]:
    if dialect == "postgresql":  # planned once: that takes as long as reading the parts of ten engagements
        ids: Any = bindparam("ids", type_=ARRAY(Integer))
        return prepared(_union(lambda key: key == any_(ids), tokens=False))
    return _union(_these, tokens=False)


def told_in(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """All that these engagements name, and what was written beside their own texts, in order: engagement, number of
    the part (BODIES are the names of organisations), text."""
    rows = connection.execute(_parts_of(connection.dialect.name), {"ids": list(ids)}).all()
    for engagement_id, _, number, _, _, text in sorted(map(tuple, rows)):  # rows compare ten times as slowly
        yield engagement_id, number, text


def of_ids(connection: Connection, ids: list[int], scope: ScopeKeys | None = None) -> Iterator[Document]:
    """The documents of these engagements; those put away have none. Scope must be written before: whoever has just done
    so gives it, since it is the most of what is read here."""
    return _documents(connection, _these, {"ids": ids}, scope)


def of_range(connection: Connection, first: int, last: int) -> Iterator[Document]:
    """The documents of the engagements from `first` to `last`."""
    return _documents(connection, _between, {"first": first, "last": last})


def _documents(
    connection: Connection, condition: Any, asked: dict[str, Any], scope: ScopeKeys | None = None
) -> Iterator[Document]:
    has_tokens = connection.dialect.name == "sqlite"
    engagements, union = _STATEMENTS[condition, has_tokens and scope is None]
    parts: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(union, asked).all():
        parts[row[0]].append(row[1:])
    for key, day, restricted, *texts in connection.execute(engagements, asked).all():
        title, *others = texts
        mine = sorted(parts[key], key=lambda row: row[:4])
        told = [text for what, *_, text in mine if what < TOKENS]
        names = [text for what, *_, text in mine if what == NAMES]
        words = joined_words([title, *names, *others, *told[len(names) :]])
        yield Document(
            key,
            day,
            restricted,
            words if len(words) <= MOST_WORDS else " ".join(words.split(" ")[:MOST_WORDS]),
            " ".join(
                [scope_token(*one) for one in sorted(scope.get(key, ()))]
                if has_tokens and scope is not None
                else [text for what, *_, text in mine if what == TOKENS]
            ),
            {number: joined_words([text]) for what, _, _, number, text in mine if what == PROMISES},
        )
