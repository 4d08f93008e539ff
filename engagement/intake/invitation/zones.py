"""Which zone of the IANA database a calendar means: by its name, by the name Windows gives it, or by its own rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from babel.core import get_global

from engagement.core.text import fold
from engagement.core.zones import zones
from engagement.intake.invitation.lines import Component
from engagement.intake.invitation.recurrence import Budget, NoRule, Spent, read_rule, recurring

# what Windows shows in its list of zones, where it names no city that the IANA database knows
SHOWN = {
    "pacific time": "America/Los_Angeles",
    "mountain time": "America/Denver",
    "central time": "America/Chicago",
    "eastern time": "America/New_York",
    "atlantic time": "America/Halifax",
    "arizona": "America/Phoenix",
    "hawaii": "Pacific/Honolulu",
    "alaska": "America/Anchorage",
    "newfoundland": "America/St_Johns",
    "saskatchewan": "America/Regina",
    "central america": "America/Guatemala",
    "indiana": "America/Indiana/Indianapolis",
    "greenland": "America/Nuuk",
    "brasilia": "America/Sao_Paulo",
    "cabo verde": "Atlantic/Cape_Verde",
    "west central africa": "Africa/Lagos",
    "abu dhabi": "Asia/Dubai",
    "chennai": "Asia/Kolkata",
    "astana": "Asia/Almaty",
    "beijing": "Asia/Shanghai",
    "new caledonia": "Pacific/Guadalcanal",
    "coordinated universal time": "UTC",
}
LIKELIEST = (
    "UTC",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
)
NO_CITIES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")  # Eastern, West: of which country?
OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(\d{2})?")
ONLY_OFFSET = re.compile(r"\(?(?:utc|gmt)\s*([+-])(\d{1,2}):?(\d{2})?\)?", re.I)
BEFORE = re.compile(r"\(\s*(?:utc|gmt)[^)]*\)", re.I)
LOCAL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2}))?")
MOST_OBSERVANCES = 200
MOST_RULES = 5  # lines of them in an observance, which has one
MOST_ONSETS = 400  # dates of an observance, of which most calendars write one a line
MOST_ZONES, MOST_LOOKED_UP = 40, 60  # of a file's own, and (zone, year) that their rules are held against the world's


@dataclass(frozen=True, slots=True)
class Observance:
    """A part of a file's own zone: since it began the clocks are `offset` ahead of UTC."""

    component: Component
    begins: datetime
    offset: timedelta


class Zones:
    """The zones that one file names and defines."""

    def __init__(self, definitions: Iterable[Component]) -> None:
        self.defined = {one.text("TZID"): one for one in islice(definitions, MOST_ZONES)}
        self.found: dict[tuple[str, int], str | None] = {}
        self.budget = Budget()

    def zone(self, name: str, day: date) -> str | None:
        """The IANA zone that `name` means around `day`; none where nobody can know."""
        key = (name, day.year)
        if key not in self.found:
            known = named(name)
            if known or len(self.found) > MOST_LOOKED_UP:
                return known
            self.found[key] = self._by_rules(name, day)
        return self.found[key]

    def _by_rules(self, name: str, day: date) -> str | None:
        """The zone whose clocks go, through the year of `day`, as the file's definition says; else the one whose
        clocks stand so on that day."""
        definition = self.defined.get(name)
        observances = _observances(definition) if definition else []
        onsets = sorted((begins, one.offset) for one in observances for begins in _onsets(one, day.year, self.budget))
        if not onsets:
            return None
        through = [datetime(day.year, month, at, 12) for month in range(1, 13) for at in (1, 15)]
        there = datetime(day.year, day.month, day.day, 12)
        for moments in (through, [there]):
            offsets = [_offset(onsets, moment) for moment in moments]
            for zone in _candidates():
                if all(_of(zone, at) == offset for at, offset in zip(moments, offsets, strict=True)):
                    return zone
        return None


@lru_cache(1_000)
def named(name: str) -> str | None:
    """The zone that goes by `name`, whoever named it."""
    name = " ".join(name.split()).strip("\"'")
    if not name or len(name) > 200:
        return None
    known = _names()
    parts = name.strip("/").split("/")
    for size in (len(parts), 3, 2, 1):  # /softwarestudio.org/Tzfile/America/Chicago
        if iana := known.get("/".join(parts[-size:]).casefold()):
            return iana
    if windows := _windows().get(name.casefold()):
        return windows
    if only := ONLY_OFFSET.fullmatch(name):
        return _fixed(only[1], int(only[2]), int(only[3] or 0))
    return _shown(name)


