"""Signing in, out, and in for the first time."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField

from engagement.actions import sign_ins as actions
from engagement.core.tokens import token_hash
from engagement.queries import sign_ins as queries
from engagement.web.forms import AtMost, Form, Said
from engagement.web.frame import cookie_name, found, installation

pages = Blueprint("sign_in", __name__)


class SignInForm(Form):
    email = EmailField(
        "E-mail", [Said("Write your e-mail address."), AtMost(300)], render_kw={"autocomplete": "username"}
    )
    password = PasswordField("Password", [Said("Write your password.")], render_kw={"autocomplete": "current-password"})


class PasswordForm(Form):
    password = PasswordField("Password", [Said("Write a password.")], render_kw={"autocomplete": "new-password"})


WEAK = f"Take at least {actions.SHORTEST} characters, and not your own name or address. A short sentence is good."


@pages.route("/sign-in", methods=["GET", "POST"])
def index() -> str | Response | tuple[str, int]:
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("sign_in/index.html", form=form, wrong=False)
    account = actions.failure_key("account", form.email.data or "")
    address = actions.failure_key("address", request.remote_addr or "")
    with installation().desk(reads=True) as desk:
        if queries.must_wait(desk, account, address):
            return render_template("sign_in/index.html", form=form, wrong="wait"), 429
        member = queries.member_by_email(desk, form.email.data or "")
    # outside any transaction: the slow part must hold no lock
    if not actions.is_password(member, form.password.data or "") or member is None:
        with installation().desk() as desk:
            actions.note_failure(desk, account, address)
        return render_template("sign_in/index.html", form=form, wrong="wrong")
    settings = installation().settings
    with installation().desk() as desk:
        actions.forgive(desk, account)
        token = actions.sign_in(desk, member, settings.session_hours, request.user_agent.string)
    session.clear()
    response = make_response(redirect(own_address(request.args.get("next", ""))))
    response.set_cookie(
        cookie_name(),
        token,
        max_age=settings.session_hours * 3600,
        secure=settings.secure_cookies,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


@pages.post("/sign-out")
def leave() -> Response:
    with installation().desk() as desk:
        actions.sign_out(desk, request.cookies.get(cookie_name(), ""))
    session.clear()
    response = make_response(redirect(url_for("sign_in.index")))
    response.delete_cookie(cookie_name(), path="/", secure=installation().settings.secure_cookies, httponly=True)
    response.headers["Clear-Site-Data"] = '"cache"'  # the back button shows nothing of what was read
    return response


@pages.route("/invitations/<token>", methods=["GET", "POST"])
def invited(token: str) -> str | Response:
    form = PasswordForm()
    reads = not form.is_submitted()
    with installation().desk(reads=reads) as desk:
        invitation, member = found(queries.invited(desk, token_hash(token)))
        if not form.validate_on_submit():
            return render_template("sign_in/invited.html", form=form, member=member)
        try:
            actions.accept(desk.seat(member), invitation, member, form.password.data or "")
        except actions.WeakPassword:
            form.password.errors = [WEAK]
            return render_template("sign_in/invited.html", form=form, member=member)
    flash("Your password is set. Sign in with it.")
    return redirect(url_for("sign_in.index"))


def own_address(wanted: str) -> str:
    """Where to go after signing in: only to a page of this product, whatever the address says."""
    parts = urlsplit(wanted)
    own = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if own else url_for("week.index")
