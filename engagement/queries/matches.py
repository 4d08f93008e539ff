"""What an import matches its rows with: records by folded name, and the rows that were imported before.

These look at all records, whoever may see them: an import that overlooked a hidden one would make it again. They give
keys and names to the importer alone, never to a page.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, literal, select, text, union_all

from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.ledgers import Heard, Shared
from engagement.model.members import Member, MemberRegion
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation, OrganisationName, OrganisationTree
from engagement.model.places import Country
from engagement.model.sources import SourceRow
from engagement.model.topics import Topic, TopicName
from engagement.model.words import OrganisationKind

PART = 400  # names in one statement


@dataclass(frozen=True, slots=True)
class KnownBody:
    """An organisation as a row may mean it. `region_id` is that of its country, or its own."""

    id: int
    kind: OrganisationKind
    country_id: int | None
    region_id: int | None
    parent_id: int | None
    zone: str | None
    archived: bool
    by_name: bool = True


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post of an official who has the name that was asked for."""

    official_id: int
    id: int
    organisation_id: int
    title: str
    from_on: date | None
    to_on: date | None

    def held_on(self, day: date) -> bool:
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class KnownTopic:
    """A topic as a row may mean it."""

    id: int
    parent_id: int | None
    by_name: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row that was imported before. `edited`: somebody worked on the engagement since, or put it away."""

    key: str
    digest: str
    engagement_id: int
    version: int
    edited: bool


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A team member with the function and the regions of today."""

    id: int
    function_id: int | None
    regions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KnownCountry:
    """A country with its region and the zone of its seat of government."""

    id: int
    region_id: int | None
    zone: str


def bodies_named(desk: Desk, names: Collection[str]) -> dict[str, list[KnownBody]]:
    """Organisations by folded name, other names too; those whose own name it is first, archived ones last."""
    found: defaultdict[str, list[KnownBody]] = defaultdict(list)
    columns = (
        Organisation.id,
        Organisation.kind,
        Organisation.country_id,
        func.coalesce(Country.region_id, Organisation.region_id),
        Organisation.parent_id,
        func.coalesce(Organisation.zone, Country.zone),
        Organisation.archived_at.is_not(None),
    )
    for part in _parts(names):
        own = select(Organisation.folded, *columns, literal(True)).outerjoin(Organisation.country)
        other = (
            select(OrganisationName.folded, *columns, literal(False))
            .join(Organisation, Organisation.id == OrganisationName.organisation_id)
            .outerjoin(Organisation.country)
        )
        both = union_all(own.where(Organisation.folded.in_(part)), other.where(OrganisationName.folded.in_(part)))
        row: Any
        for row in desk.db.execute(both):
            kind, archived, by_name = OrganisationKind(row[2]), bool(row[7]), bool(row[8])
            found[row[0]].append(KnownBody(row[1], kind, row[3], row[4], row[5], row[6], archived, by_name))
    for known in found.values():
        known.sort(key=lambda body: (body.archived, not body.by_name, body.id))
    return found


def roots(desk: Desk, ids: Collection[int]) -> dict[int, int]:
    """The topmost organisation above each of these."""
    tops: dict[int, tuple[int, int]] = {}
    for part in _parts(ids):
        query = select(OrganisationTree.descendant_id, OrganisationTree.depth, OrganisationTree.ancestor_id)
        for below, depth, above in desk.db.execute(query.where(OrganisationTree.descendant_id.in_(part))):
            tops[below] = max(tops.get(below, (depth, above)), (depth, above))
    return {below: above for below, (_, above) in tops.items()}


def posts_named(desk: Desk, names: Collection[str]) -> dict[str, list[KnownPost]]:
    """All posts of the officials who have these folded names, the newest first."""
    found: defaultdict[str, list[KnownPost]] = defaultdict(list)
    for part in _parts(names):
        query = (
            select(Official.folded, Official.id, Post.id, Post.organisation_id, Post.title, Post.from_on, Post.to_on)
            .join(Post, Post.official_id == Official.id)
            .where(Official.folded.in_(part))
            .order_by(Official.id, Post.id.desc())
        )
        row: Any
        for row in desk.db.execute(query):
            found[row[0]].append(KnownPost(*row[1:]))
    return found


def objecting(desk: Desk) -> frozenset[int]:
    """The officials who objected to the use of their data: no import names them in an engagement."""
    return frozenset(desk.db.scalars(select(Official.id).where(Official.objected_on.is_not(None))))


