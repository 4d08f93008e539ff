"""Periods: spans of local dates, both ends included."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

PRESETS = {
    "this-week": "This week",
    "this-month": "This month",
    "last-month": "Last month",
    "this-quarter": "This quarter",
    "last-quarter": "Last quarter",
    "this-year": "This year",
    "last-year": "Last year",
    "last-12-months": "Last 12 months",
    "next-90-days": "Next 90 days",
}
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included. Raises ValueError when they stand the wrong way round."""

    first: date = FIRST
    last: date = LAST

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends before it begins")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> "Period":
        """The period of the same kind that ends the day before: the month, quarter or year before, else as many days.

        A span of whole months steps back by as many months, so a quarter is compared with a quarter.
        """
        if self.first.day == 1 and (self.last + timedelta(days=1)).day == 1:
            months = month_number(self.last) - month_number(self.first) + 1
            return Period(first_of(month_number(self.first) - months), self.first - timedelta(days=1))
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def year_before(self) -> "Period":
        """The same days one year earlier (29 February becomes the 28th); whole months stay whole."""
        if self.whole_months():
            return Period(first_of(month_number(self.first) - 12), last_of(month_number(self.last) - 12))
        return Period(years_on(self.first, -1), years_on(self.last, -1))

    def months(self) -> range:
        """The numbers of the months that it touches."""
        return range(month_number(self.first), month_number(self.last) + 1)

    def whole_months(self) -> bool:
        """Whether it begins on a first and ends on a last of a month."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def month_number(day: date) -> int:
    """Months since year 0: what `scope_month.month` holds."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    """The first day of the month with that number."""
    return date(month // 12, month % 12 + 1, 1)


def last_of(month: int) -> date:
    """The last day of the month with that number."""
    return date(month // 12, month % 12 + 1, monthrange(month // 12, month % 12 + 1)[1])


def preset(name: str, today: date) -> Period:
    """The period called `name` (a key of PRESETS) as seen on `today`. Raises KeyError for another name."""
    month = month_number(today)
    quarter = month - month % 3
    year = today.year * 12
    monday = today - timedelta(days=today.weekday())
    return {
        "this-week": Period(monday, monday + timedelta(days=6)),
        "this-month": Period(first_of(month), last_of(month)),
        "last-month": Period(first_of(month - 1), last_of(month - 1)),
        "this-quarter": Period(first_of(quarter), last_of(quarter + 2)),
        "last-quarter": Period(first_of(quarter - 3), last_of(quarter - 1)),
        "this-year": Period(first_of(year), last_of(year + 11)),
        "last-year": Period(first_of(year - 12), last_of(year - 1)),
        "last-12-months": Period(first_of(month - 11), last_of(month)),
        "next-90-days": Period(today, today + timedelta(days=90)),
    }[name]


def years_on(day: date, years: int) -> date:
    """The same day so many years later, or earlier; 29 February becomes the 28th where there is none."""
    last = monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))
