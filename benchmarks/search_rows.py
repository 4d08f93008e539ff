"""Driver floor of search as one types: the newest five, how many, the best five names of each kind, and their texts."""

from datetime import date
from typing import Any

from benchmarks.worlds import Raw
from engagement.core.matching import GAP
from engagement.model.scope import Scope
from engagement.upkeep.search.sqlite import KIND, MASK, OWNER
from engagement.upkeep.search.texts import scope_token

SHOWN, COUNTED = 5, 1_001
KINDS = ("organisation", "official", "topic", "member", "country", "region")
NAMES = """
SELECT kind, id, n FROM (
 SELECT kind, id, count(*) OVER (PARTITION BY kind) AS n, row_number() OVER (
  PARTITION BY kind ORDER BY CASE WHEN main = ' ' || %s THEN 0
   WHEN AT(' {gap} ' || names || ' {gap} ', ' {gap} ' || %s || ' {gap} ') > 0 THEN 1
   WHEN AT(main, ' ' || %s) = 1 THEN 2 WHEN AT(main || ' ', ' ' || %s || ' ') > 0 THEN 3
   WHEN AT(main, ' ' || %s) > 0 THEN 4 ELSE 6 END, length(names), names, id) AS place
 FROM (SELECT kind, id, names, substr(' ' || names, 1, AT(names || ' {gap}', ' {gap}')) AS main FROM (FOUND) f) m
) r WHERE place <= 5 ORDER BY kind, place"""
MAY_SEE = """(NOT e.restricted OR EXISTS (SELECT 1 FROM engagement_scope m WHERE m.kind = 14 AND m.key = %s
  AND m.local_date = e.local_date AND m.engagement_id = e.id))"""
TEXTS = """
SELECT e.id, e.title, e.kind, e.status, e.local_date, e.confidential, e.summary, e.outcome, e.result_sought, e.place
FROM engagement e WHERE e.id IN ({0})"""
PARTS = """
SELECT l.engagement_id, 1, l.position, o.name FROM engagement_organisation l JOIN organisation o
 ON o.id = l.organisation_id WHERE l.engagement_id IN ({0})
UNION ALL SELECT l.engagement_id, 2, l.position, o.name FROM engagement_official l JOIN official o
 ON o.id = l.official_id WHERE l.engagement_id IN ({0})
UNION ALL SELECT l.engagement_id, 3, l.position, t.name FROM engagement_topic l JOIN topic t
 ON t.id = l.topic_id WHERE l.engagement_id IN ({0})
UNION ALL SELECT engagement_id, 4, position, text FROM shared WHERE engagement_id IN ({0})
UNION ALL SELECT engagement_id, 5, position, text FROM heard WHERE engagement_id IN ({0})
UNION ALL SELECT engagement_id, 6, position, text FROM commitment WHERE engagement_id IN ({0})"""
PROMISED = """
SELECT c.id, c.text, c.state, c.due, e.id, e.title FROM commitment c JOIN engagement e ON e.id = c.engagement_id
WHERE c.id IN ({0})"""


class SearchRows:
    """What the box shows, by the bare driver, as the member `me` gets it. Asks for one beginning of a word."""

    def __init__(self, raw: Raw, me: int, _today: date) -> None:
        self.raw, self.me = raw, me

    def box(self, word: str) -> tuple[Any, ...]:
        """(ids of engagements, how many, ids of commitments, how many, (kind, id, how many) of names)."""
        engagements, n, promises, m = self._sqlite(word) if self.raw.sqlite else self._postgresql(word)
        names = [(KINDS[kind - 1], key, number) for kind, key, number in self._names(word)]
        self._texts(engagements, promises)
        return engagements, n, promises, m, names

    def _sqlite(self, word: str) -> tuple[list[int], int, list[int], int]:
        longer = (
            [
                row
                for (row,) in self.raw.rows(
                    "SELECT word FROM search_word WHERE word >= %s AND word < %s LIMIT 65", (word, word + "\U0010ffff")
                )
            ]
            if len(word) > 3
            else []
        )
        asked = " OR ".join(f'"{one}"' for one in longer) if 0 < len(longer) < 65 else f'"{word}" *'
        secret, mine = (scope_token(Scope.CONFIDENTIAL, key) for key in (0, self.me))
        words = f'(({asked})) NOT ("{secret}" NOT "{mine}")'
        found: list[Any] = []
        for table, key in (
            ("search_engagement", f"rowid & {MASK}"),
            ("search_commitment", f"rowid & {(1 << OWNER) - 1}"),
        ):
            newest = f"SELECT {key} FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT {SHOWN}"
            count = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH %s LIMIT {COUNTED})"
            found += [[at for (at,) in self.raw.rows(newest, (words,))], self.raw.rows(count, (words,))[0][0]]
        return found[0], found[1], found[2], found[3]

    def _postgresql(self, word: str) -> tuple[list[int], int, list[int], int]:
        asked = (f"'{word}':*", self.me)
        engagements = f"FROM search_engagement e WHERE e.words @@ %s::tsquery AND {MAY_SEE}"
        promises = f"""FROM search_commitment c JOIN search_engagement e ON e.id = c.engagement_id
          WHERE c.words @@ %s::tsquery AND {MAY_SEE}"""
        found: list[Any] = []
        for rows, key, order in (
            (engagements, "e.id", "e.local_date DESC, e.id DESC"),
            (promises, "c.id", "c.engagement_id DESC, c.id DESC"),
        ):
            newest = self.raw.rows(f"SELECT {key} {rows} ORDER BY {order} LIMIT {SHOWN}", asked)
            count = self.raw.rows(f"SELECT count(*) FROM (SELECT 1 {rows} LIMIT {COUNTED}) f", asked)
            found += [[at for (at,) in newest], count[0][0]]
        return found[0], found[1], found[2], found[3]

    def _names(self, word: str) -> list[tuple[Any, ...]]:
        if self.raw.sqlite:
            found = f"""SELECT rowid >> {KIND} AS kind, rowid & {(1 << KIND) - 1} AS id, words AS names FROM search_name
              WHERE search_name MATCH %s LIMIT 10000"""
            asked = f'"{word}" *'
        else:
            found = "SELECT kind, id, names FROM search_name WHERE words @@ %s::tsquery LIMIT 10000"
            asked = f"'{word}':*"
        at = "instr" if self.raw.sqlite else "strpos"
        statement = NAMES.format(gap=GAP).replace("AT(", f"{at}(").replace("FOUND", found)
        return self.raw.rows(statement, (*[word] * 5, asked))

    def _texts(self, engagements: list[int], promises: list[int]) -> None:
        for statement, keys in ((TEXTS, engagements), (PARTS, engagements), (PROMISED, promises)):
            if keys:
                marks = ", ".join(["%s"] * len(keys))
                self.raw.rows(statement.replace("{0}", marks), tuple(keys) * statement.count("{0}"))
