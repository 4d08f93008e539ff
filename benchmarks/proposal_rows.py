"""Driver floor of the type-ahead: the best eight of six kinds by one statement."""

from datetime import date
from typing import Any

from benchmarks.worlds import Raw
from engagement.core.text import words

OTHERS = {"organisation": "organisation_name", "topic": "topic_name"}
ARCHIVED = ("organisation", "official", "topic", "member", "region")
RECENT = """{0}.id IN (SELECT l.{0}_id FROM engagement_{0} l WHERE l.engagement_id IN (
    SELECT engagement_id FROM engagement_scope WHERE kind = 6 AND key = %s
    ORDER BY local_date DESC, engagement_id DESC LIMIT 200))"""
LINKED = ("organisation", "official", "topic", "member")


class ProposalRows:
    """Proposals by the bare driver, as the member `me` gets them."""

    def __init__(self, raw: Raw, me: int, _today: date) -> None:
        self.raw, self.me = raw, me

    def proposals(self, text: str, kinds: list[str]) -> list[tuple[Any, ...]]:
        """(rank, whether not recent, folded, kind, id, name) of the best eight."""
        asked = words(text)
        parts, values = [], []
        for kind in kinds or ["organisation", "official", "topic", "member", "region", "country"]:
            part, given = self._part(kind, asked)
            parts.append(f"SELECT * FROM ({part}) {kind}s")
            values += given
        statement = f"SELECT * FROM ({' UNION ALL '.join(parts)}) a ORDER BY 1, 2, 3, 4, 5 LIMIT 8"
        return self.raw.rows(statement, tuple(values))

    def _part(self, kind: str, asked: tuple[str, ...]) -> tuple[str, list[Any]]:
        whole = " ".join(asked)
        others = OTHERS.get(kind)
        values: list[Any] = []
        also = f" OR {kind}.id IN (SELECT {kind}_id FROM {others} WHERE folded = %s)" if others else ""
        begins = " AND ".join([f"({kind}.folded LIKE %s OR {kind}.folded LIKE %s)"] * len(asked))
        values += [whole, *([whole] if others else []), f"{whole}%"]
        values += [pattern for word in asked for pattern in (f"{word}%", f"% {word}%")]
        recent = RECENT.format(kind) if kind in LINKED else "1 = 0"
        values += [self.me] if kind in LINKED else []
        has = []
        for word in asked:
            more = f" OR {kind}.id IN (SELECT {kind}_id FROM {others} WHERE folded LIKE %s)" if others else ""
            has.append(f"({kind}.folded LIKE %s{more})")
            values += [f"%{word}%"] * (2 if others else 1)
        kept = f" AND {kind}.archived_at IS NULL" if kind in ARCHIVED else ""
        return (
            f"""SELECT CASE WHEN {kind}.folded = %s{also} THEN 0 WHEN {kind}.folded LIKE %s THEN 1
                WHEN {begins} THEN 2 ELSE 3 END AS best, CASE WHEN {recent} THEN 0 ELSE 1 END AS used,
              {kind}.folded, '{kind}' AS kind, {kind}.id, {kind}.name
              FROM {kind} WHERE {" AND ".join(has)}{kept} ORDER BY 1, 2, 3, 5 LIMIT 8""",
            values,
        )
