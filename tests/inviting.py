"""Invitations that a test writes down: calendars, mails, and what a desk makes of them."""

from pathlib import Path

from sqlalchemy import select

from engagement.actions.invitations.accepting import accept
from engagement.actions.invitations.receipts import End, Receipt
from engagement.desk import Desk
from engagement.intake.invitation.reading import read
from engagement.model.engagements import Engagement
from tests.samples import sample

FILE = Path(__file__).parent / "intake" / "files" / "invitation.ics"
ASHA = "ATTENDEE;CN=Asha Menon:mailto:asha@nimbus.example"
BRUNO = "ATTENDEE;CN=Bruno Keller:mailto:bruno@nimbus.example"


def calendar(*events: str, method: str = "REQUEST") -> bytes:
    """A calendar file with these events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", *events, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def event(*lines: str, uid: str = "talk@sedia.example", title: str = "Talk", start: str = ":20261001T090000Z") -> str:
    """A VEVENT; `start` is what follows DTSTART."""
    said = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{start}", *([f"SUMMARY:{title}"] if title else []), *lines]
    return "\r\n".join([*said, "END:VEVENT"])


def bring(desk: Desk, content: bytes) -> list[Receipt]:
    """What the desk's member gets for a file."""
    return accept(desk, read(content))


def bring_sample(desk: Desk, name: str) -> list[Receipt]:
    """The same for one of the public samples."""
    return bring(desk, sample(f"invites/{name}").read_bytes())


def ends(receipts: list[Receipt]) -> list[End | None]:
    """What became of each, in order."""
    return [end for one in receipts for end in ([entry.end for entry in one.entries] or [one.end])]


def only(desk: Desk) -> Engagement:
    """The one engagement that there is."""
    return desk.db.scalars(select(Engagement).execution_options(populate_existing=True)).one()


def all_of(desk: Desk) -> list[Engagement]:
    """All engagements by day."""
    return list(desk.db.scalars(select(Engagement).order_by(Engagement.local_date, Engagement.id)))