def _shown(name: str) -> str | None:
    """By the cities or the words in a name that was made to be shown: (UTC+07:00) Bangkok, Hanoi, Jakarta."""
    text = fold(BEFORE.sub(" ", name)).replace("&", "and")
    for words, zone in SHOWN.items():
        if re.search(rf"\b{words}\b", text):
            return zone
    places = [re.sub(r"\W+$", "", part.strip()) for part in text.split(",")]
    found = [city for place in places if (city := _cities().get(place))]
    usual = set(_windows().values())
    return next((city for city in found if city in usual), next(iter(found), None))


@cache
def _windows() -> dict[str, str]:
    return {name.casefold(): zone for name, zone in get_global("windows_zone_mapping").items() if zone in zones()}


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in zones() if "/" in name or name in ("UTC", "GMT", "Japan", "Singapore")}


@cache
def _cities() -> dict[str, str]:
    listed = sorted(name for name in zones() if "/" in name and not name.startswith(NO_CITIES))
    return {fold(name.rsplit("/", 1)[1].replace("_", " ")): name for name in reversed(listed)}


@cache
def _candidates() -> tuple[str, ...]:
    usual = sorted(set(_windows().values()))
    fixed = [f"Etc/GMT{hours:+d}" for hours in range(-14, 13) if hours]
    return tuple(dict.fromkeys([*LIKELIEST, *usual, *fixed]))


def _fixed(sign: str, hours: int, minutes: int) -> str | None:
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    if not minutes and -12 <= offset / timedelta(hours=1) <= 14:
        return f"Etc/GMT{-hours if sign == '+' else hours:+d}" if hours else "UTC"
    sample = [datetime(2026, 1, 15), datetime(2026, 7, 15)]
    return next((zone for zone in _candidates() if all(_of(zone, at) == offset for at in sample)), None)


def _of(zone: str, at: datetime) -> timedelta | None:
    return at.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def _observances(definition: Component) -> list[Observance]:
    found = []
    for part in definition.parts[:MOST_OBSERVANCES]:
        offset, begins = OFFSET.fullmatch(part.text("TZOFFSETTO")), _local(part.text("DTSTART"))
        if offset and begins:
            ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]), seconds=int(offset[4] or 0))
            found.append(Observance(part, begins, -ahead if offset[1] == "-" else ahead))
    return found


def _offset(onsets: list[tuple[datetime, timedelta]], at: datetime) -> timedelta:
    """How far ahead of UTC the clocks are at the local time `at`: as the observance says that began last."""
    begun = [offset for begins, offset in onsets if begins <= at]
    return begun[-1] if begun else onsets[0][1]


def _onsets(one: Observance, year: int, budget: Budget) -> list[datetime]:
    """When it began, up to the end of `year`: the first time, and each time of the two years before."""
    first, last = date(max(year - 2, 1), 1, 1), date(year, 12, 31)
    onsets = [one.begins] if one.begins.date() <= last else []
    for written in islice(one.component.each("RRULE"), MOST_RULES):
        ended = re.search(r"UNTIL=(\d{4})(\d{2})(\d{2})", written.value)
        try:
            until = date(int(ended[1]), int(ended[2]), int(ended[3])) if ended else last
            rule = read_rule(re.sub(r"(?:BYHOUR|BYMINUTE|UNTIL)=[^;]*;?", "", written.value), None)
            # Windows writes 1601 and a first day that is none: the rule alone says when the clocks are put on
            day = 28 if (one.begins.month, one.begins.day) == (2, 29) else one.begins.day
            start = one.begins.replace(year=max(one.begins.year, first.year - 1), day=day)
            onsets += [at for at in recurring(rule, start, first, min(until, last), budget) if at != start]
        except (NoRule, Spent, ValueError):
            continue
    dates = (text for written in one.component.each("RDATE") for text in written.value.split(","))
    for text in islice(dates, MOST_ONSETS):
        onset = _local(text)
        if onset and onset.date() <= last:
            onsets.append(onset)
    return onsets


def _local(text: str) -> datetime | None:
    """The local time in 20261025T030000; a day alone is its beginning."""
    found = LOCAL.match(text.strip())
    if found is None:
        return None
    try:
        return datetime(*(int(number or 0) for number in found.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None
