"""What a file brings: a calendar, or a mail with calendars in it. Bounds are looked at before anything is parsed.

Whatever the bytes are, reading them gives a Reading or raises `Unreadable`; it raises nothing else.
"""

import re
from email import message_from_bytes
from email.message import Message

from engagement.core.text import clean
from engagement.intake.invitation.events import event
from engagement.intake.invitation.lines import FOLD, components
from engagement.intake.invitation.values import Event, Reading, Unreadable
from engagement.intake.invitation.zones import Zones

LARGEST = 5 * 1024 * 1024  # bytes: a calendar of 2,000 events has one or two million
MOST_LINES = 300_000
MOST_EVENTS = 2_000
MOST_NESTED, MOST_PARTS = 20, 1_000  # parts within parts, and parts in all, of a mail
BEGINS = re.compile(rb"\s*BEGIN\s*:", re.I)
HEADER = re.compile(rb"[\x21-\x39\x3b-\x7e]+:")
EVENTS = re.compile(rb"BEGIN:VEVENT", re.I)
NESTS = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.I | re.M)
PART = re.compile(rb"^--", re.M)
SAID_OF_PARTS = re.compile(rb"^content-[a-z-]+[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
LONGEST_HEADER = 2_000  # the email package takes the square of its length
CALENDARS = ("text/calendar", "application/ics", "application/calendar")


def read(content: bytes) -> Reading:
    """The events of a calendar file or of a mail. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(f"It is larger than {LARGEST // 1024 // 1024} MB. Export fewer events, and send that.")
    if not content.strip():
        raise Unreadable("It is empty. Choose it again.")
    if content.count(b"\n") + content.count(b"\r") > 2 * MOST_LINES:
        raise Unreadable(f"It has more than {MOST_LINES:,} lines. Export fewer events, and send that.")
    head = FOLD.sub(b"", content[:4096]).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or BEGINS.match(head):
        return _calendar(content, "")
    if HEADER.match(head) or head.startswith(b"From "):
        return _mail(content)
    raise Unreadable("It is neither a calendar file nor a mail. Send the .ics file, or the mail saved as .eml.")


def _calendar(content: bytes, charset: str) -> Reading:
    if len(EVENTS.findall(content)) > MOST_EVENTS:
        raise Unreadable(f"It holds more than {MOST_EVENTS:,} events. Export a shorter time, and send that.")
    top, strange = components(content, charset)
    if sum(part.kind == "VEVENT" for part in top.walk()) > MOST_EVENTS:  # folded or in UTF-16
        raise Unreadable(f"It holds more than {MOST_EVENTS:,} events. Export a shorter time, and send that.")
    calendars = [part for part in top.parts if part.kind == "VCALENDAR"] or [top]
    events: list[Event] = []
    for calendar in calendars:
        method = calendar.text("METHOD").upper()
        zones = Zones(part for part in calendar.walk() if part.kind == "VTIMEZONE")
        events += [event(part, method, zones) for part in calendar.walk() if part.kind == "VEVENT"]
    notes = [f"{strange} lines are no lines of a calendar and were left out"] if strange > 1 else []
    notes += ["A line is no line of a calendar and was left out"] if strange == 1 else []
    if not events:
        held = {part.kind for part in top.walk()}
        what = next((words for kind, words in NO_EVENTS.items() if kind in held), "no event")
        raise Unreadable(f"It holds {what}, so there is no meeting to plan.")
    return Reading(tuple(events[:MOST_EVENTS]), tuple(notes))


NO_EVENTS = {"VTODO": "only tasks", "VFREEBUSY": "only free and busy times", "VJOURNAL": "only journal entries"}


def _mail(content: bytes) -> Reading:
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if any(found.end() - found.start() > LONGEST_HEADER for found in SAID_OF_PARTS.finditer(content)):
        raise Unreadable(
            "It is a mail whose parts say too much of themselves. Save the invitation alone, and send that."
        )
    if len(NESTS.findall(content)) > MOST_NESTED or len(PART.findall(content)) > MOST_PARTS:
        raise Unreadable("It is a mail with too many parts. Save the invitation alone, and send that.")
    readings = [_calendar(part, charset) for part, charset in _calendars(message_from_bytes(content))]
    if not readings:
        raise Unreadable("It is a mail without an invitation. Attach it to the engagement instead.")
    events = tuple(event for reading in readings for event in reading.events)
    if len(events) > MOST_EVENTS:
        raise Unreadable(f"It holds more than {MOST_EVENTS:,} events. Export a shorter time, and send that.")
    return Reading(events, tuple(dict.fromkeys(note for reading in readings for note in reading.notes)))


def _calendars(message: Message) -> list[tuple[bytes, str]]:
    """The calendars of a mail and their encodings: most mails bring the same one as a part and as a file."""
    found: dict[bytes, str] = {}
    for part in message.walk():
        if part.is_multipart():
            continue
        try:
            name = str(part.get_filename() or "").casefold()
        except ValueError:  # in an encoding that is none of texts
            name = ""
        if part.get_content_type() in CALENDARS or name.endswith(".ics"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                found.setdefault(payload, clean(str(part.get_content_charset() or "")))
    return list(found.items())
