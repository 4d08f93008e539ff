"""The pages of organisations, officials, topics, the team and places: found, edited, archived, safe from bad input."""

from http import HTTPStatus

import pytest

from engagement.model.members import Function, Member, SignIn
from engagement.model.officials import Official, Post
from engagement.model.organisations import KeyBody, Organisation
from engagement.model.places import Region
from engagement.model.topics import Topic
from engagement.queries import listed, members
from engagement.queries import officials as people
from tests.cast import PASSWORD

HOSTILE = (
    '"><script>alert(1)</script>',
    "{{ 7 * 7 }}",
    "' or 1=1 --",
    "مرحبا \u202e gnp.exe",
    "👩‍👩‍👧‍👦" * 20,
    "Z̸̡̢͉̮͆͆" * 20,
)
LISTS = ("/organisations", "/officials", "/topics", "/members", "/countries")


def kept(desk, kind):
    return list(desk.db.query(kind).order_by(kind.id))


def test_an_empty_list_says_what_to_do(dai, client):
    for path in ("/organisations", "/officials", "/topics"):
        assert f'href="{path}/new"' in client(dai).get(path).text.split('class="empty"')[1]


def test_a_filter_that_fits_nothing_offers_to_take_it_off(asha, client):
    for path in LISTS:
        page = client(asha).get(f"{path}?q=nothing is called so").text
        assert f'href="{path}"' in page.split('class="empty"')[1]


def test_a_question_that_means_nothing_gets_words_and_no_stack(asha, client):
    browser = client(asha)
    for path in LISTS:
        for question in ("region=9223372036854775808", "country=-1", "q=%00", "archived=maybe", "owner=x"):
            answer = browser.get(f"{path}?{question}")
            assert answer.status_code in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST), (path, question)
    assert browser.get("/organisations?country=-1").status_code == HTTPStatus.BAD_REQUEST


def test_a_made_up_place_in_a_list_or_timeline_is_refused_in_words(asha, client, make):
    browser, body = client(asha), make.organisation(asha)
    for place in ("after=abc", "after=%00", "after=WyJhIiwgMV0", "after=" + "W" * 5_000):
        for path in ("/organisations", "/officials"):
            answer = browser.get(f"{path}?{place}")
            assert (answer.status_code, "not known" in answer.text) == (HTTPStatus.BAD_REQUEST, True), place
    for cursor in ("older=abc", "newer=MjAyNi0xMy0wMS4x"):
        assert browser.get(f"/organisations/{body.id}?{cursor}").status_code == HTTPStatus.BAD_REQUEST
    assert browser.get("/administration/changes?before=x").status_code == HTTPStatus.FORBIDDEN


def test_text_of_all_kinds_is_kept_and_shown_as_text(dai, client):
    browser = client(dai)
    for text in HOSTILE:
        name = f"Body {text}"
        browser.post("/organisations/new", data={"name": name, "kind": "ministry", "names": text, "note": text})
        browser.post("/officials/new", data={"name": name, "note": text})
        browser.post("/topics/new", data={"name": name, "description": text})
        for kind, path in ((Organisation, "organisations"), (Official, "officials"), (Topic, "topics")):
            record = kept(dai, kind)[-1]
            assert record.name == " ".join(name.split())
            for part in ("", "/history", "/edit"):
                answer = browser.get(f"/{path}/{record.id}{part}")
                assert answer.status_code == HTTPStatus.OK
                assert "<script>alert" not in answer.text
                assert "Body 49" not in answer.text


