"""Pages of regions: the list, the region at a glance, and its drawing."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from engagement.actions import listed as lists
from engagement.actions import places as actions
from engagement.actions.turns import Changed
from engagement.actions.wrong import WrongDraft
from engagement.model.places import Region
from engagement.model.scope import Scope
from engagement.queries import listed, places
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.places import CountryFilter
from engagement.queries.tallies import tallies
from engagement.web import changes
from engagement.web.conflicts import conflict, version_sent
from engagement.web.flashed import tell, tell_wrong
from engagement.web.forms import AtMost, Form, Said
from engagement.web.frame import desk, found
from engagement.web.glance import glance
from engagement.web.ticks import KeysField
from engagement.web.wrong import blame

pages = Blueprint("regions", __name__)


class RegionForm(Form):
    name = StringField("Name", [Said("Write a name."), AtMost(300)])
    country_ids = KeysField("Countries")
    version = HiddenField()

    def offer(self, region: Region | None) -> "RegionForm":
        """The same with all countries, each with the region that it would leave."""
        itself = region.id if region else None
        self.country_ids.offer(
            (one.id, f"{one.name} (now {one.region.name})" if one.region and one.region_id != itself else one.name)
            for one in places.countries(desk(), CountryFilter())
        )
        return self


@pages.get("/regions")
def index() -> str:
    archived = request.args.get("archived") == "1"
    regions = listed.entries(desk(), Region, archived=archived)
    return render_template(
        "regions/index.html",
        regions=regions,
        counted=tallies(desk(), Scope.REGION, Region, [region.id for region in regions]),
        countries=places.countries_by_region(desk()),
        without=len(places.countries(desk(), CountryFilter(without_region=True))),
        archived=archived,
    )


@pages.get("/regions/<int:region_id>")
def show(region_id: int) -> str:
    region = _region(region_id)
    return render_template(
        "regions/show.html",
        region=region,
        at=glance(EngagementFilter(region=region.id), by_country=True),
        countries=places.countries(desk(), CountryFilter(region=region.id)),
    )


@pages.route("/regions/new", methods=["GET", "POST"])
def new() -> str | Response:
    form = RegionForm().offer(None)
    if form.validate_on_submit():
        try:
            region = lists.add(desk(), Region, form.name.data or "")
            actions.draw(desk(), region, region.name, form.country_ids.keys, region.version)
        except WrongDraft as error:
            blame(form, error)
        else:
            tell("{} is added.", region)
            return redirect(url_for("regions.show", region_id=region.id))
    return render_template("regions/form.html", form=form, region=None)


@pages.route("/regions/<int:region_id>/edit", methods=["GET", "POST"])
def edit(region_id: int) -> str | Response | tuple[str, int]:
    region = _region(region_id)
    form = RegionForm(**_values(region)).offer(region)
    if form.validate_on_submit():
        try:
            actions.draw(desk(), region, form.name.data or "", form.country_ids.keys, version_sent(form))
        except WrongDraft as error:
            blame(form, error)
        except Changed:
            stands = RegionForm(formdata=None, **_values(region)).offer(region)
            return conflict(form, stands, url_for("regions.edit", region_id=region.id))
        else:
            flash("Saved. Past engagements keep the region of their day.")
            return redirect(url_for("regions.show", region_id=region.id))
    return render_template("regions/form.html", form=form, region=region)


@pages.get("/regions/<int:region_id>/history")
def history(region_id: int) -> str:
    region = _region(region_id)
    return changes.history("region", region.id, region.name, url_for("regions.show", region_id=region.id))


@pages.post("/regions/<int:region_id>/move")
def move(region_id: int) -> Response:
    lists.move(desk(), _region(region_id), up=request.form.get("to") != "down")
    return redirect(url_for("regions.index"))


@pages.post("/regions/<int:region_id>/archive")
def archive(region_id: int) -> Response:
    region = _region(region_id)
    try:
        actions.archive(desk(), region)
    except WrongDraft as error:
        tell_wrong(error)
        return redirect(url_for("regions.show", region_id=region.id))
    tell("{} is archived.", region, undo=url_for("regions.restore", region_id=region.id))
    return redirect(url_for("regions.index"))


@pages.post("/regions/<int:region_id>/restoration")
def restore(region_id: int) -> Response:
    region = _region(region_id)
    lists.restore(desk(), region)
    tell("{} is back.", region)
    return redirect(url_for("regions.index"))


def _region(region_id: int) -> Region:
    return found(listed.entry(desk(), Region, region_id))


def _values(region: Region) -> dict[str, Any]:
    inside = places.countries(desk(), CountryFilter(region=region.id))
    return {"name": region.name, "country_ids": [one.id for one in inside], "version": region.version}
