"""Search by hand in a real browser: the box of every page, the page of all that is found, words in the list."""

from types import ModuleType

import pytest
from playwright.sync_api import Page, expect

from engagement.desk import Desk
from tests.browsing import PHONE, WIDE, Site, axe_faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("search"),
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]


def fill(desk: Desk, make: ModuleType) -> None:
    """A few things with one word in common, and a talk about something else."""
    body = make.organisation(desk, "Digital Agency <for> clouds")
    for number in range(7):
        talk = make.engagement(desk, f"Cloud talk {number}", on=make.days(desk, -number), organisations=[body])
    make.commitment(desk, talk, text="Send the cloud paper")
    make.engagement(desk, "Something else", organisations=[body])


def test_one_types_walks_and_opens_by_keyboard_alone(site: Site, page: Page, asha: Desk, make: ModuleType) -> None:
    fill(asha, make)
    site.open(page, asha, "/commitments")
    page.keyboard.press("/")
    page.keyboard.type("clou tal")
    found = page.get_by_role("listbox", name="Found")
    expect(found.get_by_role("option")).to_have_count(6)  # five of seven, and all of them
    expect(found.get_by_role("group", name="Engagements, 7").locator("mark").first).to_have_text("Cloud")
    expect(page.locator("#says")).to_have_text("Engagements: 7")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cloud talk 1")


def test_enter_opens_all_that_is_found_and_the_words_stay_in_the_list(
    site: Site, page: Page, asha: Desk, make: ModuleType
) -> None:
    fill(asha, make)
    make.engagement(asha, "Cloud workshop", kind="workshop")
    for number in range(8):
        make.engagement(asha, f"Cloud call {number}")
    site.open(page, asha, "/")
    page.keyboard.press("/")
    page.keyboard.type("cloud")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find?q=cloud")
    expect(page.locator(".hits mark", has_text="clouds").first).to_be_visible()
    page.get_by_role("link", name="All 17: Engagements").click()
    page.wait_for_url("**/engagements?q=cloud")
    expect(page.get_by_text("17 engagements, newest first")).to_be_visible()
    page.locator("summary", has_text="What").click()
    page.get_by_label("Kind", exact=True).select_option("workshop")
    page.locator(".menu[open]").get_by_role("button", name="Apply").click()
    expect(page.get_by_text("1 engagement, newest first")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Words in it")).to_have_value("cloud")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("asked", ["cloud", "clowd", "zzzz"])
def test_what_is_found_has_no_fault_that_axe_can_find(
    site: Site, page: Page, asha: Desk, make: ModuleType, size: dict[str, int], asked: str
) -> None:
    fill(asha, make)
    page.set_viewport_size(size)
    site.open(page, asha, "/commitments")
    page.locator("[data-palette]").click()
    page.keyboard.type(asked)
    page.locator(".found :is(.option, .none)").first.wait_for()
    faults = axe_faults(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.goto(f"{site.address}/find?q={asked}")
    assert faults + axe_faults(page) == []


def test_a_slow_answer_never_replaces_a_newer_one(site: Site, page: Page, asha: Desk, make: ModuleType) -> None:
    fill(asha, make)
    site.open(page, asha, "/commitments")
    page.route("**/find/box?q=some", lambda route: page.wait_for_timeout(400) or route.fallback())
    page.keyboard.press("/")
    page.keyboard.type("some")
    page.wait_for_timeout(150)
    page.locator("#palette input").fill("cloud paper")
    expect(page.get_by_role("option", name="Send the cloud paper").last).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.get_by_role("option", name="Something else")).to_have_count(0)
