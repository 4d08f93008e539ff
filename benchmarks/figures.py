"""Times the figures of a region against the bare driver over the maintained months.

    DATABASE_URL=… python -m benchmarks.figures

Against the installation that the environment names, with the eyes of its first manager; run `engagement demo` first.
Both alternate in one process, and what they find is compared before it is timed; CPU time of this process, medians.
On PostgreSQL the server's own time is in neither.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from engagement.core.periods import Period, month_number, preset
from engagement.core.settings import read_settings
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.members import Member
from engagement.model.places import Region
from engagement.model.scope import COUNTRIES, Scope
from engagement.model.words import Role
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import by_key, by_month
from engagement.queries.figures.coverage import coverage

RUNS, EACH = 20, 10
MINE = """
  FROM engagement_scope m
  JOIN engagement_scope r ON r.kind = 1 AND r.key = %s AND r.local_date = m.local_date
    AND r.engagement_id = m.engagement_id
"""
OF_ME = " WHERE m.kind = 14 AND m.key = %s AND m.local_date BETWEEN %s AND %s AND m.held GROUP BY 1"
MONTHS = "SELECT month, held FROM scope_month WHERE kind = 1 AND key = %s AND month BETWEEN %s AND %s"
COUNTED = """SELECT key, sum(held) FROM scope_month
  WHERE kind = 15 AND key BETWEEN %s AND %s AND month BETWEEN %s AND %s GROUP BY key"""
OF_COUNTRY = """CROSS JOIN engagement_scope c
  WHERE c.engagement_id = m.engagement_id AND c.kind = 15 AND c.key BETWEEN %s AND %s AND"""
COVERED = """SELECT k.organisation_id, (
    SELECT s.local_date FROM engagement_scope s
    WHERE s.kind = 3 AND s.key = k.organisation_id AND s.held AND s.local_date <= %s AND (NOT s.restricted OR EXISTS (
      SELECT 1 FROM engagement_scope m WHERE m.kind = 14 AND m.key = %s AND m.local_date = s.local_date
        AND m.engagement_id = s.engagement_id))
    ORDER BY s.local_date DESC LIMIT 1)
  FROM key_body k WHERE k.region_id = %s AND k.from_on <= %s AND (k.to_on IS NULL OR k.to_on > %s)"""


class Floor:
    """The same figures by hand-written statements through the bare driver."""

    def __init__(self, desk: Desk, region: int) -> None:
        self.raw: Any = desk.db.connection().connection.dbapi_connection
        self.sqlite = desk.db.get_bind().dialect.name == "sqlite"
        self.member, self.region = desk.member.id, region

    def rows(self, statement: str, *asked: Any) -> list[Any]:
        """The rows of one statement."""
        if self.sqlite:
            asked = tuple(one.isoformat() if isinstance(one, date) else one for one in asked)
            statement = statement.replace("%s", "?")
        found: list[Any] = self.raw.execute(statement, asked).fetchall()
        return found

    def day(self, value: Any) -> Any:
        """A date as the driver gives it."""
        return date.fromisoformat(value) if self.sqlite and value else value

    def by_month(self, span: Period) -> dict[int, int]:
        """Held engagements by month."""
        found = dict(self.rows(MONTHS, self.region, month_number(span.first), month_number(span.last)))
        mine = self.rows(
            f"SELECT m.local_date, count(*) {MINE} {OF_ME}",
            self.region,
            self.member,
            span.first,
            span.last,
        )
        for on, n in mine:
            month = month_number(self.day(on))
            found[month] = found.get(month, 0) + n
        return {month: n for month, n in sorted(found.items()) if n}

    def by_country(self, span: Period) -> dict[int, int]:
        """Held engagements by country of the region."""
        low = self.region * COUNTRIES
        high = low + COUNTRIES - 1
        found = dict(self.rows(COUNTED, low, high, month_number(span.first), month_number(span.last)))
        mine = self.rows(
            f"SELECT c.key, count(*) {MINE} {OF_COUNTRY} {OF_ME.replace(' WHERE', '')}",
            self.region,
            low,
            high,
            self.member,
            span.first,
            span.last,
        )
        for key, n in mine:
            found[key] = found.get(key, 0) + n
        return {key - low: int(n) for key, n in found.items() if n}

    def coverage(self, span: Period) -> tuple[int, int]:
        """Key bodies engaged, and listed."""
        listed = self.rows(COVERED, span.last, self.member, self.region, span.first, span.first)
        days = [self.day(last) for _, last in listed]
        return sum(day is not None and day >= span.first for day in days), len(days)


def main() -> None:
    installation = Installation.open(read_settings())
    with installation.desk(reads=True) as desk:
        manager = desk.db.scalars(select(Member).where(Member.role == Role.MANAGER).order_by(Member.id)).first()
    with installation.desk(manager, reads=True) as desk:
        region = desk.db.scalars(select(Region.id).order_by(Region.id)).first()
        if manager is None or region is None:
            raise SystemExit("Nothing to measure: run `engagement demo` first.")
        question, floor = EngagementFilter(region=region), Floor(desk, region)
        year, quarter = preset("last-12-months", desk.today), preset("last-quarter", desk.today)
        figures: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
            "months of a year": (lambda: by_month(desk, question, year), lambda: floor.by_month(year)),
            "countries of a year": (
                lambda: by_key(desk, question, year, Scope.COUNTRY),
                lambda: floor.by_country(year),
            ),
            "coverage of a quarter": (lambda: coverage(desk, question, quarter), lambda: floor.coverage(quarter)),
        }
        ours, bare = (lambda side=side: [pair[side]() for pair in figures.values()] for side in (0, 1))
        for name, pair in {**figures, "all of them": (ours, bare)}.items():
            _compare(name, *pair)


def _compare(name: str, ours: Callable[[], Any], bare: Callable[[], Any]) -> None:
    assert _plain(ours()) == _plain(bare()), name
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for side, work in enumerate((ours, bare)):
            begun = time.process_time()
            for _ in range(EACH):
                work()
            times[side].append((time.process_time() - begun) / EACH)
    a, b = map(statistics.median, times)
    sys.stdout.write(f"{name:<24}{a * 1000:9.3f} ms {b * 1000:9.3f} ms {a / b:6.2f} x\n")


def _plain(found: Any) -> Any:
    """What both sides found, in the same types."""
    if isinstance(found, list):
        return [_plain(one) for one in found]
    return found if isinstance(found, dict | tuple) else (found.n, found.of)


if __name__ == "__main__":
    main()
