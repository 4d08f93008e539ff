"""How values are said on screen: days, times, zones, numbers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from engagement.web.frame import desk


def day(when: date) -> str:
    """24 Nov, with the year if it is another than the reader's."""
    return f"{when.day} {when:%b}" if when.year == desk().today.year else f"{when.day} {when:%b %Y}"


def full_day(when: date) -> str:
    """Tuesday 24 November 2026: once on the record."""
    return f"{when:%A} {when.day} {when:%B %Y}"


def weekday(when: date) -> str:
    """Tue."""
    return f"{when:%a}"


def month(when: date) -> str:
    """November 2026."""
    return f"{when:%B %Y}"


def clock(instant: datetime, zone: str) -> str:
    """15:30 on the clocks of `zone`."""
    return f"{instant.astimezone(ZoneInfo(zone)):%H:%M}"


def instant(when: datetime) -> str:
    """24 Nov, 15:30 on the reader's clocks."""
    local = when.astimezone(ZoneInfo(desk().member.zone))
    return f"{day(local.date())}, {local:%H:%M}"


def city(zone: str) -> str:
    """Madrid, of Europe/Madrid."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def minutes(length: int) -> str:
    """45 min, 1 h, 1 h 30 min."""
    hours, rest = divmod(length, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part) or "0 min"


def size(length: int) -> str:
    """25 MB, 340 KB, 12 bytes."""
    for unit, words in ((1024 * 1024, "MB"), (1024, "KB")):
        if length >= unit:
            return f"{length / unit:.3g} {words}"
    return f"{length} bytes"


def number(n: int) -> str:
    """1,204."""
    return f"{n:,}"


def register(app: Flask) -> None:
    """Makes them filters of all templates."""
    for say in (day, full_day, weekday, month, clock, instant, city, minutes, size, number):
        app.jinja_env.filters[say.__name__] = say
