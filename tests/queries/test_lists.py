"""Lists of organisations, officials, topics, members and places: found by any part of a name, paged, counted."""

from datetime import date

import pytest
from sqlalchemy import event

from engagement.core.paging import NamePlace, UnreadableCursor
from engagement.model.scope import Scope
from engagement.model.words import OrganisationKind
from engagement.queries import members, officials, organisations, places, topics
from engagement.queries.beside import beside
from engagement.queries.key_bodies import KeyBodyFilter, key_bodies
from engagement.queries.members import MemberFilter
from engagement.queries.officials import OfficialFilter
from engagement.queries.organisations import OrganisationFilter
from engagement.queries.places import CountryFilter
from engagement.queries.topics import TopicFilter

HOSTILE = ["%", "_", "/", "'; drop table organisation; --", "\u202e", "x" * 5_000, "<script>", "\\"]


def names(page):
    return [row.organisation.name for row in page.rows]


@pytest.mark.parametrize("words", ["numerique transition", "TRANSITION", "dinum", "ansition num"])
def test_a_body_is_found_by_any_part_of_its_names(asha, make, words):
    found = make.organisation(asha, "Ministère de la Transition numérique", names=["DINUM"])
    make.organisation(asha, "Ministry of Health")
    assert names(organisations.organisations(asha, OrganisationFilter(q=words))) == [found.name]


@pytest.mark.parametrize("words", HOSTILE)
def test_signs_that_mean_something_to_a_database_mean_themselves(asha, make, words):
    make.organisation(asha, "Ministry")
    asked = OrganisationFilter.from_args({"q": words})
    assert organisations.organisations(asha, asked).rows == []
    assert officials.officials(asha, OfficialFilter.from_args({"q": words})).rows == []
    assert topics.topics(asha, TopicFilter.from_args({"q": words})).rows == []
    assert members.members(asha, MemberFilter.from_args({"q": words})) == []


def test_bodies_are_asked_for_by_place_kind_and_state(asha, make):
    japan = make.organisation(asha, "Digital Agency", country="JP", kind=OrganisationKind.AGENCY)
    make.organisation(asha, "Ministry of Health", country="ES")
    asia = make.country(asha, "JP").region_id
    council = make.organisation(asha, "ASEAN", country=None, region_id=asia, kind=OrganisationKind.COMPANY)
    gone = make.archived(asha, make.organisation(asha, "Old agency", country="JP"))
    make.key_body(asha, japan)
    make.key_body(asha, council, to_on=asha.today)

    def found(**parts):
        asked = OrganisationFilter(**parts)
        listed = names(organisations.organisations(asha, asked))
        assert organisations.count(asha, asked) == len(listed)
        return listed

    assert found(region=asia) == ["ASEAN", "Digital Agency"]
    assert found(country=japan.country_id) == ["Digital Agency"]
    assert found(kind=OrganisationKind.AGENCY) == ["Digital Agency"]
    assert found(supranational=True) == ["ASEAN"]
    assert found(government=True) == ["Digital Agency", "Ministry of Health"]
    assert found(key=True) == ["Digital Agency"]
    assert found(archived=True) == [gone.name]


def test_a_long_list_is_read_page_by_page_without_a_gap(asha, make):
    wanted = [make.organisation(asha, name).id for name in ("Aa", "aa", "Ab", "Zz", "Ångström")]
    seen, start = [], None
    while True:
        page = organisations.organisations(asha, OrganisationFilter(), start, size=2)
        seen += [row.id for row in page.rows]
        if page.more is None:
            break
        start = NamePlace.read(str(page.more))
    assert sorted(seen) == sorted(wanted) and len(seen) == len(set(seen))


@pytest.mark.parametrize("text", ["", "abc", "W10", "WyJhIiwgMV0", "WyJhIix0cnVlXQ", "WyJhIiwxLjVd", "W" * 9_000, "é"])
def test_a_place_that_this_product_did_not_write_is_refused(text):
    with pytest.raises(UnreadableCursor):
        NamePlace.read(text)


def test_each_row_counts_what_its_reader_may_see(asha, bruno, make):
    body = make.organisation(asha)
    make.engagement(asha, organisations=[body], on=make.days(asha, -30))
    make.engagement(asha, organisations=[body], on=make.days(asha, 10))
    make.engagement(asha, organisations=[body], on=make.days(asha, -1), confidential=True)

    def tally(desk):
        (row,) = organisations.organisations(desk, OrganisationFilter()).rows
        return row.tally.n, row.tally.last

    assert tally(asha) == (3, make.days(asha, -1))
    assert tally(bruno) == (2, make.days(asha, -30))


def test_the_queries_of_a_list_do_not_grow_with_it(asha, make):
    counted = []
    event.listen(asha.db.get_bind(), "before_cursor_execute", lambda *_: counted.append(1))

    def read(bodies):
        for _ in range(bodies):
            make.organisation(asha)
        counted.clear()
        organisations.organisations(asha, OrganisationFilter())
        return len(counted)

    assert read(1) == read(6)