WRONG = (
    ("/organisations/new", {"name": "", "kind": "ministry"}, "Write a name."),
    ("/organisations/new", {"name": "\u200b", "kind": "ministry"}, "Write a name."),
    ("/organisations/new", {"name": "x" * 1_000_000, "kind": "ministry"}, "1,000,000 characters. Keep it to 300."),
    ("/organisations/new", {"name": "A", "kind": "dungeon"}, "Choose one of the list."),
    ("/organisations/new", {"name": "A", "kind": ""}, "Choose a kind."),
    ("/organisations/new", {"name": "A", "kind": "ministry", "country_id": "999"}, "Choose one of the list."),
    ("/organisations/new", {"name": "A", "kind": "ministry", "country_id": "99999999999999"}, "one of the list"),
    ("/organisations/new", {"name": "A", "kind": "ministry", "zone": "Mars/X"}, "Choose one of the list."),
    ("/organisations/new", {"name": "A", "kind": "ministry", "website": "javascript:alert(1)"}, "whole address"),
    (
        "/organisations/new",
        {"name": "A", "kind": "ministry", "parent_id_text": "Nobody knows"},
        "Nothing is called",
    ),
    ("/officials/new", {"name": "A", "email": "nonsense"}, "such as name@example.org"),
    ("/officials/new", {"name": "A", "from_on": "2026-02-30"}, "February 2026 has 28 days"),
    ("/members/new", {"name": "A", "email": "a@x.example", "role": "king", "zone": "UTC"}, "one of the list"),
    ("/members/new", {"name": "A", "email": "FARID@nimbus.example", "role": "member", "zone": "UTC"}, "already"),
    ("/members/new", {"name": "A", "email": "a@x.example", "role": "member", "zone": ""}, "Choose"),
    ("/regions/new", {"name": "asia"}, "on the list already"),
    ("/regions/new", {"name": "New", "country_ids": "12345"}, "Choose from the list."),
    ("/administration/functions", {"name": "cto OFFICE"}, "on the list already"),
    ("/administration/need-categories", {"name": ""}, "Write a name."),
    ("/key-bodies/new", {"cadence_days": "90", "from_on": "2026-01-01"}, "Say which organisation."),
    ("/key-bodies/new", {"cadence_days": "soon", "from_on": "x"}, "Write the day"),
)
KEPT = (Organisation, Official, Member, Region, Function, KeyBody)


def test_a_form_that_cannot_stand_says_so_beside_its_field_and_keeps_nothing(farid, client, make):
    browser = client(farid)
    before = [make.rows(farid, kind) for kind in KEPT]
    for path, data, says in WRONG:
        answer = browser.post(path, data=data)
        assert answer.status_code == HTTPStatus.OK, (path, data)
        assert says in answer.text, (path, says)
        assert "Not saved yet" in answer.text
    assert [make.rows(farid, kind) for kind in KEPT] == before


def test_a_body_is_put_below_another_by_a_chip_or_by_its_typed_name(asha, client, make):
    above = make.organisation(asha, "Ministry of Economy", names=["MinEco"])
    browser = client(asha)
    browser.post("/organisations/new", data={"name": "A", "kind": "agency", "parent_id": f"organisation:{above.id}"})
    browser.post("/organisations/new", data={"name": "B", "kind": "agency", "parent_id_text": "mineco"})
    assert [one.parent_id for one in kept(asha, Organisation)] == [None, above.id, above.id]
    make.organisation(asha, "Ministry of Economy", country="ES")
    twice = browser.post(
        "/organisations/new", data={"name": "C", "kind": "agency", "parent_id_text": "Ministry of Economy"}
    )
    assert "Several are called" in twice.text and "Spain" in twice.text


def test_the_second_of_two_editors_sees_both_versions_and_overwrites_nothing(asha, bruno, client, make):
    body = make.organisation(asha, "Ministry of Finance")
    data = {"name": "Treasury", "kind": "ministry", "country_id": body.country_id, "version": body.version}
    assert client(asha).post(f"/organisations/{body.id}/edit", data=data).status_code == HTTPStatus.FOUND
    late = client(bruno).post(
        f"/organisations/{body.id}/edit", data=data | {"name": "Exchequer", "kind": "agency", "country_id": ""}
    )
    assert late.status_code == HTTPStatus.CONFLICT
    for words in ("Treasury", "Exchequer", "Agency", "Japan"):
        assert words in late.text
    assert kept(asha, Organisation)[0].name == "Treasury"


def test_a_made_up_version_is_that_of_somebody_who_came_too_late(asha, client, make):
    person = make.official(asha)
    for version in ("", "x", "-1", "9" * 40):
        data = {"name": "Other", "version": version}
        assert client(asha).post(f"/officials/{person.id}/edit", data=data).status_code == HTTPStatus.CONFLICT


@pytest.mark.parametrize("kind", ["organisation", "official", "topic"])
def test_what_is_archived_leaves_its_list_and_undo_brings_it_back(carmen, client, make, kind):
    record = getattr(make, kind)(carmen, "To be put away")
    browser, path = client(carmen), f"/{kind}s/{record.id}"
    page = browser.post(f"{path}/archive", follow_redirects=True).text
    assert f'action="{path}/restoration"' in page and "Undo" in page
    assert f'href="{path}"' not in browser.get(f"/{kind}s").text
    assert f'href="{path}"' in browser.get(f"/{kind}s?archived=1").text
    browser.post(f"{path}/restoration")
    assert f'href="{path}"' in browser.get(f"/{kind}s").text


