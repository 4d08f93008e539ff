"""What was typed is not lost: not by an error, an expired sign-in, the back button, a server that went away."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from engagement.actions.sign_ins import end_sign_ins
from engagement.desk import Desk
from tests.browsing import Site
from tests.cast import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("drafts"),
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]
SUMMARY = "They asked how others certify cloud services."


def write(page: Page) -> None:
    """Types a summary, and waits until the page says that it is kept."""
    page.get_by_label("What happened").fill(SUMMARY)
    expect(page.locator("[data-state]")).to_contain_text("Draft kept at")


def leave_anyway(dialog: Dialog) -> None:
    dialog.accept()


def test_a_wrong_form_keeps_what_was_typed(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/engagements/new")
    write(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problems")).to_be_visible()
    expect(page.get_by_label("What happened")).to_have_value(SUMMARY)


def test_a_sign_in_that_ended_costs_nothing(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/engagements/new")
    write(page)
    end_sign_ins(asha, asha.member, but="")
    site.db.commit()
    page.keyboard.press("Control+Enter")
    page.get_by_label("E-mail").fill("asha@nimbus.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/")
    page.goto(f"{site.address}/engagements/new")
    page.get_by_role("button", name="Take it up again").click()
    expect(page.get_by_label("What happened")).to_have_value(SUMMARY)


def test_another_member_in_the_same_tab_is_offered_nothing(site: Site, page: Page, asha: Desk, bruno: Desk) -> None:
    page.on("dialog", leave_anyway)
    site.open(page, asha, "/engagements/new")
    write(page)
    site.open(page, bruno, "/engagements/new")
    expect(page.get_by_role("heading", name="Log an engagement")).to_be_visible()
    expect(page.get_by_role("button", name="Take it up again")).to_have_count(0)


def test_a_page_left_and_come_back_to_still_knows(site: Site, page: Page, asha: Desk) -> None:
    page.on("dialog", leave_anyway)
    site.open(page, asha, "/engagements/new")
    write(page)
    page.get_by_role("link", name="Topics", exact=True).first.click()
    page.wait_for_url("**/topics")
    page.get_by_role("link", name="Log n", exact=True).click()
    page.get_by_role("button", name="Take it up again").click()
    expect(page.get_by_label("What happened")).to_have_value(SUMMARY)


def test_a_saved_engagement_leaves_no_draft_behind(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/engagements/new")
    page.get_by_role("combobox", name="Who (").press_sequentially("Ministry of Tides")
    page.get_by_role("option", name="as a new organisation").click()
    write(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#main")).to_contain_text(SUMMARY)
    page.goto(f"{site.address}/engagements/new")
    expect(page.get_by_role("heading", name="Log an engagement")).to_be_visible()
    expect(page.get_by_role("button", name="Take it up again")).to_have_count(0)
