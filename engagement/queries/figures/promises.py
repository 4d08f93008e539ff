"""Promises kept on time: ours and theirs apart, never mixed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func

from engagement.access.rows import kept, select_visible
from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.words import CommitmentState, Side
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import held_keys
from engagement.queries.figures.fitting import as_of, having
from engagement.queries.kept import rows_of
from reports.records import Share


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
    keys = held_keys(desk, question)
    asked: dict[str, Any] = {"side": side, "first": span.first, "last": as_of(desk, span)}
    for number, (kind, key) in enumerate(keys):
        asked |= {f"kind{number}": int(kind), f"key{number}": key}
    return Due(*rows_of(desk, kept(desk, _counted, len(keys)), asked)[0])


def _counted(desk: Desk, keys: int) -> Any:
    done = Commitment.state == CommitmentState.DONE
    whens = (
        done & (Commitment.done_on <= Commitment.due),
        done & (Commitment.done_on > Commitment.due),
        Commitment.state == CommitmentState.OPEN,
        Commitment.state == CommitmentState.DROPPED,
    )
    pairs: list[tuple[Any, Any]] = [(bindparam(f"kind{number}"), bindparam(f"key{number}")) for number in range(keys)]
    return (
        select_visible(desk, Engagement, *(func.count(case((when, 1))) for when in whens))
        .select_from(Engagement)
        .join(Commitment, Commitment.engagement_id == Engagement.id)
        .where(Commitment.side == bindparam("side"), due_between(bindparam("first"), bindparam("last")))
        .where(Engagement.archived_at.is_(None), *having(pairs, Engagement.local_date, Engagement.id))
    )


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
