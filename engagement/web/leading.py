"""Where the addresses of merged records lead: to the kept one, whatever part of it or list by it was asked for."""

from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, flash, g, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from engagement.queries import merges
from engagement.web.frame import READS, desk, found
from engagement.web.ways import way_to

PARTS = {f"{kind}_id": kind for kind in merges.KINDS}
ASKED = {"organisation": "organisation", "official": "official", "topic": "topic"}


def register(app: Flask) -> None:
    """Looks at each address after the frame has seen who asks, and at each answer before all else does."""
    app.before_request(lead_before)
    app.after_request(lead_after)


def lead_before() -> Response | None:
    """Before something is sent to a record that is gone, or asked by one: a list by it would be empty."""
    asked = {name: pair for name, text in request.args.items() if (pair := _pair(name, text))}
    return _lead(asked) if asked or request.method not in READS else None


def lead_after(response: Response) -> Response:
    """Instead of the page of a record that is not there, not the reader's, or put away. All others ask nothing."""
    away = "put_away" in g or response.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
    if not away or request.method not in READS:
        return response
    try:
        return _lead({}) or response
    except NotFound as absent:
        return current_app.make_response(current_app.handle_http_exception(absent))


def _lead(asked: dict[str, tuple[str, int]]) -> Response | None:
    """To the same page of the record that stands; what was sent to the gone one is not saved on the other unseen."""
    if "desk" not in g or request.endpoint is None:
        return None
    named = {name: (PARTS[name], key) for name, key in (request.view_args or {}).items() if name in PARTS}
    if not named and not asked:
        return None
    kept = merges.kept_pairs(desk(), {*named.values(), *asked.values()})
    if not kept:
        return None
    for kind, key in {kept[pair] for pair in named.values() if pair in kept}:
        found(merges.seen(desk(), kind, key))  # nothing leads to what is hidden: else it would be told that it is there
    if request.method not in READS:
        moved = next((kept[pair] for pair in named.values() if pair in kept), None)
        if moved is None:
            return None
        flash("That record was merged into this one meanwhile. Nothing was saved: look at it, and do it here.", "late")
        return redirect(way_to(*moved), 303)
    said = request.args.to_dict(flat=False).items()
    # what begins so is no part of the question to url_for, but says how the address is made
    values: dict[str, Any] = {name: texts for name, texts in said if not name.startswith("_") and name != "endpoint"}
    values |= request.view_args or {}
    for name, pair in named.items():
        values[name] = kept.get(pair, pair)[1]
    for name, pair in asked.items():
        key = kept.get(pair, pair)[1]
        values[name] = f"{pair[0]}:{key}" if ":" in request.args[name] else key
    return redirect(url_for(request.endpoint, **values))


def _pair(name: str, text: str) -> tuple[str, int] | None:
    """The record that a part of the address names: ?organisation=12, ?topic=topic:5, ?parent=12 of a list."""
    kind = ASKED.get(name)
    if name == "parent":
        kind = "topic" if (request.endpoint or "").startswith("topics.") else "organisation"
    key = text.removeprefix(f"{kind}:")
    return (kind, int(key)) if kind and key.isascii() and key.isdigit() and len(key) < 10 else None
