"""The parts of the design in a real browser: by keyboard, on a phone, dark, right-to-left, without JavaScript."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from werkzeug.serving import make_server

from tests.browsing import PHONE, WIDE, axe_faults, axe_faults_in_both_themes
from tests.gallery import GALLERY, gallery

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def gallery_url() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, gallery(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.fixture
def form(page: Page, gallery_url: str) -> Page:
    page.goto(f"{gallery_url}/form")
    return page


def sent(page: Page) -> list[str]:
    """What the form sent, a line for each field."""
    page.get_by_role("button", name="Save Ctrl").click()
    page.wait_for_function("document.getElementById('sent')?.textContent.trim()")
    return page.locator("#sent").inner_text().splitlines()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("path", GALLERY)
def test_no_part_has_a_fault_that_axe_can_find(page: Page, gallery_url: str, path: str, size: dict) -> None:
    page.emulate_media(reduced_motion="reduce")  # or a colour is judged on its way to the other theme
    page.set_viewport_size(size)
    page.goto(gallery_url + path)
    assert axe_faults_in_both_themes(page) == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_what_opens_has_no_fault_that_axe_can_find(page: Page, gallery_url: str, size: dict) -> None:
    page.set_viewport_size(size)
    page.goto(f"{gallery_url}/form")
    page.get_by_role("combobox", name="Who (").press_sequentially("ri")
    page.locator(".option").first.wait_for()
    faults = axe_faults(page)
    page.goto(gallery_url)
    page.locator("summary", has_text="Country").click()
    faults += axe_faults(page)
    page.locator("summary", has_text="Country").press("Escape")
    page.get_by_role("button", name="Archive").first.click()
    faults += axe_faults(page)
    page.get_by_role("button", name="No, leave it").click()
    page.get_by_role("link", name="Search everything").click()
    faults += axe_faults(page)
    page.keyboard.type("minist")
    page.get_by_role("option", name="Ministry of Digital Affairs").wait_for()
    faults += axe_faults(page)
    assert faults == []


@pytest.mark.parametrize("path", GALLERY)
def test_nothing_scrolls_sideways_at_four_hundred_per_cent(page: Page, gallery_url: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(gallery_url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_official_brings_the_organisation_along(form: Page) -> None:
    form.get_by_role("combobox", name="Who (").press_sequentially("ferr")
    expect(form.get_by_role("option", name="Lucía Ferrán")).to_have_attribute("aria-selected", "true")
    form.keyboard.press("Enter")
    expect(form.locator("#says")).to_have_text("Lucía Ferrán added, with Ministry of Digital Affairs")
    assert {"who=official:1", "who=organisation:1"} <= set(sent(form))


def test_enter_before_the_answer_is_not_lost(form: Page) -> None:
    form.get_by_role("combobox", name="Who (").press_sequentially("riigi")
    form.keyboard.press("Enter")
    expect(form.get_by_role("button", name="Remove Riigi Infosüsteemi Amet")).to_be_visible()


def test_what_is_typed_behind_an_early_enter_is_the_next_name(form: Page) -> None:
    form.route("**/find/proposals?q=riigi&*", lambda route: form.wait_for_timeout(400) or route.fallback())
    who = form.get_by_role("combobox", name="Who (")
    who.fill("riigi")
    for key in ("Enter", *"ferr"):
        form.keyboard.press(key)
    form.get_by_role("button", name="Remove Riigi Infosüsteemi Amet").wait_for()
    expect(who).to_have_value("ferr")
    form.get_by_role("option", name="Lucía Ferrán").wait_for()


def test_an_answer_after_escape_opens_nothing(form: Page) -> None:
    form.route("**/find/proposals?q=cross&*", lambda route: form.wait_for_timeout(400) or route.fallback())
    topics = form.get_by_role("combobox", name="Topics")
    with form.expect_request("**/find/proposals?q=cross&*"):
        topics.fill("cross")
    topics.press("Escape")
    form.wait_for_timeout(700)
    expect(topics).to_have_attribute("aria-expanded", "false")


def test_a_new_row_has_nothing_of_what_was_typed_before_the_scripts_were_there(page: Page, gallery_url: str) -> None:
    held: list[Route] = []
    page.route("**/js/row-editor.js", lambda route: held.append(route))
    with page.expect_request("**/js/row-editor.js"):
        page.goto(f"{gallery_url}/form", wait_until="commit")
    page.get_by_label("What was promised").fill("Send the white paper")
    held[0].fallback()
    page.wait_for_load_state()
    page.get_by_label("What was promised").first.press("Enter")
    expect(page.locator("[name=promises-1-text]")).to_have_value("")


def test_a_missing_entry_is_made_by_enter_and_never_by_tab(form: Page) -> None:
    who = form.get_by_role("combobox", name="Who (")
    who.press_sequentially("Ministry of Tides")
    expect(form.locator(".option").first).to_have_text("Add “Ministry of Tides” as a new organisation")
    form.keyboard.press("Tab")
    assert form.locator("tag-field[data-name=who] .chip").count() == 0
    who.press_sequentially(" ")
    form.keyboard.press("Enter")
    form.get_by_role("button", name="Remove Ministry of Tides").wait_for()
    assert "who=new-organisation:Ministry of Tides" in sent(form)


def test_backspace_takes_back_and_escape_keeps_what_was_typed(form: Page) -> None:
    topics = form.get_by_role("combobox", name="Topics")
    topics.press("Backspace")
    expect(form.locator("#says")).to_have_text("Keys taken out")
    topics.press_sequentially("cross")
    form.get_by_role("option", name="Cross-border transfers").wait_for()
    topics.press("Escape")
    expect(topics).to_have_attribute("aria-expanded", "false")
    expect(topics).to_have_value("cross")


def test_arrows_choose_among_proposals(form: Page) -> None:
    who = form.get_by_role("combobox", name="Who (")
    who.press_sequentially("m")
    first = form.locator(".option").first
    first.wait_for()
    who.press("ArrowUp")
    last = form.locator(".option").last
    expect(last).to_have_attribute("aria-selected", "true")
    assert who.get_attribute("aria-activedescendant") == last.get_attribute("id")
    who.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")


def test_a_late_answer_never_replaces_a_newer_one(form: Page) -> None:
    held: list[Route] = []
    form.route("**/find/proposals?q=l&*", lambda route: held.append(route))
    who = form.get_by_role("combobox", name="Who (")
    who.press_sequentially("l")
    form.wait_for_timeout(200)
    who.fill("riigi")
    form.get_by_role("option", name="Riigi Infosüsteemi Amet").wait_for()
    for route in held:
        route.fallback()
    form.wait_for_timeout(100)
    assert held
    expect(form.locator(".option").first).to_contain_text("Riigi")


def test_a_server_that_does_not_answer_costs_nothing_that_was_typed(form: Page) -> None:
    form.route("**/find/proposals*", lambda route: route.fulfill(json={"items": None}))
    who = form.get_by_role("combobox", name="Who (")
    who.press_sequentially("riigi")
    expect(form.locator("#says")).to_contain_text("What you typed is kept")
    assert "who_text=riigi" in sent(form)


def test_one_of_one_replaces(form: Page) -> None:
    lead = form.get_by_role("combobox", name="Lead")
    for typed, name in (("ferr", "Lucía Ferrán"), ("حارثي", "ندى الحارثي")):
        lead.press_sequentially(typed)
        lead.press("Enter")
        form.get_by_role("button", name=f"Remove {name}").wait_for()
    assert [line for line in sent(form) if line.startswith("lead=")] == ["lead=official:2"]


def test_enter_in_the_last_row_adds_one_and_the_bin_takes_one_out(form: Page) -> None:
    form.get_by_label("What was promised").fill("Send the white paper")
    form.keyboard.press("Enter")
    form.keyboard.type("Name a speaker")
    assert form.locator("[name=promises-1-text]").input_value() == "Name a speaker"
    form.get_by_role("button", name="Take this commitment out").first.click()
    lines = sent(form)
    assert "promises-1-text=Name a speaker" in lines
    assert not any(line.startswith("promises-0") for line in lines)


def test_the_form_is_sent_by_ctrl_enter_from_any_field(form: Page) -> None:
    form.get_by_label("What happened").fill("They asked about keys.")
    form.keyboard.press("Control+Enter")
    expect(form.locator("#sent")).to_contain_text("summary=They asked about keys.")


def test_what_is_set_by_itself_is_said_on_a_phone(page: Page, gallery_url: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{gallery_url}/form")
    said = page.get_by_role("link", name="meeting")
    expect(said).to_have_text("meeting, 24 Nov, Europe/Madrid")
    page.get_by_label("workshop").check(force=True)
    expect(page.locator("[data-set]")).to_have_text("workshop, 24 Nov, Europe/Madrid")


def test_the_first_wrong_field_has_the_focus_and_its_error_is_read_with_it(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/form?wrong=1")
    topics = page.get_by_role("combobox", name="Topics")
    expect(topics).to_be_focused()
    expect(topics).to_have_accessible_description("Keys is not a topic yet: choose where it belongs.")


def test_slash_finds_and_n_logs_unless_turned_off(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url)
    page.keyboard.press("/")
    page.keyboard.type("regi")
    page.get_by_role("option", name="Regions").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/index")
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Log in one line")).to_be_focused()
    page.context.add_cookies([{"name": "keys-off", "value": "1", "url": gallery_url}])
    page.goto(gallery_url)
    page.keyboard.press("n")
    page.keyboard.press("/")
    expect(page.locator("#palette")).to_be_hidden()
    assert page.url == f"{gallery_url}/"


def test_the_search_dialog_walks_over_what_is_found(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url)
    page.get_by_role("link", name="Search everything").click()
    box = page.get_by_role("combobox", name="Search")
    page.keyboard.type("minist")
    option = page.get_by_role("option", name="Ministry of Digital Affairs")
    option.wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("ArrowUp")  # back in the field
    expect(option).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/form")


def test_a_late_answer_takes_no_place_from_who_walks(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url)
    page.route("**/find/box?q=ministr", lambda route: page.wait_for_timeout(400) or route.fallback())
    page.get_by_role("link", name="Search everything").click()
    page.keyboard.type("minist")
    option = page.get_by_role("option", name="Ministry of Digital Affairs")
    option.wait_for()
    with page.expect_response("**/find/box?q=ministr"):
        with page.expect_request("**/find/box?q=ministr"):
            page.keyboard.press("r")
        page.keyboard.press("ArrowDown")
        expect(option).to_have_attribute("aria-selected", "true")
    page.wait_for_timeout(200)
    expect(option).to_have_attribute("aria-selected", "true")


def test_enter_in_the_search_dialog_opens_the_page_of_all_that_is_found(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url)
    page.get_by_role("link", name="Search everything").click()
    page.keyboard.type("tides & ebb")
    page.get_by_text("Nothing has “tides & ebb”").wait_for()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{gallery_url}/find/index?q=tides%20%26%20ebb")
    expect(page.locator("#palette")).to_be_hidden()


def test_the_theme_is_remembered_by_the_server(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url)
    page.get_by_role("button", name="Change between light and dark").click()
    page.goto(f"{gallery_url}/arabic")
    assert 'data-theme="dark"' in page.context.request.get(f"{gallery_url}/arabic").text()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_an_act_that_asks_first_waits_for_yes(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url)
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    archive = page.get_by_role("button", name="Archive").first
    archive.click()
    page.get_by_role("button", name="No, leave it").click()
    assert posted == []
    archive.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes").click()
    assert len(posted) == 1


def test_a_form_is_sent_once_however_often_one_presses(form: Page) -> None:
    posted: list[str] = []
    form.route("**/form", lambda route: posted.append(route.request.url))  # the answer does not come
    busy = form.evaluate(
        """async () => {
          const save = document.querySelector(".savebar .primary");
          save.click();
          await new Promise((later) => setTimeout(later, 150));
          save.click();
          return save.ariaBusy;
        }"""
    )
    form.wait_for_timeout(200)
    assert (busy, len(posted)) == ("true", 1)


def test_a_toast_goes_but_not_while_somebody_is_in_it(page: Page, gallery_url: str) -> None:
    page.clock.install()
    page.goto(gallery_url)
    page.get_by_role("button", name="Undo").focus()
    page.clock.run_for(9_000)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.get_by_role("button", name="Undo").blur()
    page.clock.run_for(9_000)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_more_on_a_phone_shows_all_places(page: Page, gallery_url: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(gallery_url)
    officials = page.get_by_role("link", name="Officials")
    expect(officials).to_be_hidden()
    page.get_by_role("link", name="More", exact=True).click()
    officials.click()
    expect(page).to_have_url(f"{gallery_url}/officials/index")


def test_everything_can_be_said_without_javascript(browser: Browser, gallery_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{gallery_url}/form")
    page.get_by_label("Keep Keys").uncheck()
    page.get_by_label("Who (").fill("Lucía Ferrán; Ministry of Tides")
    page.get_by_role("button", name="Save Ctrl").click()
    lines = page.locator("#sent").inner_text().splitlines()
    assert {"who_text=Lucía Ferrán; Ministry of Tides", "topics=topic:1"} <= set(lines)
    assert "topics=new-topic:Keys" not in lines
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    page.get_by_role("link", name="Search everything").click()
    page.wait_for_url("**/find/index")
    context.close()


def test_the_first_page_weighs_at_most_100_kb_and_later_ones_30(page: Page, gallery_url: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    weights: list[int] = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(gallery_url, wait_until="networkidle")
    assert len(weights) < 20
    assert sum(weights) <= 100 * 1024
    weights.clear()
    page.goto(f"{gallery_url}/form", wait_until="networkidle")
    assert sum(weights) <= 30 * 1024


def test_nothing_moves_while_a_page_loads(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url, wait_until="networkidle")
    moved = page.evaluate(
        """() => new Promise((tell) => {
          new PerformanceObserver((list) => tell(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
            .observe({ type: "layout-shift", buffered: true });
          setTimeout(() => tell(0), 300);
        })"""
    )
    assert moved < 0.02
