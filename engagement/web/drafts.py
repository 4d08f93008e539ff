"""What somebody is typing into a form, kept as they type and offered again: static/js/draft.js sends it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from engagement.actions import drafts as actions
from engagement.core.text import clean
from engagement.core.tokens import is_token
from engagement.core.zones import local_time
from engagement.queries import drafts as queries
from engagement.web.forms import draft_taken_up
from engagement.web.frame import desk
from engagement.web.said import clock, instant
from engagement.web.sign_in import own_address
from engagement.web.ways import way_back

pages = Blueprint("drafts", __name__)
LONGEST = 600_000  # characters of one form
LONGEST_LINE = 300  # of its title, and of a field's name
LONGEST_PAGE = 4_000
OWN = ("csrf_token", "form_key", "draft_page", "draft_title")


@dataclass(frozen=True)
class Offer:
    """A draft as a page offers it. `address` is its form, filled; `when` the reader's clock."""

    key: str
    title: str
    when: str
    address: str


@pages.post("/drafts/<draft_key>")
def keep(draft_key: str) -> tuple[dict[str, str], int]:
    """Keeps the fields of a form so far (201). Where it was saved meanwhile it says where that led: 200, since browsers
    write an error for every status that is one, and this is none."""
    if not is_token(draft_key):
        abort(404)
    sent = queries.sent(desk(), draft_key)
    if sent:
        return {"led_to": sent.led_to}, 200
    fields = [(clean(name), clean(text)) for name, text in request.form.items(multi=True) if name not in OWN]
    page = own_address(request.form.get("draft_page", ""))
    is_long = sum(len(name) + len(text) for name, text in fields) > LONGEST or len(page) > LONGEST_PAGE
    if is_long or any(len(name) > LONGEST_LINE for name, _ in fields):
        abort(413)
    title = " ".join(clean(request.form.get("draft_title", "")).split())[:LONGEST_LINE]
    actions.keep(desk(), draft_key, page, title, fields)
    return {"at": clock(desk().now, desk().member.zone)}, 201


@pages.get("/drafts/<draft_key>")
def show(draft_key: str) -> dict[str, str]:
    """What became of a form that a browser still shows: where its save led, or where its draft is taken up."""
    sent = queries.sent(desk(), draft_key)
    if sent:
        return {"led_to": sent.led_to}
    draft = queries.draft(desk(), draft_key)
    return {"address": _address(draft.page, draft.key)} if draft else {}


@pages.post("/drafts/<draft_key>/dropping")
def drop(draft_key: str) -> Response:
    actions.drop(desk(), draft_key)
    flash("Dropped.")
    back = way_back(url_for("week.index"))
    return redirect(url_for("week.index") if draft_key in back else back)  # the form that is dropped is left


@pages.app_context_processor
def offered() -> dict[str, Callable[..., Any]]:
    """What the layout asks on a page with a form."""
    return {"kept_here": kept_here, "taken_up": draft_taken_up}


def kept_here(form: Any) -> list[Offer]:
    """The other drafts of the form that is drawn; the one that fills it is not offered again."""
    if request.url_rule is None or "POST" not in (request.url_rule.methods or ()):
        return []  # its form is sent to another page, as one without drafts is
    found = [one for one in offers() if one.address.partition("?")[0] == request.path]
    return [one for one in found if one.key != form.form_key.data]


def offers() -> list[Offer]:
    """All that the member wrote and did not save."""
    return [
        Offer(row.key, row.title, kept_words(row.kept_at), _address(row.page, row.key))
        for row in queries.drafts(desk())
    ]


def kept_words(at: datetime) -> str:
    """14:10; with its day, where that is another."""
    zone = desk().member.zone
    return clock(at, zone) if local_time(at, zone).date() == desk().today else instant(at)


def _address(page: str, key: str) -> str:
    path, _, query = page.partition("?")
    asked = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "draft"]
    return f"{path}?{urlencode([*asked, ('draft', key)])}"
