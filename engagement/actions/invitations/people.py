"""The people on an invitation: sorted into ours, known officials and others; their answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from engagement.desk import Desk
from engagement.intake.invitation.people import by_address, domain
from engagement.intake.invitation.values import Event, Person
from engagement.model.engagements import Engagement
from engagement.model.invited import InvitedPerson, Reply
from engagement.model.members import Member
from engagement.model.officials import Official
from engagement.queries.invited import Known, people


@dataclass(frozen=True)
class Sorted:
    """Who of an invitation takes part: those who did not decline."""

    members: tuple[Member, ...]
    officials: tuple[Official, ...]
    newcomers: int


def sort_out(event: Event, known: Known) -> Sorted:
    """The people of an event; who organises comes first, and so leads where they are ours."""
    everybody = list(on(event).values())
    coming = [one for one in everybody if one.reply != Reply.DECLINED]
    members = (known.members.get(one.address) for one in coming)
    officials = (known.officials.get(one.address) for one in coming)
    new = [one for one in everybody if one.address not in known.members and one.address not in known.officials]
    return Sorted(
        tuple(dict.fromkeys(one for one in members if one and not one.is_archived)),
        tuple(dict.fromkeys(one for one in officials if one and one.objected_on is None)),
        sum(domain(one.address) not in known.ours for one in new),
    )


def on(event: Event) -> dict[str, Person]:
    """The people of an event by address, who organises first. Rooms and groups are nobody."""
    first = [event.organiser] if event.organiser else []
    found = by_address(one for one in (*first, *event.people) if one.is_person)
    attending = by_address(event.people)
    return {address: attending.get(address, one) for address, one in found.items()}


def write_people(desk: Desk, engagement: Engagement, event: Event, known: Known, *, only_add: bool) -> None:
    """Makes the people invited what the event says, with their answers. `only_add`: it is no newer version, so nobody
    is taken off and nobody's answer is overwritten."""
    present = people(desk, engagement.id)
    organiser = event.organiser.address if event.organiser else None
    wanted = on(event)
    for address, one in wanted.items():
        row = present.get(address)
        if row is None:
            row = InvitedPerson(engagement_id=engagement.id, address=address, reply=Reply(one.reply))
            desk.db.add(row)
        elif only_add:
            continue
        row.name = one.name or row.name or ""
        row.organises = address == organiser
        member, official = known.members.get(address), known.officials.get(address)
        row.member_id = member.id if member else None
        row.official_id = official.id if official and not member else None
        if one.reply != Reply.UNANSWERED:
            row.reply = Reply(one.reply)
    if not only_add:
        for address in present.keys() - wanted.keys():
            desk.db.delete(present[address])
    desk.db.flush()


def note_answers(desk: Desk, engagement: Engagement, event: Event, known: Known) -> bool:
    """Keeps what the people of a reply answered, unless they answered later already. Says whether that changed it."""
    present, changed = people(desk, engagement.id), False
    for address, one in by_address(event.people).items():
        row = present.get(address)
        if row is None:
            row = InvitedPerson(engagement_id=engagement.id, address=address, name=one.name, reply=Reply.UNANSWERED)
            member, official = known.members.get(address), known.officials.get(address)
            row.member_id = member.id if member else None
            row.official_id = official.id if official and not member else None
            desk.db.add(row)
        if row.answered_at and event.stamped_at and event.stamped_at < row.answered_at:
            continue
        changed = changed or row.reply is not Reply(one.reply)
        row.reply, row.answered_at = Reply(one.reply), event.stamped_at or row.answered_at
    desk.db.flush()
    return changed


def addresses(events: Iterable[Event]) -> list[tuple[str, str]]:
    """All addresses on some events, with the names beside them."""
    return [(one.address, one.name) for event in events for one in on(event).values()]
