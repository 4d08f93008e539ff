"""The only place that asks the machine what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, in UTC, to the second (no record needs more, and both engines keep it alike)."""
    return datetime.now(UTC).replace(microsecond=0)


def local_date(instant: datetime, zone: str) -> date:
    """The calendar day of `instant` on the clocks of the IANA zone `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()
