"""What is kept about one person, gathered for them: the pack as plain values, and the same as JSON."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import joinedload

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.changes import Verb
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement, EngagementOfficial, EngagementOrganisation
from engagement.model.invited import InvitedPerson
from engagement.model.ledgers import Heard, Shared
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic
from engagement.queries import officials
from engagement.queries.keyed import by_key
from engagement.queries.mentions import Person, Texts, own_changes, person, rows_naming, seen_of, told_in_engagements
from reports.access_pack import AccessPack, Filed, Held, Invited, Met, Said, Saved

FORMAT, VERSION = "engagement access pack", 1  # docs/access-pack.md says what stands where
WHERE = {
    "title": "Title",
    "place": "Place",
    "summary": "What happened",
    "outcome": "Outcome",
    "result_sought": "Result sought",
}
ENTRIES: dict[Any, str] = {Shared: "Shared", Heard: "Heard", Commitment: "Commitment"}
RECORDS: dict[Any, dict[str, str]] = {
    Organisation: {"name": "Name of an organisation", "note": "Note on an organisation"},
    Topic: {"description": "Description of a topic"},
}
SAVED = {Verb.MADE: "Added", Verb.CHANGED: "Changed", Verb.REMOVED: "Taken out"}


def access_pack(desk: Desk, official: Official, organisation: str) -> AccessPack:
    """All that the desk's member may see of what names the official. `organisation` is our company's name."""
    whom = person(desk, official)
    told = told_in_engagements(desk, whom)
    naming = {*whom.engagement_ids, *(key for key, *_ in told)}
    seen = seen_of(desk, naming)
    engagements = by_key(desk, Engagement, seen)
    texts = list(_texts(desk, whom, [one for one in told if one[0] in seen], engagements))
    return AccessPack(
        name=official.name,
        email=official.email,
        phone=official.phone,
        note=official.note,
        added_at=official.created_at,
        source=official.source,
        notice=official.notice.label if official.notice else "",
        notice_on=official.notice_on,
        notice_how=official.notice_how,
        review_on=official.review_on,
        objected_on=official.objected_on,
        objection=official.objection,
        posts=[
            Held(post.title, post.organisation.name, post.from_on, post.to_on)
            for post in officials.posts(desk, official)
        ],
        engagements=_met(desk, whom),
        texts=[
            Said(engagements[key].local_date if key else None, engagements[key].title if key else "", where, text)
            for key, where, text in texts
        ],
        invitations=_invitations(desk, whom),
        files=_files(desk, whom),
        changes=[
            Saved(one.at, f"{SAVED[one.verb]}: {one.kind.replace('_', ' ')}", _parts(one.before, one.after))
            for one in own_changes(desk, whom)
        ],
        hidden=len(naming - seen),
        organisation=organisation,
        made_by=desk.member.name,
        made_at=desk.now,
    )


def as_json(pack: AccessPack) -> str:
    """The pack for machines."""
    told = {"format": FORMAT, "version": VERSION} | dataclasses.asdict(pack)
    return json.dumps(told, default=lambda value: value.isoformat(), ensure_ascii=False, indent=1)


def _met(desk: Desk, whom: Person) -> list[Met]:
    bodies: dict[int, list[str]] = {}
    joined = (
        select_visible(desk, EngagementOrganisation, EngagementOrganisation.engagement_id, Organisation.name)
        .join(Organisation, Organisation.id == EngagementOrganisation.organisation_id)
        .where(EngagementOrganisation.engagement_id.in_(whom.engagement_ids))
        .order_by(EngagementOrganisation.position, Organisation.id)
    )
    for key, name in desk.db.execute(joined):
        bodies.setdefault(key, []).append(name)
    links = (
        select_visible(desk, Engagement, Engagement, EngagementOfficial.post_title)
        .join(EngagementOfficial, EngagementOfficial.engagement_id == Engagement.id)
        .where(EngagementOfficial.official_id.in_(whom.keys))
        .order_by(Engagement.local_date.desc(), Engagement.id.desc())
    )
    return [
        Met(one.local_date, one.title, one.kind.value, one.status.value, post, bodies.get(one.id, []))
        for one, post in desk.db.execute(links)
    ]


def _texts(
    desk: Desk, whom: Person, told: list[tuple[int, type[Any], Texts]], engagements: dict[int, Engagement]
) -> Iterator[tuple[int | None, str, str]]:
    """(engagement, where, text), the newest engagements first, then what belongs to none."""
    for key, kind, texts in sorted(told, key=lambda one: (engagements[one[0]].local_date, one[0]), reverse=True):
        for column, text in texts.items():
            if whom.mentions.in_text(text):
                yield key, WHERE[column] if kind is Engagement else ENTRIES[kind], text
    for record, columns in RECORDS.items():
        for _, texts in rows_naming(desk, whom, record, seen=True):
            yield from ((None, columns[name], text) for name, text in texts.items() if whom.mentions.in_text(text))


def _invitations(desk: Desk, whom: Person) -> list[Invited]:
    query = (
        select_visible(desk, InvitedPerson, InvitedPerson, Engagement.local_date, Engagement.title)
        .join(Engagement, Engagement.id == InvitedPerson.engagement_id)
        .where(InvitedPerson.engagement_id.in_(whom.engagement_ids))
    )
    return [
        Invited(on, title, one.name, one.address, one.reply.value)
        for one, on, title in desk.db.execute(query.order_by(Engagement.local_date.desc(), InvitedPerson.id))
        if one.official_id in whom.keys or whom.mentions.in_text(f"{one.name} {one.address}")
    ]


_ENGAGEMENT = joinedload(Attachment.engagement)


def _files(desk: Desk, whom: Person) -> list[Filed]:
    keys = [key for key, _ in rows_naming(desk, whom, Attachment, seen=True)]
    found = by_key(desk, Attachment, keys, _ENGAGEMENT).values()
    return [Filed(one.engagement.local_date, one.name, one.engagement.title) for one in found]


def _parts(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    columns = [name for name in dict.fromkeys([*before, *after]) if not name.endswith("_id")]
    return [(name.replace("_", " "), _said(before.get(name)), _said(after.get(name))) for name in columns]


def _said(value: date | str | float | None) -> str:
    return "" if value is None else str(value)
