"""Every component plain, long, right-to-left, empty, wrong and dark: `make gallery` serves it, tests walk it.

An app of its own, so that nothing of it is in production: the real templates and assets, with invented values.
"""

import calendar
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from flask import Flask, Response, jsonify, render_template, request
from jinja2 import StrictUndefined
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)

from engagement.core.text import initials
from engagement.web import assets
from engagement.web.compression import compress
from reports.charts.bars import bars
from reports.charts.columns import columns
from reports.charts.svg import svg
from reports.records import Bar

ROOT = Path(__file__).parent.parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
GALLERY = ("/", "/form", "/form?wrong=1", "/arabic", "/bare", "/changed", "/not-found", "/broken")
PLACES = (
    *("week.index", "engagements.index", "engagements.new", "engagements.line", "commitments.index"),
    *(
        "organisations.index",
        "officials.index",
        "regions.index",
        "members.index",
        "topics.index",
        "reports.index",
        "administration.index",
    ),
    *("find.index", "profile.show", "sign_in.leave"),
)
ORGANISATIONS = {
    "organisation:1": "Ministry of Digital Affairs",
    "organisation:2": "Riigi Infosüsteemi Amet",
    "organisation:3": "وزارة الاتصالات وتقنية المعلومات",
}
OFFICIALS = {"official:1": ("Lucía Ferrán", "organisation:1"), "official:2": ("ندى الحارثي", "organisation:3")}
NAMES = calendar.month_name[1:]
COUNTS = zip(
    NAMES,
    (22, 25, 31, 28, 36, 40, 22, 19, 38, 44, 37, 18),
    (20, 21, 24, 26, 27, 30, 20, 15, 31, 33, 35, 14),
    strict=True,
)
MONTHS = [Bar(f"{name} 2026", now, before, "/") for name, now, before in COUNTS]
RANKED = [Bar("Germany", 41, href="/"), Bar("المملكة العربية السعودية", 36, href="/"), Bar("Spain", 12, href="/")]
TOPICS = {"topic:1": "Cloud certification", "topic:2": "Cross-border transfers"}


class PromiseForm(Form):
    text = TextAreaField("What was promised")
    owner = SelectField("Who keeps it", choices=["Anna Moreau", "Jonas Okafor", "They"])
    due = DateField("By")


class LogForm(Form):
    title = StringField("Title")
    summary = TextAreaField("What happened")
    day = DateField("Day", default=date(2026, 11, 24))
    start = TimeField("Start")
    zone = SelectField("Clock of", choices=["Europe/Madrid", "Asia/Riyadh"])
    kind = RadioField("Kind", choices=["meeting", "workshop", "roundtable", "exchange of letters"], default="meeting")
    confidential = BooleanField("Confidential")
    files = MultipleFileField("Drop files or choose")
    promises: ClassVar[Any] = FieldList(FormField(PromiseForm), min_entries=1)


def gallery() -> Flask:
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.secret_key = "gallery"
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(initials=initials, weekday=lambda day: f"{day:%a}", svg=svg)
    app.jinja_env.globals.update(csrf_token=lambda: "token")
    assets.register(app)
    app.after_request(compress)
    app.after_request(_strict)
    app.context_processor(_frame)
    for endpoint in PLACES:
        app.add_url_rule(f"/{endpoint.replace('.', '/')}", endpoint, _components, methods=["GET", "POST"])
    app.add_url_rule("/drafts/<draft_key>", "drafts.keep", _components, methods=["POST"])
    app.add_url_rule("/find/proposals", "find.proposals", _proposals)
    app.add_url_rule("/find/box", "find.box", _box)
    app.add_url_rule("/", "gallery.index", _components, methods=["GET", "POST"])
    app.add_url_rule("/arabic", "gallery.arabic", lambda: render_template("gallery/arabic.html"))
    app.add_url_rule("/form", "gallery.form", _form, methods=["GET", "POST"])
    app.add_url_rule("/bare", "gallery.bare", lambda: render_template("gallery/bare.html"))
    app.add_url_rule("/changed", "gallery.changed", _changed)
    app.add_url_rule("/not-found", "gallery.not_found", lambda: render_template("errors/not_found.html"))
    app.add_url_rule("/broken", "gallery.broken", _broken)
    return app


def _components() -> str:
    return render_template(
        "gallery/index.html",
        today=date(2026, 11, 24),
        months=columns("Engagements by month", MONTHS),
        ranked=bars("By country", RANKED, 152),
    )


def _form() -> str:
    form = LogForm(request.form)
    if request.args.get("wrong"):
        form.day.errors = ["June has 30 days. Write a day from 1 to 30."]
        form.summary.errors = ["Shorten it to 20,000 letters; the rest fits into a file."]
    return render_template("gallery/form.html", form=form, sent=request.form)


def _changed() -> str:
    changes = [("Title", "Audit access and inspection rights", "Audit access")]
    return render_template("errors/changed.html", changes=changes, again="/form")


def _box() -> str:
    asked = request.args["q"]
    hits = [
        {"name": [(name, True)], "note": (), "told": (), "href": "/form"}
        for name in ORGANISATIONS.values()
        if asked.lower() in name.lower()
    ]
    groups = [{"title": "Organisations", "count": str(len(hits)), "hits": hits, "more": "", "is_whole": True}]
    return render_template("find/_box.html", asked=asked, instead="", groups=groups if hits else [])


def _broken() -> str:
    words = "It is not your fault. Go back and try again; what was saved before is safe."
    return render_template("errors/error.html", title="Something broke", words=words, reference="4f1c9ad2")


def _proposals() -> Response:
    asked, kinds = request.args["q"].casefold(), request.args.getlist("kind")
    found = [
        item for item in _items() if item["kind"] in (kinds or [item["kind"]]) and asked in item["name"].casefold()
    ]
    return jsonify(items=found)


def _items() -> Iterator[dict[str, Any]]:
    for value, (name, body) in OFFICIALS.items():
        brings = {"value": body, "name": ORGANISATIONS[body]}
        yield {"kind": "official", "value": value, "name": name, "note": "Director", "brings": brings, "href": "/form"}
    for value, name in ORGANISATIONS.items():
        yield {"kind": "organisation", "value": value, "name": name, "note": "Ministry", "href": "/form"}
    for value, name in TOPICS.items():
        yield {"kind": "topic", "value": value, "name": name, "note": "", "href": "/form"}


def _frame() -> dict[str, Any]:
    return {
        "me": {"id": 1, "name": "Anna Moreau", "keys_off": "keys-off" in request.cookies},
        "here": "engagements.show",
        "may": lambda right: True,
        "nav_counts": lambda: {"week.index": ("4", ""), "commitments.index": ("3 late", "late")},
    }


def _strict(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response


if __name__ == "__main__":
    gallery().run(port=8140)
