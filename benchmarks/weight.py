"""What a browser receives: the first page with an empty cache, later pages, and whom it asks."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import select

from benchmarks.harness import Amount
from benchmarks.serving import PRODUCT, served, signed_in
from benchmarks.worlds import World
from engagement.model.engagements import Engagement
from engagement.model.organisations import Organisation
from engagement.model.places import Region
from tests.browsing import CHROMIUM, QUIET

FIRST, LATER = 100, 30  # kilobytes (of 1,024 bytes)


def pairs(world: World) -> Iterator[Amount]:
    """My week first, then the pages that people go to."""
    if CHROMIUM is None:
        raise RuntimeError("Chromium is not here: apt-get install chromium")
    with world.reading() as desk:
        one, body, region = (desk.db.scalar(select(kind.id).limit(1)) for kind in (Engagement, Organisation, Region))
    paths = ("/engagements", f"/engagements/{one}", f"/organisations/{body}", f"/regions/{region}", "/engagements/new")
    cookie = signed_in(world)
    with served(world, PRODUCT, cookie) as asked, sync_playwright() as browsers:
        home = f"http://127.0.0.1:{asked.connection.port}"
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        context = browser.new_context()
        context.add_cookies([{"name": "engagement", "value": cookie, "url": home}])
        hosts: set[str] = set()
        context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
        page = context.new_page()
        weights = _weights(page)
        page.goto(f"{home}/", wait_until="networkidle")
        yield Amount("first page, empty cache, over the wire", "", world.size, sum(weights) / 1024, FIRST, "KB")
        for path in paths:
            weights.clear()
            page.goto(f"{home}{path}", wait_until="networkidle")
            yield Amount(f"later page {_said(path)}, over the wire", "", world.size, sum(weights) / 1024, LATER, "KB")
        yield Amount("hosts that were asked", "", world.size, len(hosts), 1, "host, our own")
        browser.close()


def _weights(page: Page) -> list[float]:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    weights: list[float] = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    return weights


def _said(path: str) -> str:
    return "/".join("…" if part.isdigit() else part for part in path.split("/"))
