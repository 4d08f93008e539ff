"""One VEVENT as plain values. What cannot be read of it is said; what it cannot be without is its reason of refusal."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from engagement.core.periods import FIRST, LAST
from engagement.intake.invitation import places
from engagement.intake.invitation.lines import Component, Property
from engagement.intake.invitation.people import by_address, person
from engagement.intake.invitation.recurrence import NoRule, read_rule
from engagement.intake.invitation.values import Event, Moment, Rule
from engagement.intake.invitation.zones import Zones

WHEN = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?\s*(Z)?)?")
SPAN = re.compile(r"([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?")
LONGEST_TITLE = 300  # as the record keeps it
LONGEST_TEXT = 5_000
MOST_PEOPLE = 1_000
MOST_DATES = 2_000
MOST_RULES = 5
MOST_MINUTES = 44_640  # a month
LARGEST_SEQUENCE = 2**63 - 1
LINKS = (
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    "X-GOOGLE-CONFERENCE",
    "CONFERENCE",
)
PRIVATE = ("PRIVATE", "CONFIDENTIAL")


class Wrong(ValueError):
    """A part of an event that says nothing; the message says what."""


def event(component: Component, method: str, zones: Zones) -> Event:
    """The event that a VEVENT says."""
    notes: list[str] = []
    title = " ".join(component.text("SUMMARY").split())[:LONGEST_TITLE]
    place = " ".join(component.text("LOCATION").split())
    text = component.text("DESCRIPTION")
    stamps = [at for name in ("DTSTAMP", "LAST-MODIFIED") for at in _instants(component.first(name))]
    sequence = re.fullmatch(r"\d{1,30}", component.text("SEQUENCE"))
    organiser = component.first("ORGANIZER")
    invited = [person(one) for one in islice(component.each("ATTENDEE"), MOST_PEOPLE + 1)]
    if len(invited) > MOST_PEOPLE:
        notes.append(f"It invites more than {MOST_PEOPLE:,} people; the first {MOST_PEOPLE:,} are taken")
    said = Event(
        component.text("UID"),
        method,
        title,
        sequence=min(int(sequence[0]), LARGEST_SEQUENCE) if sequence else 0,
        stamped_at=max(stamps, default=None),
        cancelled=method == "CANCEL" or component.text("STATUS").upper() == "CANCELLED",
        private=component.text("CLASS").upper() in PRIVATE,
        place=place[:LONGEST_TITLE],
        link=places.link((component.text(name) for name in LINKS), (place, component.text("URL"), text)),
        text=text[:LONGEST_TEXT],
        organiser=person(organiser) if organiser else None,
        people=tuple(invited[:MOST_PEOPLE]),
    )
    try:
        timed = _timed(component, zones, notes)
    except (Wrong, NoRule) as wrong:
        timed = {"refused": str(wrong)}
    if method == "REPLY" and not by_address(invited):
        timed = {"refused": "it is an answer without the address of whoever answered"}
    return _with(said, timed, notes)


def _with(said: Event, timed: dict[str, object], notes: list[str]) -> Event:
    values = {name: getattr(said, name) for name in Event.__dataclass_fields__}
    return Event(**values | timed | {"notes": tuple(dict.fromkeys(notes))})


def _timed(component: Component, zones: Zones, notes: list[str]) -> dict[str, object]:
    """When it is: start, length, recurrence. Raises Wrong, NoRule."""
    written = component.first("DTSTART")
    if written is None:
        raise Wrong("it does not say when it begins")
    start = moment(written, written.value, zones, notes)
    recurrence = component.first("RECURRENCE-ID")
    return {
        "start": start,
        "minutes": _minutes(component, start, zones, notes),
        "occurrence": _like(start, moment(recurrence, recurrence.value, zones, notes)) if recurrence else None,
        "and_future": recurrence is not None and recurrence.parameters.get("RANGE", "").upper() == "THISANDFUTURE",
        "rules": _rules(component.each("RRULE"), zones, notes),
        "more": tuple(_dates(component.each("RDATE"), start, zones, notes)),
        "less": tuple(_dates(component.each("EXDATE"), start, zones, notes)),
        "less_rules": _rules(component.each("EXRULE"), zones, notes),
    }


def moment(written: Property, text: str, zones: Zones, notes: list[str]) -> Moment:
    """What a date or date-time says, a period as its beginning. Raises Wrong."""
    found = WHEN.match(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        at = time(int(found[4]), int(found[5]), min(int(found[6] or 0), 59)) if found[4] else None
        local = datetime(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise Wrong(f"“{text.strip()[:40]}” is no day and no time") from error
    if not FIRST < local.date() < LAST:  # a day is left on either side: elsewhere it may be another one
        raise Wrong(f"“{text.strip()[:40]}” lies in no year that the record has")
    if at is None:
        return Moment(local.date())
    if found[7]:
        return Moment(local.date(), at, "UTC")
    name = written.parameters.get("TZID")
    zone = zones.zone(name, local.date()) if name is not None else None
    if name and zone is None:
        notes.append(f"Nobody knows the time zone “{name[:80]}”: the time is taken as it stands on your own clocks")
    return Moment(local.date(), at, zone)


def _like(start: Moment, one: Moment) -> Moment:
    """An occurrence of what begins on a whole day is a whole day, however it was written."""
    return Moment(one.day) if start.at is None else one


def _minutes(component: Component, start: Moment, zones: Zones, notes: list[str]) -> int | None:
    """How long it is; none for whole days, and where nothing that can be read says so."""
    if start.at is None:
        return None
    try:
        if ends := component.first("DTEND"):
            end = moment(ends, ends.value, zones, [])
            length = end.instant("UTC") - start.instant("UTC") if end.zone and start.zone else end.local - start.local
        elif lasts := component.first("DURATION"):
            length = _span(lasts.value)
        else:
            return None
    except Wrong:
        notes.append("How long it is cannot be read")
        return None
    minutes = int(length / timedelta(minutes=1))
    return minutes if 0 < minutes <= MOST_MINUTES else None


def _span(text: str) -> timedelta:
    found = SPAN.fullmatch(text.strip().upper())
    if found is None or found[1] == "-":
        raise Wrong(text[:40])
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _rules(written: Iterable[Property], zones: Zones, notes: list[str]) -> tuple[Rule, ...]:
    """The first few. Raises NoRule."""
    taken = list(islice(written, MOST_RULES + 1))
    if len(taken) > MOST_RULES:
        notes.append(f"It has more than {MOST_RULES} rules of recurrence; the others are left out")
    return tuple(_rule(one, zones) for one in taken[:MOST_RULES])


def _rule(written: Property, zones: Zones) -> Rule:
    until = re.search(r"UNTIL\s*=\s*([0-9TZtz]+)", written.value, re.I)
    try:
        ends = moment(written, until[1].upper(), zones, []) if until else None
    except Wrong:
        ends = None
    return read_rule(written.value, ends)


def _dates(written: Iterable[Property], start: Moment, zones: Zones, notes: list[str]) -> Iterable[Moment]:
    """The single dates of RDATE and EXDATE; one that cannot be read is left out and said."""
    left = MOST_DATES
    for one in written:
        for text in one.value.split(",", left + 1):
            if left <= 0:
                notes.append(f"It names more than {MOST_DATES:,} single days; the others are left out")
                return
            left -= 1
            try:
                yield _like(start, moment(one, text, zones, notes))
            except Wrong:
                notes.append(f"“{text.strip()[:40]}” is no day and no time")


def _instants(written: Property | None) -> list[datetime]:
    """When it was stamped: in UTC, as RFC 5545 wants it; anything else says nothing."""
    found = WHEN.fullmatch(written.value.strip()) if written else None
    if found is None or not found[4]:
        return []
    try:
        return [datetime(*(int(number or 0) for number in found.groups()[:6]), tzinfo=UTC)]  # type: ignore[misc, arg-type]
    except ValueError:
        return []
