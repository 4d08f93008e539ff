"""When a promise is overdue."""

from types import ModuleType

import pytest
from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.words import CommitmentState


@pytest.mark.parametrize("state", CommitmentState)
@pytest.mark.parametrize(("due_in", "late"), [(-1, True), (0, False), (1, False), (None, False)])
def test_a_promise_is_overdue_when_it_is_open_after_its_day(
    asha: Desk, make: ModuleType, state: CommitmentState, due_in: int | None, late: bool
) -> None:
    due = None if due_in is None else make.days(asha, due_in)
    promise = make.commitment(asha, due=due, state=state)
    overdue = asha.db.scalars(select(Commitment).where(Commitment.overdue(asha.today))).all()
    assert overdue == ([promise] if late and state is CommitmentState.OPEN else [])
