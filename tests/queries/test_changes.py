"""History tells who changed what, with names in place of keys, and only to who may see the record."""

from datetime import UTC, datetime, timedelta

from engagement.actions import organisations as actions
from engagement.actions.organisations import OrganisationDraft
from engagement.model.changes import Change
from engagement.model.words import OrganisationKind, Role
from engagement.queries.changes import ChangeFilter, changes
from tests.cast import desk_of


def told(desk, **asked):
    return changes(desk, ChangeFilter(**asked)).rows


def test_a_change_names_what_it_points_at(asha, make):
    body = make.organisation(asha, "Agency", country="JP")
    above = make.organisation(asha, "Ministry", country="JP")
    draft = OrganisationDraft("Agency", OrganisationKind.AGENCY, body.level, 724, parent_id=above.id)
    actions.revise(asha, body, draft, body.version)
    asha.db.commit()
    newest = told(asha, about="organisation", record=body.id)[0]
    assert newest.about == "Agency"
    assert newest.change.member is asha.member
    assert {("country_id", "Japan", "Spain"), ("parent_id", None, "Ministry")} <= set(newest.parts)


def test_the_history_of_a_confidential_engagement_is_for_its_people_and_the_audit(asha, bruno, carmen, farid, make):
    talk = make.engagement(asha, "Secret talk", confidential=True)
    make.commitment(asha, talk, "Secret promise")
    seen = [bool(told(desk, about="engagement", record=talk.id)) for desk in (asha, bruno, carmen, farid)]
    assert seen == [True, False, False, True]


def test_the_history_of_members_is_for_administrators(asha, farid, make):
    make.member(farid, role=Role.MEMBER)
    assert told(asha, about="member") == []
    assert told(farid, about="member") != []


def test_days_are_those_of_the_readers_clocks(asha, bruno, make):
    midnight = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)  # in Tokyo the 15th begins
    for minutes in (-1, 0):
        one = make.organisation(asha)
        for change in asha.db.query(Change).filter_by(about_kind="organisation", about_id=one.id):
            change.at = midnight + timedelta(minutes=minutes)
        asha.db.commit()
    fifteenth = asha.today
    assert len(told(asha, about="organisation", first=fifteenth)) == 1
    assert told(bruno, about="organisation", first=fifteenth) == []


def test_pages_of_the_history_follow_each_other_without_a_gap(asha, make, db, clock):
    for _ in range(5):
        make.organisation(asha)
    seen, before = [], None
    while True:
        page = changes(desk_of(db, "Asha", clock), ChangeFilter(about="organisation"), before, size=2)
        seen += [row.change.id for row in page.rows]
        if page.older is None:
            break
        before = page.older
    assert len(seen) == 5 and seen == sorted(seen, reverse=True)
