"""The whole way in a real browser: sign in, log a meeting, find it under its topic, send the report."""

from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from engagement.desk import Desk
from tests.browser.hands import Hands
from tests.browsing import PHONE, WIDE, Site, axe_faults_in_both_themes
from tests.cast import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("whole way"),
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]
SUMMARY = "They asked how others certify cloud services.\nWe promised the comparison."


@pytest.fixture
def world(asha: Desk, make: ModuleType) -> None:
    """What Asha's team knew before: a ministry, its director, a topic."""
    ministry = make.organisation(asha, "Ministry of Digital Affairs", country="JP")
    make.official(asha, "Haruko Sato", at=ministry, title="Director for Cloud")
    make.topic(asha, "Cloud certification")


def whole(page: Page) -> Page:
    """The page, once it is there and axe has found no fault in it, light or dark."""
    page.wait_for_load_state("networkidle")
    assert axe_faults_in_both_themes(page) == [], page.url
    return page


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_sign_in_log_find_report(site: Site, page: Page, tmp_path: Path, size: dict[str, int]) -> None:
    page.emulate_media(reduced_motion="reduce")  # or a colour is judged on its way to the other theme
    page.set_viewport_size(size)  # type: ignore[arg-type]
    log = page.get_by_role("link", name="Log", exact=True) if size is WIDE else page.get_by_label("Log an engagement")

    site.open(page, None, "/")
    whole(page).get_by_label("E-mail").fill("asha@nimbus.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    whole(page)
    log.first.click()
    whole(page).get_by_role("combobox", name="Who (").press_sequentially("haruk")
    page.get_by_role("option", name="Haruko Sato").click()
    page.get_by_role("combobox", name="Topics").press_sequentially("certif")
    page.get_by_role("option", name="Cloud certification").click()
    page.get_by_label("What happened").fill(SUMMARY)
    page.get_by_label("What was promised").fill("Send the comparison")
    whole(page).get_by_role("button", name="Save", exact=False).last.click()

    expect(page.locator("#main")).to_contain_text("Send the comparison")
    expect(page.locator("#main")).to_contain_text("Haruko Sato")
    whole(page).get_by_role("link", name="Cloud certification").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cloud certification")
    expect(page.locator("#main")).to_contain_text("Ministry of Digital Affairs")

    whole(page).locator("#main").get_by_role("link", name="Report").first.click()
    page.get_by_label("Period").select_option("this-quarter")
    page.get_by_role("button", name="Show it").click()
    with page.expect_download() as download:
        whole(page).get_by_role("button", name="Make the PDF").click()
    paper = tmp_path / "report.pdf"
    download.value.save_as(paper)
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(paper).pages)
    assert "Cloud certification" in text and "Ministry of Digital Affairs" in text


@pytest.mark.usefixtures("world")
def test_the_same_by_keyboard_alone(site: Site, page: Page, tmp_path: Path) -> None:
    hands = Hands(page)
    site.open(page, None, "/")
    hands.type("asha@nimbus.example")
    hands.press("Tab")
    hands.type(PASSWORD)
    hands.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    log_by_keyboard(hands)
    assert "Send the comparison" in page.locator("#main").inner_text()

    hands.press("/")
    with page.expect_response("**/find/box?q=certif"):
        hands.type("certif")
    expect(page.locator("#says")).to_contain_text("Topics: 1")
    expect(page.get_by_role("option", name="Cloud certification", exact=True)).to_be_visible()
    hands.press("ArrowDown", "ArrowDown", "Enter")  # what was just logged about it stands first
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cloud certification")
    hands.tab_to(page.locator("#main").get_by_role("link", name="Report").first)
    hands.press("Enter")
    hands.tab_to(page.get_by_label("Period"))
    hands.type("This quarter")
    expect(page.get_by_label("Period")).to_have_value("this-quarter")
    with page.expect_download() as download:
        hands.tab_to(page.get_by_role("button", name="Make the PDF"))
        hands.press("Enter")
    download.value.save_as(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.usefixtures("world")
def test_a_past_meeting_is_logged_in_at_most_twelve_interactions(site: Site, page: Page, asha: Desk) -> None:
    """One body, one official, one topic, a summary of two lines, one commitment; the text itself is not counted."""
    hands = Hands(site.open(page, asha, "/"))
    log_by_keyboard(hands)
    told = page.locator("#main").inner_text()
    for part in ("Ministry of Digital Affairs", "Haruko Sato", "Cloud certification", *SUMMARY.splitlines()):
        assert part in told
    assert "Send the comparison" in told and "Held" in told
    assert hands.done <= 12


def log_by_keyboard(hands: Hands) -> None:
    """Logs a meeting from any page, in the order of the form."""
    page = hands.page
    hands.press("n", "Enter")  # an empty line leads to the form
    expect(page.get_by_role("combobox", name="Who (")).to_be_focused()
    hands.type("haruk")
    expect(page.get_by_role("option", name="Haruko Sato")).to_have_attribute("aria-selected", "true")
    hands.press("Enter", "Tab")
    expect(page.get_by_role("combobox", name="Topics")).to_be_focused()
    hands.type("certif")
    expect(page.get_by_role("option", name="Cloud certification")).to_have_attribute("aria-selected", "true")
    hands.press("Enter", "Tab")
    expect(page.get_by_label("What happened")).to_be_focused()
    first, second = SUMMARY.splitlines()
    hands.type(first)
    hands.press("Enter")
    hands.type(second)
    hands.press("Tab")
    expect(page.get_by_label("What was promised")).to_be_focused()
    hands.type("Send the comparison")
    hands.press("Control+Enter")
    expect(page).not_to_have_url(f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/engagements/new")
    expect(page.locator("#main")).to_contain_text("Send the comparison")
