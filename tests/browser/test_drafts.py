"""What was typed is not lost: not by an error, an expired sign-in, the back button, a crash of browser or server."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect
from sqlalchemy import select

from engagement.actions.sign_ins import end_sign_ins
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.drafts import FormDraft
from engagement.model.engagements import Engagement
from tests.browsing import Site
from tests.cast import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("drafts"),
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]
NEW = "/engagements/new"
SUMMARY = "They asked how others certify cloud services."
Start = Callable[[], subprocess.Popen[bytes]]


def kept(word: str) -> Callable[[Response], bool]:
    """Says of an answer whether it is that of a draft with a word in it."""
    return lambda answer: "/drafts/" in answer.url and word in (answer.request.post_data or "")


def write(page: Page, who: str = "") -> None:
    """Types a summary, and an organisation that is new; waits until the page says that it is kept."""
    if who:
        page.get_by_role("combobox", name="Who (").press_sequentially(who)
        page.get_by_role("option", name="as a new organisation").click()
        expect(page.locator("[data-newcomer]")).to_be_visible()
    with page.expect_response(kept("certify")):
        page.get_by_label("What happened").fill(SUMMARY)
    expect(page.locator("[data-state]")).to_contain_text("Draft kept at")


def take_up(page: Page) -> None:
    """Follows the offer, and finds what was typed."""
    page.get_by_role("link", name="Take it up again").click()
    expect(page.get_by_label("What happened")).to_have_value(SUMMARY)


def made(desk: Desk) -> int:
    desk.db.expire_all()
    return len(desk.db.scalars(select(Engagement.id)).all())


def sign_in_again(page: Page) -> None:
    page.get_by_label("E-mail").fill("asha@nimbus.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_sign_in_that_ended_costs_not_even_the_last_words(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, NEW)
    write(page)
    end_sign_ins(asha, asha.member, but="")
    site.db.commit()
    page.route("**/drafts/*", lambda route: None)  # on a slow machine it may be sent, and is refused with an error
    page.get_by_label("What happened").press_sequentially(" Soon.")
    page.keyboard.press("Control+Enter")  # before the pause after which it would be kept
    page.wait_for_url("**/sign-in**")
    page.unroute("**/drafts/*")
    sign_in_again(page)
    page.wait_for_url(f"{site.address}{NEW}?draft=*")
    expect(page.get_by_label("What happened")).to_have_value(f"{SUMMARY} Soon.")


def test_another_member_in_the_same_tab_is_offered_nothing(site: Site, page: Page, asha: Desk, bruno: Desk) -> None:
    site.open(page, asha, NEW)
    write(page)
    site.open(page, bruno, NEW)
    expect(page.get_by_role("heading", name="Log an engagement")).to_be_visible()
    expect(page.get_by_role("link", name="Take it up again")).to_have_count(0)


def test_a_page_left_in_a_hurry_is_kept_and_dropped_only_when_asked(site: Site, page: Page, asha: Desk) -> None:
    site.open(page, asha, NEW)
    page.get_by_label("What happened").press_sequentially(SUMMARY)
    page.get_by_role("link", name="Topics", exact=True).first.click()  # no pause: sent while the page goes
    page.wait_for_url("**/topics")
    for _ in range(600):
        kept_by_now = asha.db.scalars(select(FormDraft.key)).all()
        asha.db.commit()  # or the server waits for it
        if kept_by_now:
            break
        page.wait_for_timeout(50)
    assert kept_by_now
    page.goto(site.address)
    take_up(page)
    page.goto(site.address)
    page.get_by_role("button", name="Drop it").click()
    page.get_by_role("dialog").get_by_role("button", name="Yes").click()
    expect(page.locator("[data-toast]")).to_contain_text("Dropped")
    expect(page.get_by_role("link", name="Take it up again")).to_have_count(0)


def test_a_browser_that_loses_power_in_the_middle_of_a_form(site: Site, browser: Browser, asha: Desk) -> None:
    first = browser.new_context()
    page = site.open(first.new_page(), asha, NEW)
    write(page, "Ministry of Tides")
    with page.expect_response(kept("regulator")):
        page.locator("[data-newcomer]").get_by_label("Kind of body").select_option("regulator")
    first.close()  # no page of it is asked anything
    second = browser.new_context()
    page = site.open(second.new_page(), asha, NEW)
    take_up(page)
    expect(page.locator("[data-newcomer]").get_by_label("Kind of body")).to_have_value("regulator")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#main")).to_contain_text(SUMMARY)
    page.goto(f"{site.address}{NEW}")
    expect(page.get_by_role("link", name="Take it up again")).to_have_count(0)
    second.close()
    assert made(asha) == 1


def test_an_older_draft_never_arrives_after_a_newer_one(site: Site, page: Page, asha: Desk) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    site.open(page, asha, NEW)
    page.route("**/drafts/*", hold)
    with page.expect_request("**/drafts/*"):
        page.get_by_label("What happened").fill("They asked")
    page.get_by_label("What happened").fill(SUMMARY)
    page.wait_for_timeout(1_000)
    assert len(held) == 1, "the newer one waits"
    with page.expect_response(kept("certify")):
        held[0].continue_()
    expect(page.locator("[data-state]")).to_contain_text("Draft kept at")


def test_what_is_typed_before_the_scripts_are_there_is_kept_too(site: Site, page: Page, asha: Desk) -> None:
    held: list[Route] = []
    site.open(page, asha, "/topics")
    page.route("**/js/draft.js", lambda route: held.append(route))
    with page.expect_request("**/js/draft.js"):
        page.goto(f"{site.address}{NEW}", wait_until="commit")
    page.get_by_label("What happened").fill(SUMMARY)
    with page.expect_response(kept("certify")):
        held[0].continue_()
    expect(page.locator("[data-state]")).to_contain_text("Draft kept at")


def test_a_connection_that_comes_back_brings_what_was_typed_meanwhile(
    site: Site, page: Page, browser: Browser, asha: Desk
) -> None:
    context = browser.new_context()  # of its own: a lost connection is an error in the console
    page = site.open(context.new_page(), asha, NEW)
    context.set_offline(True)
    page.get_by_label("What happened").fill(SUMMARY)
    expect(page.locator("[data-state]")).to_contain_text("Not kept: no connection. It stays in this tab.")
    context.set_offline(False)
    expect(page.locator("[data-state]")).to_contain_text("Draft kept at")
    context.close()


def test_the_back_button_after_the_save_says_that_it_is_saved_and_makes_nothing_twice(
    site: Site, page: Page, asha: Desk, make: ModuleType
) -> None:
    body = make.organisation(asha)
    site.open(page, asha, f"{NEW}?organisation=organisation:{body.id}")
    write(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#main")).to_contain_text(SUMMARY)
    saved = page.url
    page.go_back()
    expect(page.locator("[data-state]")).to_contain_text("This form was saved already.")
    page.get_by_role("button", name="Save", exact=False).last.click()
    expect(page).to_have_url(saved)
    assert made(asha) == 1


def test_a_double_click_makes_one(site: Site, page: Page, asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha)
    site.open(page, asha, f"{NEW}?organisation=organisation:{body.id}")
    write(page)
    with page.expect_navigation(url="**/engagements/*"):
        # two real sendings, past the script that keeps a second press from being sent
        page.evaluate("() => { const form = document.querySelector('.log-form'); form.submit(); form.submit(); }")
    expect(page.locator("#main")).to_contain_text(SUMMARY)
    assert made(asha) == 1


def kill(server: subprocess.Popen[bytes]) -> None:
    """Ends a server with all its workers, without a word before."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


