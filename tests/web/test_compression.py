import gzip

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from engagement.web.compression import compress

PAGE = "<p>Ministry of Digital Affairs</p>" * 100


@pytest.fixture
def client() -> FlaskClient:
    app = Flask(__name__)
    app.after_request(compress)
    app.add_url_rule("/page", view_func=lambda: PAGE, endpoint="page")
    app.add_url_rule("/small", view_func=lambda: "<p>Short</p>", endpoint="small")
    app.add_url_rule("/rows", view_func=lambda: Response(iter([PAGE]), mimetype="text/html"), endpoint="rows")
    app.add_url_rule("/json", view_func=lambda: {"items": [PAGE]}, endpoint="json")
    return app.test_client()


def test_a_page_goes_out_compressed_where_the_browser_takes_it(client: FlaskClient) -> None:
    packed = client.get("/page", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data).decode() == PAGE
    assert packed.content_length == len(packed.data) < len(PAGE) / 5
    plain = client.get("/page", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in plain.headers
    assert packed.vary == plain.vary == {"Accept-Encoding"}


@pytest.mark.parametrize("path", ["/small", "/rows", "/json"])
def test_small_streamed_and_other_answers_stay_as_they_are(client: FlaskClient, path: str) -> None:
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "gzip"}).headers


def test_the_same_page_has_many_lengths(client: FlaskClient) -> None:
    lengths = {len(client.get("/page", headers={"Accept-Encoding": "gzip"}).data) for _ in range(30)}
    assert len(lengths) > 10
