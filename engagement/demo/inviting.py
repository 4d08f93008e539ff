"""Meetings of the demonstration that came from invitations: people answered, and one of each is in no record yet.

They are written as a calendar would send them, and accepted as any other file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from engagement.access.rows import select_visible
from engagement.actions.invitations.accepting import accept
from engagement.desk import Desk
from engagement.intake.invitation.reading import read
from engagement.model.members import Member
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation
from engagement.model.places import Country
from engagement.queries.invited import known
from engagement.queries.members import regions

SATURDAY = 5
ANSWERS = ("ACCEPTED", "TENTATIVE", "NEEDS-ACTION")


@dataclass(frozen=True)
class Meeting:
    """What an invitation says: its day counted from today, from when to when, where, and who else is on it."""

    title: str
    days: int
    begin: str
    end: str
    place: str
    stranger: str


MEETINGS = (
    Meeting("Data boundary for public registers", -2, "1000", "1100", "Room 4.12", "Noor Castellan"),
    Meeting("Certification of cloud services: their questions", 3, "1400", "1500", "Video", "Ilse Varga"),
    Meeting("Reporting incidents: one form for all", 8, "0930", "1015", "Room Aurora", "Teo Marchetti"),
)


def invite(desk: Desk, member: Member, colleague: Member) -> None:
    """Accepts the invitations of the world for `member`, with bodies of their first region; `colleague` is on them."""
    at = desk.seat(member)
    people = list(_people(at))
    for number, meeting in enumerate(MEETINGS):
        invited = people[len(people) * number // len(MEETINGS)]
        accept(at, read(_calendar(number, meeting, at.today, invited, [member, colleague])))


def _people(desk: Desk) -> list[list[Official]]:
    """Of each body of a country of the member's first region with two officials or more in its posts: up to three."""
    region = regions(desk, desk.member)[0]
    query = select_visible(desk, Official).join(Post, Post.official_id == Official.id)
    query = query.join(Organisation, Organisation.id == Post.organisation_id)
    query = query.join(Country, Country.id == Organisation.country_id)
    query = query.where(Country.region_id == region.id, Post.to_on.is_(None), Official.email != "")
    rows = desk.db.execute(query.add_columns(Post.organisation_id).order_by(Post.organisation_id, Post.id)).all()
    alone = known(desk, [(row[0].email, row[0].name) for row in rows]).officials  # two of one name share an address
    rows = [row for row in rows if row[0].email in alone]
    found = [[row[0] for row in held] for _, held in groupby(rows, key=lambda row: row[1])]
    return [officials[:3] for officials in found if len(officials) > 1]


def _calendar(
    number: int, meeting: Meeting, today: date, officials: Sequence[Official], members: Sequence[Member]
) -> bytes:
    """The file that a calendar sends for the meeting: the first official organises, ours have accepted."""
    day = today + timedelta(days=meeting.days)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1 if meeting.days > 0 else -1)
    answers = [(one, ANSWERS[at]) for at, one in enumerate(officials)] + [(one, ANSWERS[0]) for one in members]
    stranger = ".".join(meeting.stranger.casefold().split()) + "@example.org"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        f"UID:demonstration-{number}@example.org",
        f"DTSTART;TZID={members[0].zone}:{day:%Y%m%d}T{meeting.begin}00",
        f"DTEND;TZID={members[0].zone}:{day:%Y%m%d}T{meeting.end}00",
        f"SUMMARY:{meeting.title}",
        f"LOCATION:{meeting.place}",
        f'ORGANIZER;CN="{officials[0].name}":mailto:{officials[0].email}',
        *(f'ATTENDEE;PARTSTAT={answer};CN="{one.name}":mailto:{one.email}' for one, answer in answers),
        f'ATTENDEE;PARTSTAT=ACCEPTED;CN="{meeting.stranger}":mailto:{stranger}',
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(lines).encode()
