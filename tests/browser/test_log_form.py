"""What the form of an engagement does besides holding fields: it asks, it follows, it shows two versions together."""

from types import ModuleType

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.organisations import Organisation
from engagement.model.words import OrganisationKind
from tests.browsing import Site, axe_faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("log form"),
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]


def choose_who(page: Page, typed: str, option: str) -> None:
    """Types into the field of whom one met, and takes an option by a click."""
    page.locator("#who").fill(typed)
    page.get_by_role("option", name=option).click()


def test_a_new_body_is_asked_about_at_once(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/engagements/new")
    choose_who(page, "Supreme Court of India", "as a new organisation")
    questions = page.get_by_role("group", name="Supreme Court of India")
    expect(questions.get_by_label("Kind of body")).to_have_value("court")
    expect(questions.get_by_label("Country")).to_have_value("356")
    expect(questions.get_by_label("Post")).to_be_hidden()
    assert axe_faults(page) == []
    choose_who(page, "Meera Iyer", "as a new official")
    of_person = page.get_by_role("group", name="Meera Iyer")
    expect(of_person.get_by_label("Kind of body")).to_be_hidden()
    of_person.get_by_label("Post").fill("Registrar")
    choose_who(page, "Nobody", "as a new organisation")
    page.get_by_role("button", name="Remove Nobody").click()
    expect(page.get_by_role("group", name="Nobody")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Meeting with Supreme Court of India")).to_be_visible()
    expect(page.get_by_text("Registrar")).to_be_visible()
    assert site.db.scalars(select(Organisation)).one().kind is OrganisationKind.COURT


def test_questions_that_come_late_are_of_names_still_there(site: Site, page: Page, asha: Desk) -> None:
    held: list[Route] = []
    site.open(page, asha, "/engagements/new")
    page.route("**/engagements/newcomer?*", lambda route: held.append(route))
    for name in ("Nobody", "Anybody"):
        choose_who(page, name, "as a new organisation")
        page.get_by_role("button", name=f"Remove {name}").click()
    choose_who(page, "Anybody", "as a new organisation")  # its first answer is still on the way
    expect(page.locator(".chip", has_text="Anybody")).to_have_count(1)
    assert len(held) == 3
    for route in held:
        with page.expect_response(route.request.url):
            route.continue_()
    expect(page.get_by_role("group", name="Anybody")).to_have_count(1)
    expect(page.get_by_role("group", name="Nobody")).to_have_count(0)


def test_the_proposed_start_is_a_moment_on_whichever_clocks(
    site: Site, page: Page, asha: Desk, make: ModuleType
) -> None:
    make.organisation(asha, "Agence du numérique", country="FR")
    site.open(page, asha, "/engagements/new")
    expect(page.get_by_label("Start")).to_have_value("18:00")  # in Tokyo
    choose_who(page, "numerique", "Agence du numérique")
    expect(page.get_by_label("Clock of")).to_have_value("Europe/Paris")
    expect(page.get_by_label("Start")).to_have_value("11:00")
    page.get_by_label("Day").fill("2999-01-01")
    expect(page.get_by_label("Status")).to_have_value("planned")


def test_who_saves_second_sees_both_and_keeps_what_they_choose(
    site: Site, page: Page, asha: Desk, make: ModuleType
) -> None:
    talk = make.engagement(asha, "First title", summary="First words")
    site.open(page, asha, f"/engagements/{talk.id}/edit")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Title").fill("Their title")
    other.get_by_label("What happened").fill("Their words")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("heading", name="Their title")).to_be_visible()
    page.get_by_label("Title").fill("My title")
    page.get_by_label("What happened").fill("My words")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Title Their title My title")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_label("Keep theirs: What happened").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="My title")).to_be_visible()
    site.db.expire_all()
    assert site.db.scalars(select(Engagement.summary)).one() == "Their words"
