"""Sent twice, made once: by hand, at the same time, by another member, after an error."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from engagement.actions import drafts
from engagement.actions.sign_ins import sign_in
from engagement.core.tokens import new_token
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.drafts import SentForm
from engagement.model.engagements import Engagement
from tests.routes import address, records, signed_in_rules
from tests.visits import TOKEN, Visit

NEW = "/engagements/new"
POST_FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)


def said(body: Any, key: str, **parts: Any) -> dict[str, Any]:
    likely = {"kind": "meeting", "status": "held", "day": "2026-09-15", "zone": "Asia/Tokyo"}
    return likely | {"who": [f"organisation:{body.id}"], "form_key": key} | parts


def how_many(desk: Desk, kind: type[Any]) -> int:
    return desk.db.scalar(select(func.count()).select_from(kind)) or 0


def test_a_form_sent_twice_is_made_once_and_leads_to_the_same_page(asha: Desk, client: Visit, make: ModuleType) -> None:
    form, visitor = said(make.organisation(asha), new_token()), client(asha)
    first, second = visitor.post(NEW, data=form), visitor.post(NEW, data=form)
    assert (first.status_code, second.status_code, second.location) == (302, 302, first.location)
    assert how_many(asha, Engagement) == 1
    assert "sent twice and made once" in visitor.get(second.location).text
    assert visitor.post(NEW, data=form | {"form_key": new_token()}).location != first.location
    assert how_many(asha, Engagement) == 2


def test_who_changed_the_form_after_it_was_saved_is_told_that_it_was_not_saved_again(
    asha: Desk, client: Visit, make: ModuleType
) -> None:
    form, visitor = said(make.organisation(asha), new_token()), client(asha)
    visitor.post(NEW, data=form)
    page = visitor.post(NEW, data=form | {"summary": "More came to mind."}, follow_redirects=True).text
    assert "had been saved before" in page
    assert "More came to mind." not in page


def test_a_form_that_was_refused_is_free_to_be_sent_again(asha: Desk, client: Visit, make: ModuleType) -> None:
    key, visitor = new_token(), client(asha)
    refused = visitor.post(NEW, data=said(make.organisation(asha), key, day="2026-02-30"))
    assert refused.status_code == 422
    assert f'value="{key}"' in refused.text  # drawn again it is the same form
    assert how_many(asha, SentForm) == 0
    assert visitor.post(NEW, data=said(make.organisation(asha, "Other"), key)).status_code == 302


def test_the_key_of_another_member_says_nothing_of_where_it_led(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    form = said(make.organisation(asha), new_token(), confidential="y")
    first = client(asha).post(NEW, data=form)
    assert client(bruno).post(NEW, data=form).location != first.location
    assert how_many(asha, Engagement) == 2


def test_two_sendings_at_the_same_moment_make_one_engagement(
    asha: Desk, app: Flask, installation: Installation, make: ModuleType
) -> None:
    app.test_client_class = FlaskClient
    form = said(make.organisation(asha), new_token())
    token = sign_in(asha, asha.member, 14, "tests")
    asha.db.commit()
    at_once = Barrier(3)

    def send(_number: int) -> tuple[int, str | None]:
        browser = app.test_client()
        browser.set_cookie("engagement", token)
        found = TOKEN.search(browser.get("/sign-in").text)
        at_once.wait(60)
        answer = browser.post(NEW, data=form | {"csrf_token": found[1] if found else ""})
        return answer.status_code, answer.location

    with ThreadPoolExecutor(3) as threads:
        answers = set(threads.map(send, range(3)))
    assert len(answers) == 1 and answers.pop()[0] == 302
    asha.db.expire_all()
    assert how_many(asha, Engagement) == 1


def test_what_was_sent_a_month_ago_is_forgotten(asha: Desk, installation: Installation) -> None:
    for key, days in (("old", 32), ("new", 29)):
        asha.db.add(SentForm(member_id=asha.member.id, key=key, at=asha.now - timedelta(days=days)))
    asha.db.commit()
    drafts.forget(asha)
    assert asha.db.scalars(select(SentForm.key)).all() == ["new"]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_every_form_of_fields_carries_a_key(
    app: Flask, client: Visit, farid: Desk, make: ModuleType, installation: Installation
) -> None:
    known, visitor, found, without = records(farid, make, installation, confidential=False), client(farid), 0, []
    for rule in signed_in_rules(app, "GET"):
        answer = visitor.get(address(app, rule, known))
        for form in POST_FORM.findall(answer.text if answer.mimetype == "text/html" else ""):
            if "data-draft" in form:
                found += 1
                without += [] if 'name="form_key"' in form else [rule.endpoint]
    assert without == []
    assert found > 15
