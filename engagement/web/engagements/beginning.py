"""What the form begins with: the likely answers, what the address names, or the record as it stands."""

from datetime import timedelta
from typing import Any

from flask import request

from engagement.actions.engagements.drafting import as_draft
from engagement.core.zones import local_time
from engagement.model.commitments import Commitment
from engagement.model.words import Channel, CommitmentState, EngagementKind, Status
from engagement.queries import commitments
from engagement.queries.engagements import likely
from engagement.queries.engagements import record as queries
from engagement.queries.engagements.record import EngagementRecord
from engagement.queries.lookups import Proposal, told
from engagement.web.engagements.form import keeper_of
from engagement.web.frame import desk
from engagement.web.tags import Tag

AFTER = timedelta(weeks=2)  # a follow-up is proposed on the same weekday, two weeks from now or a little later


def beginning() -> dict[str, Any]:
    """The likely answers; the address may name whom and what about, which settles the clock."""
    at = desk()
    who, topics = _asked(("organisation", "official")), _asked(("topic",))
    bodies = [body for one in who if (body := one if one.kind == "organisation" else one.brings)]
    zone = next((body.zone for body in bodies if body.zone), at.member.zone)
    begins = local_time(likely.start(at), zone)
    facts = likely.facts(at)
    return {
        "who": list(dict.fromkeys(Tag.of(one) for one in (*who, *bodies))),
        "topics": [Tag.of(one) for one in topics],
        "us": [Tag("member", at.member.id, at.member.name)],
        "day": begins.date(),
        "start": begins.time(),
        "length": likely.LENGTH,
        "zone": zone,
        "kind": EngagementKind.MEETING,
        "status": Status.HELD,
        "channel": Channel.IN_PERSON,
        "asked_by": facts.asked_by,
        "purpose": facts.purpose,
    }


def earlier() -> EngagementRecord | None:
    """The record that the address asks to follow up (?follows=5), where the member may see it."""
    text = request.args.get("follows", "")
    key = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    engagement = queries.engagement(desk(), key) if key else None
    return queries.record(desk(), engagement) if engagement else None


def still_open() -> list[Commitment]:
    """The promises of the record that is followed up which are open, and the member's to settle. They stay where they
    were made: a follow-up settles them and copies none."""
    before = earlier()
    rows = [one for one in before.commitments if one.state is CommitmentState.OPEN] if before else []
    mine = commitments.may_settle(desk(), [one.id for one in rows])
    return [one for one in rows if one.id in mine]


def following(before: EngagementRecord) -> dict[str, Any]:
    """What a follow-up begins with: the same people about the same, at the same hour, planned for a likely day."""
    values = record_values(before)
    kept = ("who", "topics", "us", "start", "length", "zone", "kind", "channel", "purpose", "confidential", "readers")
    me = Tag("member", desk().member.id, desk().member.name)
    first = max(desk().today, values["day"]) + AFTER
    day = first + timedelta(days=(values["day"].weekday() - first.weekday()) % 7)
    return {name: values[name] for name in kept} | {
        "us": list(dict.fromkeys([*values["us"], me])),
        "status": Status.PLANNED,
        "asked_by": None,
        "day": day,
    }


def _asked(kinds: tuple[str, ...]) -> list[Proposal]:
    """The records that the address asks to begin with: ?organisation=organisation:3."""
    pairs = []
    for text in (text for kind in kinds for text in request.args.getlist(kind)[:20]):
        try:
            tag = Tag.read(text)
        except ValueError:
            continue
        pairs.append((tag.kind, tag.id))
    return [one for one in told(desk(), pairs) if one.kind in kinds]


def record_values(record: EngagementRecord) -> dict[str, Any]:
    """What the form of a record begins with. With ?held=1 it is proposed to have been held."""
    draft = as_draft(record)
    return {
        "version": record.engagement.version,
        "who": [
            *(Tag("organisation", link.organisation_id, link.organisation.name) for link in record.organisations),
            *(Tag("official", link.official_id, link.official.name) for link in record.officials),
        ],
        "topics": [Tag("topic", link.topic_id, link.topic.name) for link in record.topics],
        "us": [Tag("member", link.member_id, link.member.name) for link in record.members],
        "readers": [Tag("member", link.member_id, link.member.name) for link in record.readers],
        "day": draft.local_date,
        "start": draft.local_time,
        "length": draft.minutes,
        "zone": draft.zone,
        "kind": draft.kind,
        "status": Status.HELD if request.args.get("held") == "1" else draft.status,
        "channel": draft.channel,
        "asked_by": draft.asked_by,
        "purpose": draft.purpose,
        "title": draft.title,
        "place": draft.place,
        "summary": draft.summary,
        "outcome": draft.outcome,
        "result_sought": draft.result_sought,
        "hours": draft.hours,
        "confidential": draft.confidential,
        "shared": [{"id": row.id, "kind": row.kind, "text": row.text} for row in draft.shared],
        "heard": [
            {"id": row.id, "kind": row.kind, "text": row.text, "need": row.need_category_id, "topic": row.topic_id}
            for row in draft.heard
        ],
        "commitments": [
            {"id": row.id, "text": row.text, "keeper": keeper_of(row), "due": row.due} for row in draft.commitments
        ],
    }
