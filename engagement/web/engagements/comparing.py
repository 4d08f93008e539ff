"""What stands beside what was written, part by part, for the second of two editors."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from engagement.actions.engagements.drafting import EngagementDraft
from engagement.model.words import Word
from engagement.queries.lookups import told
from engagement.web.frame import desk
from engagement.web.said import city, full_day, minutes

PARTS = {
    "organisation_ids": "Organisations",
    "officials": "Officials",
    "topic_ids": "Topics",
    "summary": "What happened",
    "outcome": "Outcome",
    "result_sought": "Result sought",
    "commitments": "Commitments",
    "shared": "Shared",
    "heard": "Heard",
    "local_date": "Day",
    "local_time": "Start",
    "minutes": "Length",
    "zone": "Clock of",
    "place": "Place",
    "kind": "Kind",
    "status": "Status",
    "channel": "How",
    "asked_by": "Who asked for it",
    "purpose": "Purpose",
    "title": "Title",
    "member_ids": "Us",
    "hours": "Hours",
    "confidential": "Confidential",
    "reader_ids": "Who else may see it",
}
KINDS = {
    "organisation_ids": "organisation",
    "officials": "official",
    "topic_ids": "topic",
    "member_ids": "member",
    "reader_ids": "member",
}


@dataclass(frozen=True)
class Difference:
    """One part that two editors left different: as it stands, and as the second wrote it."""

    part: str
    label: str
    stands: str
    written: str


def differences(stands: EngagementDraft, written: EngagementDraft) -> list[Difference]:
    """The parts that differ, in the order of the form."""
    found = []
    for part, label in PARTS.items():
        there, here = _plain(part, getattr(stands, part)), _plain(part, getattr(written, part))
        if there != here:
            found.append(Difference(part, label, _words(part, there), _words(part, here)))
    return found


def _plain(part: str, value: Any) -> Any:
    return tuple(key for key, _ in value) if part == "officials" else value


def _words(part: str, value: Any) -> str:
    if part in KINDS:
        return ", ".join(one.name for one in told(desk(), [(KINDS[part], key) for key in value]))
    if part in ("commitments", "shared", "heard"):
        return _rows(value)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Word):
        return value.label
    return SAYS[part](value) if part in SAYS else str(value)


def _rows(rows: Iterable[Any]) -> str:
    return "; ".join(row.text for row in rows)


SAYS: dict[str, Callable[[Any], str]] = {
    "local_date": full_day,
    "local_time": lambda at: f"{at:%H:%M}",
    "minutes": minutes,
    "zone": city,
    "hours": lambda hours: f"{hours:g}",
}
