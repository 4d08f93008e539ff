"""A real Chromium against the real server, and what a page must never do in it: errors, foreign hosts, axe faults."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from engagement.actions.sign_ins import sign_in
from engagement.desk import Desk
from tests.outside import is_here

PATIENCE = 30_000  # milliseconds: only an upper bound, for machines that are slow or busy
expect.set_options(timeout=PATIENCE)

CHROMIUM = shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
COLOURS = ("color-contrast", "link-in-text-block")
# Only what is wrong is brought over, and no stylesheet is asked for once more: no rule of these reads them.
ASK_AXE = """async (rules) => {
  const options = { resultTypes: ["violations"], preload: { assets: ["media"] } };
  const found = await axe.run(rules.length ? { ...options, runOnly: rules } : options);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}"""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, which would else look for news of itself outside."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not here: apt-get install chromium")
    return {"executable_path": CHROMIUM, "args": list(QUIET)}


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A browser whose pages may neither write an error to the console nor ask another host.

    Chromium writes one of its own for each page that is an error page (404, 409): that one is right.
    """
    said: list[str] = []
    context.set_default_timeout(2 * PATIENCE)

    def hear(message: ConsoleMessage) -> None:
        is_the_page = message.page is not None and message.location["url"] == message.page.url
        if message.type in ("error", "warning") and not (is_the_page and "Failed to load resource" in message.text):
            said.append(f"{message.type} on {message.page.url if message.page else '?'}: {message.text}")

    def meet(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and not is_here(address.hostname or ""):
            said.append(f"asked {request.url}")

    context.on("console", hear)
    context.on("weberror", lambda error: said.append(f"uncaught: {error.error}"))
    context.on("request", meet)
    yield context
    assert said == []


@dataclass
class Site:
    """The product on a port of this machine."""

    address: str
    db: Session

    def open(self, page: Page, desk: Desk | None, path: str) -> Page:
        """Goes to a page, signed in as one of the cast or as nobody; what the test made is saved first."""
        if desk is not None:
            token = sign_in(desk, desk.member, 14, "tests")
            page.context.add_cookies([{"name": "engagement", "value": token, "url": self.address}])
        self.db.commit()
        page.goto(self.address + path)
        return page


@pytest.fixture
def site(app: Flask, db: Session) -> Iterator[Site]:
    """The installation of the test, served to `page` while the test runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    db.commit()
    yield Site(f"http://127.0.0.1:{server.server_port}", db)
    server.shutdown()
    thread.join()
    server.server_close()


def axe_faults(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds wrong on the page as it stands, one line for each element; `rules`: asks these alone."""
    # As tall as the page: else fields half under a sticky bar are blamed for their size.
    size = page.viewport_size or WIDE
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(ASK_AXE, list(rules))
    page.set_viewport_size(size)
    return found


def axe_faults_in_both_themes(page: Page) -> list[str]:
    """The same in light and in dark. The themes differ in colours alone, so the rules on colours are asked twice."""
    page.emulate_media(color_scheme="light")
    found = axe_faults(page)
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {fault}" for fault in axe_faults(page, COLOURS)]
