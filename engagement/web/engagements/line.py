"""The line at the top of every page: what it was understood to say, and saving it as it stands."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engagement.actions.engagements.recording import log
from engagement.actions.wrong import WrongDraft
from engagement.web.engagements.beginning import beginning
from engagement.web.engagements.form import EngagementForm
from engagement.web.engagements.understood import asked, values
from engagement.web.engagements.writing import done
from engagement.web.frame import begins, desk, not_saved


def add_to(pages: Blueprint) -> None:
    """Puts the line on the blueprint of engagements."""
    pages.add_url_rule("/engagements/line", view_func=line)
    pages.add_url_rule("/engagements/line", endpoint="log_line", view_func=log_line, methods=["POST"])


def line() -> str:
    """The chips of a line, as a part of the page that it is written on."""
    said = asked(request.args)
    return render_template("engagements/_line.html", line=said) if said else ""


@begins("engagements.new", "line", "not", "pick")
def log_line() -> Response:
    """Saves what the line says. Where something is open or missing the form asks for it, filled with the rest."""
    said = asked(request.form)
    if said is None:
        return redirect(url_for("engagements.new"))
    if not said.said.open:
        form = EngagementForm(formdata=None, **beginning() | values(said))
        draft = form.draft(None, {})
        try:
            return done(log(desk(), draft), draft, is_new=True)
        except WrongDraft:
            pass  # the form finds the same, and says it beside the field
    not_saved()
    return redirect(url_for("engagements.new", **said.args(), save="1"))
