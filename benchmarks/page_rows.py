"""Driver floors of whole pages: all that a page shows, by as few statements as one would write by hand."""

from datetime import date
from typing import Any

from benchmarks.driver import OPEN, Listing, told
from benchmarks.worlds import Raw
from engagement.core.paging import Cursor
from engagement.core.periods import LAST as LAST_DAY
from engagement.core.periods import Period, preset
from engagement.model.scope import Scope
from engagement.model.words import Status
from engagement.queries.engagements.asking import NAMED, SCOPES, EngagementFilter

Args = dict[str, str]
NAV = """SELECT (SELECT count(*) FROM engagement_member l JOIN engagement e ON e.id = l.engagement_id
    WHERE l.member_id = %s AND e.status = 'planned' AND e.local_date < %s AND e.archived_at IS NULL),
  (SELECT count(*) FROM commitment c JOIN engagement e ON e.id = c.engagement_id
    WHERE c.owner_id = %s AND c.state = 'open' AND c.due < %s AND e.archived_at IS NULL)"""
CHOICES = """SELECT 'region', id, name, position, folded FROM region WHERE archived_at IS NULL
UNION ALL SELECT 'function', id, name, position, folded FROM function WHERE archived_at IS NULL
UNION ALL SELECT 'need', id, name, position, folded FROM need_category WHERE archived_at IS NULL
UNION ALL SELECT 'country', id, name, 0, folded FROM country ORDER BY 1, 4, 5"""
RECORD = """SELECT e.*, c.name FROM engagement e LEFT JOIN member c ON c.id = e.created_by_id WHERE e.id = %s
  AND (NOT e.confidential
    OR EXISTS (SELECT 1 FROM engagement_member m WHERE m.engagement_id = e.id AND m.member_id = %s)
    OR EXISTS (SELECT 1 FROM engagement_reader r WHERE r.engagement_id = e.id AND r.member_id = %s))"""
PARTS = """SELECT 0, l.position, o.id, o.name, l.kind, c.id, c.name, r.id, r.name FROM engagement_organisation l
  JOIN organisation o ON o.id = l.organisation_id LEFT JOIN country c ON c.id = l.country_id
  LEFT JOIN region r ON r.id = l.region_id WHERE l.engagement_id = %s
UNION ALL SELECT 1, l.position, o.id, o.name, l.post_title, b.id, b.name, NULL, NULL FROM engagement_official l
  JOIN official o ON o.id = l.official_id LEFT JOIN organisation b ON b.id = l.organisation_id
  WHERE l.engagement_id = %s
UNION ALL SELECT 2, l.position, m.id, m.name, CASE WHEN l.lead THEN 'lead' ELSE '' END, f.id, f.name, NULL, NULL
  FROM engagement_member l JOIN member m ON m.id = l.member_id LEFT JOIN function f ON f.id = l.function_id
  WHERE l.engagement_id = %s
UNION ALL SELECT 3, l.position, t.id, t.name, NULL, NULL, NULL, NULL, NULL FROM engagement_topic l
  JOIN topic t ON t.id = l.topic_id WHERE l.engagement_id = %s
UNION ALL SELECT 4, 0, m.id, m.name, NULL, NULL, NULL, NULL, NULL FROM engagement_reader l
  JOIN member m ON m.id = l.member_id WHERE l.engagement_id = %s
ORDER BY 1, 2"""
ENTRIES = """SELECT 5, s.position, s.id, s.text, s.kind, s.topic_id, t.name, NULL, s.taken_up_on, NULL FROM shared s
  LEFT JOIN topic t ON t.id = s.topic_id WHERE s.engagement_id = %s
UNION ALL SELECT 6, h.position, h.id, h.text, h.kind, h.topic_id, t.name, n.name, h.answered_on, NULL FROM heard h
  LEFT JOIN topic t ON t.id = h.topic_id LEFT JOIN need_category n ON n.id = h.need_category_id
  WHERE h.engagement_id = %s
UNION ALL SELECT 7, c.position, c.id, c.text, c.state, c.owner_id, m.name, o.name, c.due, c.side FROM commitment c
  LEFT JOIN member m ON m.id = c.owner_id LEFT JOIN organisation o ON o.id = c.organisation_id
  WHERE c.engagement_id = %s
UNION ALL SELECT 8, 0, a.id, a.name, a.media_type, a.size, m.name, NULL, NULL, NULL FROM attachment a
  LEFT JOIN member m ON m.id = a.added_by_id WHERE a.engagement_id = %s AND a.archived_at IS NULL
ORDER BY 1, 2"""
BODY = """SELECT o.*, c.name, c.zone, r.id, r.name, g.id, g.name, p.name, k.cadence_days FROM organisation o
  LEFT JOIN country c ON c.id = o.country_id LEFT JOIN region r ON r.id = c.region_id
  LEFT JOIN region g ON g.id = o.region_id LEFT JOIN organisation p ON p.id = o.parent_id
  LEFT JOIN key_body k ON k.organisation_id = o.id AND k.to_on IS NULL WHERE o.id = %s"""
