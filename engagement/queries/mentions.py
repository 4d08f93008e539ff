"""Where a person is named: by links, and by name in texts, in history, in names of files.

Rows that are `seen` are those that the desk's member may see. The others are for the erasure alone, which must reach
all; it shows nothing of them but how many they are.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, cast, select, tuple_

from engagement.access.rows import select_visible, visible
from engagement.core.matching import index_words
from engagement.core.mentions import Mentions
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.changes import Change
from engagement.model.commitments import Commitment
from engagement.model.deeds import Merge
from engagement.model.drafts import FormDraft
from engagement.model.engagements import Engagement, EngagementOfficial
from engagement.model.invited import InvitedPerson, MeetingInvitation
from engagement.model.jobs import Job
from engagement.model.ledgers import Heard, Shared
from engagement.model.members import Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation, OrganisationName
from engagement.model.sources import ImportRun
from engagement.model.topics import Topic

# Every column of text that may hold a person's name, but those of the official and of history, which are read below.
TEXTS: dict[type[Any], tuple[str, ...]] = {
    Engagement: ("title", "place", "summary", "outcome", "result_sought"),
    Shared: ("text",),
    Heard: ("text",),
    Commitment: ("text",),
    Attachment: ("name",),
    InvitedPerson: ("name", "address"),
    MeetingInvitation: ("said",),
    Organisation: ("name", "note"),
    OrganisationName: ("name",),
    Topic: ("description",),
    FormDraft: ("page", "title", "fields"),
    Job: ("asked",),
    ImportRun: ("file_name",),
}
AT_ONCE = 2_000  # rows in memory
PART = 400  # keys in one statement
Texts = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """An official with all that names them: present and former names and addresses, those of merged records too.

    `is_alone`: nobody else is called so, and the name is more than one word; else their name in a text means them only
    where the text belongs to one of their `engagement_ids`. `invited_ids` are the rows by which calendars invited them.
    """

    official: Official
    keys: frozenset[int]
    mentions: Mentions
    engagement_ids: frozenset[int]
    invited_ids: frozenset[int]
    is_alone: bool


def person(desk: Desk, official: Official) -> Person:
    """The official as a person to be found everywhere."""
    keys = _merged(desk, official.id)
    names, signs = {official.name}, {official.email, official.phone}
    history = select(Change.before, Change.after).where(Change.about_kind == "official", Change.about_id.in_(keys))
    for values in desk.db.execute(history.where(Change.kind == "official")):
        for told in values:
            names.add(told.get("name") or "")
            signs |= {told.get("email") or "", told.get("phone") or ""}
    invited = desk.db.execute(
        select(InvitedPerson.id, InvitedPerson.engagement_id, InvitedPerson.name, InvitedPerson.address).where(
            InvitedPerson.official_id.in_(keys)
        )
    ).all()
    parts = {part for name in names for part in index_words(name) if len(part) > 1}
    for *_, name, address in invited:  # of a shared mailbox, name and address are not the person's
        if len(parts & set(index_words(name))) > 1:
            names.add(name)
        if parts & set(index_words(address)) or any(part in fold(address) for part in parts if len(part) > 2):
            signs.add(address)
    names.discard("")
    signs -= _of_others(desk, keys, signs)
    took_part = select(EngagementOfficial.engagement_id).where(EngagementOfficial.official_id.in_(keys))
    mentions = Mentions(names, {sign for sign in signs if len(sign) > 5})
    return Person(
        official,
        keys,
        mentions,
        frozenset([*desk.db.scalars(took_part), *(row.engagement_id for row in invited)]),
        frozenset(row.id for row in invited),
        mentions.is_sure and not _namesakes(desk, keys, names),
    )


def rows_naming(desk: Desk, person: Person, kind: type[Any], *, seen: bool) -> Iterator[tuple[Any, Texts]]:
    """The keys of the rows of a kind whose texts name the person (a tuple where a key has parts), with these texts."""
    key, columns = kind.__table__.primary_key.columns.values(), TEXTS[kind]
    for query in _narrowed(person, kind, _query(desk, kind, key, columns, seen=seen)):
        for row in _in_parts(desk, query, key):
            found, values = row[: len(key)], list(row[len(key) :])
            plain = [value for value in values if isinstance(value, str)]
            if len(plain) == len(values) and not person.mentions.may_be_in("\n".join(plain)):
                continue
            if person.mentions.within(values):
                yield found[0] if len(key) == 1 else tuple(found), dict(zip(columns, values, strict=True))


def changes_naming(desk: Desk, person: Person) -> Iterator[tuple[int, str, int | None, Texts, Texts]]:
    """All history of the person's record and links, and what else of it names the person: (id, kind, the key of the
    person's own record that it is of, if any, before, after)."""
    texts = cast(Change.before, Text), cast(Change.after, Text)
    query = select(Change.id, Change.kind, Change.record_id, Change.about_kind, Change.about_id, *texts)
    for row in _in_parts(desk, query, [Change.__table__.c.id]):
        key, kind, record_id, about_kind, about_id, was, became = row
        of = about_id if about_kind == "official" else None
        if kind == "engagement_official":
            of = int(record_id.rpartition("-")[2])
        if kind == "invited_person" and int(record_id) in person.invited_ids:
            of = person.official.id
        own = of if of in person.keys else None
        means = person.is_alone or (about_kind == "engagement" and about_id in person.engagement_ids)
        if own is None and not (means and person.mentions.may_be_in_json(f"{was}\n{became}")):
            continue
        before, after = json.loads(was), json.loads(became)
        named = own is None and person.mentions.within([before, after])
        if named and kind == "invited_person":  # the address beside the name is theirs too
            own = person.official.id
        if own is not None or named:
            yield key, kind, own, before, after


