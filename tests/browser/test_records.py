"""Organisations and officials by hand in a real browser: type-ahead, Undo, two editors, all by keyboard."""

from types import ModuleType

import pytest
from playwright.sync_api import Page, expect

from engagement.actions import organisations as actions
from engagement.actions.organisations import OrganisationDraft
from engagement.desk import Desk
from engagement.model.organisations import Organisation
from tests.browsing import Site, axe_faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("records"),
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
]


def test_a_part_is_added_below_its_ministry_by_keyboard_alone(
    site: Site, page: Page, asha: Desk, make: ModuleType
) -> None:
    ministry = make.organisation(asha, "Ministère de la Transition numérique", country="FR", names=["MTN"])
    site.open(page, asha, "/organisations/new")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Direction du numérique")
    page.get_by_role("combobox", name="Stands below").focus()
    page.keyboard.type("transi")
    expect(page.get_by_role("option", name="Ministère de la Transition")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Direction du numérique")
    asha.db.expire_all()
    made = asha.db.query(Organisation).filter_by(name="Direction du numérique").one()
    assert made.parent_id == ministry.id


def test_what_was_archived_comes_back_by_undo(site: Site, page: Page, carmen: Desk, make: ModuleType) -> None:
    body = make.organisation(carmen, "Old agency")
    site.open(page, carmen, f"/organisations/{body.id}")
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_text("This organisation was archived")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Old agency is back.")).to_be_visible()
    expect(page.get_by_text("This organisation was archived")).to_have_count(0)


def test_the_second_of_two_editors_sees_both_versions(
    site: Site, page: Page, asha: Desk, bruno: Desk, make: ModuleType
) -> None:
    body = make.organisation(asha, "Ministry of Finance")
    site.open(page, asha, f"/organisations/{body.id}/edit")
    actions.revise(bruno, body, OrganisationDraft("Treasury", body.kind, country_id=body.country_id), body.version)
    bruno.db.commit()
    page.get_by_label("Name", exact=True).fill("Exchequer")
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("row", name="Name Treasury Exchequer")
    expect(row).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("link", name="Edit it as it stands now").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Treasury")