@pytest.fixture
def start(installation: Installation) -> Iterator[tuple[str, Start]]:
    """The address of a server of its own process, and how to start it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, running = f"http://127.0.0.1:{port}", []
    settings = installation.settings
    names = {"ENGAGEMENT_FOLDER": str(settings.folder), "DATABASE_URL": settings.database_url}
    command = [str(Path(sys.executable).parent / "engagement"), "serve", "--port", str(port)]

    def begin() -> subprocess.Popen[bytes]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, env=os.environ | names, start_new_session=True, **quiet)
        running.append(process)
        for _ in range(600):
            try:
                urlopen(f"{address}/sign-in", timeout=5).close()
                return process
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    yield address, begin
    for process in running:
        kill(process)


def test_a_server_killed_in_the_middle_of_a_form_costs_nothing(
    start: tuple[str, Start], browser: Browser, asha: Desk
) -> None:
    address, begin = start
    asha.db.commit()  # or the server waits for it
    server = begin()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in?next={NEW}")
    sign_in_again(page)
    write(page)
    kill(server)
    page.get_by_label("What happened").press_sequentially(" Soon.")
    expect(page.locator("[data-state]")).to_contain_text("It stays in this tab.")
    begin()
    expect(page.locator("[data-state]")).to_contain_text("Draft kept at")
    page.goto(address)
    page.get_by_role("link", name="Take it up again").click()
    expect(page.get_by_label("What happened")).to_have_value(f"{SUMMARY} Soon.")
    context.close()