def topics_named(desk: Desk, names: Collection[str]) -> dict[str, list[KnownTopic]]:
    """Topics by folded name, synonyms too; those whose own name it is first."""
    found: defaultdict[str, list[KnownTopic]] = defaultdict(list)
    for part in _parts(names):
        own = select(Topic.folded, Topic.id, Topic.parent_id, literal(True), Topic.code)
        other = select(TopicName.folded, Topic.id, Topic.parent_id, literal(False), Topic.code).join(
            Topic, Topic.id == TopicName.topic_id
        )
        both = union_all(own.where(Topic.folded.in_(part)), other.where(TopicName.folded.in_(part)))
        row: Any
        for row in desk.db.execute(both):
            found[row[0]].append(KnownTopic(row[1], row[2], bool(row[3]), row[4]))
    for known in found.values():
        known.sort(key=lambda topic: (not topic.by_name, topic.parent_id is not None, topic.id))
    return found


def topics_coded(desk: Desk, codes: Collection[str]) -> dict[str, int]:
    """The topics that came with these codes of a taxonomy."""
    query = select(Topic.code, Topic.id).order_by(Topic.id.desc())
    return {code: key for part in _parts(codes) for code, key in desk.db.execute(query.where(Topic.code.in_(part)))}


def other_names(desk: Desk, ids: Collection[int]) -> dict[int, set[str]]:
    """The folded other names of these organisations."""
    found: dict[int, set[str]] = {key: set() for key in ids}
    query = select(OrganisationName.organisation_id, OrganisationName.folded)
    for part in _parts(ids):
        for key, folded in desk.db.execute(query.where(OrganisationName.organisation_id.in_(part))):
            found[key].add(folded)
    return found


def topic_names(desk: Desk, ids: Collection[int]) -> dict[int, set[str]]:
    """The folded names of these topics, their synonyms too."""
    found: dict[int, set[str]] = {key: set() for key in ids}
    for part in _parts(ids):
        own = select(Topic.id, Topic.folded).where(Topic.id.in_(part))
        other = select(TopicName.topic_id, TopicName.folded).where(TopicName.topic_id.in_(part))
        for key, folded in desk.db.execute(union_all(own, other)):
            found[key].add(folded)
    return found


def members_by_name(desk: Desk) -> dict[str, KnownMember]:
    """Team members by folded name and by address; a name that two bear is nobody's."""
    regions: defaultdict[int, list[int]] = defaultdict(list)
    places = select(MemberRegion.member_id, MemberRegion.region_id)
    for member_id, region_id in desk.db.execute(places.order_by(MemberRegion.position, MemberRegion.region_id)):
        regions[member_id].append(region_id)
    rows = desk.db.execute(select(Member.folded, Member.email_key, Member.id, Member.function_id)).all()
    known = [(row[0], row[1], KnownMember(row[2], row[3], tuple(regions[row[2]]))) for row in rows]
    times = Counter(folded for folded, _, _ in known)
    alone = {folded: member for folded, _, member in known if times[folded] == 1}
    return alone | {email: member for _, email, member in known}


def countries(desk: Desk) -> dict[str, KnownCountry]:
    """Countries by two letters and by folded name."""
    found: dict[str, KnownCountry] = {}
    row: Any
    query = select(Country.code, Country.folded, Country.id, Country.region_id, Country.zone)
    for row in desk.db.execute(query):
        found[row[0].casefold()] = found[row[1]] = KnownCountry(*row[2:])
    return found


def rows_imported(desk: Desk, mapping: str, keys: Collection[str]) -> dict[str, KnownRow]:
    """What was imported before under these keys."""
    worked_on = [
        exists().where(kind.engagement_id == Engagement.id) for kind in (Shared, Heard, Commitment, Attachment)
    ]
    edited = (Engagement.version != SourceRow.version) | Engagement.archived_at.is_not(None)
    for worked in worked_on:
        edited = edited | worked
    query = select(SourceRow.key, SourceRow.digest, SourceRow.engagement_id, Engagement.version, edited)
    query = query.join(Engagement, Engagement.id == SourceRow.engagement_id).where(SourceRow.mapping == mapping)
    found: dict[str, KnownRow] = {}
    row: Any
    for part in _parts(keys):
        for row in desk.db.execute(query.where(SourceRow.key.in_(part))):
            found[row[0]] = KnownRow(row[0], row[1], row[2], row[3], bool(row[4]))
    return found


def fresh_keys(desk: Desk, kind: type[Any], number: int) -> list[int]:
    """Keys for so many new records of `kind`, which nobody else gets."""
    if number == 0:
        return []
    if desk.db.get_bind().dialect.name == "postgresql":
        sequence = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :number)")
        return list(desk.db.scalars(sequence, {"table": kind.__tablename__, "number": number}))
    last = desk.db.scalar(select(func.max(kind.id))) or 0  # the transaction holds the only pen
    return list(range(last + 1, last + 1 + number))


def _parts(keys: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(set(keys))
    return (ordered[at : at + PART] for at in range(0, len(ordered), PART))
