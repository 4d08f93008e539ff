"""What lists share: where a page begins, and which list a filter opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for

from engagement.core.filtering import Filter, UnreadableFilter, record_key
from engagement.core.paging import Cursor, NamePlace
from engagement.core.periods import PRESETS, Period, preset
from engagement.model.commitments import Commitment
from engagement.model.words import CommitmentState
from engagement.queries import commitments as promised
from engagement.queries.commitments import CommitmentFilter
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import EngagementPage, engagements
from engagement.queries.key_bodies import KeyBodyFilter
from engagement.web.frame import desk
from engagement.web.said import day

LISTS: dict[type[Filter], str] = {
    EngagementFilter: "engagements.index",
    CommitmentFilter: "commitments.index",
    KeyBodyFilter: "key_bodies.index",
}
YEAR = "last-12-months"  # what a page of a record looks back on, where nobody says


def opens(asked: Filter) -> str:
    """The address of the list that a filter asks for: what a number leads to."""
    return address(LISTS[type(asked)], asked)


def address(endpoint: str, asked: Filter, **more: Any) -> str:
    """A list's address with a question in it; what is none is left out."""
    values: dict[str, Any] = {**asked.to_args(), **more}
    return url_for(endpoint, **values)


def name_place() -> NamePlace | None:
    """Behind which name the page begins. Raises UnreadableCursor."""
    text = request.args.get("after", "")
    return NamePlace.read(text) if text else None


def key_asked(name: str) -> int | None:
    """The key of a record in the address. Raises UnreadableFilter for what no record can have."""
    text = request.args.get(name, "")
    try:
        return record_key(text) if text else None
    except ValueError as error:
        raise UnreadableFilter(name, text) from error


def timeline(asked: EngagementFilter) -> EngagementPage:
    """One page of engagements, as a record's timeline shows them. Raises UnreadableCursor."""
    older, newer = request.args.get("older", ""), request.args.get("newer", "")
    return engagements(
        desk(),
        asked,
        older_than=Cursor.read(older) if older else None,
        newer_than=Cursor.read(newer) if newer else None,
        size=20,
    )


def period_asked() -> tuple[str, Period]:
    """The preset that the address names, else the last twelve months, and its days."""
    name = request.args.get("period", YEAR)
    name = name if name in PRESETS else YEAR
    return name, preset(name, desk().today)


@dataclass(frozen=True)
class Promised:
    """A commitment as a list of a record shows it. `tick` settles it or opens it again; empty where one may not."""

    text: str
    note: str
    due: str
    tone: str
    tick: str
    href: str


def promises(rows: Iterable[Commitment], *, titled: bool = True) -> list[Promised]:
    """Commitments with their day in words, `titled` with the name of their engagement."""
    rows = list(rows)
    mine = promised.may_settle(desk(), [one.id for one in rows])
    return [_promised(one, titled, one.id in mine) for one in rows]


def _promised(one: Commitment, titled: bool, may_settle: bool) -> Promised:
    keeper = one.organisation or one.owner
    whose = one.side.value if one.side else "follow-up"
    act = "commitments.settle" if one.state is CommitmentState.OPEN else "commitments.reopen"
    notes = keeper.name if keeper else "", whose, one.engagement.title if titled else ""
    return Promised(
        one.text,
        ", ".join(note for note in notes if note),
        *_when(one),
        url_for(act, commitment_id=one.id) if may_settle else "",
        url_for("engagements.show", engagement_id=one.engagement_id) if titled else "",
    )


def _when(one: Commitment) -> tuple[str, str]:
    if one.state is CommitmentState.DONE:
        return "done", "done"
    if one.state is CommitmentState.DROPPED:
        return "dropped", ""
    return due_words(one.due) if one.due else ("no day", "")


def due_words(due: date) -> tuple[str, str]:
    """When something open falls due, and the tone of its badge."""
    days = (due - desk().today).days
    if days < 0:
        return f"{-days} {'day' if days == -1 else 'days'} late", "late"
    if days == 0:
        return "due today", "due"
    if days <= 7:
        return f"due {due:%a} {due.day} {due:%b}", "due"
    return f"due {day(due)}", ""
