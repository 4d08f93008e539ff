"""What goes wrong gets words: 4xx says what to do, 5xx gives a reference that stands in the log, and none a stack."""

import logging
import re
from http import HTTPStatus

import pytest
from flask import Flask

from engagement.desk import Desk
from engagement.queries import nav
from tests.visits import Visit

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)  # errors are no matter of the engine


def test_what_breaks_gets_a_reference_that_stands_in_the_log(
    app: Flask, asha: Desk, client: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_desk: Desk) -> dict[str, tuple[str, str]]:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(nav, "counts", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with caplog.at_level(logging.ERROR, "engagement"):
        answer = client(asha).get("/engagements")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    reference = re.search(r'<b class="num">([0-9a-f]{8})</b>', answer.text)
    assert reference, "the page gives a reference"
    assert reference[1] in caplog.text
    assert "the database is gone" in caplog.text
    assert "the database is gone" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/engagements/99999999999999999999", HTTPStatus.NOT_FOUND),
        ("/engagements/9223372036854775808", HTTPStatus.NOT_FOUND),
        ("/engagements?topic=9223372036854775808", HTTPStatus.BAD_REQUEST),
        ("/engagements?country=999", HTTPStatus.BAD_REQUEST),
        ("/engagements?period=yesterday", HTTPStatus.BAD_REQUEST),
        ("/engagements?first=2026-06-31", HTTPStatus.BAD_REQUEST),
        ("/engagements?first=2026-07-01&last=2026-06-01", HTTPStatus.BAD_REQUEST),
        ("/engagements?older=made-up", HTTPStatus.BAD_REQUEST),
        ("/reports?paper=a3", HTTPStatus.BAD_REQUEST),
        ("/nowhere", HTTPStatus.NOT_FOUND),
    ],
)
def test_what_cannot_be_read_gets_words_and_no_stack(
    asha: Desk, client: Visit, address: str, status: HTTPStatus
) -> None:
    answer = client(asha).get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert "<h1" in answer.text


def test_every_answer_carries_the_policy(asha: Desk, client: Visit) -> None:
    for address in ("/engagements", "/nowhere", "/sign-in", "/engagements.csv"):
        headers = client(asha).get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