def told_in_engagements(desk: Desk, person: Person) -> list[tuple[int, type[Any], Texts]]:
    """The texts of engagements, entries and commitments that name the person, with the engagement: of all that there
    are, whoever may see them."""
    told: list[tuple[int, type[Any], Texts]] = []
    for kind in (Engagement, Shared, Heard, Commitment):
        named = dict(rows_naming(desk, person, kind, seen=False))
        owner = {key: key for key in named} if kind is Engagement else _owners(desk, kind, list(named))
        told += [(owner[key], kind, texts) for key, texts in named.items()]
    return told


def owners(desk: Desk, kind: Any, keys: Sequence[Any]) -> set[int]:
    """The engagements to which these rows of a kind belong."""
    return set(_owners(desk, kind, keys).values())


def _owners(desk: Desk, kind: Any, keys: Sequence[Any]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for at in range(0, len(keys), PART):
        rows = desk.db.execute(select(kind.id, kind.engagement_id).where(kind.id.in_(keys[at : at + PART])))
        found |= {row.id: row.engagement_id for row in rows}
    return found


def seen_of(desk: Desk, engagement_ids: Collection[int]) -> set[int]:
    """Those of these engagements that the member may see."""
    ids, found = sorted(engagement_ids), set[int]()
    for at in range(0, len(ids), PART):
        query = select_visible(desk, Engagement, Engagement.id).where(Engagement.id.in_(ids[at : at + PART]))
        found |= set(desk.db.scalars(query))
    return found


def own_changes(desk: Desk, person: Person) -> list[Change]:
    """The history of the person's record, the oldest first."""
    query = select(Change).where(
        Change.about_kind == "official", Change.about_id.in_(person.keys), visible(desk, Change)
    )
    return list(desk.db.scalars(query.order_by(Change.id)))


def _merged(desk: Desk, official_id: int) -> frozenset[int]:
    """The official's key, and those of the records that were merged into it."""
    keys, new = {official_id}, {official_id}
    while new:
        gone = select(Merge.gone_id).where(Merge.kind == "official", Merge.kept_id.in_(new), Merge.undone_at.is_(None))
        new = set(desk.db.scalars(gone)) - keys
        keys |= new
    return frozenset(keys)


def _of_others(desk: Desk, keys: Collection[int], signs: Collection[str]) -> set[str]:
    """The addresses and numbers that another official has too: those of an office."""
    found: set[str] = set()
    for column in (Official.email, Official.phone):
        found |= set(desk.db.scalars(select(column).where(column.in_(signs), Official.id.not_in(keys))))
    return found


def _namesakes(desk: Desk, keys: Collection[int], names: Collection[str]) -> bool:
    folded = [fold(name) for name in names]
    other = select(Official.id).where(Official.folded.in_(folded), Official.id.not_in(keys))
    ours = select(Member.id).where(Member.folded.in_(folded))
    return desk.db.scalar(other.limit(1)) is not None or desk.db.scalar(ours.limit(1)) is not None


def _query(desk: Desk, kind: type[Any], key: list[Any], columns: Collection[str], *, seen: bool) -> Select[Any]:
    query = select(*key, *(getattr(kind, name) for name in columns))
    return query.where(visible(desk, kind)) if seen else query


def _in_parts(desk: Desk, query: Any, key: list[Any]) -> Iterator[Any]:
    """All rows of a query whose first columns are the table's `key`, some at once: whoever only reads is in no
    transaction, in which the driver could keep a place."""
    query = query.order_by(*key).limit(AT_ONCE)
    part = desk.db.execute(query).all()
    yield from part
    while len(part) == AT_ONCE:
        part = desk.db.execute(query.where(tuple_(*key) > tuple_(*part[-1][: len(key)]))).all()
        yield from part


def _narrowed(person: Person, kind: type[Any], query: Select[Any]) -> Iterator[Select[Any]]:
    """The query over all rows, or over those of the person's own engagements where the name alone tells too little."""
    if person.is_alone:
        yield query
        return
    owner = Engagement.id if kind is Engagement else getattr(kind, "engagement_id", None)
    if owner is not None:
        ids = sorted(person.engagement_ids)
        yield from (query.where(owner.in_(ids[at : at + PART])) for at in range(0, len(ids), PART))
