"""What an invitation says, in plain values."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class Unreadable(Exception):
    """The file cannot be read as invitations; the reason is in words for the person who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or what clocks show on it: those of an IANA zone ("UTC" for an instant), or (no zone) of the reader."""

    day: date
    at: time | None = None
    zone: str | None = None

    @classmethod
    def of(cls, local: datetime, zone: str | None) -> "Moment":
        """What clocks of `zone` show."""
        return cls(local.date(), local.time(), zone)

    @property
    def local(self) -> datetime:
        """Day and time without a zone; the begin of a whole day."""
        return datetime.combine(self.day, self.at or time())

    @property
    def key(self) -> str:
        """As it is told apart from other occurrences: the instant where there is one."""
        if self.at is None:
            return f"{self.day:%Y%m%d}"
        if self.zone is None:
            return f"{self.local:%Y%m%dT%H%M%S}"
        return f"{self.instant(self.zone):%Y%m%dT%H%M%SZ}"

    def instant(self, zone: str) -> datetime:
        """When it is, in UTC; a moment without a zone is read on the clocks of `zone`.

        A time that the clocks skipped is read as if they had not been put forward yet (RFC 5545, 3.3.5).
        """
        return self.local.replace(tzinfo=ZoneInfo(self.zone or zone)).astimezone(UTC)

    def moved(self, by: timedelta) -> "Moment":
        """The moment whose clocks show so much more."""
        local = self.local + by
        return Moment(local.date(), local.time() if self.at else None, self.zone)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on an invitation. `reply` is one of accepted, tentative, declined, unanswered."""

    address: str  # casefolded; empty where none was given
    name: str
    reply: str = "unanswered"
    is_person: bool = True  # no room, no group


@dataclass(frozen=True, slots=True)
class Rule:
    """How a meeting recurs (RFC 5545, 3.3.10). `days` are (which one of the period, weekday from 0 = Monday)."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: Moment | None = None
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    quarters: tuple[int, ...] = ()  # BYMINUTE
    weeks: tuple[int, ...] = ()  # of the year
    week_start: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT. `refused`: why nothing can be made of it, in words. `notes`: what could not be read of it."""

    uid: str
    method: str
    title: str
    start: Moment | None = None
    minutes: int | None = None
    occurrence: Moment | None = None  # RECURRENCE-ID: which one of a series this is about
    and_future: bool = False
    sequence: int = 0
    stamped_at: datetime | None = None
    cancelled: bool = False
    private: bool = False
    place: str = ""
    link: str = ""
    text: str = ""
    organiser: Person | None = None
    people: tuple[Person, ...] = ()
    rules: tuple[Rule, ...] = ()
    more: tuple[Moment, ...] = ()
    less: tuple[Moment, ...] = ()
    less_rules: tuple[Rule, ...] = ()  # EXRULE, which RFC 5545 gave up and old servers still send
    refused: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_reply(self) -> bool:
        """Whether it says no more than what somebody answered."""
        return self.method == "REPLY"

    @property
    def recurs(self) -> bool:
        """Whether it says of more than one day."""
        return bool(self.rules or self.more)

    @property
    def version(self) -> tuple[int, datetime]:
        """What a later version of the same is greater by."""
        return self.sequence, self.stamped_at or datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file brings. `notes`: what could not be read, in words."""

    events: tuple[Event, ...]
    notes: tuple[str, ...] = ()
