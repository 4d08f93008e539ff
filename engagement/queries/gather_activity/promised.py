"""Commitments as a report prints them, and what became of those that fell due."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, false, func, select

from engagement.access.rows import select_visible
from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement, EngagementOrganisation
from engagement.model.members import Member
from engagement.model.organisations import Organisation
from engagement.model.words import CommitmentState, Side
from engagement.queries.addresses import Pages
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.defined import PROMISES_OURS, PROMISES_THEIRS
from engagement.queries.figures.fitting import as_of, fitting
from engagement.queries.figures.promises import due_between, fell_due
from reports import records

COLUMNS = (
    Commitment.text,
    Commitment.side,
    Commitment.due,
    Commitment.state,
    Commitment.done_on,
    Member.name.label("owner"),
    Organisation.name.label("body"),
)


def promise(row: Any, today: date, href: str = "") -> records.Promise:
    """One commitment from a row of COLUMNS. Theirs is kept by a body, ours and a follow-up by a member."""
    ended = row.done_on or today
    late = row.due is not None and row.state is not CommitmentState.DROPPED and ended > row.due
    return records.Promise(
        text=row.text,
        side=records.Side(row.side.value) if row.side else None,
        owner=(row.body if row.side is Side.THEIRS else row.owner) or "",
        due=row.due,
        state=row.state.value,
        is_late=late,
        days_late=(ended - row.due).days if late else 0,
        body=row.body or "",
        href=href,
    )


def promises(desk: Desk, question: EngagementFilter, span: Period, to: Pages) -> list[records.Promises]:
    """Both sides apart; one of which nothing was due is left out. Of confidential engagements late ones only count."""
    found = []
    for side, definition in ((Side.OURS, PROMISES_OURS), (Side.THEIRS, PROMISES_THEIRS)):
        due = fell_due(desk, question, span, side)
        if due.due:
            found.append(
                records.Promises(
                    side=records.Side(side.value),
                    due=due.due,
                    kept=due.kept,
                    late=due.late,
                    open=due.open,
                    dropped=due.dropped,
                    href=to.asked(definition.opens(question, span)),
                    late_ones=list(_late(desk, question, span, side, to)),
                )
            )
    return found


def coming(desk: Desk, question: EngagementFilter, span: Period, to: Pages) -> Iterator[records.Promise]:
    """The open ones that fall due in a span, the soonest first."""
    query = _shown(desk, question).where(
        Commitment.state == CommitmentState.OPEN, Commitment.due.between(span.first, span.last)
    )
    for row in desk.db.execute(query):
        yield promise(row, desk.today, to.record(Engagement, row.engagement_id))


def _late(desk: Desk, question: EngagementFilter, span: Period, side: Side, to: Pages) -> Iterator[records.Promise]:
    # a CASE, since SQLite would look for each part of an OR by an index of its own, and not by the due date
    is_late = case(
        (Commitment.state == CommitmentState.OPEN, Commitment.due < desk.today),
        (Commitment.state == CommitmentState.DONE, Commitment.done_on > Commitment.due),
        else_=false(),
    )
    query = _shown(desk, question).where(Commitment.side == side, due_between(span.first, as_of(desk, span)), is_late)
    for row in desk.db.execute(query):
        yield promise(row, desk.today, to.record(Engagement, row.engagement_id))


def _shown(desk: Desk, question: EngagementFilter) -> Select[Any]:
    """Commitments of engagements that fit and are not confidential, by due date; without a body of its own, a
    commitment has the first of its engagement."""
    first = (
        select(EngagementOrganisation.organisation_id)
        .where(EngagementOrganisation.engagement_id == Engagement.id)
        .order_by(EngagementOrganisation.position, EngagementOrganisation.organisation_id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select_visible(desk, Engagement, *COLUMNS, Commitment.engagement_id)
        .select_from(Engagement)
        .join(Commitment, Commitment.engagement_id == Engagement.id)
        .outerjoin(Member, Member.id == Commitment.owner_id)
        .outerjoin(Organisation, Organisation.id == func.coalesce(Commitment.organisation_id, first))
        .where(Engagement.confidential.is_(False), *fitting(desk, question))
        .order_by(Commitment.due, Commitment.id)
    )


def ninety_days(desk: Desk) -> Period:
    """From today on."""
    return Period(desk.today, desk.today + timedelta(days=90))
