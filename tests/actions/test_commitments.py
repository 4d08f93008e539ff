"""Promises: who keeps them, and what happens to them."""

from datetime import date
from types import ModuleType

import pytest

from engagement.actions.commitments import CommitmentDraft, promise, revise, settle
from engagement.actions.turns import Changed
from engagement.actions.wrong import Missing, OutOfRange, PutAway, TooLong, Unknown, WrongDraft
from engagement.desk import Desk
from engagement.model.words import CommitmentState, Side


def test_ours_is_kept_by_the_lead_and_theirs_by_the_first_body_unless_said(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha)
    talk = make.engagement(asha, organisations=[body])
    assert promise(asha, talk, CommitmentDraft("Send it")).owner_id == asha.member.id
    theirs = promise(asha, talk, CommitmentDraft("Answer", Side.THEIRS))
    assert (theirs.owner_id, theirs.organisation_id) == (None, body.id)


def test_a_form_opened_before_a_promise_was_added_is_stale(asha: Desk, make: ModuleType) -> None:
    talk = make.engagement(asha)
    promise(asha, talk, CommitmentDraft("Send it"))
    assert talk.version == 2


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (CommitmentDraft("  "), Missing),
        (CommitmentDraft("x" * 2_001), TooLong),
        (CommitmentDraft("x", due=date(1, 1, 1)), OutOfRange),
        (CommitmentDraft("x", owner_id=2**31 - 1), Unknown),
        (CommitmentDraft("x", Side.THEIRS, organisation_id=2**31 - 1), Unknown),
    ],
)
def test_a_wrong_promise_is_refused(
    asha: Desk, make: ModuleType, draft: CommitmentDraft, error: type[WrongDraft]
) -> None:
    with pytest.raises(error):
        promise(asha, make.engagement(asha), draft)


def test_a_member_who_left_is_not_promised_for(asha: Desk, make: ModuleType) -> None:
    gone = make.archived(asha, make.member(asha))
    with pytest.raises(PutAway):
        promise(asha, make.engagement(asha), CommitmentDraft("x", owner_id=gone.id))


def test_a_promise_is_done_on_a_day_and_can_be_opened_again(asha: Desk, make: ModuleType) -> None:
    made = make.commitment(asha, due=make.days(asha, -1))
    settle(asha, made, CommitmentState.DONE)
    assert (made.done_on, made.version) == (asha.today, 2)
    assert settle(asha, made, CommitmentState.DONE).version == 2
    settle(asha, made, CommitmentState.OPEN)
    assert (made.done_on, made.state) == (None, CommitmentState.OPEN)


def test_two_who_change_one_promise_are_told(asha: Desk, make: ModuleType) -> None:
    talk = make.engagement(asha)
    made = make.commitment(asha, talk)
    revise(asha, talk, made, CommitmentDraft("By Friday"), 1)
    with pytest.raises(Changed):
        revise(asha, talk, made, CommitmentDraft("By Monday"), 1)
    assert made.text == "By Friday"
