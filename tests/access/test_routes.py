"""Every route, with every role, with records that are one's own and records that are not (tests/routes.py)."""

import io
import zipfile
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from werkzeug.test import TestResponse

from engagement.access.rights import Right, may
from engagement.access.routes import ROUTES
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.web.tables import XLSX
from tests.routes import SECRET, address, records, signed_in_rules
from tests.visits import Visit

PEOPLE = ("asha", "bruno", "carmen", "dai", "erin", "farid")
EDITORS = ("asha", "carmen", "farid")  # who may change Asha's engagements: she, managers and administrators
AUDIT = {"changes.index"}  # where an administrator sees what happened to confidential records
HIDDEN = {"engagement_id", "commitment_id", "attachment_id"}  # what is seen with its engagement, or not at all


def text_of(answer: TestResponse) -> str:
    """What an answer says: a page, a CSV, a workbook, or the text of a PDF."""
    if answer.mimetype == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    if answer.mimetype == XLSX:
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return answer.data.decode("utf-8", "replace")


@pytest.fixture
def open_records(asha: Desk, make: ModuleType, installation: Installation) -> dict[str, Any]:
    """A record of each kind that an address can name, seen by everybody."""
    return records(asha, make, installation, confidential=False)


@pytest.fixture
def secret_records(asha: Desk, make: ModuleType, installation: Installation) -> dict[str, Any]:
    """The same around a confidential engagement of Asha's."""
    return records(asha, make, installation, confidential=True)


def test_every_route_names_its_right_and_every_right_its_route(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_stranger_is_sent_to_the_sign_in(
    app: Flask, client: Visit, open_records: dict[str, Any], method: str
) -> None:
    visitor, wrong = client(), []
    for rule in signed_in_rules(app, method):
        answer = visitor.open(address(app, rule, open_records), method=method)
        if (answer.status_code, "/sign-in" in answer.headers.get("Location", "")) != (302, True):
            wrong.append(rule.endpoint)
    assert wrong == []


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)  # rights are no matter of the database
@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_role_may_do_what_its_rights_say_and_nothing_else(
    app: Flask, client: Visit, request: pytest.FixtureRequest, open_records: dict[str, Any], method: str, name: str
) -> None:
    desk: Desk = request.getfixturevalue(name)
    visitor, wrong = client(desk), {}
    # whoever says that they took part may edit from then on, so that is asked last
    for rule in sorted(signed_in_rules(app, method), key=lambda rule: rule.endpoint == "engagements.take_part"):
        status = visitor.open(address(app, rule, open_records), method=method).status_code
        right = ROUTES[rule.endpoint]
        is_anothers = right is Right.LOG and bool(HIDDEN & rule.arguments) and name not in EDITORS
        if status >= 500 or (status == 403) is (may(desk.member, right) and not is_anothers):
            wrong[rule.endpoint] = status
    assert wrong == {}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_nothing_is_done_by_a_form_that_does_not_come_from_a_page_of_ours(
    app: Flask, client: Visit, farid: Desk, open_records: dict[str, Any]
) -> None:
    visitor = client(farid)
    forged = {
        rule.endpoint: visitor.post(address(app, rule, open_records), data={"csrf_token": "forged"}).status_code
        for rule in signed_in_rules(app, "POST")
    }
    assert {endpoint: status for endpoint, status in forged.items() if status != 400} == {}


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "asha"])
def test_nothing_tells_of_a_confidential_engagement_to_who_took_no_part(
    app: Flask, client: Visit, request: pytest.FixtureRequest, secret_records: dict[str, Any], name: str
) -> None:
    visitor, telling, open_doors = client(request.getfixturevalue(name)), [], {}
    for rule in signed_in_rules(app, "GET"):
        answer = visitor.get(address(app, rule, secret_records))
        if HIDDEN & rule.arguments and answer.status_code not in (403, 404):
            open_doors[rule.endpoint] = answer.status_code
        if SECRET in text_of(answer) and not (name == "farid" and rule.endpoint in AUDIT):
            telling.append(rule.endpoint)
    assert (telling, open_doors) == ([], {})


def test_the_same_pages_show_it_to_who_took_part(
    app: Flask, client: Visit, asha: Desk, secret_records: dict[str, Any]
) -> None:
    visitor = client(asha)
    shown = {
        rule.endpoint
        for rule in signed_in_rules(app, "GET")
        if SECRET in text_of(visitor.get(address(app, rule, secret_records)))
    }
    pages = {f"{kind}.show" for kind in ("engagements", "organisations", "officials", "topics", "members", "countries")}
    lists = {"week.index", "engagements.index", "engagements.export", "engagements.workbook", "commitments.index"}
    assert pages | lists | {"engagements.history", "organisations.commitments", "reports.activity"} <= shown


def test_changes_to_what_one_may_not_see_are_refused_as_if_it_were_not_there(
    app: Flask, client: Visit, bruno: Desk, secret_records: dict[str, Any]
) -> None:
    visitor, wrong = client(bruno), {}
    for rule in signed_in_rules(app, "POST"):
        if HIDDEN & rule.arguments and may(bruno.member, ROUTES[rule.endpoint]):
            status = visitor.post(address(app, rule, secret_records)).status_code
            if status != 404:
                wrong[rule.endpoint] = status
    assert wrong == {}
