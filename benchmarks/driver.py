"""Driver floors that several subjects share: the list and the count of engagements, by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from benchmarks.worlds import Raw, World
from engagement.core.paging import Cursor
from engagement.core.periods import FIRST, LAST, month_number
from engagement.model.scope import Scope
from engagement.model.words import Channel, EngagementKind, Status
from engagement.queries.engagements.listing import EngagementRow, Linked

Key = tuple[int, int]
OPEN = "(NOT {0}.restricted OR EXISTS (SELECT 1 FROM engagement_scope m WHERE m.kind = 14 AND m.key = %s"
OPEN += " AND m.local_date = {0}.local_date AND m.engagement_id = {0}.engagement_id))"
COLUMNS = "e.id, e.title, e.kind, e.status, e.channel, e.local_date, e.starts_at, e.minutes, e.zone, e.confidential"
LEDGERS = """(SELECT count(*) FROM shared s WHERE s.engagement_id = e.id),
  (SELECT count(*) FROM heard h WHERE h.engagement_id = e.id)"""
PROMISED = """SELECT count(CASE WHEN c.state = 'open' THEN 1 END) AS "open",
    count(CASE WHEN c.state = 'open' AND c.due < %s THEN 1 END) AS late,
    count(CASE WHEN c.state = 'done' THEN 1 END) AS done, min(CASE WHEN c.state = 'open' THEN c.due END) AS due
  FROM commitment c WHERE"""
LINKED = """SELECT l.engagement_id, 0, l.position, o.id, o.name, coalesce(c.name, '')
  FROM engagement_organisation l JOIN organisation o ON o.id = l.organisation_id
  LEFT JOIN country c ON c.id = l.country_id WHERE l.engagement_id IN ({0})
UNION ALL SELECT l.engagement_id, 1, l.position, o.id, o.name, l.post_title
  FROM engagement_official l JOIN official o ON o.id = l.official_id WHERE l.engagement_id IN ({0})
UNION ALL SELECT l.engagement_id, 2, l.position, m.id, m.name, CASE WHEN l.lead THEN 'lead' ELSE '' END
  FROM engagement_member l JOIN member m ON m.id = l.member_id WHERE l.engagement_id IN ({0})
