"""Signing in lets in who has the password, nobody else, and can be ended on the server."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from engagement.actions import sign_ins as actions
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.queries import sign_ins as queries
from tests.cast import PASSWORD
from tests.visits import TOKEN, Client, Visit

WRONG = "do not fit together"


def enter(browser: Client, email: str = "asha@nimbus.example", password: str = PASSWORD, after: str = "") -> object:
    return browser.post(f"/sign-in{after}", data={"email": email, "password": password})


def test_a_member_signs_in_and_comes_to_where_they_wanted(asha: Desk, client: Visit) -> None:
    browser = client()
    asked = browser.get("/engagements?region=1")
    assert asked.status_code == HTTPStatus.FOUND
    assert asked.location == "/sign-in?next=/engagements?region%3D1"
    answer = enter(browser, after="?next=/engagements?region%3D1")
    assert answer.location == "/engagements?region=1"
    assert browser.get("/engagements").status_code == HTTPStatus.OK


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: Visit) -> None:
    cookie = enter(client()).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
def test_signing_in_leads_nowhere_else(client: Visit, elsewhere: str) -> None:
    assert enter(client(), after=f"?next={elsewhere}").location == "/"


def test_an_unknown_address_and_a_wrong_password_get_the_same_words(client: Visit) -> None:
    browser = client()
    unknown = TOKEN.sub("", enter(browser, email="nobody@nimbus.example").text)
    wrong = TOKEN.sub("", enter(browser, password="another sentence").text)
    assert WRONG in unknown
    assert unknown.replace("nobody@", "asha@") == wrong


def test_after_six_failures_even_the_right_password_waits(client: Visit) -> None:
    browser = client()
    for _ in range(queries.ACCOUNT_TRIES):
        enter(browser, password="guess")
    answer = enter(browser)
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Wait a quarter of an hour" in answer.text
    assert enter(browser, email="bruno@nimbus.example").status_code == HTTPStatus.FOUND, "others are not kept out"


def test_signing_out_ends_the_sign_in_on_the_server(asha: Desk, client: Visit) -> None:
    browser = client(asha)
    kept = browser.get_cookie("engagement")
    browser.post("/sign-out")
    browser.set_cookie("engagement", kept.value)
    assert browser.get("/engagements").status_code == HTTPStatus.FOUND


def test_an_archived_member_is_out_at_once(asha: Desk, client: Visit) -> None:
    browser = client(asha)
    asha.member.archived_at = asha.now
    assert browser.get("/engagements").status_code == HTTPStatus.FOUND
    assert WRONG in enter(client()).text


def test_a_sign_in_ends_by_itself(asha: Desk, client: Visit) -> None:
    browser = client(asha)
    for sign_in in queries.sign_ins(asha):
        sign_in.ends_at = asha.now - timedelta(seconds=1)
    assert browser.get("/engagements").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("token", ["", "forged", None])
def test_a_form_without_its_token_changes_nothing(asha: Desk, client: Visit, token: str | None) -> None:
    browser = client(asha)
    answer = browser.post("/sign-out", data={"csrf_token": token} if token is not None else "x")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert len(queries.sign_ins(asha)) == 1


def test_a_one_time_address_sets_a_password_once(asha: Desk, client: Visit) -> None:
    token = actions.invite(asha, asha.member)
    browser = client()
    assert "Asha Menon" in browser.get(f"/invitations/{token}").text
    short = browser.post(f"/invitations/{token}", data={"password": "short"})
    assert "at least 12 characters" in short.text
    assert browser.post(f"/invitations/{token}", data={"password": "a new sentence"}).location == "/sign-in"
    assert enter(browser, password="a new sentence").status_code == HTTPStatus.FOUND
    assert browser.get(f"/invitations/{token}").status_code == HTTPStatus.NOT_FOUND


def test_a_new_password_ends_all_sign_ins(asha: Desk, client: Visit) -> None:
    browser = client(asha)
    actions.set_password(asha, asha.member, "another good sentence")
    assert browser.get("/engagements").status_code == HTTPStatus.FOUND


def test_neither_password_nor_token_is_kept_as_it_is(asha: Desk, client: Visit, installation: Installation) -> None:
    browser = client()
    enter(browser)
    token = browser.get_cookie("engagement").value
    assert token not in {sign_in.token_hash for sign_in in queries.sign_ins(asha)}
    assert (asha.member.password_hash or "").startswith("$argon2id$")
