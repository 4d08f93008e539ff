"""The line in a browser: what one presses, sees and hears."""

from types import ModuleType

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.engagements import Engagement
from tests.browser.hands import Hands
from tests.browsing import PHONE, Site, axe_faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("line"),
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]
SAID = "met Haruko Sato (Digital Agency) yesterday 15:00 45m about exit, promised white paper by Friday"


@pytest.fixture
def known(asha: Desk, make: ModuleType) -> None:
    """Whom and what the lines of these tests name."""
    body = make.organisation(asha, "Digital Agency")
    make.official(asha, "Haruko Sato", at=body)
    make.official(asha, "Kenji Mori", at=body)
    make.official(asha, "Kenji Mori", at=make.organisation(asha, "Cabinet Office"))
    make.topic(asha, "Exit")


def records(site: Site) -> list[Engagement]:
    site.db.expire_all()
    made = list(site.db.scalars(select(Engagement)).all())
    site.db.commit()  # else the server would wait for this transaction
    return made


@pytest.mark.usefixtures("known")
def test_a_meeting_is_logged_by_the_line_in_two_presses(site: Site, page: Page, asha: Desk) -> None:
    hands = Hands(site.open(page, asha, "/organisations"))
    hands.press("n")
    expect(page.get_by_role("textbox", name="Log in one line")).to_be_focused()
    hands.type(SAID)
    hands.press("Control+Enter")
    expect(page.get_by_role("heading", name="Digital Agency: Exit")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("white paper")
    assert hands.done <= 3
    assert len(records(site)) == 1


@pytest.mark.usefixtures("known")
def test_a_meeting_is_logged_by_the_filled_form_in_three_presses(site: Site, page: Page, asha: Desk) -> None:
    hands = Hands(site.open(page, asha, "/"))
    hands.press("n")
    hands.type(SAID)
    hands.press("Enter")
    expect(page.get_by_label("What happened")).to_be_focused()
    expect(page.get_by_label("What was promised").first).to_have_value("white paper")
    hands.type("They wait for the law.")
    hands.press("Control+Enter")
    expect(page.get_by_text("They wait for the law.")).to_be_visible()
    assert hands.done <= 3


@pytest.mark.usefixtures("known")
def test_chips_follow_as_one_types_and_are_said_once(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/organisations")
    page.keyboard.press("n")
    page.keyboard.type("met Haruko Sato yesterday")
    panel = page.locator("[data-understood]")
    expect(panel.locator(".chip bdi")).to_have_text(["Meeting", "Haruko Sato", "Digital Agency", "Mon 14 Sep"])
    assert axe_faults(page) == []
    expect(page.locator("#says")).to_have_text("Understood: Meeting; Haruko Sato; Digital Agency; Mon 14 Sep")
    page.keyboard.press("Tab")  # from the field to the first chip
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(panel.get_by_role("link", name="Remove Mon 14 Sep")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("Kept as text: yesterday")
    expect(page.get_by_role("textbox", name="Log in one line")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" 15:00")
    expect(panel.locator(".chip bdi")).to_have_text(["Meeting", "Haruko Sato", "Digital Agency", "15:00"])
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


@pytest.mark.usefixtures("known")
def test_one_of_two_is_chosen_before_it_is_saved(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/")
    page.keyboard.press("n")
    page.keyboard.type("met Kenji Mori today")
    choice = page.get_by_label("Which is meant: Kenji Mori")
    choice.select_option(label="Kenji Mori, Director, Cabinet Office")
    expect(page.locator("[data-understood] .chip bdi")).to_have_text(
        ["Meeting", "Kenji Mori", "Cabinet Office", "Tue 15 Sep"]
    )
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Meeting with Cabinet Office")).to_be_visible()


@pytest.mark.usefixtures("known")
def test_what_is_open_comes_back_as_a_question(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/")
    page.keyboard.press("n")
    page.keyboard.type("met Anna Schmidt (Digital Agency) today")
    expect(page.locator("[data-understood] .chip.new bdi")).to_have_text(["Anna Schmidt, new official"])
    page.keyboard.press("Control+Enter")
    questions = page.get_by_role("group", name="Anna Schmidt")
    expect(questions.get_by_text("Say who or what “Anna Schmidt” is.")).to_be_visible()
    assert axe_faults(page) == []
    questions.get_by_label("Post").fill("Head of cloud")
    page.wait_for_load_state()
    assert records(site) == []
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Head of cloud")).to_be_visible()
    assert len(records(site)) == 1


@pytest.mark.usefixtures("known")
def test_a_double_press_makes_one_record(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/")
    page.keyboard.press("n")
    page.keyboard.type(SAID)
    expect(page.locator("[data-understood] .chip").first).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Digital Agency: Exit")).to_be_visible()
    assert len(records(site)) == 1


@pytest.mark.usefixtures("known")
def test_what_is_sent_is_the_line_as_it_stands_however_late_its_chips_are(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/")
    page.route("**/engagements/line?*exit", lambda route: page.wait_for_timeout(400) or route.fallback())
    page.keyboard.press("n")
    page.keyboard.type("met Haruko Sato yesterday")
    expect(page.locator("[data-understood] .chip bdi", has_text="Mon 14 Sep")).to_be_visible()
    page.keyboard.type(" about exit")
    page.get_by_role("button", name="Log it").click()
    expect(page.get_by_role("heading", name="Digital Agency: Exit")).to_be_visible()
    assert len(records(site)) == 1


@pytest.mark.usefixtures("known")
def test_chips_that_come_late_lie_over_nothing_that_one_went_on_to(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/organisations")
    page.route("**/engagements/line?*", lambda route: page.wait_for_timeout(400) or route.fallback())
    page.keyboard.press("n")
    with page.expect_response("**/engagements/line?*"):
        with page.expect_request("**/engagements/line?*"):
            page.keyboard.type("met Haruko Sato")
        page.get_by_role("heading", level=1).click()
    expect(page.locator("[data-understood] .chip").first).to_be_attached()
    expect(page.locator("[data-understood]")).to_be_hidden()


@pytest.mark.usefixtures("known")
def test_on_a_phone_the_plus_leads_to_the_line(site: Site, page: Page, asha: Desk) -> None:
    page.set_viewport_size(PHONE)
    hands = Hands(site.open(page, asha, "/"))
    hands.click(page.get_by_role("link", name="Log an engagement"))
    line = page.get_by_role("textbox", name="Log in one line")
    expect(line).to_be_focused()
    hands.type(SAID)
    log = page.get_by_role("button", name="Log it")
    expect(log).to_be_in_viewport()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    hands.click(log)
    expect(page.get_by_role("heading", name="Digital Agency: Exit")).to_be_visible()
    assert hands.done <= 3


@pytest.mark.usefixtures("known")
def test_the_line_works_without_javascript(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, "/")
    browser = page.context.browser
    assert browser
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    other = plain.new_page()
    other.goto(site.address)
    other.get_by_role("textbox", name="Log in one line").fill(SAID)
    other.keyboard.press("Enter")
    expect(other.get_by_label("What was promised").first).to_have_value("white paper")
    other.get_by_role("link", name="Remove Mon 14 Sep").click()
    expect(other.get_by_label("What happened")).to_have_value("yesterday")
    plain.close()
