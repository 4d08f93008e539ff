"""Promises kept on time: ours and theirs apart, never mixed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select

from engagement.access.rows import kept, select_visible
from engagement.core.periods import FIRST, LAST, Period
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.scope import Scope
from engagement.model.words import CommitmentState, Side
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.walking import ordered_parameters, walk
from engagement.queries.figures.breakdowns import held_keys
from engagement.queries.figures.fitting import as_of, having
from engagement.queries.kept import dialect, rows_of
from reports.records import Share

# what has few engagements in all, beside the promises of everybody that fall due in a period: these are walked there
NARROW = (Scope.ORGANISATION, Scope.OFFICIAL, Scope.MEMBER, Scope.TOPIC)


@dataclass(frozen=True)
class Due:
    """The promises of one side that fell due in a period, until today. `due` is the sum of the others."""

    kept: int  # done by the due date
    late: int  # done after it
    open: int
    dropped: int

    @property
    def due(self) -> int:
        return self.kept + self.late + self.open + self.dropped


def fell_due(desk: Desk, question: EngagementFilter, span: Period, side: Side) -> Due:
    """What became of the promises of one side. A promise counts by its due date, whenever it was made."""
    if span.first > desk.today:
        return Due(0, 0, 0, 0)
    keys = sorted(set(held_keys(desk, question)), key=lambda key: key[0] not in NARROW)
    asked: dict[str, Any] = {"side": side, "due_first": span.first, "due_last": as_of(desk, span)}
    if keys and keys[0][0] in NARROW:
        asked |= ordered_parameters(desk, keys, Period(FIRST, LAST))
        return Due(*rows_of(desk, _of_a_scope(dialect(desk), len(keys) - 1), asked)[0])
    for number, (kind, key) in enumerate(keys):
        asked |= {f"kind{number}": int(kind), f"key{number}": key}
    return Due(*rows_of(desk, kept(desk, _of_a_period, len(keys)), asked)[0])


@lru_cache(maxsize=16)
def _of_a_scope(dialect: str, probes: int) -> Any:
    found = walk(dialect, probes, ("engagement_id",)).subquery("found")
    query = select(*_counts()).select_from(found)
    return query.join(Commitment, Commitment.engagement_id == found.c.engagement_id).where(*_is_due())


def _of_a_period(desk: Desk, keys: int) -> Any:
    pairs: list[tuple[Any, Any]] = [(bindparam(f"kind{number}"), bindparam(f"key{number}")) for number in range(keys)]
    return (
        select_visible(desk, Engagement, *_counts())
        .select_from(Engagement)
        .join(Commitment, Commitment.engagement_id == Engagement.id)
        .where(*_is_due())
        .where(Engagement.archived_at.is_(None), *having(pairs, Engagement.local_date, Engagement.id))
    )


def _counts() -> Iterator[ColumnElement[int]]:
    done = Commitment.state == CommitmentState.DONE
    for when in (
        done & (Commitment.done_on <= Commitment.due),
        done & (Commitment.done_on > Commitment.due),
        Commitment.state == CommitmentState.OPEN,
        Commitment.state == CommitmentState.DROPPED,
    ):
        yield func.count(case((when, 1)))


def _is_due() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Commitment.side == bindparam("side"), due_between(bindparam("due_first"), bindparam("due_last"))


def due_between(first: Any, last: Any) -> ColumnElement[bool]:
    """Due in a period; all states are named so that the index by state and day serves."""
    return and_(Commitment.state.in_(list(CommitmentState)), Commitment.due.between(first, last))


def kept_by_us(desk: Desk, question: EngagementFilter, span: Period) -> Share:
    """Ours that were done by the due date, of those due."""
    return _kept(fell_due(desk, question, span, Side.OURS))


def kept_by_them(desk: Desk, question: EngagementFilter, span: Period) -> Share:
    """Theirs that were done by the due date, of those due."""
    return _kept(fell_due(desk, question, span, Side.THEIRS))


def _kept(due: Due) -> Share:
    return Share(due.kept, due.due)
