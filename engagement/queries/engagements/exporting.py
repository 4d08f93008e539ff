"""Engagements with their texts, as an export writes them: in parts, so that memory stays flat."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import CompoundSelect, String, literal, select, type_coerce, union_all

from engagement.core.database import prepared
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.ledgers import Heard, Shared
from engagement.model.words import AskedBy, Purpose
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import EngagementRow, every
from engagement.queries.kept import among, dialect, keys_asked, rows_of


@dataclass(frozen=True, slots=True)
class Texts:
    """What the list does not show of an engagement."""

    place: str
    asked_by: AskedBy | None
    purpose: Purpose | None
    hours: float | None
    summary: str
    outcome: str
    result_sought: str


@dataclass(frozen=True, slots=True)
class Exported:
    """One engagement of an export; `entries` are (ledger, kind or side or state, text)."""

    row: EngagementRow
    texts: Texts
    entries: list[tuple[str, str, str]]


@lru_cache(maxsize=2)
def _texts(dialect: str) -> Any:
    told = Engagement.place, Engagement.asked_by, Engagement.purpose, Engagement.hours
    query = select(Engagement.id, *told, Engagement.summary, Engagement.outcome, Engagement.result_sought)
    return prepared(query.where(among(dialect, Engagement.id)))


LEDGERS: dict[str, tuple[Any, Any]] = {
    "shared": (Shared, Shared.kind),
    "heard": (Heard, Heard.kind),
    "promise": (Commitment, Commitment.state),
}


@lru_cache(maxsize=2)
def _entries(dialect: str) -> CompoundSelect[Any]:
    told = (
        select(of.engagement_id, literal(name), of.position, type_coerce(word, String()), of.text).where(
            among(dialect, of.engagement_id)
        )
        for name, (of, word) in LEDGERS.items()
    )
    return prepared(union_all(*told))


def exported(desk: Desk, question: EngagementFilter) -> Iterator[Exported]:
    """All engagements that fit, newest first: exactly those of the list."""
    for rows in every(desk, question):
        asked = {"keys": keys_asked(desk, [row.id for row in rows])}
        texts = {key: Texts(*told) for key, *told in rows_of(desk, _texts(dialect(desk)), asked)}
        entries: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
        found = rows_of(desk, _entries(dialect(desk)), asked)
        for key, ledger, _, word, text in sorted(found, key=itemgetter(2)):
            entries[key].append((ledger, word, text))
        yield from (Exported(row, texts[row.id], entries[row.id]) for row in rows)
