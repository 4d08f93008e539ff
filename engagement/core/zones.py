"""Local time and instants: what a place's clocks showed, and when that was."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


class NoSuchZone(ValueError):
    """Not the name of a zone of the IANA database."""


class NoSuchTime(ValueError):
    """A time that the clocks of `zone` skipped on `day`, since summer time began."""

    def __init__(self, day: date, at: time, zone: str) -> None:
        super().__init__(f"{day.isoformat()} {at:%H:%M} {zone}")
        self.day, self.at, self.zone = day, at, zone


@cache
def zones() -> frozenset[str]:
    """The names of all zones."""
    return frozenset(available_timezones())


def instant(day: date, at: time, zone: str) -> datetime:
    """The instant (UTC) at which the clocks of `zone` showed `at` on `day`; the first one, where they showed it twice.

    Raises NoSuchZone and NoSuchTime.
    """
    clocks = _clocks(zone)
    local = datetime.combine(day, at.replace(tzinfo=None, fold=0), clocks)
    there = local.astimezone(UTC)
    if there.astimezone(clocks).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(day, at, zone)
    return there


def comes_twice(day: date, at: time, zone: str) -> bool:
    """Whether the clocks of `zone` showed `at` twice on `day`, since summer time ended. Raises NoSuchZone."""
    local = datetime.combine(day, at.replace(tzinfo=None, fold=0), _clocks(zone))
    return local.utcoffset() != local.replace(fold=1).utcoffset() and not _is_skipped(local)


def local_time(there: datetime, zone: str) -> datetime:
    """What the clocks of `zone` show at the instant `there`."""
    return there.astimezone(ZoneInfo(zone))


def _is_skipped(local: datetime) -> bool:
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None)


def _clocks(zone: str) -> ZoneInfo:
    if zone not in zones():
        raise NoSuchZone(zone[:60])
    return ZoneInfo(zone)
