"""One's own profile: clocks, keys, password, sign-ins."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, PasswordField

from engagement.actions import members as actions
from engagement.actions import sign_ins
from engagement.actions.wrong import WrongDraft
from engagement.core.tokens import token_hash
from engagement.queries import sign_ins as queries
from engagement.web.clocks import ZoneField
from engagement.web.forms import Form, Said
from engagement.web.frame import cookie_name, desk
from engagement.web.sign_in import WEAK
from engagement.web.wrong import blame

pages = Blueprint("profile", __name__)


class ProfileForm(Form):
    zone = ZoneField("Clocks", validators=[Said("Choose a time zone.")])
    keys_off = BooleanField("No single-letter keys")


class NewPasswordForm(Form):
    present = PasswordField(
        "Present password", [Said("Write your present password.")], render_kw={"autocomplete": "current-password"}
    )
    wanted = PasswordField("New password", [Said("Write a new password.")], render_kw={"autocomplete": "new-password"})


@pages.route("/profile", methods=["GET", "POST"])
def show() -> str | Response:
    me = desk().member
    form = ProfileForm(zone=me.zone, keys_off=me.keys_off)
    if form.validate_on_submit():
        actions.revise_profile(desk(), form.zone.data or "", keys_off=form.keys_off.data)
        flash("Saved.")
        return redirect(url_for("profile.show"))
    return _page(form, NewPasswordForm(formdata=None))


@pages.post("/profile/password")
def change_password() -> str | Response:
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            actions.change_password(desk(), form.present.data or "", form.wanted.data or "")
        except WrongDraft as error:
            blame(form, error)
        except sign_ins.WeakPassword:
            form.wanted.errors = [WEAK]
        else:
            flash("Your password is changed. Sign in with the new one.")
            return redirect(url_for("sign_in.index"))
    me = desk().member
    other = ProfileForm(formdata=None, zone=me.zone, keys_off=me.keys_off)
    return _page(other, form)


@pages.post("/profile/sign-ins/end")
def end_sign_ins() -> Response:
    sign_ins.end_sign_ins(desk(), desk().member, but=request.cookies.get(cookie_name(), ""))
    flash("All other browsers are signed out.")
    return redirect(url_for("profile.show"))


def _page(form: ProfileForm, password: NewPasswordForm) -> str:
    here = token_hash(request.cookies.get(cookie_name(), ""))
    return render_template(
        "members/profile.html",
        form=form,
        password=password,
        signed=[(one, one.token_hash == here) for one in queries.sign_ins(desk())],
    )
