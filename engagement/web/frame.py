"""What every page stands in: the desk of the request, who is signed in, what templates may ask."""

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, abort, current_app, flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from engagement.access.rights import Right, may
from engagement.access.routes import ROUTES
from engagement.actions import drafts
from engagement.actions import sign_ins as signing
from engagement.core.faults import fault_of
from engagement.core.tokens import is_token, new_token, token_hash
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.members import Member
from engagement.queries import nav
from engagement.queries import sign_ins as queries

Found = TypeVar("Found")
Act = TypeVar("Act", bound=Callable[..., Response])
READS = frozenset({"GET", "HEAD", "OPTIONS"})


class NoRight(LookupError):
    """An endpoint for which access/routes.py names no right."""


def installation() -> Installation:
    """The installation that this app serves."""
    served: Installation = current_app.extensions["engagement"]
    return served


def desk() -> Desk:
    """The desk of this request. Only for pages behind the sign-in: elsewhere nobody sits at it."""
    found: Desk = g.desk
    return found


def member_or_none() -> Member | None:
    """Who is signed in."""
    return g.desk.member if "desk" in g else None


def found(record: Found | None) -> Found:
    """The record, or the page for what is not there: hidden and absent answer alike."""
    if record is None:
        abort(404)
    if getattr(record, "archived_at", None):
        g.put_away = True  # merged, it may be: web/leading.py asks
    return record


def cookie_name() -> str:
    """The sign-in cookie; behind HTTPS its name tells the browser to keep it to this host."""
    return "__Host-engagement" if installation().settings.secure_cookies else "engagement"


def open_desk() -> Response | None:
    """Before each request: signs in by the cookie and asks whether the member has the endpoint's right."""
    if request.endpoint is None:
        return None
    right = ROUTES.get(request.endpoint)
    if right is None:
        raise NoRight(request.endpoint)
    if right is Right.PUBLIC:
        return None
    token = request.cookies.get(cookie_name(), "")
    reads = request.method in READS
    g.opened = installation().desk(reads=reads)
    empty = g.opened.__enter__()
    signed = queries.signed_in(empty, token_hash(token)) if token else None
    if signed is None:
        return _to_sign_in()
    g.desk = empty.seat(signed.member)
    if not may(signed.member, right):
        abort(403)
    if reads:
        return None
    signing.seen(g.desk, signed, installation().settings.session_hours)
    return _sent_before()


def _to_sign_in() -> Response:
    if request.accept_mimetypes.best == "application/json":
        abort(401)
    wanted = request.full_path.rstrip("?") if request.method == "GET" else taken_up(form_key())
    return redirect(url_for("sign_in.index", next=wanted))


def form_key() -> str:
    """The key of the form that is sent; empty where it has none."""
    key = request.form.get("form_key", "")
    return key if is_token(key) else ""


def begins(page: str, *fields: str) -> Callable[[Act], Act]:
    """Marks an act that has no page of its own: its form begins the one at `page`, which takes `fields` of it."""

    def mark(act: Act) -> Act:
        act.begins = (page, fields)  # type: ignore[attr-defined]
        return act

    return mark


def taken_up(key: str) -> str | None:
    """The page of the form that is sent, filled with what is kept of it; none for an act, which is no page."""
    page, fields = getattr(current_app.view_functions[request.endpoint or ""], "begins", (None, ()))
    if page:
        said: dict[str, Any] = {name: request.form.getlist(name) for name in fields}
        return url_for(page, **said)
    return f"{request.path}?{urlencode([*request.args.items(multi=True), ('draft', key)])}" if key else None


def _sent_before() -> Response | None:
    """Claims the form that is sent. One that was saved already leads where it led, and nothing is made twice."""
    key = form_key()
    if not key:
        return None
    said = sorted(pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token")
    digest = hashlib.sha256(repr(said).encode()).hexdigest()
    before = drafts.claim(g.desk, key, digest)
    if before is None:
        g.claimed = key
        return None
    if before.digest == digest:
        flash("Saved. It was sent twice and made once.")
    else:
        flash("That form had been saved before, as it stands here. Edit this to change it.", "late")
    return redirect(before.led_to or url_for("week.index"))


def not_saved() -> None:
    """Says that the answer leads on though nothing was saved of the form: sent again it is tried again."""
    if "claimed" in g:
        drafts.let_go(g.desk, g.pop("claimed"))


def commit_desk(response: Any) -> Any:
    """After each request: what is done is saved before the answer leaves.

    Done is what leads on (a redirect) or says that something came into being (201). A form drawn again is neither, so
    it cannot keep half of a change.
    """
    done = response.status_code == HTTPStatus.CREATED or 300 <= response.status_code < 400
    if "opened" in g and done and request.method not in READS:
        if "claimed" in g:
            drafts.lead(g.desk, g.claimed, response.headers.get("Location", ""))
        opened = g.pop("opened")
        opened.__exit__(None, None, None)
    return response


def close_desk(_error: BaseException | None) -> None:
    """In the end: what was not committed is rolled back."""
    opened = g.pop("opened", None)
    if opened is not None:
        stop = RuntimeError("not saved")
        try:
            opened.__exit__(RuntimeError, stop, None)
        except Exception as error:
            # where the database has gone, nothing can be rolled back at it, and the page that says so stands already
            if error is not stop and fault_of(error) is None:
                raise


def register(app: Flask) -> None:
    """Puts the frame around all requests of `app`."""
    app.before_request(open_desk)
    app.after_request(commit_desk)
    app.teardown_request(close_desk)
    app.jinja_env.globals["new_form_key"] = new_token  # for a form that is no Form (web/forms.py)

    @app.context_processor
    def frame() -> dict[str, Any]:
        me = member_or_none()
        return {
            "me": me,
            "here": request.endpoint or "",
            "may": lambda right: may(me, Right[right]),
            # asked by the layout of pages, not by that of error pages: those stand when the database does not
            "nav_counts": lambda: nav.counts(g.desk) if me else {},
            "settings": installation().settings,
        }
