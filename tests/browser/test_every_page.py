"""No page has a fault that axe can find, in light and dark, wide and on a phone, and none scrolls sideways."""

from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.members import Function
from engagement.model.words import Status
from tests.browsing import PHONE, WIDE, Site, axe_faults_in_both_themes
from tests.routes import address, records, signed_in_rules

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]
NO_PAGES = {  # what is no page to look at: files, fragments, data
    "attachments.show",
    "drafts.show",
    "engagements.export",
    "engagements.line",
    "engagements.newcomer",
    "engagements.same",
    "engagements.workbook",
    "find.box",
    "find.proposals",
    "imports.progress",
    "reports.activity",
    "reports.download",
    "reports.preview",
    "reports.progress",
    "rights.pack",
    "rights.pack_for_machines",
}
LONG = "Ministerium für Digitalisierung, Verwaltungsmodernisierung und Bürokratieabbau des Landes Nordrhein-Westfalen"


@pytest.fixture
def pages(app: Flask, farid: Desk, make: ModuleType, installation: Installation) -> list[str]:
    """The address of every page of the product, in a world with something in each of their parts."""
    known = records(farid, make, installation, confidential=False)
    body = make.organisation(farid, LONG, country="DE", names=["MDV"])
    arabic = make.organisation(farid, "وزارة الاتصالات وتقنية المعلومات", country="SA")
    person = make.official(farid, "ندى الحارثي", at=arabic, title="مديرة")
    topic = make.topic(farid, "Data & privacy > Cross-border transfers")
    for on, status in ((-2, Status.PLANNED), (-1, Status.HELD), (3, Status.PLANNED), (-30, Status.CANCELLED)):
        talk = make.engagement(
            farid,
            f"Talk {status.label} about transfers",
            organisations=[body, arabic],
            officials=[person],
            topics=[topic],
            on=make.days(farid, on),
            status=status,
            summary=LONG * 3,
            confidential=on == -1,
        )
        make.commitment(farid, talk, due=make.days(farid, on))
        make.shared(farid, talk)
    paths = [address(app, rule, known) for rule in signed_in_rules(app, "GET") if rule.endpoint not in NO_PAGES]
    make.archived(farid, farid.db.get(Function, known["function_id"]))
    wrong = ["/engagements?region=9999&status=held", "/engagements?status=maybe", "/engagements/999999", "/nowhere"]
    return [*paths, "/find?q=trans", "/find?q=xyzzy", "/organisations?q=minist", "/commitments?side=ours", *wrong]


@pytest.mark.xdist_group("every page wide")
def test_no_page_has_a_fault_on_a_wide_screen(site: Site, page: Page, farid: Desk, pages: list[str]) -> None:
    assert faults(site, page, farid, pages, WIDE) == {}


@pytest.mark.xdist_group("every page phone")
def test_no_page_has_a_fault_on_a_phone(site: Site, page: Page, farid: Desk, pages: list[str]) -> None:
    assert faults(site, page, farid, pages, PHONE) == {}


def faults(site: Site, page: Page, desk: Desk, pages: list[str], size: Any) -> dict[str, list[str]]:
    """What is wrong with each page that has a fault."""
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    page.emulate_media(reduced_motion="reduce")  # or a colour is judged on its way to the other theme
    site.open(page, desk, "/")
    for path in pages:
        page.goto(site.address + path)
        wrong = axe_faults_in_both_themes(page)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append("it scrolls sideways")
        if wrong:
            found[path] = wrong
    return found
