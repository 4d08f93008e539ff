"""Key bodies: the list with the quiet ones first, and its keeping."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField

from engagement.actions import key_bodies as actions
from engagement.actions.turns import Changed
from engagement.actions.wrong import WrongDraft
from engagement.model.organisations import KeyBody
from engagement.model.places import Region
from engagement.queries import key_bodies as queries
from engagement.queries import listed, organisations, places
from engagement.queries.key_bodies import KeyBodyFilter
from engagement.web.choosing import OnlyOne, one_id
from engagement.web.conflicts import conflict, version_sent
from engagement.web.flashed import tell, tell_wrong
from engagement.web.forms import DayField, Form, Said
from engagement.web.frame import desk, found
from engagement.web.lists import address, key_asked
from engagement.web.said import full_day
from engagement.web.tags import Tag, TagsField
from engagement.web.wrong import blame

pages = Blueprint("key_bodies", __name__)
QUARTER = 90  # days: the cadence that is proposed


class CadenceForm(Form):
    cadence_days = IntegerField("Meet them every so many days", [Said("Write a number of days from 1 to 3,650.")])
    from_on = DayField("From", [Said("Say from which day on.")])
    version = HiddenField()


class KeyBodyForm(CadenceForm):
    organisation_id = TagsField("Organisation", ["organisation"], validators=[OnlyOne("Say which organisation.")])


@pages.get("/key-bodies")
def index() -> str:
    asked = KeyBodyFilter.from_args(request.args)
    on = []
    if asked.region:
        name = found(listed.entry(desk(), Region, asked.region)).name
        on.append((name, address("key_bodies.index", replace(asked, region=None))))
    if asked.country:
        name = found(places.country(desk(), asked.country)).name
        on.append((name, address("key_bodies.index", replace(asked, country=None))))
    if asked.on:
        on.append((f"As listed on {full_day(asked.on)}", address("key_bodies.index", replace(asked, on=None))))
    return render_template(
        "key_bodies/index.html",
        asked=asked,
        rows=queries.key_bodies(desk(), asked),
        regions=[(one.id, one.name) for one in listed.entries(desk(), Region)],
        on=on,
    )


@pages.route("/key-bodies/new", methods=["GET", "POST"])
def new() -> str | Response:
    at = organisations.organisation(desk(), key_asked("organisation"))
    tags = [Tag("organisation", at.id, at.name)] if at else []
    form = KeyBodyForm(organisation_id=tags, cadence_days=QUARTER, from_on=desk().today)
    if form.validate_on_submit():
        body = found(organisations.organisation(desk(), one_id(form.organisation_id)))
        try:
            actions.list_body(desk(), body, form.cadence_days.data or 0, form.from_on.data)
        except WrongDraft as error:
            blame(form, error)
        else:
            tell("{} is a key body now.", body)
            return redirect(url_for("organisations.plan", organisation_id=body.id))
    return render_template("key_bodies/form.html", form=form, entry=None)


@pages.route("/key-bodies/<int:key_body_id>/edit", methods=["GET", "POST"])
def edit(key_body_id: int) -> str | Response | tuple[str, int]:
    entry = _listed(key_body_id)
    form = CadenceForm(cadence_days=entry.cadence_days, from_on=desk().today, version=entry.version)
    if form.validate_on_submit():
        days = form.cadence_days.data or 0
        try:
            actions.change_cadence(desk(), entry, version_sent(form), days, form.from_on.data)
        except WrongDraft as error:
            blame(form, error)
        except Changed:
            return _conflict(entry)
        else:
            flash("Saved. The list of the days before stays as it was.")
            return redirect(url_for("organisations.plan", organisation_id=entry.organisation_id))
    return render_template("key_bodies/form.html", form=form, entry=entry)


@pages.post("/key-bodies/<int:key_body_id>/removal")
def take_off(key_body_id: int) -> Response | tuple[str, int]:
    entry = _listed(key_body_id)
    try:
        actions.take_off(desk(), entry, version_sent(CadenceForm()), desk().today)
    except WrongDraft as error:
        tell_wrong(error)
    except Changed:
        return _conflict(entry)
    else:
        tell("{} is off the list from today. Its history stays.", entry.organisation)
    return redirect(url_for("organisations.plan", organisation_id=entry.organisation_id))


def _listed(key_body_id: int) -> KeyBody:
    """An entry of today's list; one that is closed cannot be changed any more."""
    entry = found(queries.key_body(desk(), key_body_id))
    return found(entry if entry.to_on is None else None)


def _conflict(entry: KeyBody) -> tuple[str, int]:
    written = CadenceForm()
    stands = CadenceForm(formdata=None, cadence_days=entry.cadence_days, from_on=entry.from_on)
    return conflict(written, stands, url_for("organisations.plan", organisation_id=entry.organisation_id))
