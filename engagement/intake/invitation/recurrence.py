"""When a meeting recurs (RFC 5545, 3.3.10). Bounded: only periods that touch the asked span are looked at.

Why not dateutil's rrule: a rule that never comes true (30 February, each day) keeps it busy until the year 9999, and
nothing can stop it meanwhile (docs/decisions/invitations.md). The tests hold this reading to dateutil's.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from engagement.core.periods import FIRST, LAST
from engagement.intake.invitation.values import Moment, Rule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
COSTS = {"DAILY": 1, "WEEKLY": 1, "MONTHLY": 4, "YEARLY": 40}  # of looking at one period
FAST = ("HOURLY", "MINUTELY", "SECONDLY")
PARTS = re.compile("FREQ|UNTIL|COUNT|INTERVAL|WKST|BY(?:DAY|MONTHDAY|MONTH|YEARDAY|WEEKNO|SETPOS|HOUR|MINUTE)")
NOTHING_NEW = re.compile(r"X-.*|BYSECOND=\d{1,2}|RSCALE=GREGORIAN|SKIP=OMIT")  # of another calendar: RFC 7529
DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
MOST_DAYS = 40  # of a rule, each weekday five times
MOST = 60_000  # what all the periods of one file may cost: a second at the most


class NoRule(ValueError):
    """The text is no rule that a meeting can follow; its message says why."""


class Spent(Exception):
    """More periods than one file may have looked at."""


class Budget:
    """What one file may still have looked at."""

    def __init__(self, most: int = MOST) -> None:
        self.left = most

    def spend(self, cost: int) -> None:
        """Takes that much. Raises Spent."""
        self.left -= cost
        if self.left < 0:
            raise Spent


def read_rule(text: str, until: Moment | None) -> Rule:
    """The rule in `text`, blanks within it forgiven; `until` is what its UNTIL says. Raises NoRule."""
    parts = {}
    for part in re.sub(r"\s", "", text).upper().strip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise NoRule("its rule of recurrence cannot be read")
        if not PARTS.fullmatch(name) and not NOTHING_NEW.fullmatch(part):
            raise NoRule(f"its rule of recurrence says “{part[:40]}”, which is not read")
        parts[name] = value
    freq = parts.get("FREQ", "")
    if freq in FAST:
        raise NoRule("it repeats by the hour or faster, which no meeting does")
    of_weeks = "BYWEEKNO" in parts and freq != "YEARLY"  # which RFC 5545 leaves without a meaning
    if freq not in COSTS or of_weeks or ("UNTIL" in parts and until is None):
        raise NoRule("its rule of recurrence cannot be read")
    try:
        return Rule(
            freq,
            _between(parts.get("INTERVAL", "1"), 1, 1_000)[0],
            _between(parts["COUNT"], 1, 1_000_000)[0] if "COUNT" in parts else None,
            until,
            _days(parts.get("BYDAY")),
            _between(parts.get("BYMONTHDAY"), -31, 31),
            _between(parts.get("BYMONTH"), 1, 12),
            _between(parts.get("BYYEARDAY"), -366, 366),
            _between(parts.get("BYSETPOS"), -366, 366),
            _between(parts.get("BYHOUR"), 0, 23),
            _between(parts.get("BYMINUTE"), 0, 59),
            _between(parts.get("BYWEEKNO"), -53, 53),
            WEEKDAYS.index(parts.get("WKST", "MO")),
        )
    except ValueError as error:
        raise NoRule("its rule of recurrence cannot be read") from error


def _days(text: str | None) -> tuple[tuple[int, int], ...]:
    """Each of the weekdays once: every day of a period is compared with all of them."""
    days = tuple(dict.fromkeys(_day(one) for one in (text or "").split(",") if one))
    if len(days) > MOST_DAYS:
        raise ValueError(f"{len(days)} weekdays")
    return days


def _between(text: str | None, least: int, most: int) -> tuple[int, ...]:
    if text is None:
        return ()
    numbers = tuple(dict.fromkeys(int(part) for part in text.split(",")[:366] if part))
    if any(not least <= number <= most for number in numbers) or not numbers:
        raise ValueError(text)
    return numbers


def _day(text: str) -> tuple[int, int]:
    found = DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1] or 0), WEEKDAYS.index(found[2])


def recurring(
    rule: Rule, start: datetime, first: date, last: date, budget: Budget, *, start_counts: bool = True
) -> Iterator[datetime]:
    """The local times from `first` to `last` (both included) at which `start` recurs, in order.

    `start` is the first of them whatever the rule says; without `start_counts`, as for exceptions, only where the rule
    means it. UNTIL is not looked at: it may need a zone. Raises Spent.
    """
    number = int(start_counts)
    if start_counts and first <= start.date() <= last:
        yield start
    at = _first_period(rule, start.date(), first) if rule.count is None else 0
    compared = len(rule.days) + len(rule.month_days) + len(rule.year_days) + (10 + len(rule.weeks) if rule.weeks else 0)
    cost = COSTS[rule.freq] * (1 + (len(rule.hours or (0,)) * len(rule.quarters or (0,)) + compared) // 10)
    while (begin := _period(rule, start.date(), at)) is not None and begin <= last:
        budget.spend(cost)
        at += 1
        for there in _in_period(rule, begin, start):
            if there < start or (start_counts and there == start):
                continue
            number += 1
            if rule.count is not None and number > rule.count:
                return
            if first <= there.date() <= last:
                yield there


def _first_period(rule: Rule, start: date, first: date) -> int:
    """The number of the last period of the rule that begins on or before `first`, or of the first one."""
    passed = max((first - start).days, 0)
    length = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[rule.freq]
    return max(passed // (length * rule.interval) - 1, 0)


def _period(rule: Rule, start: date, at: int) -> date | None:
    """The first day of period number `at`; none after the last year there is."""
    steps = at * rule.interval
    try:
        match rule.freq:
            case "DAILY":
                begin = start + timedelta(days=steps)
            case "WEEKLY":
                begin = start - timedelta(days=(start.weekday() - rule.week_start) % 7) + timedelta(weeks=steps)
            case "MONTHLY":
                months = start.year * 12 + start.month - 1 + steps
                begin = date(months // 12, months % 12 + 1, 1)
            case _:
                begin = date(start.year + steps, 1, 1)
    except (OverflowError, ValueError):
        return None
    return begin if begin <= LAST else None


def _in_period(rule: Rule, begin: date, start: datetime) -> list[datetime]:
    match rule.freq:
        case "DAILY":
            days = [begin] if _fits(rule, begin) and _is_weekday(rule, begin) else []
        case "WEEKLY":
            wanted = {weekday for _, weekday in rule.days} or {start.weekday()}
            week = [begin + timedelta(days=at) for at in range(7)]
            days = [day for day in week if day.weekday() in wanted and (not rule.months or day.month in rule.months)]
        case "MONTHLY":
            month = [begin.replace(day=at + 1) for at in range(monthrange(begin.year, begin.month)[1])]
            days = _of_month(rule, month, start)
        case _:
            days = _of_year(rule, begin.year, start)
    times = [
        time(hour, minute, start.second)
        for hour in sorted(set(rule.hours)) or [start.hour]
        for minute in sorted(set(rule.quarters)) or [start.minute]
    ]
    found = [datetime.combine(day, at) for day in days if FIRST <= day <= LAST for at in times]
    if not rule.places:
        return found
    places = {place - 1 if place > 0 else len(found) + place for place in rule.places if place}
    return [one for at, one in enumerate(found) if at in places]


def _of_month(rule: Rule, month: list[date], start: datetime) -> list[date]:
    if not rule.days and not rule.month_days:
        return [day for day in month if day.day == start.day and _fits(rule, day)]
    return [day for day in month if _fits(rule, day) and (not rule.days or _is_nth(rule, day, month))]


def _of_year(rule: Rule, year: int, start: datetime) -> list[date]:
    """All days of the year that the rule means; what it leaves open is as the start has it."""
    whole = [date(year, 1, 1) + timedelta(days=at) for at in range(366 if monthrange(year, 2)[1] == 29 else 365)]
    by_day = rule.days or rule.month_days or rule.year_days
    if rule.weeks and not by_day:
        return [day for day in whole if day.weekday() == start.weekday() and _fits(rule, day)]
    if not by_day:
        months = rule.months or (start.month,)
        return [day for day in whole if day.day == start.day and day.month in months]
    days = [day for day in whole if _fits(rule, day)]
    if not rule.days:
        return days
    if any(nth for nth, _ in rule.days) and rule.months:
        return [day for day in days if _is_nth(rule, day, _month_of(day))]
    return [day for day in days if _is_nth(rule, day, whole)]


def _month_of(day: date) -> list[date]:
    return [day.replace(day=at + 1) for at in range(monthrange(day.year, day.month)[1])]


def _is_weekday(rule: Rule, day: date) -> bool:
    return not rule.days or day.weekday() in {weekday for _, weekday in rule.days}


def _is_nth(rule: Rule, day: date, period: list[date]) -> bool:
    """Whether the day is one of the rule's weekdays, and the right one of them in its period."""
    at, back = (day - period[0]).days // 7 + 1, -((period[-1] - day).days // 7 + 1)
    return any(day.weekday() == weekday and nth in (0, at, back) for nth, weekday in rule.days)


def _fits(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        back = day.day - monthrange(day.year, day.month)[1] - 1
        if day.day not in rule.month_days and back not in rule.month_days:
            return False
    if rule.year_days:
        number = day.timetuple().tm_yday
        length = date(day.year, 12, 31).timetuple().tm_yday
        if number not in rule.year_days and number - length - 1 not in rule.year_days:
            return False
    return not rule.weeks or _is_in_weeks(rule, day)


def _is_in_weeks(rule: Rule, day: date) -> bool:
    """Whether the day's week is one of the rule's. Week 1 is the first with four days in the year (ISO 8601)."""

    def middle(of: date) -> date:
        return of + timedelta(days=3 - (of.weekday() - rule.week_start) % 7)

    number = (middle(day).timetuple().tm_yday + 6) // 7
    weeks = (middle(date(middle(day).year, 12, 28)).timetuple().tm_yday + 6) // 7
    return number in rule.weeks or number - weeks - 1 in rule.weeks
