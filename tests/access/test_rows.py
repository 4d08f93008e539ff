"""Who sees and who edits an engagement: a truth table over the plain tables and the scope table alike."""

from types import ModuleType

import pytest
from sqlalchemy import select

from engagement.access.rows import (
    LAWS,
    NoLaw,
    editable_engagements,
    select_visible,
    visible_scope,
)
from engagement.desk import Desk, command_line
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.scope import EngagementScope, Scope

OPEN, SECRET, NAMED = "an open one of Asha's", "a confidential one of Asha's", "a confidential one where Dai is named"


@pytest.fixture
def titles(asha: Desk, dai: Desk, make: ModuleType) -> None:
    """Three engagements of Asha's, each with a promise."""
    make.commitment(asha, title=OPEN)
    make.commitment(asha, title=SECRET, confidential=True)
    make.commitment(asha, title=NAMED, confidential=True, readers=[dai.member])


@pytest.mark.usefixtures("titles")
@pytest.mark.parametrize(
    ("name", "sees", "edits"),
    [
        ("asha", {OPEN, SECRET, NAMED}, {OPEN, SECRET, NAMED}),
        ("bruno", {OPEN}, set()),
        ("carmen", {OPEN}, {OPEN}),
        ("dai", {OPEN, NAMED}, set()),
        ("erin", {OPEN}, set()),
        ("farid", {OPEN}, {OPEN}),
    ],
)
def test_who_sees_and_edits_what(request: pytest.FixtureRequest, name: str, sees: set[str], edits: set[str]) -> None:
    desk: Desk = request.getfixturevalue(name)
    assert {record.title for record in desk.db.scalars(select_visible(desk, Engagement))} == sees
    in_scope = select(EngagementScope.engagement_id).where(EngagementScope.kind == Scope.ALL, visible_scope(desk))
    titles = select(Engagement.title).where(Engagement.id.in_(in_scope))
    assert set(desk.db.scalars(titles)) == sees
    assert set(desk.db.scalars(select(Engagement.title).where(editable_engagements(desk)))) == edits
    assert len(desk.db.scalars(select_visible(desk, Commitment)).all()) == len(sees)


@pytest.mark.usefixtures("titles")
def test_the_command_line_took_part_in_nothing(asha: Desk) -> None:
    desk = Desk(asha.db, command_line("UTC"), asha.now)
    assert [record.title for record in desk.db.scalars(select_visible(desk, Engagement))] == [OPEN]
    in_scope = select(EngagementScope.engagement_id).where(EngagementScope.kind == Scope.ALL, visible_scope(desk))
    assert len(desk.db.scalars(in_scope).all()) == 1


def test_a_kind_without_a_law_shows_nothing_to_anybody(asha: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(LAWS, Commitment)
    with pytest.raises(NoLaw, match="Commitment"):
        select_visible(asha, Commitment)
