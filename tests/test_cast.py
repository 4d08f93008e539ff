"""The makers of records keep the product's own rules, or tests would stand on sand."""

from types import ModuleType

from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.changes import Change
from engagement.model.engagements import EngagementMember, EngagementOrganisation
from engagement.model.scope import EngagementScope, Scope


def test_what_is_made_keeps_the_day_and_can_be_found(asha: Desk, make: ModuleType) -> None:
    ministry = make.organisation(asha, country="JP")
    talk = make.engagement(asha, organisations=[ministry], topics=[make.topic(asha)], confidential=True)
    asia = asha.db.scalars(select(EngagementOrganisation)).one().region_id
    assert asia and asha.db.scalars(select(EngagementMember)).one().region_id == asia
    found = set(asha.db.execute(select(EngagementScope.kind, EngagementScope.key)).all())
    assert {(Scope.ORGANISATION, ministry.id), (Scope.REGION, asia), (Scope.CONFIDENTIAL, asha.member.id)} <= found
    make.archived(asha, talk)
    assert asha.db.scalars(select(EngagementScope)).all() == []


def test_history_names_whose_desk_it_was(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    make.topic(asha, "Data")
    make.topic(bruno, "Skills")
    makers = asha.db.execute(select(Change.after, Change.member_id).where(Change.kind == "topic")).all()
    assert {(row.after["name"], row.member_id) for row in makers} == {
        ("Data", asha.member.id),
        ("Skills", bruno.member.id),
    }
