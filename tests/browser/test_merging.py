"""Two organisations merged by hand in a real browser, and made two again by Undo."""

from types import ModuleType

import pytest
from playwright.sync_api import Page, expect

from engagement.desk import Desk
from tests.browsing import PHONE, Site, axe_faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("records"),
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]


def test_on_a_phone_each_side_says_whether_it_stays_and_the_sheet_fills_the_window(
    site: Site, page: Page, asha: Desk, make: ModuleType
) -> None:
    kept, gone = make.organisation(asha, "Digital Agency"), make.organisation(asha, "Agency for Digital")
    page.set_viewport_size(PHONE)
    site.open(page, asha, f"/organisations/{kept.id}/merge")
    assert page.evaluate("document.querySelector('.sheet').getBoundingClientRect().bottom") == PHONE["height"]
    page.goto(f"{page.url}?gone={gone.id}")
    name = page.get_by_role("group", name="Name")
    for word in ("stays", "goes"):
        box = name.get_by_text(word).bounding_box()
        assert box and box["width"] > 20, f"{word} is seen"
    assert axe_faults(page) == []


def test_two_bodies_are_merged_and_parted_again(site: Site, page: Page, asha: Desk, make: ModuleType) -> None:
    kept = make.organisation(asha, "Digital Agency", note="Old friends.")
    gone = make.organisation(asha, "Agency for Digital", note="Met at the fair.")
    make.engagement(asha, "Talk of old", organisations=[gone])
    site.open(page, asha, f"/organisations/{kept.id}")
    page.get_by_role("link", name="Merge with another").click()
    page.get_by_role("combobox", name="The other one").focus()
    page.keyboard.type("agency for")
    page.get_by_role("option", name="Agency for Digital").click()
    page.get_by_role("button", name="Compare the two").click()
    assert axe_faults(page) == []
    expect(page.get_by_label("Both, one after the other")).to_be_checked()
    page.get_by_role("group", name="Name").get_by_label("Agency for Digital").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agency for Digital")
    expect(page.get_by_role("link", name="Talk of old")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").filter(has_text="are two again")).to_be_visible()
    page.goto(page.url.replace(f"/{gone.id}", f"/{kept.id}"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Digital Agency")
    expect(page.get_by_role("link", name="Talk of old")).to_have_count(0)
