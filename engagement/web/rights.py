"""What an official may ask of us: a copy of what we keep, and to be forgotten."""

import io

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import StringField
from wtforms.validators import ValidationError

from engagement.actions import erasing
from engagement.core.text import fold
from engagement.model.officials import Official
from engagement.queries import erasures, officials
from engagement.queries.access_pack import access_pack, as_json
from engagement.web.forms import Form
from engagement.web.frame import desk, found, installation
from engagement.web.said import number
from reports.access_pack import AccessPack
from reports.access_pack import access_pack as write_pack

pages = Blueprint("rights", __name__)


class ErasureForm(Form):
    typed = StringField("Type the name to erase it")

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def validate_typed(self, field: StringField) -> None:
        """Nobody is erased by a slip."""
        if fold(field.data or "") != fold(self.name):
            raise ValidationError(f"Type {self.name}, and nothing else.")


@pages.route("/officials/<int:official_id>/rights", methods=["GET", "POST"])
def index(official_id: int) -> str | Answer:
    person = _official(official_id)
    form = ErasureForm(person.name)
    if person.erased_at is None and form.validate_on_submit():
        settings = installation().settings
        done = erasing.erase(desk(), person, settings.erased_list, [settings.papers_folder, settings.previews_folder])
        where = f"{number(done.texts)} texts and {number(done.changes)} changes of the history"
        flash(f"The name is erased in {where}: {done.pseudonym} stands there.")
        return redirect(url_for("rights.index", official_id=person.id))
    return render_template(
        "officials/rights.html",
        person=person,
        form=form,
        pseudonym=erasing.pseudonym(person.id),
        told=erasures.foretold(desk(), person),
    )


@pages.get("/officials/<int:official_id>/access-pack.pdf")
def pack(official_id: int) -> Answer:
    told, out = _pack(official_id), io.BytesIO()
    write_pack(told, out)
    out.seek(0)
    return send_file(out, "application/pdf", as_attachment=True, download_name=f"access-pack-{official_id}.pdf")


@pages.get("/officials/<int:official_id>/access-pack.json")
def pack_for_machines(official_id: int) -> Answer:
    answer = Response(as_json(_pack(official_id)), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="access-pack-{official_id}.json"'
    return answer


def _pack(official_id: int) -> AccessPack:
    person = _official(official_id)
    found(None if person.erased_at else person)
    return access_pack(desk(), person, installation().settings.organisation)


def _official(official_id: int) -> Official:
    return found(officials.official(desk(), official_id))
