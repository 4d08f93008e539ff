import gzip
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from engagement.web.assets import STATIC, STYLES, Assets, register


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask(__name__, static_folder=None)
    register(app)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def address(app: Flask, name: str) -> str:
    with app.test_request_context():
        return app.jinja_env.globals["asset"](name)


def test_every_style_is_in_the_one_sheet() -> None:
    assert sorted(STYLES) == sorted(path.stem for path in (STATIC / "css").glob("*.css"))


def test_a_file_may_be_kept_for_ever_and_is_typed(app: Flask, client: FlaskClient) -> None:
    types = {"css/engagement.css": "text/css", "js/app.js": "text/javascript", "icons.svg": "image/svg+xml"}
    for name, type in types.items():
        answer = client.get(address(app, name), headers={"Accept-Encoding": "gzip"})
        assert answer.mimetype == type
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.vary == {"Accept-Encoding"}
        assert gzip.decompress(answer.data) == client.get(address(app, name)).data


def test_an_etag_saves_sending_it_again(app: Flask, client: FlaskClient) -> None:
    first = client.get(address(app, "js/app.js"))
    again = client.get(address(app, "js/app.js"), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "name", ["../app.py", "vendor.py", "icons.txt", "css/base.css", "fonts/LICENSE.txt", "nothing.js"]
)
def test_nothing_but_what_the_browser_needs_is_served(app: Flask, client: FlaskClient, name: str) -> None:
    assert client.get(address(app, "icons.svg").replace("icons.svg", name)).status_code == 404


def test_another_release_is_never_answered_as_this_one(app: Flask, client: FlaskClient) -> None:
    version = address(app, "icons.svg").split("/")[2]
    assert client.get(address(app, "icons.svg").replace(version, "0" * len(version))).status_code == 404


def test_the_address_changes_with_any_content(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    for name in STYLES:
        (tmp_path / "css" / f"{name}.css").write_text(f"/* {name} */")
    (tmp_path / "a.js").write_text("1")
    before = Assets(tmp_path).version
    assert Assets(tmp_path).version == before
    (tmp_path / "a.js").write_text("2")
    assert Assets(tmp_path).version != before


def test_an_asset_that_is_not_there_is_found_out_by_the_template(app: Flask) -> None:
    with pytest.raises(LookupError):
        address(app, "js/nothing.js")


def test_the_address_is_that_of_the_route(app: Flask) -> None:
    with app.test_request_context("/", base_url="https://example.org/engagement"):
        name = app.jinja_env.globals["asset"]("icons.svg")
        version = name.split("/")[3]
        assert name == url_for("assets.show", version=version, name="icons.svg")
