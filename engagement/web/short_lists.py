"""Functions and need categories: short lists that an administrator edits in place. One set of pages for each."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from engagement.actions import listed as actions
from engagement.actions.wrong import WrongDraft
from engagement.model.ledgers import NeedCategory
from engagement.model.members import Function
from engagement.model.scope import Scope
from engagement.queries import listed as queries
from engagement.queries.tallies import tallies
from engagement.web import changes
from engagement.web.flashed import tell
from engagement.web.forms import AtMost, Form, Said
from engagement.web.frame import desk, found
from engagement.web.wrong import blame


class NameForm(Form):
    name = StringField("Name", [Said("Write a name."), AtMost(300)])


def list_pages(kind: Any, word: str, title: str, says: str, scope: Scope) -> Blueprint:
    """The pages of one short list: `word` is its singular in addresses, `scope` that of the engagements it counts."""
    many = f"{word}s" if not word.endswith("y") else f"{word[:-1]}ies"
    pages = Blueprint(many, __name__)
    place = f"/administration/{many.replace('_', '-')}"
    one = f"{place}/<int:{word}_id>"

    def page(form: NameForm) -> str:
        entries = queries.entries(desk(), kind, archived=True)
        return render_template(
            "administration/list.html",
            form=form,
            title=title,
            says=says,
            many=many,
            key=f"{word}_id",
            part={"need_category": "need"}.get(word, word),
            entries=entries,
            counted=tallies(desk(), scope, kind, [entry.id for entry in entries]),
        )

    def entry_asked(values: dict[str, int]) -> Any:
        return found(queries.entry(desk(), kind, values[f"{word}_id"]))

    def back() -> Response:
        return redirect(url_for(f"{many}.index"))

    @pages.route(place, methods=["GET", "POST"])
    def index() -> str | Response:
        form = NameForm()
        if form.validate_on_submit():
            try:
                entry = actions.add(desk(), kind, form.name.data or "")
            except WrongDraft as error:
                blame(form, error)
            else:
                tell("{} is added.", entry)
                return back()
        return page(form)

    @pages.route(f"{one}/edit", methods=["GET", "POST"])
    def edit(**values: int) -> str | Response:
        entry = entry_asked(values)
        form = NameForm(name=entry.name)
        if form.validate_on_submit():
            try:
                actions.rename(desk(), entry, form.name.data or "")
            except WrongDraft as error:
                blame(form, error)
            else:
                flash("Saved.")
                return back()
        past = url_for(f"{many}.history", **dict[str, Any](values))
        return render_template("administration/rename.html", form=form, entry=entry, many=many, title=title, past=past)

    @pages.post(f"{one}/move")
    def move(**values: int) -> Response:
        actions.move(desk(), entry_asked(values), up=request.form.get("to") != "down")
        return back()

    @pages.post(f"{one}/archive")
    def archive(**values: int) -> Response:
        entry = entry_asked(values)
        actions.archive(desk(), entry)
        tell("{} is archived.", entry, undo=url_for(f"{many}.restore", **dict[str, Any](values)))
        return back()

    @pages.post(f"{one}/restoration")
    def restore(**values: int) -> Response:
        entry = entry_asked(values)
        actions.restore(desk(), entry)
        tell("{} is back, at the end of the list.", entry)
        return back()

    @pages.get(f"{one}/history")
    def history(**values: int) -> str:
        entry = entry_asked(values)
        return changes.history(word, entry.id, entry.name, url_for(f"{many}.index"))

    return pages


functions = list_pages(
    Function,
    "function",
    "Functions",
    "What a team member works in. An engagement keeps the function that each of ours had on that day.",
    Scope.FUNCTION,
)
need_categories = list_pages(
    NeedCategory,
    "need_category",
    "Need categories",
    "What governments need of us, in a few words. A need that was heard may have one, and the report counts by them.",
    Scope.NEED,
)
