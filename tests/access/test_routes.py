"""Every route, with every role, with records that are one's own and records that are not, generated from the app.

A new route walks along by being there. One whose address names an unknown kind of record fails until `records` has one.
"""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from engagement.access.rights import Right, may
from engagement.access.routes import ROUTES
from engagement.desk import Desk
from tests.visits import Visit

SECRET = "Zweitvermerk"  # stands in every text of the confidential engagement, and nowhere else
PEOPLE = ("asha", "bruno", "carmen", "dai", "erin", "farid")
AUDIT = {"changes.index", "changes.export"}  # where an administrator sees what happened to confidential records


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """The routes that answer to a method, each once."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            yield rule


def address(app: Flask, rule: Rule, records: dict[str, Any]) -> str:
    """The address of a route for these records."""
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        return adapter.build(rule.endpoint, {name: records[name] for name in rule.arguments}, force_external=False)


@pytest.fixture
def open_records(asha: Desk, make: ModuleType) -> dict[str, Any]:
    """A record of each kind that an address can name, seen by everybody."""
    return records(asha, make, confidential=False)


@pytest.fixture
def secret_records(asha: Desk, make: ModuleType) -> dict[str, Any]:
    """The same around a confidential engagement of Asha's."""
    return records(asha, make, confidential=True)


def records(desk: Desk, make: ModuleType, confidential: bool) -> dict[str, Any]:
    """One of each, tied together: what an address may name, by the name of its part."""
    mark = SECRET if confidential else "Talk"
    body = make.organisation(desk, country="JP")
    person = make.official(desk, at=body)
    topic = make.topic(desk)
    category = make.need_category(desk, f"Exit {confidential}")
    talk = make.engagement(
        desk,
        f"{mark} on procurement",
        organisations=[body],
        officials=[person],
        topics=[topic],
        summary=f"{mark} in the summary",
        outcome=f"{mark} in the outcome",
        confidential=confidential,
    )
    make.shared(desk, talk, f"{mark} shared", topic=topic)
    make.heard(desk, talk, f"{mark} heard", need=category, topic=topic)
    promise = make.commitment(desk, talk, f"{mark} promised", due=make.days(desk, -3))
    japan = make.country(desk, "JP")
    return {
        "engagement_id": talk.id,
        "commitment_id": promise.id,
        "organisation_id": body.id,
        "official_id": person.id,
        "topic_id": topic.id,
        "member_id": desk.member.id,
        "region_id": japan.region_id,
        "country_id": japan.id,
        "need_category_id": category.id,
        "key_body_id": make.key_body(desk, body).id,
    }


def test_every_route_names_its_right_and_every_right_its_route(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_stranger_is_sent_to_the_sign_in(
    app: Flask, client: Visit, open_records: dict[str, Any], method: str
) -> None:
    for rule in rules(app, method):
        if ROUTES[rule.endpoint] is not Right.PUBLIC:
            answer = client().open(address(app, rule, open_records), method=method)
            assert (answer.status_code, "/sign-in" in answer.headers.get("Location", "")) == (302, True), rule


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_role_may_do_what_its_rights_say_and_nothing_else(
    app: Flask, client: Visit, request: pytest.FixtureRequest, open_records: dict[str, Any], method: str, name: str
) -> None:
    desk: Desk = request.getfixturevalue(name)
    visitor = client(desk)
    for rule in rules(app, method):
        right = ROUTES[rule.endpoint]
        if right is Right.PUBLIC:
            continue
        status = visitor.open(address(app, rule, open_records), method=method).status_code
        if may(desk.member, right):
            assert status < 500, rule
        else:
            assert status == 403, rule


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "asha"])
def test_nothing_tells_of_a_confidential_engagement_to_who_took_no_part(
    app: Flask, client: Visit, request: pytest.FixtureRequest, secret_records: dict[str, Any], name: str
) -> None:
    visitor = client(request.getfixturevalue(name))
    for rule in rules(app, "GET"):
        answer = visitor.get(address(app, rule, secret_records))
        hidden = {"engagement_id", "commitment_id"} & rule.arguments
        assert answer.status_code in (404, 403) if hidden else answer.status_code < 500, rule
        if not (name == "farid" and rule.endpoint in AUDIT):
            assert SECRET.encode() not in answer.data, rule


def test_the_same_pages_show_it_to_who_took_part(
    app: Flask, client: Visit, asha: Desk, secret_records: dict[str, Any]
) -> None:
    visitor = client(asha)
    shown = {
        rule.endpoint for rule in rules(app, "GET") if SECRET in visitor.get(address(app, rule, secret_records)).text
    }
    assert {"engagements.index", "engagements.show", "organisations.show", "topics.show", "commitments.index"} <= shown


def test_changes_to_what_one_may_not_see_are_refused_as_if_it_were_not_there(
    app: Flask, client: Visit, bruno: Desk, secret_records: dict[str, Any]
) -> None:
    visitor = client(bruno)
    for rule in rules(app, "POST"):
        if {"engagement_id", "commitment_id"} & rule.arguments:
            assert visitor.post(address(app, rule, secret_records)).status_code == 404, rule
