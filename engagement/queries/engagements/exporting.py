"""Engagements with their texts, as an export writes them: in parts, so that memory stays flat."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, literal, select

from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.ledgers import Heard, Shared
from engagement.model.words import AskedBy, Purpose
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import EngagementRow, every


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


_ids: Any = bindparam("ids", expanding=True)
_TEXTS = select(
    Engagement.id,
    Engagement.place,
    Engagement.asked_by,
    Engagement.purpose,
    Engagement.hours,
    Engagement.summary,
    Engagement.outcome,
    Engagement.result_sought,
).where(Engagement.id.in_(_ids))
_ENTRIES = [
    select(Shared.engagement_id, literal("shared"), Shared.kind, Shared.text, Shared.position).where(
        Shared.engagement_id.in_(_ids)
    ),
    select(Heard.engagement_id, literal("heard"), Heard.kind, Heard.text, Heard.position).where(
        Heard.engagement_id.in_(_ids)
    ),
    select(Commitment.engagement_id, literal("promise"), Commitment.state, Commitment.text, Commitment.position).where(
        Commitment.engagement_id.in_(_ids)
    ),
]


def exported(desk: Desk, question: EngagementFilter) -> Iterator[Exported]:
    """All engagements that fit, newest first: exactly those of the list."""
    for rows in every(desk, question):
        asked = {"ids": [row.id for row in rows]}
        texts = {row.id: Texts(*row[1:]) for row in desk.db.execute(_TEXTS, asked)}
        entries: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
        for query in _ENTRIES:
            for key, ledger, kind, text, _ in desk.db.execute(query.order_by("position"), asked):
                entries[key].append((ledger, kind.value, text))
        yield from (Exported(row, texts[row.id], entries[row.id]) for row in rows)
