"""After a planned meeting: one click says what came of it, and one takes it back."""

from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, expect

from engagement.desk import Desk
from engagement.model.words import Status
from tests.browser.hands import Hands
from tests.browsing import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("drafts"),
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]


@pytest.mark.parametrize("button", ["Held as planned", "Did not take place", "Not an engagement"])
def test_what_waits_is_done_in_one_click_and_undone_in_another(
    site: Site, page: Page, asha: Desk, make: ModuleType, button: str
) -> None:
    talk = make.engagement(asha, "Talk with the agency", on=make.days(asha, -1), status=Status.PLANNED)
    hands = Hands(site.open(page, asha, "/"))
    hands.click(page.get_by_role("button", name=button))
    expect(page.get_by_role("button", name=button)).to_have_count(0)
    assert hands.done <= 3
    hands.click(page.get_by_role("button", name="Undo"))
    expect(page.get_by_role("button", name=button)).to_be_visible()
    asha.db.refresh(talk)
    assert (talk.status, talk.is_archived) == (Status.PLANNED, False)


def test_the_second_of_two_browsers_on_one_record_chooses_field_by_field(
    site: Site, page: Page, browser: Browser, asha: Desk, carmen: Desk, make: ModuleType
) -> None:
    talk = make.engagement(asha, "Talk", summary="As it was", outcome="None yet")
    address = f"/engagements/{talk.id}/edit"
    other = site.open(browser.new_context().new_page(), carmen, address)
    site.open(page, asha, address)
    other.get_by_label("Outcome").fill("A law is drafted")
    other.get_by_label("What happened").fill("What Carmen wrote")
    other.keyboard.press("Control+Enter")
    expect(other.locator("#main")).to_contain_text("A law is drafted")
    other.context.close()
    page.get_by_label("What happened").fill("What Asha wrote")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#main")).to_contain_text("What Carmen wrote")
    expect(page.locator("#main")).to_contain_text("A law is drafted")
    page.locator('[name="theirs"][value="outcome"]').check()
    page.wait_for_load_state()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/engagements/{talk.id}")
    expect(page.locator("#main")).to_contain_text("What Asha wrote")
    expect(page.locator("#main")).to_contain_text("A law is drafted")