AROUND = """SELECT 0, n.id, n.name, n.id, '' FROM organisation_name n WHERE n.organisation_id = %s
UNION ALL SELECT 1, o.id, o.name, -t.depth, o.kind FROM organisation_tree t JOIN organisation o ON o.id = t.ancestor_id
  WHERE t.descendant_id = %s AND t.depth > 0
UNION ALL SELECT 2, o.id, o.name, 0, o.kind FROM organisation o WHERE o.parent_id = %s AND o.archived_at IS NULL
ORDER BY 1, 4, 3"""
KNOWN = f"""SELECT m.id, m.name, count(*), max(h.local_date) FROM (
    SELECT b.engagement_id, b.local_date FROM engagement_scope b
    WHERE b.kind = 3 AND b.key = %s AND b.held AND b.local_date <= %s AND {OPEN.format("b")}
    ORDER BY b.local_date DESC, b.engagement_id DESC LIMIT 2000) h
  JOIN engagement_member l ON l.engagement_id = h.engagement_id JOIN member m ON m.id = l.member_id
  GROUP BY m.id, m.name ORDER BY 4 DESC, 1 LIMIT 1000"""
SOON = {
    True: "date(e.held_at) <= date(e.local_date, '+7 days')",
    False: "(e.held_at AT TIME ZONE 'UTC')::date <= e.local_date + 7",
}
FIGURES = f"""SELECT b.local_date >= %s, count(*), count(CASE WHEN SOON THEN 1 END),
    count(CASE WHEN e.outcome <> '' THEN 1 END),
    count(CASE WHEN EXISTS (SELECT 1 FROM shared s WHERE s.engagement_id = e.id)
      AND EXISTS (SELECT 1 FROM heard h WHERE h.engagement_id = e.id) THEN 1 END)
  FROM engagement_scope b JOIN engagement e ON e.id = b.engagement_id
  WHERE b.kind = 3 AND b.key = %s AND b.held AND b.local_date BETWEEN %s AND %s AND {OPEN.format("b")}
  GROUP BY 1 ORDER BY 1 DESC"""
KEPT = """SELECT c.due >= %s, count(CASE WHEN c.state = 'done' AND c.done_on <= c.due THEN 1 END), count(*)
  FROM engagement_scope b JOIN commitment c ON c.engagement_id = b.engagement_id AND c.side = 'ours'
    AND c.due BETWEEN %s AND %s
  WHERE b.kind = 3 AND b.key = %s AND (NOT b.restricted OR EXISTS (SELECT 1 FROM engagement_scope m WHERE m.kind = 14
    AND m.key = %s AND m.local_date = b.local_date AND m.engagement_id = b.engagement_id))
  GROUP BY 1 ORDER BY 1 DESC"""
LAST = f"""SELECT b.local_date FROM engagement_scope b WHERE b.kind = 3 AND b.key = %s AND b.held AND b.local_date <= %s
  AND {OPEN.format("b")} ORDER BY b.local_date DESC LIMIT 1"""


