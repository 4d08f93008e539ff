"""Periods are spans of local dates, and a quarter is compared with a quarter."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.core.periods import PRESETS, Period, first_of, last_of, month_number, preset


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2026, 2, 1), date(2026, 1, 31))


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-07-01 2026-09-30", "2026-04-01 2026-06-30"),  # a quarter
        ("2026-03-01 2026-03-31", "2026-02-01 2026-02-28"),  # a month of another length
        ("2024-01-01 2024-12-31", "2023-01-01 2023-12-31"),  # a leap year
        ("2026-03-10 2026-03-16", "2026-03-03 2026-03-09"),  # a week
    ],
)
def test_the_period_before_is_of_the_same_kind(period: str, before: str) -> None:
    assert read(period).before() == read(before)


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("this-quarter", "2026-01-01 2026-03-31"),
        ("last-quarter", "2025-10-01 2025-12-31"),
        ("last-month", "2026-01-01 2026-01-31"),
        ("last-year", "2025-01-01 2025-12-31"),
        ("last-12-months", "2025-03-01 2026-02-28"),
        ("this-week", "2026-02-23 2026-03-01"),
        ("next-90-days", "2026-02-28 2026-05-29"),
    ],
)
def test_a_preset_is_seen_from_today(name: str, period: str) -> None:
    assert preset(name, date(2026, 2, 28)) == read(period)


@given(st.sampled_from(sorted(PRESETS)), st.dates(date(1902, 1, 1), date(2998, 1, 1)))
def test_every_preset_says_something_on_every_day(name: str, today: date) -> None:
    period = preset(name, today)
    assert period.days == sum(1 for number in range(period.days + 2) if period.first + timedelta(number) in period)


@given(st.dates(date(1901, 1, 1), date(2999, 1, 1)))
def test_a_month_number_leads_back_to_its_month(day: date) -> None:
    number = month_number(day)
    assert first_of(number) <= day <= last_of(number)
    assert month_number(last_of(number) + timedelta(1)) == number + 1


def test_a_year_before_the_29th_of_february_is_the_28th() -> None:
    assert read("2024-02-29 2024-02-29").year_before() == read("2023-02-28 2023-02-28")


def read(text: str) -> Period:
    """The period written as two days."""
    first, last = text.split()
    return Period(date.fromisoformat(first), date.fromisoformat(last))
