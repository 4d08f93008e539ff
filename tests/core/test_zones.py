"""Local times and instants across a change of clocks."""

from datetime import UTC, date, datetime, time

import pytest

from engagement.core.zones import NoSuchTime, NoSuchZone, comes_twice, instant

MADRID = "Europe/Madrid"
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_a_skipped_time_does_not_exist_and_its_neighbours_do() -> None:
    assert instant(SPRING, time(1, 59), MADRID) == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert instant(SPRING, time(3, 0), MADRID) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    with pytest.raises(NoSuchTime):
        instant(SPRING, time(2, 30), MADRID)


def test_a_time_that_comes_twice_is_the_first() -> None:
    assert instant(AUTUMN, time(2, 30), MADRID) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "twice"),
    [
        (AUTUMN, time(2, 30), True),
        (AUTUMN, time(3, 0), False),
        (SPRING, time(2, 30), False),
        (SPRING, time(12, 0), False),
    ],
)
def test_only_the_hour_before_the_change_comes_twice(day: date, at: time, twice: bool) -> None:
    assert comes_twice(day, at, MADRID) is twice


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "europe/madrid"])
def test_only_zones_of_the_list_have_clocks(name: str) -> None:
    with pytest.raises(NoSuchZone):
        instant(SPRING, time(12, 0), name)
