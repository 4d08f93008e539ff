"""The demonstration world in a database, on both engines."""

from types import ModuleType

import pytest
from sqlalchemy import func, select

from engagement.demo import large, small
from engagement.demo.filling import NotEmpty
from engagement.demo.loading import COLUMNS
from engagement.installation import Installation
from engagement.model.changes import Change
from engagement.model.engagements import Engagement
from engagement.model.members import Member
from engagement.model.places import Country
from engagement.queries.sign_ins import member_by_email
from engagement.upkeep.doctor import compare, extent
from tests.demo.worlds import happened


def load(installation: Installation, number: int = 120) -> list[int]:
    """A world of `number` engagements; what its progress heard."""
    heard: list[int] = []
    large.load(installation, number, heard.append)
    return heard


def test_what_was_loaded_agrees_with_scope_and_months(installation: Installation) -> None:
    assert load(installation) == [120]
    assert [found for _, found in compare(installation.engine) if found] == []
    assert extent(installation.engine) == 120


def test_both_engines_hold_the_same_world(installation: Installation) -> None:
    load(installation, 50)
    invented = happened(50)[Engagement]
    with installation.desk() as desk:
        kept = desk.db.scalars(select(Engagement).order_by(Engagement.id)).all()
        told = [(each.id, each.title, each.kind, each.local_date, each.starts_at, each.created_at) for each in kept]
    at = [COLUMNS[Engagement].index(name) for name in ("id", "title", "kind", "local_date", "starts_at", "created_at")]
    assert told == [tuple(row[place] for place in at) for row in invented]


def test_every_country_is_in_a_region(installation: Installation) -> None:
    load(installation, 1)
    with installation.desk() as desk:
        assert desk.db.scalars(select(Country).where(Country.region_id.is_(None))).all() == []


def test_each_record_has_the_history_of_its_making(installation: Installation) -> None:
    load(installation)
    with installation.desk() as desk:
        about = select(func.count(Change.about_id.distinct())).where(Change.about_kind == "engagement")
        assert desk.db.scalar(about) == 120
        made = desk.db.scalars(select(Change).where(Change.kind == "engagement", Change.record_id == "7")).one()
        record = desk.db.get_one(Engagement, 7)
        assert (made.after["title"], made.at, made.member_id) == (record.title, record.created_at, record.created_by_id)


def test_new_records_count_on_behind_the_invented_ones(installation: Installation, make: ModuleType) -> None:
    load(installation)
    with installation.desk() as desk:
        assert make.engagement(desk, members=[]).id == 121


@pytest.mark.parametrize("others", ["real", "invented"])
def test_nothing_is_invented_where_engagements_are(installation: Installation, make: ModuleType, others: str) -> None:
    if others == "invented":
        load(installation, 1)
    else:
        with installation.desk() as desk:
            make.engagement(desk, members=[])
    with pytest.raises(NotEmpty):
        load(installation)
    assert extent(installation.engine) == 1


def test_one_of_each_role_can_sign_in(installation: Installation) -> None:
    assert small.sign_ins(installation) == []
    load(installation, 1)
    assert small.sign_ins(installation) == list(small.SIGN_INS)
    assert len({known.role for known in small.SIGN_INS}) == 5


def test_a_sign_in_that_no_longer_works_is_not_shown(installation: Installation) -> None:
    load(installation, 1)
    known = small.SIGN_INS[0]
    with installation.desk() as desk:
        member = member_by_email(desk, known.email)
        assert isinstance(member, Member)
        member.password_hash = None
    assert small.sign_ins(installation) == list(small.SIGN_INS[1:])
