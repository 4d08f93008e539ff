"""Which commitments a question finds, and in what order."""

from types import ModuleType
from typing import Any

import pytest

from engagement.core.filtering import UnreadableFilter
from engagement.core.paging import UnreadableCursor
from engagement.desk import Desk
from engagement.model.words import CommitmentState, Side
from engagement.queries.commitments import CommitmentFilter, Place, Whose, commitments, count, counted, may_settle


def texts(desk: Desk, **asked: Any) -> list[str]:
    return [row.text for row in commitments(desk, CommitmentFilter(**asked)).rows]


def test_promises_of_a_confidential_engagement_stay_with_its_people(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    make.commitment(asha, make.engagement(asha, confidential=True), "secret")
    assert texts(asha) == ["secret"]
    assert texts(bruno) == []
    assert count(bruno, CommitmentFilter()) == counted(bruno, CommitmentFilter()).n == 0


def test_each_part_of_the_question_takes_its_own(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    parent = make.organisation(asha, "Parent", country="KR")
    child = make.organisation(asha, "Child", country="KR", parent=parent)
    topic = make.topic(asha)
    talk = make.engagement(asha, organisations=[child], topics=[make.topic(asha, parent=topic)])
    make.commitment(asha, talk, "late", due=make.days(asha, -1))
    make.commitment(asha, talk, "theirs", side=Side.THEIRS, due=make.days(asha, 1))
    make.commitment(asha, talk, "task", side=None, owner=bruno.member)
    make.commitment(asha, talk, "done", state=CommitmentState.DONE, due=make.days(asha, -9))
    abroad = make.engagement(bruno, organisations=[make.organisation(bruno, country="FR")])
    make.commitment(bruno, abroad, "elsewhere", due=make.days(asha, 9))
    make.commitment(asha, make.archived(asha, make.engagement(asha)), "archived")
    region = make.country(asha, "KR").region_id
    assert texts(asha) == ["late", "theirs", "elsewhere", "task", "done"]
    assert texts(asha, overdue=True) == ["late"]
    assert texts(asha, state=CommitmentState.DONE) == ["done"]
    assert texts(asha, side=Whose.THEIRS) == ["theirs"]
    assert texts(asha, side=Whose.TASK) == ["task"]
    assert texts(asha, owner=bruno.member.id) == ["elsewhere", "task"]
    assert texts(asha, due_from=make.days(asha, 1), due_to=make.days(asha, 1)) == ["theirs"]
    for part in (
        {"organisation": parent.id},
        {"topic": topic.id},
        {"country": 410},
        {"region": region},
        {"member": asha.member.id},
    ):
        assert "elsewhere" not in texts(asha, **part), part
        assert "late" in texts(asha, **part), part


def test_pages_hold_each_commitment_once(asha: Desk, make: ModuleType) -> None:
    talk = make.engagement(asha)
    for number in range(7):
        state = CommitmentState.DONE if number % 3 == 0 else CommitmentState.OPEN
        due = make.days(asha, number % 2) if number else None
        make.commitment(asha, talk, str(number), due=due, state=state)
    found, start = [], None
    while True:
        page = commitments(asha, CommitmentFilter(), start, size=2)
        found += [row.text for row in page.rows]
        if page.more is None:
            break
        start = Place.read(str(page.more))
    assert found == texts(asha)
    assert sorted(found) == [str(number) for number in range(7)]


@pytest.mark.parametrize(
    "text", ["", "0", "6.MjAyNi0wMS0wMS4x", "-1.MjAyNi0wMS0wMS4x", "0.nonsense", "MjAyNi0wMS0wMS4x"]
)
def test_a_made_up_place_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCursor):
        Place.read(text)


def test_a_state_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableFilter):
        CommitmentFilter.from_args({"state": "forgotten"})


def test_one_settles_one_s_own_and_those_of_engagements_that_one_may_edit(
    asha: Desk, bruno: Desk, carmen: Desk, make: ModuleType
) -> None:
    talk = make.engagement(asha)
    own, others = make.commitment(asha, talk, owner=bruno.member), make.commitment(asha, talk)
    ids = [own.id, others.id]
    assert may_settle(asha, ids) == set(ids)
    assert may_settle(carmen, ids) == set(ids)
    assert may_settle(bruno, ids) == {own.id}
