"""Figures of a region and a quarter against the bare driver over the maintained months.

With the eyes of a manager, who also sees confidential ones of their own: each floor counts those too.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from benchmarks.harness import Bar, Pair
from benchmarks.page_rows import SOON
from benchmarks.worlds import Raw, World
from engagement.core.periods import Period, month_number, preset
from engagement.desk import Desk
from engagement.model.places import Region
from engagement.model.scope import COUNTRIES, Scope
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import by_key, by_month
from engagement.queries.figures.coverage import coverage
from engagement.queries.figures.defined import (
    COVERAGE,
    ENGAGEMENTS,
    PROMISES_OURS,
    PROMISES_THEIRS,
    RECIPROCITY,
    figures,
)

BAR = Bar(2.5, 5)
DASHBOARD = [ENGAGEMENTS, COVERAGE, RECIPROCITY, PROMISES_OURS, PROMISES_THEIRS]
MINE = """FROM engagement_scope m JOIN engagement_scope r ON r.kind = 1 AND r.key = %s AND r.local_date = m.local_date
    AND r.engagement_id = m.engagement_id"""
OF_ME = "m.kind = 14 AND m.key = %s AND m.local_date BETWEEN %s AND %s AND m.held"
MONTHS = f"""SELECT month, sum(n) FROM (
    SELECT month, held AS n FROM scope_month WHERE kind = 1 AND key = %s AND month BETWEEN %s AND %s
    UNION ALL SELECT MONTH, 1 {MINE} WHERE {OF_ME}) a GROUP BY month HAVING sum(n) > 0 ORDER BY month"""
COUNTED = f"""SELECT key - %s, sum(n) FROM (
    SELECT key, held AS n FROM scope_month WHERE kind = 15 AND key BETWEEN %s AND %s AND month BETWEEN %s AND %s
    UNION ALL SELECT c.key, 1 {MINE} CROSS JOIN engagement_scope c WHERE c.engagement_id = m.engagement_id
      AND c.kind = 15 AND c.key BETWEEN %s AND %s AND {OF_ME}) a GROUP BY key HAVING sum(n) > 0"""
VISIBLE = """(NOT s.restricted OR EXISTS (SELECT 1 FROM engagement_scope m WHERE m.kind = 14 AND m.key = %s
    AND m.local_date = s.local_date AND m.engagement_id = s.engagement_id))"""
COVERED = f"""SELECT (SELECT s.local_date FROM engagement_scope s WHERE s.kind = 3 AND s.key = k.organisation_id
    AND s.held AND s.local_date <= %s AND {VISIBLE} ORDER BY s.local_date DESC LIMIT 1)
  FROM key_body k WHERE k.region_id = %s AND k.from_on <= %s AND (k.to_on IS NULL OR k.to_on > %s)"""
HELD = f"""SELECT s.local_date >= %s, count(*), count(CASE WHEN SOON THEN 1 END),
    count(CASE WHEN e.outcome <> '' THEN 1 END),
    count(CASE WHEN EXISTS (SELECT 1 FROM shared a WHERE a.engagement_id = e.id)
      AND EXISTS (SELECT 1 FROM heard h WHERE h.engagement_id = e.id) THEN 1 END)
  FROM engagement_scope s JOIN engagement e ON e.id = s.engagement_id
  WHERE s.kind = 1 AND s.key = %s AND s.held AND s.local_date BETWEEN %s AND %s AND {VISIBLE} GROUP BY 1 ORDER BY 1"""
KEPT = """SELECT c.side, c.due >= %s, count(CASE WHEN c.state = 'done' AND c.done_on <= c.due THEN 1 END), count(*)
  FROM commitment c JOIN engagement e ON e.id = c.engagement_id AND e.archived_at IS NULL
  WHERE c.state IN ('open', 'done', 'dropped') AND c.due BETWEEN %s AND %s AND c.side IS NOT NULL
    AND (NOT e.confidential OR EXISTS (SELECT 1 FROM engagement_scope m WHERE m.kind = 14 AND m.key = %s
      AND m.local_date = e.local_date AND m.engagement_id = e.id))
    AND EXISTS (SELECT 1 FROM engagement_scope r WHERE r.kind = 1 AND r.key = %s AND r.local_date = e.local_date
      AND r.engagement_id = e.id)
  GROUP BY 1, 2 ORDER BY 1, 2"""


class Floor:
    """The same figures by hand-written statements."""

    def __init__(self, raw: Raw, member_id: int, region: int) -> None:
        self.raw, self.member, self.region = raw, member_id, region
        month = (
            "12 * strftime('%Y', m.local_date) + strftime('%m', m.local_date) - 1"
            if raw.sqlite
            else ("(12 * extract(year FROM m.local_date) + extract(month FROM m.local_date) - 1)::int")
        )
        self.months = MONTHS.replace("MONTH", month)
        self.held = HELD.replace("SOON", SOON[raw.sqlite])

    def _day(self, day: date) -> Any:
        return day.isoformat() if self.raw.sqlite else day

    def by_month(self, span: Period) -> list[Any]:
        """Held engagements by month."""
        first, last = self._day(span.first), self._day(span.last)
        months = month_number(span.first), month_number(span.last)
        return self.raw.rows(self.months, (self.region, *months, self.region, self.member, first, last))

    def by_country(self, span: Period) -> list[Any]:
        """Held engagements by country of the region."""
        low = self.region * COUNTRIES
        keys, months = (low, low + COUNTRIES - 1), (month_number(span.first), month_number(span.last))
        mine = (self.region, *keys, self.member, self._day(span.first), self._day(span.last))
        return self.raw.rows(COUNTED, (low, *keys, *months, *mine))

    def coverage(self, span: Period) -> tuple[int, int]:
        """Key bodies engaged, and listed."""
        first, last = self._day(span.first), self._day(span.last)
        days = self.raw.rows(COVERED, (last, self.member, self.region, first, first))
        return sum(day is not None and day >= first for (day,) in days), len(days)

    def dashboard(self, span: Period, today: date) -> list[Any]:
        """Five figures beside those of the period before, and the two shares that say whether they may be compared."""
        before = span.before()
        first, last, earliest = self._day(span.first), self._day(span.last), self._day(before.first)
        held = self.raw.rows(self.held, (first, self.region, earliest, last, self.member))
        kept = self.raw.rows(KEPT, (first, earliest, self._day(min(today, span.last)), self.member, self.region))
        covered = [self.coverage(one) for one in (span, before)]
        return [
            [tuple(map(int, row)) for row in held],
            covered,
            [(side, bool(now), *rest) for side, now, *rest in kept],
        ]


def pairs(world: World) -> Iterator[Pair]:
    """A region's year and quarter."""
    with world.reading() as desk:
        region = desk.db.scalars(select(Region.id).order_by(Region.id)).first() or 0
        question, floor = EngagementFilter(region=region), Floor(world.raw, desk.member.id, region)
        year, quarter = preset("last-12-months", desk.today), preset("last-quarter", desk.today)
        yield Pair(
            "figures: engagements by month, a year",
            lambda: by_month(desk, question, year),
            lambda: floor.by_month(year),
            *(BAR, _pairs),
        )
        yield Pair(
            "figures: engagements by country, a year",
            lambda: by_key(desk, question, year, Scope.COUNTRY),
            lambda: floor.by_country(year),
            *(BAR, _pairs),
        )
        yield Pair(
            "figures: coverage of a quarter",
            lambda: coverage(desk, question, quarter),
            lambda: floor.coverage(quarter),
            *(BAR, lambda found: found if isinstance(found, tuple) else (found.n, found.of)),
        )
        yield Pair(
            "figures: five of a quarter beside the one before",
            lambda: figures(desk, question, quarter, DASHBOARD),
            lambda: floor.dashboard(quarter, desk.today),
            *(BAR, lambda found: _told(desk, found)),
        )


def _pairs(found: Any) -> list[tuple[int, int]]:
    rows = found.items() if isinstance(found, dict) else found
    return sorted((int(key), int(n)) for key, n in rows)


def _told(_desk: Desk, found: Any) -> Any:
    """What both sides say of the quarter itself: the period before is shown only where it may be compared."""
    if not isinstance(found[0], list):
        return [value if isinstance(value, int) else (value.n, value.of) for value in (one.value for one in found)]
    held, covered, kept = found
    now = next(row for row in held if row[0])
    sides = {side: (n, of) for side, is_now, n, of in kept if is_now}
    return [now[1], covered[0], (now[4], now[1]), sides.get("ours", (0, 0)), sides.get("theirs", (0, 0))]
