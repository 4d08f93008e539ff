"""The product's pages without a browser: `client(asha)` asks as Asha, `client()` as nobody."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from engagement.actions.sign_ins import sign_in
from engagement.app import create_app
from engagement.desk import Desk
from engagement.installation import Installation

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
Visit = Callable[..., "Client"]


class Client(FlaskClient):
    """Asks for pages as one of the cast.

    What the test made is saved before each request, and read anew after it. A POST takes a form's token along, as a
    page of ours would, unless the data says another `csrf_token`.
    """

    db: Session
    token: str | None = None

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        """One request."""
        if options.get("method") == "POST" and isinstance(options.get("data", {}), dict):
            options["data"] = {"csrf_token": self._token()} | options.get("data", {})
        options.setdefault("buffered", True)  # what streams is read, and its files are closed
        self.db.commit()
        answer = super().open(*arguments, **options)
        self.db.expire_all()
        return answer

    def _token(self) -> str:
        if self.token is None:
            page = super().open("/sign-in", method="GET").text
            found = TOKEN.search(page)
            assert found, "the sign-in page carries no token"
            self.token = found[1]
        return self.token


class Compiled(BytecodeCache):
    """Templates that a test of this process compiled: an app is made for each test, and half of its time went here."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes the code of a template that has the same text."""
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it."""
        self.known[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


@pytest.fixture
def app(installation: Installation) -> Flask:
    """The web application of the installation."""
    app = create_app(installation)
    app.jinja_env.bytecode_cache = COMPILED
    app.test_client_class = Client
    return app


@pytest.fixture
def client(app: Flask, db: Session) -> Visit:
    """`client(asha)`: a browser in which Asha is signed in. `client()`: one in which nobody is."""

    def visit(desk: Desk | None = None) -> Client:
        made = app.test_client()
        assert isinstance(made, Client)
        made.db = db
        if desk is not None:
            made.set_cookie("engagement", sign_in(desk, desk.member, 14, "tests"))
            db.commit()
        return made

    return visit
