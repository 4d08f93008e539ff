"""Team members, and that somebody can always administer."""

import pytest

from engagement.actions import members as actions
from engagement.actions import sign_ins
from engagement.actions.members import LastAdministrator, MemberDraft, WrongPassword
from engagement.actions.texts import Taken
from engagement.actions.turns import Changed
from engagement.actions.wrong import Missing, PutAway, Unknown
from engagement.model.members import SignIn
from engagement.model.words import Role
from engagement.queries import members
from tests.cast import PASSWORD


def draft_of(member, **changes):
    whole = {"name": member.name, "email": member.email, "role": member.role, "zone": member.zone}
    return MemberDraft(**whole | changes)


def test_a_member_works_in_regions_of_which_one_is_the_first(farid, make):
    one, two = make.region(farid, "Pacific"), make.region(farid, "Africa")
    made = actions.add(farid, MemberDraft("Gita Rao", "gita@example.com", Role.MEMBER, region_ids=(two.id, one.id)))
    farid.db.commit()
    assert members.regions(farid, made) == [two, one]
    actions.revise(farid, made, draft_of(made, region_ids=(one.id,)), made.version)
    farid.db.commit()
    assert members.regions(farid, made) == [one]
    assert made.password_hash is None


def test_an_address_signs_one_member_in_whatever_its_capitals(farid, make):
    make.archived(farid, make.member(farid, email="É@x.example"))
    with pytest.raises(Taken):
        actions.add(farid, MemberDraft("Other", "é@X.example", Role.MEMBER))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"email": ""}, Missing),
        ({"name": "\x00"}, Missing),
        ({"zone": "Nowhere"}, Unknown),
        ({"function_id": 2**31 - 1}, Unknown),
        ({"region_ids": (2**31 - 1,)}, Unknown),
    ],
)
def test_a_draft_that_cannot_stand_says_so(farid, changes, error):
    with pytest.raises(error):
        actions.add(farid, MemberDraft(**{"name": "Gita", "email": "g@x.example", "role": Role.MEMBER} | changes))


def test_what_is_archived_stays_with_whom_it_was_and_is_not_given_anew(farid, make):
    region, function = make.region(farid, "Pacific"), make.function(farid, "Sales")
    old = make.member(farid, regions=[region], function=function)
    make.archived(farid, region)
    make.archived(farid, function)
    kept = {"function_id": function.id, "region_ids": (region.id,)}
    actions.revise(farid, old, draft_of(old, **kept), old.version)
    for part in kept:
        with pytest.raises(PutAway):
            actions.add(farid, MemberDraft("New", "n@x.example", Role.MEMBER, **{part: kept[part]}))


def test_the_last_administrator_stays(farid, make):
    for change in (
        lambda: actions.archive(farid, farid.member),
        lambda: actions.revise(farid, farid.member, draft_of(farid.member, role=Role.MEMBER), farid.member.version),
    ):
        with pytest.raises(LastAdministrator):
            change()
    make.archived(farid, make.member(farid, "Gone Admin", role=Role.ADMINISTRATOR))
    with pytest.raises(LastAdministrator):
        actions.archive(farid, farid.member)
    make.member(farid, "Second Admin", role=Role.ADMINISTRATOR)
    actions.archive(farid, farid.member)
    assert farid.member.is_archived


def test_archiving_ends_all_sign_ins_of_the_member_alone(farid, asha, bruno, make):
    sign_ins.sign_in(asha, asha.member, 1, "Firefox")
    sign_ins.sign_in(bruno, bruno.member, 1, "Firefox")
    farid.db.commit()
    actions.archive(farid, asha.member)
    farid.db.commit()
    assert make.rows(farid, SignIn) == 1
    actions.restore(farid, asha.member)
    assert not asha.member.is_archived


def test_two_administrators_do_not_overwrite_each_other(farid, asha):
    actions.revise(farid, asha.member, draft_of(asha.member, name="Asha M."), 1)
    with pytest.raises(Changed):
        actions.revise(farid, asha.member, draft_of(asha.member, name="A. Menon"), 1)


def test_one_sets_ones_own_clocks_and_password(asha):
    actions.revise_profile(asha, "Asia/Kolkata", keys_off=True)
    assert (asha.member.zone, asha.member.keys_off) == ("Asia/Kolkata", True)
    with pytest.raises(Unknown):
        actions.revise_profile(asha, "Asia/Atlantis", keys_off=False)
    with pytest.raises(WrongPassword):
        actions.change_password(asha, "not it", "another long sentence")
    with pytest.raises(sign_ins.WeakPassword):
        actions.change_password(asha, PASSWORD, "short")
    actions.change_password(asha, PASSWORD, "another long sentence")
    assert sign_ins.is_password(asha.member, "another long sentence")
