"""Pages of organisations: the list, the record in its parts, the form."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from engagement.actions import organisations as actions
from engagement.actions.organisations import OrganisationDraft
from engagement.actions.turns import Changed
from engagement.actions.wrong import WrongDraft
from engagement.core.periods import preset
from engagement.model.members import Member
from engagement.model.organisations import Organisation
from engagement.model.places import Region
from engagement.model.scope import Scope
from engagement.model.topics import Topic
from engagement.model.words import CommitmentState, Level, OrganisationKind, Status
from engagement.queries import commitments as promised
from engagement.queries import key_bodies, listed, officials, places, trees
from engagement.queries import organisations as queries
from engagement.queries.beside import beside
from engagement.queries.commitments import CommitmentFilter
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import engagements
from engagement.queries.figures.defined import ENGAGEMENTS, PROMISES_OURS, RECIPROCITY, figures
from engagement.queries.organisations import OrganisationFilter
from engagement.queries.places import CountryFilter
from engagement.web import changes
from engagement.web.choosing import OnlyOne, one_id
from engagement.web.clocks import ZoneField
from engagement.web.conflicts import conflict, version_sent
from engagement.web.flashed import tell
from engagement.web.forms import AtMost, Form, RecordField, Said, WordField
from engagement.web.frame import desk, found
from engagement.web.lists import YEAR, address, name_place, opens, promises, timeline
from engagement.web.said import city
from engagement.web.tags import Tag, TagsField
from engagement.web.wrong import blame

pages = Blueprint("organisations", __name__)
PARTS = (
    ("show", "Timeline"),
    ("people", "People"),
    ("topics", "Topics"),
    ("commitments", "Commitments"),
    ("plan", "Plan"),
)
FLAGS = {
    "key": "Key bodies",
    "government": "Government bodies",
    "supranational": "Supranational",
    "archived": "Archived",
}


class OrganisationForm(Form):
    name = StringField("Name", [Said("Write a name."), AtMost(300)])
    kind = WordField("Kind", OrganisationKind, validators=[Said("Choose a kind.")])
    level = WordField("Level of government", Level, none="Not said")
    country_id = RecordField("Country", none="Supranational: of no single country")
    region_id = RecordField("Region that keeps up with it", none="None")
    parent_id = TagsField("Stands below", ["organisation"], validators=[OnlyOne()])
    names = TextAreaField("Other names")
    zone = ZoneField("Clocks", none="Those of its country")
    website = StringField("Website", [AtMost(1_000)])
    note = TextAreaField("Note", [AtMost(20_000)])
    version = HiddenField()

    def offer(self) -> "OrganisationForm":
        """The same with the choices that this installation has."""
        self.country_id.offer((one.id, one.name) for one in places.countries(desk(), CountryFilter()))
        self.region_id.offer((one.id, one.name) for one in listed.entries(desk(), Region, archived=True))
        return self

    def draft(self) -> OrganisationDraft:
        """The organisation that the form says."""
        return OrganisationDraft(
            name=self.name.data or "",
            kind=OrganisationKind(self.kind.data or ""),
            level=self.level.data,
            country_id=self.country_id.key,
            region_id=self.region_id.key,
            parent_id=one_id(self.parent_id),
            zone=self.zone.data,
            website=self.website.data or "",
            note=self.note.data or "",
            names=tuple((self.names.data or "").splitlines()),
        )


@pages.get("/organisations")
def index() -> str:
    asked = OrganisationFilter.from_args(request.args)
    page = queries.organisations(desk(), asked, name_place())
    return render_template(
        "organisations/index.html",
        asked=asked,
        page=page,
        count=queries.count(desk(), asked),
        countries=places.countries(desk(), CountryFilter()),
        regions=[(one.id, one.name) for one in listed.entries(desk(), Region)],
        kinds=[(kind.value, kind.label) for kind in OrganisationKind],
        on=list(_words(asked)),
        flags=FLAGS,
    )


@pages.get("/organisations/<int:organisation_id>")
def show(organisation_id: int) -> str:
    body = _body(organisation_id)
    asked = EngagementFilter(organisation=body.id)
    return _part("organisations/show.html", body, timeline=timeline(asked))


@pages.get("/organisations/<int:organisation_id>/people")
def people(organisation_id: int) -> str:
    body = _body(organisation_id)
    return _part("organisations/people.html", body, people=officials.people_of(desk(), body))


@pages.get("/organisations/<int:organisation_id>/topics")
def topics(organisation_id: int) -> str:
    body = _body(organisation_id)
    spoken = beside(desk(), (Scope.ORGANISATION, body.id), Topic, size=100)
    return _part("organisations/topics.html", body, spoken=spoken)


@pages.get("/organisations/<int:organisation_id>/commitments")
def commitments(organisation_id: int) -> str:
    body = _body(organisation_id)
    asked = CommitmentFilter(organisation=body.id)
    page = promised.commitments(desk(), replace(asked, state=CommitmentState.OPEN))
    return _part("organisations/commitments.html", body, promises=promises(page.rows), all_of_them=opens(asked))


@pages.get("/organisations/<int:organisation_id>/plan")
def plan(organisation_id: int) -> str:
    body = _body(organisation_id)
    return _part("organisations/plan.html", body, entries=key_bodies.entries_of(desk(), body))


@pages.route("/organisations/new", methods=["GET", "POST"])
def new() -> str | Response:
    form = OrganisationForm(**_beginning()).offer()
    if form.validate_on_submit():
        try:
            body = actions.add(desk(), form.draft())
        except WrongDraft as error:
            blame(form, error)
        else:
            tell("{} is added.", body)
            return redirect(url_for("organisations.show", organisation_id=body.id))
    return render_template("organisations/form.html", form=form, body=None)


@pages.route("/organisations/<int:organisation_id>/edit", methods=["GET", "POST"])
def edit(organisation_id: int) -> str | Response | tuple[str, int]:
    body = _body(organisation_id)
    form = OrganisationForm(**_values(body)).offer()
    if form.validate_on_submit():
        try:
            actions.revise(desk(), body, form.draft(), version_sent(form))
        except WrongDraft as error:
            blame(form, error)
        except Changed:
            stands = OrganisationForm(formdata=None, **_values(_body(organisation_id))).offer()
            return conflict(form, stands, url_for("organisations.edit", organisation_id=body.id))
        else:
            flash("Saved.")
            return redirect(url_for("organisations.show", organisation_id=body.id))
    return render_template("organisations/form.html", form=form, body=body)


@pages.get("/organisations/<int:organisation_id>/history")
def history(organisation_id: int) -> str:
    body = _body(organisation_id)
    back = url_for("organisations.show", organisation_id=body.id)
    return changes.history("organisation", body.id, body.name, back)


@pages.post("/organisations/<int:organisation_id>/archive")
def archive(organisation_id: int) -> Response:
    body = _body(organisation_id)
    actions.archive(desk(), body)
    undo = url_for("organisations.restore", organisation_id=body.id)
    tell("{} is archived.", body, undo=undo)
    return redirect(url_for("organisations.show", organisation_id=body.id))


@pages.post("/organisations/<int:organisation_id>/restoration")
def restore(organisation_id: int) -> Response:
    body = _body(organisation_id)
    actions.restore(desk(), body)
    tell("{} is back.", body)
    return redirect(url_for("organisations.show", organisation_id=body.id))


def _body(organisation_id: int) -> Organisation:
    return found(queries.organisation(desk(), organisation_id))


def _part(template: str, body: Organisation, **values: Any) -> str:
    """One tab of an organisation, with what stands on all of them."""
    at = desk()
    asked = EngagementFilter(organisation=body.id)
    known = beside(at, (Scope.ORGANISATION, body.id), Member, size=1_000)
    planned = replace(asked, status=Status.PLANNED, first=at.today)
    counted = figures(at, asked, preset(YEAR, at.today), [ENGAGEMENTS, RECIPROCITY, PROMISES_OURS])
    here = url_for(request.endpoint or "", organisation_id=body.id)
    return render_template(
        template,
        body=body,
        way=_way(body),
        told=_told(body),
        parts=[(words, url_for(f"organisations.{part}", organisation_id=body.id), None) for part, words in PARTS],
        here_part=here,
        today=at.today,
        children=trees.children(at, body),
        entry=queries.key_body(at, body),
        last=queries.last_met(at, body),
        held=opens(replace(asked, status=Status.HELD)),
        known=known,
        planned=engagements(at, planned, size=5).rows[::-1],
        more_planned=opens(planned),
        figures=[(figure, opens(figure.opens)) for figure in counted],
        **values,
    )


def _way(body: Organisation) -> list[tuple[str, str]]:
    """The crumbs: region, country, and what it stands below."""
    way = [("Organisations", url_for("organisations.index"))]
    region = body.country.region if body.country else body.region
    if region:
        way.append((region.name, url_for("regions.show", region_id=region.id)))
    if body.country:
        way.append((body.country.name, url_for("countries.show", country_id=body.country.id)))
    above = trees.ancestors(desk(), body)
    return way + [(one.name, url_for("organisations.show", organisation_id=one.id)) for one in above]


def _told(body: Organisation) -> list[tuple[str, Any]]:
    """Facts in pairs of name and value; the empty ones are left out where they are drawn."""
    zone = body.zone or (body.country.zone if body.country else "")
    link = Markup('<a href="{0}" rel="noreferrer noopener">{0}</a>').format(body.website) if body.website else ""
    return [
        ("Counts as", "Government body" if body.kind.is_government else "Ecosystem partner"),
        ("Also called", _each(other.name for other in queries.other_names(desk(), body))),
        ("Clocks", city(zone) if zone else ""),
        ("Website", link),
        ("Note", _each([body.note] if body.note else [])),
    ]


def _each(texts: Iterable[str]) -> Markup:
    """Texts in a row, each in its own direction."""
    return Markup(", ").join(Markup("<bdi>{}</bdi>").format(text) for text in texts)


def _beginning() -> dict[str, Any]:
    """What a new organisation begins with: the country of the address, or its parent and what that brings."""
    asked = OrganisationFilter.from_args(request.args)
    above = queries.organisation(desk(), asked.parent) if asked.parent else None
    if above is None:
        return {"country_id": asked.country, "kind": asked.kind or OrganisationKind.MINISTRY}
    return {
        "parent_id": [Tag("organisation", above.id, above.name)],
        "country_id": above.country_id,
        "region_id": above.region_id,
        "level": above.level,
        "kind": OrganisationKind.AGENCY,
    }


def _values(body: Organisation) -> dict[str, Any]:
    return {
        "name": body.name,
        "kind": body.kind,
        "level": body.level,
        "country_id": body.country_id,
        "region_id": body.region_id,
        "parent_id": [Tag("organisation", body.parent.id, body.parent.name)] if body.parent else [],
        "names": "\n".join(other.name for other in queries.other_names(desk(), body)),
        "zone": body.zone,
        "website": body.website,
        "note": body.note,
        "version": body.version,
    }


def _words(asked: OrganisationFilter) -> Iterator[tuple[str, str]]:
    """What is on, each with the address without it."""
    at = desk()
    if asked.q:
        yield f"“{asked.q}”", _without(asked, "q")
    if asked.kind:
        yield asked.kind.label, _without(asked, "kind")
    if asked.country:
        yield found(places.country(at, asked.country)).name, _without(asked, "country")
    if asked.region:
        yield found(listed.entry(at, Region, asked.region)).name, _without(asked, "region")
    if asked.parent:
        yield f"Directly below {_body(asked.parent).name}", _without(asked, "parent")
    for part, words in FLAGS.items():
        if getattr(asked, part):
            yield words, _without(asked, part)


def _without(asked: OrganisationFilter, part: str) -> str:
    return address("organisations.index", replace(asked, **{part: None}))
