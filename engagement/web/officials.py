"""Pages of officials: the list, the record, the form."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from engagement.actions import officials as actions
from engagement.actions.officials import OfficialDraft, PostDraft
from engagement.actions.turns import Changed
from engagement.actions.wrong import WrongDraft
from engagement.core.periods import years_on
from engagement.model.members import Member
from engagement.model.officials import REVIEWED_AFTER, Notice, Official
from engagement.model.scope import Scope
from engagement.model.topics import Topic
from engagement.queries import officials as queries
from engagement.queries import organisations, places
from engagement.queries.beside import beside
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.officials import OfficialFilter
from engagement.queries.places import CountryFilter
from engagement.queries.tallies import tallies
from engagement.web import changes
from engagement.web.choosing import OnlyOne, one_id
from engagement.web.conflicts import conflict, version_sent
from engagement.web.flashed import tell
from engagement.web.forms import AtMost, DayField, Form, Said, WordField
from engagement.web.frame import desk, found
from engagement.web.lists import address, name_place, timeline
from engagement.web.tags import Tag, TagsField
from engagement.web.wrong import blame

pages = Blueprint("officials", __name__)
FLAGS = {
    "without_post": "Without a post today",
    "untold": "Not told for a month",
    "review_past": "To be looked at again",
    "objected": "Objected to our use of their data",
    "archived": "Archived",
}


TEXTS = ("name", "email", "phone", "note", "source", "notice_how", "objection")
KEPT = tuple(part.name for part in fields(OfficialDraft))


class OfficialForm(Form):
    name = StringField("Name", [Said("Write a name."), AtMost(300)])
    email = StringField("E-mail", [AtMost(300)])
    phone = StringField("Phone", [AtMost(100)])
    note = TextAreaField("Note", [AtMost(20_000)])
    source = StringField("Where the data come from", [AtMost(300)])
    notice = WordField("They were told", Notice, "Not yet, or not known")
    notice_on = DayField("Told on")
    notice_how = StringField("How they were told", [AtMost(300)])
    review_on = DayField("Look at it again on")
    objected_on = DayField("Objected on")
    objection = TextAreaField("What they object to", [AtMost(2_000)])
    version = HiddenField()

    def draft(self) -> OfficialDraft:
        """The official that the form says."""
        said: dict[str, Any] = {name: getattr(self, name).data for name in KEPT}
        said |= {name: said[name] or "" for name in TEXTS}
        return OfficialDraft(**said)


class NewOfficialForm(OfficialForm):
    """The same with the post that is known of."""

    organisation_id = TagsField("Organisation", ["organisation"], validators=[OnlyOne()])
    title = StringField("Post", [AtMost(300)])
    from_on = DayField("Since")

    def post(self) -> PostDraft | None:
        """The post, where an organisation is named."""
        at = one_id(self.organisation_id)
        return PostDraft(at, self.title.data or "", self.from_on.data) if at else None


@pages.get("/officials")
def index() -> str:
    asked = OfficialFilter.from_args(request.args)
    return render_template(
        "officials/index.html",
        asked=asked,
        page=queries.officials(desk(), asked, name_place()),
        count=queries.count(desk(), asked),
        countries=places.countries(desk(), CountryFilter()),
        flags=FLAGS,
        untold=queries.count(desk(), OfficialFilter(untold=True)),
        on=list(_words(asked)),
    )


@pages.get("/officials/<int:official_id>")
def show(official_id: int) -> str:
    person = _official(official_id)
    about = Scope.OFFICIAL, person.id
    held = queries.posts(desk(), person)
    today = desk().today
    return render_template(
        "officials/show.html",
        person=person,
        now=[post for post in held if post.held_on(today)],
        others=[post for post in held if not post.held_on(today)],
        today=today,
        timeline=timeline(EngagementFilter(official=person.id)),
        tally=tallies(desk(), Scope.OFFICIAL, Official, [person.id])[person.id],
        known=beside(desk(), about, Member),
        spoken=beside(desk(), about, Topic),
    )


@pages.route("/officials/new", methods=["GET", "POST"])
def new() -> str | Response:
    asked = OfficialFilter.from_args(request.args)
    at = organisations.organisation(desk(), asked.organisation)
    form = NewOfficialForm(organisation_id=[Tag("organisation", at.id, at.name)] if at else [])
    if not form.is_submitted():
        form.review_on.data = years_on(desk().today, REVIEWED_AFTER)
    if form.validate_on_submit():
        try:
            person = actions.add(desk(), form.draft(), form.post())
        except WrongDraft as error:
            blame(form, error)
        else:
            tell("{} is added.", person)
            return redirect(url_for("officials.show", official_id=person.id))
    return render_template("officials/form.html", form=form, person=None)


@pages.route("/officials/<int:official_id>/edit", methods=["GET", "POST"])
def edit(official_id: int) -> str | Response | tuple[str, int]:
    person = _official(official_id)
    found(None if person.erased_at else person)
    form = OfficialForm(**_values(person))
    if form.validate_on_submit():
        try:
            actions.revise(desk(), person, form.draft(), version_sent(form))
        except WrongDraft as error:
            blame(form, error)
        except Changed:
            stands = OfficialForm(formdata=None, **_values(_official(official_id)))
            return conflict(form, stands, url_for("officials.edit", official_id=person.id))
        else:
            flash("Saved.")
            return redirect(url_for("officials.show", official_id=person.id))
    return render_template("officials/form.html", form=form, person=person)


@pages.get("/officials/<int:official_id>/history")
def history(official_id: int) -> str:
    person = _official(official_id)
    return changes.history("official", person.id, person.name, url_for("officials.show", official_id=person.id))


@pages.post("/officials/<int:official_id>/archive")
def archive(official_id: int) -> Response:
    person = _official(official_id)
    actions.archive(desk(), person)
    tell("{} is archived.", person, undo=url_for("officials.restore", official_id=person.id))
    return redirect(url_for("officials.show", official_id=person.id))


@pages.post("/officials/<int:official_id>/restoration")
def restore(official_id: int) -> Response:
    person = _official(official_id)
    found(None if person.erased_at else person)
    actions.restore(desk(), person)
    tell("{} is back.", person)
    return redirect(url_for("officials.show", official_id=person.id))


def _official(official_id: int) -> Official:
    return found(queries.official(desk(), official_id))


def _values(person: Official) -> dict[str, Any]:
    return {name: getattr(person, name) for name in (*KEPT, "version")}


def _words(asked: OfficialFilter) -> Iterator[tuple[str, str]]:
    """What is on, each with the address without it."""
    said = {"q": f"“{asked.q}”", "source": f"From: {asked.source}"}
    if asked.organisation:
        said["organisation"] = found(organisations.organisation(desk(), asked.organisation)).name
    if asked.country:
        said["country"] = found(places.country(desk(), asked.country)).name
    for part, words in (said | FLAGS).items():
        if getattr(asked, part):
            yield words, address("officials.index", replace(asked, **{part: None}))