def test_officials_are_listed_with_the_post_of_today_or_the_last(asha, make):
    body, other = make.organisation(asha, "Ministry"), make.organisation(asha, "Agency", country="ES")
    person = make.official(asha, "Bea", at=body, title="Minister", to_on=date(2025, 1, 1))
    make.post(asha, person, at=other, title="Adviser", from_on=date(2025, 2, 1))
    make.official(asha, "Abel", at=body, title="Clerk", to_on=date(2024, 1, 1))
    rows = officials.officials(asha, OfficialFilter()).rows
    assert [(row.official.name, row.post.title, row.holds) for row in rows] == [
        ("Abel", "Clerk", False),
        ("Bea", "Adviser", True),
    ]
    assert [row.official.name for row in officials.officials(asha, OfficialFilter(without_post=True)).rows] == ["Abel"]
    assert officials.count(asha, OfficialFilter(country=other.country_id)) == 1
    assert officials.count(asha, OfficialFilter(organisation=body.id)) == 2


def test_the_people_of_a_body_are_those_below_it_too_present_ones_first(asha, make):
    ministry = make.organisation(asha)
    office = make.organisation(asha, parent=ministry)
    make.official(asha, "Abel", at=ministry, title="Clerk", to_on=date(2024, 1, 1))
    make.official(asha, "Zoe", at=office, title="Head")
    make.official(asha, "Elsewhere")
    assert [(row.official.name, row.holds) for row in officials.people_of(asha, ministry)] == [
        ("Zoe", True),
        ("Abel", False),
    ]


def test_topics_stand_in_their_tree_and_one_whose_parent_is_left_out_at_the_top(dai, make):
    cloud = make.topic(dai, "Cloud")
    make.topic(dai, "Security", parent=cloud, names=["Hardening"])
    make.topic(dai, "AI")
    assert [(row.topic.name, row.depth) for row in topics.topics(dai, TopicFilter()).rows] == [
        ("AI", 0),
        ("Cloud", 0),
        ("Security", 1),
    ]
    assert [(row.topic.name, row.depth) for row in topics.topics(dai, TopicFilter(q="harden")).rows] == [
        ("Security", 0)
    ]


def test_of_a_long_tree_of_topics_the_upper_levels_are_shown(dai, make):
    for top in range(3):
        part = make.topic(dai, parent=make.topic(dai, f"Top {top}"))
        make.topic(dai, parent=part)
    for most, depths, left_out in ((9, {0, 1, 2}, 0), (8, {0, 1}, 3), (5, {0}, 6), (2, {0}, 7)):
        found = topics.topics(dai, TopicFilter(), most)
        assert ({row.depth for row in found.rows}, found.left_out) == (depths, left_out)


def test_members_are_asked_for_by_region_function_and_role(asha, farid):
    asia = members.regions(asha, asha.member)[0]
    assert [row.member.name for row in members.members(asha, MemberFilter(region=asia.id))] == [
        "Asha Menon",
        "Carmen Díaz",
    ]
    assert len(members.members(asha, MemberFilter(function=asha.member.function_id))) == 3
    assert [row.member for row in members.members(asha, MemberFilter(role=farid.member.role))] == [farid.member]


def test_countries_are_found_by_name_and_region(asha, make):
    assert [c.code for c in places.countries(asha, CountryFilter(q="cote ivoire"))] == ["CI"]
    assert len(places.countries(asha, CountryFilter(region=make.country(asha, "JP").region_id))) == 5
    assert len(places.countries(asha, CountryFilter())) == 249


def test_key_bodies_stand_with_the_longest_unmet_first(carmen, make):
    never, late, fresh = (make.organisation(carmen, name) for name in ("Never", "Late", "Fresh"))
    for body in (fresh, late, never):
        make.key_body(carmen, body, cadence_days=90)
    make.engagement(carmen, organisations=[make.organisation(carmen, parent=late)], on=make.days(carmen, -91))
    make.engagement(carmen, organisations=[fresh], on=make.days(carmen, -90))
    rows = key_bodies(carmen, KeyBodyFilter())
    assert [(row.organisation.name, row.is_quiet) for row in rows] == [
        ("Never", True),
        ("Late", True),
        ("Fresh", False),
    ]


def test_who_of_us_knows_a_body_leaves_out_what_the_reader_may_not_see(asha, bruno, make):
    body = make.organisation(asha)
    make.engagement(asha, organisations=[body], on=make.days(asha, -3))
    make.engagement(bruno, organisations=[body], members=[bruno.member, asha.member])
    make.engagement(asha, organisations=[body], confidential=True)

    def known(desk):
        kind = type(desk.member)
        return [(one.name, one.n) for one in beside(desk, (Scope.ORGANISATION, body.id), kind)]

    assert known(asha) == [("Asha Menon", 3), ("Bruno Keller", 1)]
    assert known(bruno) == [("Asha Menon", 2), ("Bruno Keller", 1)]