def test_an_officials_page_warns_when_the_post_has_ended(asha, client, make):
    person = make.official(asha, to_on=make.days(asha, -1))
    browser = client(asha)
    assert "ended on" in browser.get(f"/officials/{person.id}").text
    body = make.organisation(asha, "New ministry")
    data = {"organisation_id": f"organisation:{body.id}", "title": "Minister", "from_on": str(asha.today)}
    browser.post(f"/officials/{person.id}/posts/new", data=data)
    page = browser.get(f"/officials/{person.id}").text
    assert "New ministry" in page and "ended on" not in page


def test_a_post_is_changed_and_struck_only_while_no_engagement_keeps_it(asha, client, make):
    person = make.official(asha)
    (post,) = people.posts(asha, person)
    make.engagement(asha, officials=[person])
    browser = client(asha)
    kept_page = browser.post(f"/posts/{post.id}/removal", follow_redirects=True).text
    assert "Engagements name this post" in kept_page
    data = {"organisation_id": f"organisation:{post.organisation_id}", "title": "Chair", "version": post.version}
    browser.post(f"/posts/{post.id}/edit", data=data)
    assert kept(asha, Post)[0].title == "Chair"


def test_an_address_to_set_a_password_is_shown_once_to_the_administrator(farid, client):
    browser = client(farid)
    data = {"name": "Gita Rao", "email": "gita@nimbus.example", "role": "member", "zone": "Asia/Kolkata"}
    page = browser.post("/members/new", data=data)
    assert page.headers["Cache-Control"] == "no-store"
    link = page.text.split('value="http://localhost')[1].split('"')[0]
    assert client().get(link).status_code == HTTPStatus.OK
    gita = members.with_email(farid, "gita@nimbus.example")
    assert link not in browser.get(f"/members/{gita.id}").text
    browser.post(f"/members/{gita.id}/invitation")
    assert client().get(link).status_code == HTTPStatus.NOT_FOUND


def test_the_last_administrator_cannot_be_archived(farid, client):
    page = client(farid).post(f"/members/{farid.member.id}/archive", follow_redirects=True).text
    assert "Nobody else could administer" in page
    assert not farid.member.is_archived


def test_an_archived_member_is_signed_out(farid, asha, client):
    browser = client(asha)
    client(farid).post(f"/members/{asha.member.id}/archive")
    assert browser.get("/members").status_code == HTTPStatus.FOUND


def test_one_changes_ones_own_clocks_password_and_other_sign_ins(asha, client, make):
    here, there = client(asha), client(asha)
    here.post("/profile", data={"zone": "Asia/Kolkata", "keys_off": "y"})
    assert (asha.member.zone, asha.member.keys_off) == ("Asia/Kolkata", True)
    assert "one of the list" in here.post("/profile", data={"zone": "Asia/Atlantis"}).text
    here.post("/profile/sign-ins/end")
    assert there.get("/profile").status_code == HTTPStatus.FOUND
    assert here.get("/profile").status_code == HTTPStatus.OK
    assert "not your present password" in here.post("/profile/password", data={"present": "x", "wanted": "y" * 20}).text
    assert "at least 12" in here.post("/profile/password", data={"present": PASSWORD, "wanted": "short"}).text
    here.post("/profile/password", data={"present": PASSWORD, "wanted": "a new and longer sentence"})
    assert make.rows(asha, SignIn) == 0


def test_a_body_is_listed_as_key_body_changed_and_taken_off(carmen, client, make):
    body = make.organisation(carmen, "Digital Agency")
    browser = client(carmen)
    data = {"organisation_id": f"organisation:{body.id}", "cadence_days": "90", "from_on": "2026-01-01"}
    browser.post("/key-bodies/new", data=data)
    assert "on the list already" in browser.post("/key-bodies/new", data=data).text
    (entry,) = kept(carmen, KeyBody)
    change = {"cadence_days": "30", "from_on": "2026-06-01", "version": entry.version}
    browser.post(f"/key-bodies/{entry.id}/edit", data=change)
    assert browser.get(f"/key-bodies/{entry.id}/edit").status_code == HTTPStatus.NOT_FOUND
    now = kept(carmen, KeyBody)[-1]
    assert browser.post(f"/key-bodies/{now.id}/removal", data={"version": "7"}).status_code == HTTPStatus.CONFLICT
    browser.post(f"/key-bodies/{now.id}/removal", data={"version": now.version})
    assert [(one.cadence_days, one.to_on is None) for one in kept(carmen, KeyBody)] == [(90, False), (30, False)]
    assert "Digital Agency" in browser.get("/key-bodies?on=2026-03-01").text
    assert "Digital Agency" not in browser.get("/key-bodies").text