class PageRows:
    """Everything that some pages show, as the member `me` sees it."""

    def __init__(self, raw: Raw, me: int, today: date) -> None:
        self.raw, self.me, self.day = raw, me, today
        self.today = self._said(today)
        self.listing = Listing(raw, me, today)

    def _said(self, day: date) -> Any:
        return day.isoformat() if self.raw.sqlite else day

    def nav(self) -> tuple[int, int]:
        """The counts beside the names of pages."""
        ((waiting, late),) = self.raw.rows(NAV, (self.me, self.today) * 2)
        return waiting, late

    def engagements(self, args: Args) -> dict[str, Any]:
        """The list with its count, the menus of its filters and the names of those that are on."""
        asked = EngagementFilter.from_args(
            {name: text for name, text in args.items() if name not in ("older", "newer")}
        )
        keys = [
            (int(scope), value.number if hasattr(value, "number") else value)
            for part, scope in SCOPES.items()
            if (value := getattr(asked, part)) is not None
        ]
        keys += [(int(Scope.OPEN_COMMITMENT), 0)] if asked.open else []
        keys += [(int(Scope.CONFIDENTIAL), self.me)] if asked.confidential else []
        span = (self._said(asked.first), self._said(asked.last)) if asked.first and asked.last else None
        if len(keys) > 1:
            sizes = dict(zip(keys, self.listing.sizes(keys), strict=True))
            keys.sort(key=lambda key: sizes[key])
        keys = keys or [(int(Scope.ALL), 0)]
        start = None
        if args.get("older"):
            place = Cursor.read(args["older"])
            start = self._said(place.day), place.id
        named = [(part, getattr(asked, part)) for part in NAMED if getattr(asked, part) is not None]
        said = " UNION ALL ".join(f"SELECT name FROM {NAMED[part].__tablename__} WHERE id = %s" for part, _ in named)
        return {
            "rows": told(self.raw, *self.listing.page(keys, start, span=span))[:50],
            "count": self.listing.count(keys, span),
            "choices": self.raw.rows(CHOICES),
            "named": self.raw.rows(said, tuple(key for _, key in named)) if named else [],
            "nav": self.nav(),
        }

    def engagement(self, engagement_id: int) -> dict[str, Any]:
        """One engagement with all that belongs to it, and what came before and after with the same body."""
        (record,) = self.raw.rows(RECORD, (engagement_id, self.me, self.me))
        parts = self.raw.rows(PARTS, (engagement_id,) * 5)
        entries = self.raw.rows(ENTRIES, (engagement_id,) * 4)
        body = [(int(Scope.ORGANISATION), parts[0][2])]
        day = record[self._place("local_date")]
        after, _ = self.listing.page(body, (day, engagement_id), 2, oldest_first=True, linked=False)
        before, _ = self.listing.page(body, (day, engagement_id + 1), 5, linked=False)
        around = [*after[::-1], *before]
        links = self.listing.links([row[0] for row in around])
        return {
            "parts": parts,
            "entries": entries,
            "so_far": told(self.raw, around, links),
            "nav": self.nav(),
        }

    def _place(self, column: str) -> int:
        names = [one[0] for one in self.raw.cursor.execute("SELECT * FROM engagement LIMIT 0").description or ()]
        return names.index(column)

    def organisation(self, organisation_id: int) -> dict[str, Any]:
        """An organisation with its timeline, its figures and who knows it."""
        span: Period = preset("last-12-months", self.day)
        before = span.before()
        first, earliest, last = map(self._said, (span.first, before.first, span.last))
        key = [(int(Scope.ORGANISATION), organisation_id)]
        rows, _ = self.listing.page(key, None, 21, linked=False)
        coming = self.today, self._said(LAST_DAY)
        planned = [*key, (int(Scope.STATUS), Status.PLANNED.number)]
        soon, _ = self.listing.page(planned, None, 6, span=coming, linked=False)
        links = self.listing.links(list({row[0] for row in [*rows, *soon]}))
        figures = FIGURES.replace("SOON", SOON[self.raw.sqlite])
        return {
            "body": self.raw.rows(BODY, (organisation_id,)),
            "around": self.raw.rows(AROUND, (organisation_id,) * 3),
            "timeline": told(self.raw, rows, [link for link in links if link[0] in {row[0] for row in rows}])[:20],
            "planned": told(self.raw, soon, [link for link in links if link[0] in {row[0] for row in soon}])[:5],
            "known": self.raw.rows(KNOWN, (organisation_id, self.today, self.me)),
            "figures": self.raw.rows(figures, (first, organisation_id, earliest, last, self.me)),
            "kept": self.raw.rows(KEPT, (first, earliest, min(self.today, last), organisation_id, self.me)),
            "last": self.raw.rows(LAST, (organisation_id, self.today, self.me)),
            "nav": self.nav(),
        }
