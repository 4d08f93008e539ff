"""One meeting of an invitation as an engagement: made, brought up to date, called off.

`MeetingInvitation.said` holds what the last invitation said. What people changed since is another value than that, and
stays theirs; when the invitation moves the meeting, the meeting moves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from engagement.actions.engagements.drafting import LONGEST_LINE, EngagementDraft, as_draft, proposed_title
from engagement.actions.engagements.recording import cancel, log, revise
from engagement.actions.invitations.people import Sorted, sort_out, write_people
from engagement.actions.invitations.receipts import End, Entry
from engagement.core.zones import local_time
from engagement.desk import Desk
from engagement.intake.invitation.places import is_on_screen
from engagement.intake.invitation.series import Occurrence
from engagement.intake.invitation.values import Event, Moment
from engagement.model.engagements import Engagement
from engagement.model.invited import MeetingInvitation
from engagement.model.organisations import Organisation
from engagement.model.words import AskedBy, Channel, EngagementKind, Status
from engagement.queries.engagements.record import record
from engagement.queries.invited import Kept, Known
from engagement.queries.keyed import by_key
from engagement.queries.lookups import told

KIND = EngagementKind.MEETING
SINGLE = ("title", "place", "channel", "asked_by")  # values that an update changes where nobody else did
JOINED = ("organisation_ids", "officials", "member_ids")


@dataclass(frozen=True)
class Bringing:
    """What all meetings of one file are made with."""

    uid_hash: str
    known: Known


def make(desk: Desk, bringing: Bringing, occurrence: Occurrence, key: str) -> Entry:
    """A planned engagement of a meeting that is not in the record. Raises WrongDraft."""
    event = occurrence.event
    draft = _draft(desk, occurrence, sort_out(event, bringing.known))
    engagement = log(desk, draft)
    invitation = MeetingInvitation(engagement_id=engagement.id, uid_hash=bringing.uid_hash, said={})
    _remember(invitation, event, key, draft, occurrence.start)
    desk.db.add(invitation)
    write_people(desk, engagement, event, bringing.known, only_add=False)
    return entry(End.TO_COMPLETE if draft.local_date < desk.today else End.MADE, engagement)


def update(desk: Desk, bringing: Bringing, kept: Kept, occurrence: Occurrence, key: str) -> Entry:
    """What a meeting in the record becomes by an invitation to it. Raises WrongDraft, Changed."""
    invitation, engagement, event = kept.invitation, kept.engagement, occurrence.event
    newer = event.version > version(invitation)
    people = sort_out(event, bringing.known)
    if engagement.is_archived or engagement.status is Status.HELD or _is_called_off_here(kept):
        write_people(desk, engagement, event, bringing.known, only_add=not newer)
        return entry(_left(engagement), engagement)
    if not newer:
        return _joined(desk, bringing, kept, occurrence, people)
    stands = record(desk, engagement)
    before, draft = as_draft(stands), _draft(desk, occurrence, people)
    if not stands.may_edit:  # or somebody's file could shut the team out of a record that is not theirs
        draft = replace(draft, confidential=False)
    moved = _moment(invitation.said) != (occurrence.start.key, event.minutes)
    after = _merged(before, draft, _remembered(invitation.said), moved=moved)
    if after != before:
        revise(desk, engagement, after, engagement.version)
    _remember(invitation, event, key, draft, occurrence.start)
    write_people(desk, engagement, event, bringing.known, only_add=False)
    if before.status is not after.status:
        return entry(End.RESUMED, engagement)
    return entry(End.MOVED if moved else End.UPDATED if after != before else End.UNCHANGED, engagement)


def call_off(desk: Desk, kept: Kept, event: Event) -> Entry:
    """What a meeting in the record becomes when it is called off. Raises Changed."""
    invitation, engagement = kept.invitation, kept.engagement
    if event.version < version(invitation):
        return entry(End.OLDER, engagement)
    if engagement.is_archived or engagement.status is Status.HELD:
        return entry(_left(engagement), engagement)
    end = End.UNCHANGED if engagement.status is Status.CANCELLED else End.CALLED_OFF
    cancel(desk, engagement)
    invitation.sequence, invitation.stamped_at = event.version if event.stamped_at else (event.sequence, None)
    if end is End.CALLED_OFF:
        invitation.said = invitation.said | {"called_off": True}
    desk.db.flush()
    return entry(end, engagement)


def version(invitation: MeetingInvitation) -> tuple[int, Any]:
    """The version of the last invitation, as an event has it."""
    return Event("", "", "", sequence=invitation.sequence, stamped_at=invitation.stamped_at).version


def entry(end: End, engagement: Engagement) -> Entry:
    """The entry of a receipt for an engagement as it stands."""
    if engagement.starts_at is None:
        return Entry(end, engagement.id, Moment(engagement.local_date))
    local = local_time(engagement.starts_at, engagement.zone).replace(tzinfo=None)
    return Entry(end, engagement.id, Moment.of(local, engagement.zone))


def start_said(invitation: MeetingInvitation) -> Moment:
    """When the last invitation said that it begins."""
    day, at, zone = invitation.said["start"]
    return Moment(date.fromisoformat(day), time.fromisoformat(at) if at else None, zone)


def _is_called_off_here(kept: Kept) -> bool:
    """Whether it was called off by a person, and not by an invitation."""
    return kept.engagement.status is Status.CANCELLED and not kept.invitation.said.get("called_off")


def _left(engagement: Engagement) -> End:
    if engagement.is_archived:
        return End.PUT_AWAY
    return End.HELD if engagement.status is Status.HELD else End.CALLED_OFF_HERE


def _draft(desk: Desk, occurrence: Occurrence, people: Sorted) -> EngagementDraft:
    """The engagement that a meeting is, with those who take part."""
    event, start = occurrence.event, occurrence.start
    zone = start.zone if start.zone and start.zone != "UTC" else desk.member.zone
    local = local_time(start.instant(zone), zone).replace(tzinfo=None) if start.at else start.local
    members = [one.id for one in people.members] or [key for key in (desk.member_id,) if key]
    organiser = event.organiser
    is_ours = bool(people.members and organiser and people.members[0].email_key == organiser.address)
    named = proposed_title(KIND, organiser.name if organiser and not is_ours else None, None)
    on_screen = is_on_screen(event.place, event.link)
    return EngagementDraft(
        kind=KIND,
        status=Status.PLANNED,
        title=event.title or named,
        local_date=local.date(),
        local_time=local.time().replace(second=0) if start.at else None,
        minutes=event.minutes,
        zone=zone,
        place=(event.place or event.link)[:LONGEST_LINE],
        channel=None if on_screen is None else Channel.VIDEO if on_screen else Channel.IN_PERSON,
        asked_by=(AskedBy.WE if is_ours else AskedBy.THEY) if organiser else None,
        confidential=event.private,
        organisation_ids=_brought(desk, people),
        officials=tuple((one.id, None) for one in people.officials),
        member_ids=tuple(dict.fromkeys(members)),
        with_nobody_yet=True,
    )


def _brought(desk: Desk, people: Sorted) -> tuple[int, ...]:
    """The organisations that the known officials come from."""
    found = told(desk, [("official", one.id) for one in people.officials])
    keys = dict.fromkeys(one.brings.id for one in found if one.brings)
    bodies = by_key(desk, Organisation, keys)
    return tuple(key for key in keys if not bodies[key].is_archived)


def _joined(desk: Desk, bringing: Bringing, kept: Kept, occurrence: Occurrence, people: Sorted) -> Entry:
    """The same invitation again, as another of ours got it: who is on this one and not yet in the record is added."""
    engagement, event = kept.engagement, occurrence.event
    before = as_draft(record(desk, engagement))
    draft = _draft(desk, occurrence, people)
    both: dict[str, Any] = {
        part: tuple(dict.fromkeys([*getattr(before, part), *getattr(draft, part)])) for part in JOINED
    }
    after = replace(before, **both | {"officials": _each_once(both["officials"])})
    write_people(desk, engagement, event, bringing.known, only_add=True)
    if after == before:
        older = event.version < version(kept.invitation)
        return entry(End.OLDER if older else End.UNCHANGED, engagement)
    revise(desk, engagement, after, engagement.version)
    said = kept.invitation.said
    kept.invitation.said = said | {part: _plain(getattr(after, part)) for part in JOINED}
    desk.db.flush()
    return entry(End.JOINED, engagement)


def _merged(before: EngagementDraft, draft: EngagementDraft, said: dict[str, Any], *, moved: bool) -> EngagementDraft:
    """What stands, with what the invitation changed since it was read last; what people changed stays theirs."""
    values: dict[str, Any] = {
        name: getattr(draft, name) for name in SINGLE if getattr(before, name) == said.get(name, getattr(before, name))
    }
    for part in JOINED:
        was, now = said.get(part, ()), getattr(draft, part)
        values[part] = _changed(getattr(before, part), was, now)
    values["officials"] = _each_once(values["officials"])
    if moved:
        values |= {name: getattr(draft, name) for name in ("local_date", "local_time", "minutes", "zone")}
    return replace(before, **values, status=Status.PLANNED, confidential=before.confidential or draft.confidential)


def _changed(stands: Iterable[Any], was: Iterable[Any], now: Iterable[Any]) -> tuple[Any, ...]:
    """A list of keys with what came on and without what went off between two versions."""
    was, now = [_key(one) for one in was], list(now)
    gone = set(was) - {_key(one) for one in now}
    kept = [one for one in stands if _key(one) not in gone]
    present = {_key(one) for one in kept}
    return (*kept, *(one for one in now if _key(one) not in was and _key(one) not in present))


def _key(one: Any) -> Any:
    return one[0] if isinstance(one, tuple | list) else one


def _each_once(officials: Iterable[tuple[int, int | None]]) -> tuple[tuple[int, int | None], ...]:
    found: dict[int, int | None] = {}
    for key, at in officials:
        found.setdefault(key, at)
    return tuple(found.items())


def _remember(invitation: MeetingInvitation, event: Event, key: str, draft: EngagementDraft, start: Moment) -> None:
    """Keeps what the invitation said."""
    invitation.occurrence, invitation.sequence, invitation.stamped_at = key, event.sequence, event.stamped_at
    invitation.said = {
        "start": [start.day.isoformat(), start.at.isoformat() if start.at else None, start.zone],
        "minutes": event.minutes,
        "text": event.text,
        "link": event.link,
        **{name: _plain(getattr(draft, name)) for name in (*SINGLE, *JOINED)},
    }


def _plain(value: Any) -> Any:
    return [_key(one) for one in value] if isinstance(value, tuple) else value


def _remembered(said: dict[str, Any]) -> dict[str, Any]:
    """What was said, with words as the draft has them (they are equal to their text)."""
    return {name: said[name] for name in (*SINGLE, *JOINED) if name in said}


def _moment(said: dict[str, Any]) -> tuple[str, int | None]:
    day, at, zone = said["start"]
    return Moment(date.fromisoformat(day), time.fromisoformat(at) if at else None, zone).key, said["minutes"]
