"""Adding and revising organisations, and what may not be."""

import pytest

from engagement.actions import organisations as actions
from engagement.actions.key_bodies import list_body
from engagement.actions.organisations import NotOfTheWeb, OrganisationDraft, TwoPlaces
from engagement.actions.trees import Circle
from engagement.actions.turns import Changed
from engagement.actions.wrong import Missing, PutAway, TooLong, Unknown, WrongDraft
from engagement.model.organisations import Organisation
from engagement.model.words import Level, OrganisationKind
from engagement.queries import key_bodies, organisations
from engagement.queries.trees import ancestors

MINISTRY = OrganisationKind.MINISTRY


def test_an_organisation_is_made_with_its_other_names(asha, make):
    japan = make.country(asha, "JP").id
    draft = OrganisationDraft(
        "デジタル庁", MINISTRY, Level.NATIONAL, japan, names=("Digital Agency", " DIGITAL  agency", "")
    )
    made = actions.add(asha, draft)
    asha.db.commit()
    assert made.folded and made.country_id == japan
    assert [other.name for other in organisations.other_names(asha, made)] == ["Digital Agency"]


@pytest.mark.parametrize(
    ("changes", "error", "part"),
    [
        ({"name": " \u200b\x00 "}, Missing, "name"),
        ({"name": "x" * 1_000_000}, TooLong, "name"),
        ({"country_id": 999}, Unknown, "country_id"),
        ({"region_id": 4_000}, Unknown, "region_id"),
        ({"parent_id": 2**31 - 1}, Unknown, "parent_id"),
        ({"zone": "Mars/Olympus"}, Unknown, "zone"),
        ({"website": "javascript:alert(1)"}, NotOfTheWeb, "website"),
        ({"website": "https://"}, NotOfTheWeb, "website"),
        ({"website": "http://[bad"}, NotOfTheWeb, "website"),
        ({"names": ("x" * 301,)}, TooLong, "names"),
    ],
)
def test_a_draft_that_cannot_stand_says_which_part_and_leaves_nothing(asha, make, changes, error, part):
    with pytest.raises(error) as caught:
        actions.add(asha, OrganisationDraft(**{"name": "Ministry", "kind": MINISTRY} | changes))
    assert caught.value.part == part
    asha.db.commit()
    assert make.rows(asha, Organisation) == 0


def test_a_body_is_of_a_country_or_of_a_region_but_not_of_both(asha, make):
    region = make.region(asha, "Pacific")
    with pytest.raises(TwoPlaces):
        actions.add(asha, OrganisationDraft("Both", MINISTRY, country_id=392, region_id=region.id))
    assert actions.add(asha, OrganisationDraft("Council", MINISTRY, region_id=region.id)).is_supranational
    make.archived(asha, region)
    with pytest.raises(PutAway):
        actions.add(asha, OrganisationDraft("Late council", MINISTRY, region_id=region.id))


def test_no_organisation_comes_to_stand_below_itself(asha, make):
    top = make.organisation(asha)
    middle = make.organisation(asha, parent=top)
    low = make.organisation(asha, parent=middle)
    for below in (top, low):
        with pytest.raises(Circle):
            actions.revise(asha, top, OrganisationDraft(top.name, top.kind, parent_id=below.id), top.version)
    actions.revise(asha, low, OrganisationDraft(low.name, low.kind, parent_id=top.id), low.version)
    asha.db.commit()
    assert [one.id for one in ancestors(asha, low)] == [top.id]


def test_an_archived_parent_stays_but_is_not_chosen_anew(asha, make):
    parent = make.organisation(asha)
    child, other = make.organisation(asha, parent=parent), make.organisation(asha)
    make.archived(asha, parent)
    actions.revise(asha, child, OrganisationDraft("Renamed", child.kind, parent_id=parent.id), child.version)
    assert child.parent_id == parent.id
    with pytest.raises(PutAway):
        actions.revise(asha, other, OrganisationDraft("Other", other.kind, parent_id=parent.id), other.version)


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(asha, bruno, make):
    body = make.organisation(asha, "Ministry of Finance")
    opened = body.version
    actions.revise(bruno, body, OrganisationDraft("Treasury", body.kind), opened)
    bruno.db.commit()
    with pytest.raises(Changed):
        actions.revise(asha, body, OrganisationDraft("Exchequer", body.kind), opened)
    assert body.name == "Treasury"


def test_a_revision_that_cannot_stand_takes_no_turn(asha, make):
    body = make.organisation(asha)
    with pytest.raises(WrongDraft):
        actions.revise(asha, body, OrganisationDraft("", body.kind), body.version)
    asha.db.commit()
    assert body.version == 1


def test_other_names_are_kept_added_and_taken_out(asha, make):
    body = make.organisation(asha, names=["ANSSI", "Old name"])
    draft = OrganisationDraft(body.name, body.kind, names=("anssi", "Agence nationale"))
    actions.revise(asha, body, draft, body.version)
    asha.db.commit()
    assert [other.name for other in organisations.other_names(asha, body)] == ["anssi", "Agence nationale"]


def test_a_key_body_that_moves_stands_in_its_new_place_from_today(asha, carmen, make):
    body = make.organisation(asha, country="JP")
    old = list_body(carmen, body, 90, make.days(carmen, -200))
    actions.revise(asha, body, OrganisationDraft(body.name, body.kind, country_id=724), body.version)
    asha.db.commit()
    now, before = key_bodies.entries_of(asha, body)
    assert before is old and before.to_on == asha.today and before.country_id == 392
    assert now.country_id == 724 and now.region_id != before.region_id and now.to_on is None


def test_what_is_archived_comes_back_by_restoring(asha, make):
    body = make.organisation(asha)
    actions.archive(asha, body)
    asha.db.commit()
    assert body.is_archived
    actions.restore(asha, body)
    asha.db.commit()
    assert not body.is_archived
