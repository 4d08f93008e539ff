"""What lists and pages of engagements say: when, with whom, what is open."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from engagement.core.zones import local_time
from engagement.model.words import Status
from engagement.queries.engagements.listing import EngagementRow
from engagement.web.lists import due_words
from engagement.web.said import city, clock, day, full_day, month


class Timed(Protocol):
    """What has a day and perhaps a time: a record, a row of a list."""

    local_date: date
    starts_at: datetime | None
    minutes: int | None
    zone: str


@dataclass(frozen=True)
class Line:
    """A row of a list in words."""

    row: EngagementRow
    month: str
    when: str
    note: str
    them: str
    due: str
    tone: str


def line(row: EngagementRow) -> Line:
    """A row with its words."""
    due, tone = promised_words(row)
    at = f", {clock(row.starts_at, row.zone)}" if row.starts_at else ""
    them = listed([person.name for person in row.officials], 2)
    return Line(row, month(row.local_date), f"{day(row.local_date)}{at}", with_words(row), them, due, tone)


def with_words(row: EngagementRow) -> str:
    """Planned meeting with Digital Agency, Japan and 2 more."""
    kind = row.kind.label if row.status is Status.HELD else f"{row.status.label} {row.kind.value}"
    names = [", ".join(part for part in (body.name, body.note) if part) for body in row.organisations]
    return f"{kind} with {listed(names, 1)}" if names else f"{kind}, with whom is not said yet"


def listed(names: list[str], most: int) -> str:
    """Names in a row; beyond `most` their number."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return ", ".join(names)


def promised_words(row: EngagementRow) -> tuple[str, str]:
    """What is promised, in two or three words, and the tone of their badge."""
    if row.late:
        return f"{row.late} overdue", "late"
    if row.open:
        words, tone = due_words(row.next_due) if row.next_due else ("open", "")
        return f"{row.open} {words}", tone
    return (f"{row.done} done", "done") if row.done else ("", "")


def time_words(one: Timed, zone: str) -> tuple[str, str]:
    """When it is, on the place's clocks in full, and on those of `zone` (empty where they show the same)."""
    if one.starts_at is None:
        return full_day(one.local_date), ""
    place = f"{full_day(one.local_date)}, {_span(one.starts_at, one.minutes, one.zone)}, {city(one.zone)} time"
    here, there = local_time(one.starts_at, zone), local_time(one.starts_at, one.zone)
    if here.utcoffset() == there.utcoffset():
        return place, ""
    on = f" on {full_day(here.date())}" if here.date() != there.date() else ""
    return place, f"{_span(one.starts_at, one.minutes, zone)} in {city(zone)}{on}"


def _span(starts_at: datetime, length: int | None, zone: str) -> str:
    """10:00 to 10:45; without a length only when it begins."""
    begins = clock(starts_at, zone)
    return f"{begins} to {clock(starts_at + timedelta(minutes=length), zone)}" if length else begins
