"""What is found by its name: the words of each record's name, its other names, and what tells it from others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, Select, bindparam, literal, select

from engagement.core.matching import joined_words
from engagement.model.engagements import (
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementTopic,
)
from engagement.model.members import Member
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation, OrganisationName
from engagement.model.places import Country, Region
from engagement.model.topics import Topic, TopicName
from engagement.upkeep.trees import batches


class Named(IntEnum):
    """The kinds of records that are found by name. The numbers stand in the database."""

    ORGANISATION = 1
    OFFICIAL = 2
    TOPIC = 3
    MEMBER = 4
    COUNTRY = 5
    REGION = 6


KINDS: dict[Named, Any] = {
    Named.ORGANISATION: Organisation,
    Named.OFFICIAL: Official,
    Named.TOPIC: Topic,
    Named.MEMBER: Member,
    Named.COUNTRY: Country,
    Named.REGION: Region,
}
# The name of which record a row is a part of, and the columns that make it.
PARTS: dict[type[Any], tuple[Named, str, tuple[str, ...]]] = {
    Organisation: (Named.ORGANISATION, "id", ("name", "archived_at", "country_id")),
    OrganisationName: (Named.ORGANISATION, "organisation_id", ("name", "organisation_id")),
    Official: (Named.OFFICIAL, "id", ("name", "archived_at")),
    Post: (Named.OFFICIAL, "official_id", ("title", "organisation_id", "official_id")),
    Topic: (Named.TOPIC, "id", ("name", "archived_at")),
    TopicName: (Named.TOPIC, "topic_id", ("name", "topic_id")),
    Member: (Named.MEMBER, "id", ("name", "archived_at")),
    Country: (Named.COUNTRY, "id", ("name", "code")),
    Region: (Named.REGION, "id", ("name", "archived_at")),
}
_LINKS: dict[Named, tuple[Any, Any]] = {
    Named.ORGANISATION: (EngagementOrganisation.engagement_id, EngagementOrganisation.organisation_id),
    Named.OFFICIAL: (EngagementOfficial.engagement_id, EngagementOfficial.official_id),
    Named.TOPIC: (EngagementTopic.engagement_id, EngagementTopic.topic_id),
    Named.MEMBER: (EngagementMember.engagement_id, EngagementMember.member_id),
    Named.COUNTRY: (EngagementOrganisation.engagement_id, EngagementOrganisation.country_id),
}
_ids: Any = bindparam("ids", expanding=True)


def _query(number: int, key: Any, place: Any, text: Any, *joins: tuple[Any, Any]) -> Select[Any]:
    query = select(key.label("key"), literal(number).label("number"), place.label("place"), text.label("text"))
    for target, on in joins:
        query = query.join(target, on)
    return query.where(key.in_(_ids))


_at = Organisation.id == Post.organisation_id
_TEXTS: dict[Named, tuple[Select[Any], ...]] = {
    Named.ORGANISATION: (
        _query(1, OrganisationName.organisation_id, OrganisationName.id, OrganisationName.name),
        _query(2, Organisation.id, Organisation.id, Country.name, (Country, Country.id == Organisation.country_id)),
    ),
    Named.OFFICIAL: (
        _query(1, Post.official_id, Post.id, Post.title),
        _query(2, Post.official_id, Post.id, Organisation.name, (Organisation, _at)),
    ),
    Named.TOPIC: (_query(1, TopicName.topic_id, TopicName.id, TopicName.name),),
    Named.MEMBER: (),
    Named.COUNTRY: (_query(1, Country.id, Country.id, Country.code),),
    Named.REGION: (),
}
_NAMES = {
    kind: select(record.id, record.name)
    .where(record.id.in_(_ids))
    .where(*((record.archived_at.is_(None),) if hasattr(record, "archived_at") else ()))
    for kind, record in KINDS.items()
}


def names(connection: Connection, kind: Named, ids: Collection[int]) -> dict[int, str]:
    """The words of the names of these records, the name itself first; those put away have none."""
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for query in (_NAMES[kind], *_TEXTS[kind]):
        for key, *part in connection.execute(query, {"ids": ids}):
            found[key].append((0, 0, *part) if len(part) == 1 else tuple(part))
    return {
        key: joined_words(dict.fromkeys(text for *_, text in sorted(parts)))
        for key, parts in found.items()
        if any(number == 0 for number, *_ in parts)
    }


def told_by(connection: Connection, kind: Named, ids: Iterable[int]) -> Iterator[tuple[Named, int]]:
    """The records whose words hold the name of one of these: officials of a body, bodies of a country."""
    column, owner, told = {
        Named.ORGANISATION: (Post.organisation_id, Post.official_id, Named.OFFICIAL),
        Named.COUNTRY: (Organisation.country_id, Organisation.id, Named.ORGANISATION),
    }.get(kind, (None, None, None))
    if column is not None and owner is not None and told is not None:
        for part in batches(sorted(ids)):
            yield from ((told, key) for key in connection.scalars(select(owner).where(column.in_(part))))


def named_in(connection: Connection, kind: Named, ids: Iterable[int]) -> set[int]:
    """The engagements whose words hold the name of one of these records."""
    found: set[int] = set()
    if kind in _LINKS:
        engagement_id, key = _LINKS[kind]
        for part in batches(sorted(ids)):
            found |= set(connection.scalars(select(engagement_id).where(key.in_(part))))
    return found