UNION ALL SELECT l.engagement_id, 3, l.position, t.id, t.name, ''
  FROM engagement_topic l JOIN topic t ON t.id = l.topic_id WHERE l.engagement_id IN ({0})"""


class Listing:
    """Lists of engagements by the bare driver. `keys`: the scope to walk first, then those to probe."""

    def __init__(self, raw: Raw, member_id: int, today: date) -> None:
        self.raw, self.member_id = raw, member_id
        self.today = today.isoformat() if raw.sqlite else today

    def page(
        self,
        keys: Sequence[Key],
        start: tuple[Any, int] | None = None,
        size: int = 51,
        *,
        oldest_first: bool = False,
        span: tuple[Any, Any] | None = None,
        linked: bool = True,
    ) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """The rows of a page and their links, both as the driver gives them: two statements."""
        walked, asked = self._walk(keys, start, size, span, oldest_first=oldest_first)
        order = "ASC" if oldest_first else "DESC"
        if self.raw.sqlite:
            statement = f"""SELECT {COLUMNS}, {LEDGERS}, ({_one('"open"')}), ({_one("late")}), ({_one("done")}),
                ({_one("due")})
              FROM ({walked}) p JOIN engagement e ON e.id = p.engagement_id
              ORDER BY p.local_date {order}, p.engagement_id {order}"""
            asked = (self.today, *asked)
        else:
            statement = f"""SELECT {COLUMNS}, {LEDGERS}, k."open", k.late, k.done, k.due
              FROM ({walked}) p JOIN engagement e ON e.id = p.engagement_id
              CROSS JOIN LATERAL ({PROMISED} c.engagement_id = e.id) k
              ORDER BY p.local_date {order}, p.engagement_id {order}"""
            asked = (*asked, self.today)
        rows = self.raw.rows(statement, asked)
        return rows, self.links([row[0] for row in rows]) if linked else []

    def links(self, ids: list[int]) -> list[tuple[Any, ...]]:
        """Whom and what these engagements name."""
        if not ids:
            return []
        if self.raw.sqlite:
            return self.raw.rows(LINKED.format(", ".join("?" * len(ids))), tuple(ids) * 4)
        return self.raw.rows(LINKED.replace("IN ({0})", "= ANY(%s)"), (ids,) * 4)

    def _walk(
        self,
        keys: Sequence[Key],
        start: tuple[Any, int] | None,
        size: int,
        span: tuple[Any, Any] | None,
        *,
        oldest_first: bool = False,
    ) -> tuple[str, tuple[Any, ...]]:
        (kind, key), *others = keys
        probes, conditions = "", ""
        asked: list[Any] = []
        for number, other in enumerate(others):
            found = f"o{number}.kind = %s AND o{number}.key = %s AND o{number}.local_date = b.local_date"
            found += f" AND o{number}.engagement_id = b.engagement_id"
            if self.raw.sqlite:
                conditions += f" AND EXISTS (SELECT 1 FROM engagement_scope o{number} WHERE {found})"
            else:
                probes += (
                    f" CROSS JOIN LATERAL (SELECT 1 FROM engagement_scope o{number} WHERE {found} LIMIT 1) f{number}"
                )
            asked += other
        probed = tuple(asked)
        asked = [kind, key, self.member_id]
        asked = [*asked, *probed] if self.raw.sqlite else [*probed, *asked]
        if span:
            conditions += " AND b.local_date BETWEEN %s AND %s"
            asked += span
        if start:
            conditions += f" AND (b.local_date, b.engagement_id) {'>' if oldest_first else '<'} (%s, %s)"
            asked += start
        order = "ASC" if oldest_first else "DESC"
        walked = f"""SELECT b.local_date, b.engagement_id FROM engagement_scope b{probes}
          WHERE b.kind = %s AND b.key = %s AND {OPEN.format("b")}{conditions}
          ORDER BY b.local_date {order}, b.engagement_id {order} LIMIT %s"""
        return walked, (*asked, size)

    def sizes(self, keys: Sequence[Key]) -> list[int]:
        """How many open engagements each key has."""
        one = "(SELECT coalesce(sum(n), 0) FROM scope_month WHERE kind = %s AND key = %s AND month BETWEEN %s AND %s)"
        months = month_number(FIRST), month_number(LAST)
        asked = tuple(part for key in keys for part in (*key, *months))
        return [int(n) for n in self.raw.rows(f"SELECT {', '.join([one] * len(keys))}", asked)[0]]

    def count(self, keys: Sequence[Key], span: tuple[Any, Any] | None = None) -> tuple[int, bool]:
        """How many fit, and whether exactly: of one key from the months, else up to 10,000."""
        if len(keys) == 1 and span is None and keys[0][0] != Scope.CONFIDENTIAL:
            walked, asked = self._mine(keys[0])
            months = "(SELECT coalesce(sum(n), 0) FROM scope_month WHERE kind = %s AND key = %s)"
            ((n, mine),) = self.raw.rows(f"SELECT {months}, ({walked})", (*keys[0], *asked))
            return int(n) + mine, True
        walked, asked = self._walk(keys, None, 10_001, span)
        walked = walked.replace("ORDER BY b.local_date DESC, b.engagement_id DESC", "")
        ((n,),) = self.raw.rows(f"SELECT count(*) FROM ({walked}) w", asked)
        return min(n, 10_000), n <= 10_000

    def _mine(self, key: Key) -> tuple[str, tuple[Any, ...]]:
        statement = """SELECT count(*) FROM engagement_scope m WHERE m.kind = 14 AND m.key = %s AND EXISTS (
          SELECT 1 FROM engagement_scope o WHERE o.kind = %s AND o.key = %s AND o.local_date = m.local_date
            AND o.engagement_id = m.engagement_id)"""
        return statement, (self.member_id, *key)


def _one(column: str) -> str:
    """One column of PROMISED by itself: SQLite knows no LATERAL."""
    counted = {
        '"open"': "count(CASE WHEN c.state = 'open' THEN 1 END)",
        "late": "count(CASE WHEN c.state = 'open' AND c.due < %s THEN 1 END)",
        "done": "count(CASE WHEN c.state = 'done' THEN 1 END)",
        "due": "min(CASE WHEN c.state = 'open' THEN c.due END)",
    }
    return f"SELECT {counted[column]} FROM commitment c WHERE c.engagement_id = e.id"


def told(raw: Raw, rows: list[tuple[Any, ...]], links: list[tuple[Any, ...]]) -> list[EngagementRow]:
    """The driver's rows as ours: what both sides are compared as, and what a page's template takes."""
    made = [_row(raw, row) for row in rows]
    by_id = {row.id: row for row in made}
    for engagement_id, what, _, key, name, note in sorted(links, key=lambda link: (link[2], link[3])):
        row = by_id[engagement_id]
        (row.organisations, row.officials, row.members, row.topics)[what].append(Linked(key, name, note))
    return made


def _row(raw: Raw, row: tuple[Any, ...]) -> EngagementRow:
    key, title, kind, status, channel, day, at, minutes, zone, confidential, *counts, due = row
    if raw.sqlite:
        day, due = date.fromisoformat(day), date.fromisoformat(due) if due else None
        at = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
    elif at:
        at = at.astimezone(UTC)
    return EngagementRow(
        *(key, title, EngagementKind(kind), Status(status), Channel(channel) if channel else None),
        *(day, at, minutes, zone, bool(confidential), *counts, due),
    )


def cursor_of(world: World, row: EngagementRow) -> tuple[Any, int]:
    """Where a row stands, as the driver asks for what comes after it."""
    place: Cursor = row.cursor
    return world.day(place.day), place.id
