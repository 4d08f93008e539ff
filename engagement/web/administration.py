"""Administration: what there is to set, by task, and the facts of the installation."""

from importlib.metadata import version

from flask import Blueprint, render_template

from engagement.queries import officials
from engagement.queries.installed import installed
from engagement.queries.officials import OfficialFilter
from engagement.web.frame import desk, installation

pages = Blueprint("administration", __name__)


@pages.get("/administration")
def index() -> str:
    return render_template(
        "administration/index.html",
        facts=installed(desk()),
        untold=officials.count(desk(), OfficialFilter(untold=True)),
        review_past=officials.count(desk(), OfficialFilter(review_past=True)),
        version=version("engagement"),
        ours=installation().settings,
    )