def test_a_regions_page_names_quiet_bodies_and_its_numbers_open_their_lists(carmen, client, make):
    quiet, met = make.organisation(carmen, "Quiet ministry"), make.organisation(carmen, "Met ministry")
    for body in (quiet, met):
        make.key_body(carmen, body)
    talk = make.engagement(carmen, organisations=[met], on=make.days(carmen, -5))
    make.commitment(carmen, talk, due=make.days(carmen, -1))
    region = members.regions(carmen, carmen.member)[0]
    browser = client(carmen)
    page = browser.get(f"/regions/{region.id}?period=this-year").text
    assert page.index("Quiet ministry") < page.index("Met ministry")
    assert "1 of 2" in page
    assert f'href="/reports?region={region.id}&amp;period=this-year"' in page
    for link in (f"/key-bodies?region={region.id}&amp;on=2026-01-01", f"/commitments?overdue=1&amp;region={region.id}"):
        assert link in page
        assert browser.get(link.replace("&amp;", "&")).status_code == HTTPStatus.OK


def test_a_region_is_drawn_and_a_country_moved_by_an_administrator(farid, client, make):
    browser = client(farid)
    japan, korea = (make.country(farid, code).id for code in ("JP", "KR"))
    browser.post("/regions/new", data={"name": "Pacific", "country_ids": [japan, korea]})
    pacific = listed.named(farid, Region, "pacific").id
    assert [make.country(farid, code).region_id for code in ("JP", "KR")] == [pacific, pacific]
    refused = browser.post(f"/regions/{pacific}/archive", follow_redirects=True).text
    assert "2 countries or supranational bodies are in this region" in refused
    for one in (japan, korea):
        browser.post(f"/countries/{one}/region", data={"region_id": ""})
    browser.post(f"/regions/{pacific}/archive")
    assert f'href="/regions/{pacific}"' not in browser.get("/regions").text
    assert f'href="/regions/{pacific}"' in browser.get("/regions?archived=1").text


def test_functions_are_added_renamed_ordered_and_archived(farid, client):
    browser, place = client(farid), "/administration/functions"
    browser.post(place, data={"name": "Sales"})
    sales = listed.named(farid, Function, "sales")
    browser.post(f"{place}/{sales.id}/edit", data={"name": "Business development"})
    browser.post(f"{place}/{sales.id}/move", data={"to": "up"})
    assert [one.name for one in listed.entries(farid, Function)][-2] == "Business development"
    page = browser.post(f"{place}/{sales.id}/archive", follow_redirects=True).text
    assert f'action="{place}/{sales.id}/restoration"' in page
    assert sales not in listed.entries(farid, Function)


def test_the_audit_shows_what_was_before_and_after_and_by_whom(asha, farid, client, make):
    body = make.organisation(asha, "Ministry of Finance")
    data = {"name": "Treasury", "kind": "agency", "country_id": body.country_id, "version": body.version}
    client(asha).post(f"/organisations/{body.id}/edit", data=data)
    for page in (
        client(farid).get(f"/administration/changes?about=organisation&member={asha.member.id}").text,
        client(asha).get(f"/organisations/{body.id}/history").text,
    ):
        for words in ("Asha Menon", "<del>Ministry of Finance</del>", "<ins>Treasury</ins>", "<ins>agency</ins>"):
            assert words in page
    nothing = client(farid).get("/administration/changes?last=2001-01-01").text
    assert "Nothing fits" in nothing


def test_a_topics_page_gathers_its_parts_across_countries(asha, client, make):
    cloud = make.topic(asha, "Cloud")
    part = make.topic(asha, "Security", parent=cloud)
    for code in ("JP", "ES"):
        make.engagement(
            asha,
            f"Talk in {code}",
            organisations=[make.organisation(asha, f"Body {code}", country=code)],
            topics=[part],
        )
    page = client(asha).get(f"/topics/{cloud.id}").text
    for words in ("Talk in JP", "Talk in ES", "Body JP", "Body ES", "Security"):
        assert words in page


def test_an_administrator_reads_what_the_installation_is_made_of(farid, client, make, engine_name):
    make.organisation(farid)
    page = client(farid).get("/administration").text
    assert {"sqlite": "SQLite 3.", "postgresql": "PostgreSQL "}[engine_name] in page
    assert "migration 0" in page
    for path in ("/members", "/administration/functions", "/administration/need-categories", "/administration/changes"):
        assert f'href="{path}"' in page
