"""What an import matches its rows with: records by folded name, and the rows that were imported before.

These look at all records, whoever may see them: an import that overlooked a hidden one would make it again. They give
keys and names to the importer alone, never to a page.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import exists, func, literal, select, text, union_all

from engagement.core.database import hold
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
from engagement.queries.merges import kept_keys

PART = 400  # names in one statement
IMPORTING = 0x696D706F  # PostgreSQL's advisory lock: two imports make nothing twice
_BODY = (
    Organisation.id,
    Organisation.kind,
    Organisation.country_id,
    func.coalesce(Country.region_id, Organisation.region_id),
    Organisation.parent_id,
    func.coalesce(Organisation.zone, Country.zone),
    Organisation.archived_at.is_not(None),
)


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
    merged: "KnownBody | None" = None
    """The record that has the name, where it was merged into this one: a row that means it means this one."""


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
    """Organisations by folded name, other names too; those whose own name it is first, archived ones last. One that was
    merged into another stands for that one."""
    found: defaultdict[str, list[KnownBody]] = defaultdict(list)
    for part in _parts(names):
        own = select(Organisation.folded, *_BODY, literal(True)).outerjoin(Organisation.country)
        other = (
            select(OrganisationName.folded, *_BODY, literal(False))
            .join(Organisation, Organisation.id == OrganisationName.organisation_id)
            .outerjoin(Organisation.country)
        )
        both = union_all(own.where(Organisation.folded.in_(part)), other.where(OrganisationName.folded.in_(part)))
        row: Any
        for row in desk.db.execute(both):
            found[row[0]].append(_body(row[1:]))
    put_away = {body.id for known in found.values() for body in known if body.archived}
    leads = kept_keys(desk, "organisation", put_away) if put_away else {}
    kept: dict[int, KnownBody] = {}
    for part in _parts(leads.values()):
        query = select(*_BODY, literal(True)).outerjoin(Organisation.country).where(Organisation.id.in_(part))
        kept |= {row[0]: _body(row) for row in desk.db.execute(query)}
    for known in found.values():
        known[:] = [replace(kept[leads[body.id]], merged=body) if body.id in leads else body for body in known]
        known.sort(key=lambda body: (body.archived, body.merged is not None, not body.by_name, body.id))
    return found


def _body(row: Any) -> KnownBody:
    key, kind, country_id, region_id, parent_id, zone, archived, by_name = row
    return KnownBody(key, OrganisationKind(kind), country_id, region_id, parent_id, zone, bool(archived), bool(by_name))


def roots(desk: Desk, ids: Collection[int]) -> dict[int, int]:
    """The topmost organisation above each of these."""
    tops: dict[int, tuple[int, int]] = {}
    for part in _parts(ids):
        query = select(OrganisationTree.descendant_id, OrganisationTree.depth, OrganisationTree.ancestor_id)
        for below, depth, above in desk.db.execute(query.where(OrganisationTree.descendant_id.in_(part))):
            tops[below] = max(tops.get(below, (depth, above)), (depth, above))
    return {below: above for below, (_, above) in tops.items()}


def posts_named(desk: Desk, names: Collection[str]) -> dict[str, list[KnownPost]]:
    """All posts of the officials who have these folded names, or into whom one of the name was merged; the newest
    first."""
    leads = _leads(desk, "official", Official, names)
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
    for part in _parts(leads):
        columns = (Post.official_id, Post.id, Post.organisation_id, Post.title, Post.from_on, Post.to_on)
        theirs = select(*columns).where(Post.official_id.in_(part)).order_by(Post.official_id, Post.id.desc())
        for row in desk.db.execute(theirs):
            for name in leads[row[0]]:
                found[name].append(KnownPost(*row))
    return found


def _leads(desk: Desk, kind: str, record: type[Any], names: Collection[str]) -> dict[int, set[str]]:
    """The records into which others were merged that had these folded names, with the names."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for part in _parts(names):
        query = select(record.id, record.folded).where(record.folded.in_(part), record.archived_at.is_not(None))
        gone = {row[0]: row[1] for row in desk.db.execute(query)}
        for key, kept in (kept_keys(desk, kind, gone) if gone else {}).items():
            found[kept].add(gone[key])
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
    leads = kept_keys(desk, "topic", {topic.id for known in found.values() for topic in known})
    for known in found.values():
        known[:] = [
            replace(topic, id=leads[topic.id], by_name=False) if topic.id in leads else topic for topic in known
        ]
        known.sort(key=lambda topic: (not topic.by_name, topic.parent_id is not None, topic.id))
    return found


def topics_coded(desk: Desk, codes: Collection[str]) -> dict[str, int]:
    """The topics that came with these codes of a taxonomy."""
    query = select(Topic.code, Topic.id).order_by(Topic.id.desc())
    found = {code: key for part in _parts(codes) for code, key in desk.db.execute(query.where(Topic.code.in_(part)))}
    leads = kept_keys(desk, "topic", set(found.values())) if found else {}
    return {code: leads.get(key, key) for code, key in found.items()}


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


def alone(desk: Desk) -> None:
    """Waits until no other import is in the middle of a part: what one looks for the other may be making."""
    hold(desk.db.connection(), IMPORTING)


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
