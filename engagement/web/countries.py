"""Pages of countries: the list, the country at a glance, and the region that it is in."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engagement.actions import places as actions
from engagement.actions.wrong import WrongDraft
from engagement.model.places import Country, Region
from engagement.model.scope import Scope
from engagement.queries import listed, officials, organisations, places
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.officials import OfficialFilter
from engagement.queries.organisations import OrganisationFilter
from engagement.queries.places import CountryFilter
from engagement.queries.tallies import tallies
from engagement.web import changes
from engagement.web.flashed import tell, tell_wrong
from engagement.web.forms import Form, RecordField
from engagement.web.frame import desk, found
from engagement.web.glance import glance
from engagement.web.lists import address, timeline

pages = Blueprint("countries", __name__)


class PlaceForm(Form):
    region_id = RecordField("Region", none="None")

    def offer(self) -> "PlaceForm":
        """The same with the regions."""
        self.region_id.offer((one.id, one.name) for one in listed.entries(desk(), Region))
        return self


@pages.get("/countries")
def index() -> str:
    asked = CountryFilter.from_args(request.args)
    countries = places.countries(desk(), asked)
    return render_template(
        "countries/index.html",
        asked=asked,
        countries=countries,
        counted=tallies(desk(), Scope.COUNTRY, Country, [one.id for one in countries]),
        regions=[(one.id, one.name) for one in listed.entries(desk(), Region)],
        on=list(_words(asked)),
    )


@pages.get("/countries/<int:country_id>")
def show(country_id: int) -> str:
    country = _country(country_id)
    bodies, people = OrganisationFilter(country=country.id), OfficialFilter(country=country.id)
    return render_template(
        "countries/show.html",
        country=country,
        at=glance(EngagementFilter(country=country.id), by_country=False),
        timeline=timeline(EngagementFilter(country=country.id)),
        bodies=organisations.organisations(desk(), bodies, size=10).rows,
        n_bodies=organisations.count(desk(), bodies),
        n_people=officials.count(desk(), people),
        form=PlaceForm(formdata=None, region_id=country.region_id).offer(),
    )


@pages.post("/countries/<int:country_id>/region")
def place(country_id: int) -> Response:
    country = _country(country_id)
    form = PlaceForm().offer()
    if form.validate():
        region = listed.entry(desk(), Region, form.region_id.key)
        try:
            actions.place(desk(), country, region)
        except WrongDraft as error:
            tell_wrong(error)
        else:
            places = (country, region) if region else (country,)
            where = "in {}" if region else "in no region"
            tell(f"{{}} is {where} now. Past engagements keep the region of their day.", *places)
    else:
        flash("Choose a region of the list.", "late")
    return redirect(url_for("countries.show", country_id=country.id))


@pages.get("/countries/<int:country_id>/history")
def history(country_id: int) -> str:
    country = _country(country_id)
    return changes.history("country", country.id, country.name, url_for("countries.show", country_id=country.id))


def _country(country_id: int) -> Country:
    return found(places.country(desk(), country_id))


def _words(asked: CountryFilter) -> Iterator[tuple[str, str]]:
    said = {"q": f"“{asked.q}”", "without_region": "In no region"}
    if asked.region:
        said["region"] = found(listed.entry(desk(), Region, asked.region)).name
    for part, phrase in said.items():
        if getattr(asked, part):
            yield phrase, address("countries.index", replace(asked, **{part: None}))
