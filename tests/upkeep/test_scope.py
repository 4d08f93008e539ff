"""Scope and months say what the plain tables say, whatever was saved, moved, put away or taken away."""

from types import ModuleType

from sqlalchemy import select, update

from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.scope import EngagementScope, Scope, ScopeMonth
from engagement.model.words import CommitmentState, Status
from engagement.upkeep.scope import disagreements, rebuild_months, wrong_months


def wrong(desk: Desk) -> list[object]:
    """All that scope and months say and the plain tables do not, or the other way round."""
    connection = desk.db.connection()
    ids = list(desk.db.scalars(select(Engagement.id)))
    return [*disagreements(connection, ids), *wrong_months(connection)]


def found(desk: Desk, kind: Scope, key: int) -> list[int]:
    """The engagements that stand under a key."""
    rows = select(EngagementScope.engagement_id).where(EngagementScope.kind == kind, EngagementScope.key == key)
    return sorted(desk.db.scalars(rows))


def month(desk: Desk, kind: Scope, key: int) -> tuple[int, int]:
    """Open and held engagements of a key, over all months."""
    rows = desk.db.scalars(select(ScopeMonth).where(ScopeMonth.kind == kind, ScopeMonth.key == key)).all()
    return sum(row.n for row in rows), sum(row.held for row in rows)


def test_an_engagement_is_found_under_its_bodies_and_all_above_them(asha: Desk, make: ModuleType) -> None:
    government = make.organisation(asha)
    ministry = make.organisation(asha, parent=government)
    agency = make.organisation(asha, parent=ministry)
    talk = make.engagement(asha, organisations=[agency])
    for body in (agency, ministry, government):
        assert found(asha, Scope.ORGANISATION, body.id) == [talk.id]
    assert wrong(asha) == []


def test_a_body_that_moves_takes_its_engagements_along(asha: Desk, make: ModuleType) -> None:
    here, there = make.organisation(asha), make.organisation(asha)
    ministry = make.organisation(asha, parent=here)
    talk = make.engagement(asha, organisations=[make.organisation(asha, parent=ministry)])
    ministry.parent_id = there.id
    asha.db.commit()
    assert found(asha, Scope.ORGANISATION, here.id) == []
    assert found(asha, Scope.ORGANISATION, there.id) == [talk.id]
    assert wrong(asha) == []


def test_a_topic_that_moves_takes_its_engagements_along(asha: Desk, make: ModuleType) -> None:
    data, skills = make.topic(asha), make.topic(asha)
    transfers = make.topic(asha, parent=data)
    talk = make.engagement(asha, topics=[make.topic(asha, parent=transfers)])
    transfers.parent_id = skills.id
    asha.db.commit()
    assert (found(asha, Scope.TOPIC, data.id), found(asha, Scope.TOPIC, skills.id)) == ([], [talk.id])
    assert wrong(asha) == []


def test_an_archived_engagement_is_found_nowhere_until_it_is_restored(asha: Desk, make: ModuleType) -> None:
    talk = make.engagement(asha)
    make.archived(asha, talk)
    assert found(asha, Scope.ALL, 0) == []
    assert month(asha, Scope.ALL, 0) == (0, 0)
    talk.archived_at = None
    asha.db.commit()
    assert found(asha, Scope.ALL, 0) == [talk.id]
    assert wrong(asha) == []


def test_months_count_the_open_ones_only(asha: Desk, make: ModuleType) -> None:
    make.engagement(asha, on=make.days(asha, -40))
    make.engagement(asha, status=Status.PLANNED)
    secret = make.engagement(asha, confidential=True)
    assert month(asha, Scope.ALL, 0) == (2, 1)
    secret.confidential = False
    asha.db.commit()
    assert month(asha, Scope.ALL, 0) == (3, 2)
    assert wrong(asha) == []


def test_a_settled_promise_is_open_no_more(asha: Desk, make: ModuleType) -> None:
    promise = make.commitment(asha)
    assert found(asha, Scope.OPEN_COMMITMENT, 0) == [promise.engagement_id]
    promise.state, promise.done_on = CommitmentState.DONE, asha.today
    asha.db.commit()
    assert found(asha, Scope.OPEN_COMMITMENT, 0) == []
    assert wrong(asha) == []


def test_what_is_undone_leaves_no_trace(asha: Desk, make: ModuleType) -> None:
    talk = make.engagement(asha)
    talk.confidential = True
    asha.db.flush()
    asha.db.rollback()
    assert month(asha, Scope.ALL, 0) == (1, 1)
    asha.db.commit()
    assert wrong(asha) == []


def test_wrong_months_are_seen_and_made_right_again(asha: Desk, make: ModuleType) -> None:
    make.engagement(asha)
    asha.db.execute(update(ScopeMonth).values(n=7))
    assert wrong(asha)
    rebuild_months(asha.db.connection())
    assert wrong(asha) == []
