"""The form's pages: log an engagement, revise one."""

from dataclasses import fields, replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engagement.actions.commitments import settle
from engagement.actions.engagements.drafting import EngagementDraft, as_draft
from engagement.actions.engagements.recording import log, revise
from engagement.actions.turns import Changed
from engagement.actions.wrong import WrongDraft
from engagement.core.zones import comes_twice, instant
from engagement.model.engagements import Engagement
from engagement.model.ledgers import NeedCategory
from engagement.model.words import CommitmentState
from engagement.queries import invited, listed, places
from engagement.queries.engagements import likely
from engagement.queries.engagements import record as queries
from engagement.queries.engagements.record import EngagementRecord
from engagement.queries.lookups import told
from engagement.queries.places import CountryFilter
from engagement.web.attachments import NotKept, keep_files, limit_words
from engagement.web.engagements.beginning import beginning, earlier, following, record_values, still_open
from engagement.web.engagements.comparing import Difference, differences
from engagement.web.engagements.form import EngagementForm, blame_row, said
from engagement.web.engagements.newcomers import ask_about_invited, asked_about, sort_out, take_up, unanswered, welcome
from engagement.web.engagements.same import meetings
from engagement.web.engagements.understood import Line, ask, asked, values
from engagement.web.forms import draft_taken_up
from engagement.web.frame import desk, found, installation
from engagement.web.said import city
from engagement.web.tags import Tag
from engagement.web.wrong import words

FIELDS = {
    "organisation_ids": "who",
    "officials": "who",
    "member_ids": "us",
    "topic_ids": "topics",
    "reader_ids": "readers",
    "local_date": "day",
    "local_time": "start",
    "minutes": "length",
}


def add_to(pages: Blueprint) -> None:
    """Puts the pages of the form on the blueprint of engagements."""
    pages.add_url_rule("/engagements/new", view_func=new, methods=["GET", "POST"])
    pages.add_url_rule("/engagements/newcomer", view_func=newcomer)
    pages.add_url_rule("/engagements/<int:engagement_id>/edit", view_func=edit, methods=["GET", "POST"])


def new() -> str | Response | tuple[str, int]:
    line = asked(request.args) if request.method == "GET" and not draft_taken_up() else None
    if line is None:
        before = earlier()
        return _page(_form(beginning() | (following(before) if before else {})), None)
    form = _form(beginning() | values(line))
    ask(form, line)
    if "save" in request.args and not unanswered(form):
        try:
            form.draft(None, {}).check()
        except WrongDraft as error:
            _blame(form, error)
    return _drawn(form, None, line=line)


def edit(engagement_id: int) -> str | Response | tuple[str, int]:
    engagement = found(queries.engagement(desk(), engagement_id))
    record = queries.record(desk(), engagement)
    if not record.may_edit:
        abort(403)
    if engagement.is_archived:
        flash("It is archived. Restore it, then edit it.", "late")
        return redirect(url_for("engagements.show", engagement_id=engagement_id))
    form = _form(record_values(record))
    if request.args.get("invited") == "1" and not form.is_submitted():
        ask_about_invited(form, invited.invited(desk(), engagement))
    return _page(form, record)


def newcomer() -> str:
    """The questions about a name that was just chosen as new, as a part of the form."""
    form = EngagementForm(request.args, meta={"csrf": False})
    field = form.topics if request.args.get("field") == "topics" else form.who
    try:
        tag = Tag.read(request.args.get("value", ""))
    except ValueError:
        abort(400)
    at = request.args.get("at", "")
    if not tag.is_new or tag.kind not in field.fresh or not (at.isascii() and at.isdigit() and len(at) < 6):
        abort(400)
    row = asked_about(form, field, tag, int(at))
    row.country.offer(_countries())
    return render_template("engagements/_newcomer.html", row=row)


def _form(likely_values: dict[str, Any]) -> EngagementForm:
    form = EngagementForm(**likely_values)
    if not installation().settings.hours_wanted:
        del form.hours
    return form


def _page(form: EngagementForm, record: EngagementRecord | None) -> str | Response | tuple[str, int]:
    if not form.is_submitted():
        if draft_taken_up():
            take_up(form)
        return _drawn(form, record)
    sort_out(form)
    _offer(form, record)
    answered = not unanswered(form)
    if form.validate() and answered and (made := welcome(form)) is not None:
        draft = _draft(form, record, made)
        try:
            saved = _save(form, record, draft)
        except WrongDraft as error:
            _blame(form, error)
        except NotKept as error:
            form.files.errors = [error.words]
        except Changed as changed:
            return _stale(form, draft, changed.record)
        else:
            return done(saved, draft, is_new=record is None)
    unanswered(form)
    if any(file.filename for file in form.files.data or () if not isinstance(file, str)) and not form.files.errors:
        form.files.errors = ["The form could not hold the files. Choose them again."]
    return _drawn(form, record, offered=True), 422


def _save(form: EngagementForm, record: EngagementRecord | None, draft: EngagementDraft) -> Engagement:
    if record is None:
        saved = log(desk(), draft)
        for promise in still_open():
            if str(promise.id) in (form.settled.data or ()):
                settle(desk(), promise, CommitmentState.DONE)
    else:
        theirs = as_draft(record)
        taken = {part.name for part in fields(draft)} & set(request.form.getlist("theirs"))
        draft = replace(draft, **{part: getattr(theirs, part) for part in taken})
        version = form.version.data or ""
        saved = revise(desk(), record.engagement, draft, int(version[:9]) if version[:9].isdigit() else 0)
    keep_files(saved, form.files.data or ())
    return saved


def _draft(form: EngagementForm, record: EngagementRecord | None, made: dict[Tag, int]) -> EngagementDraft:
    draft = form.draft(as_draft(record) if record else None, made)
    if draft.organisation_ids:
        return draft
    brought = [one.brings.id for one in told(desk(), [("official", key) for key, _ in draft.officials]) if one.brings]
    return replace(draft, organisation_ids=tuple(dict.fromkeys(brought)))


def _stale(form: EngagementForm, draft: EngagementDraft, engagement: Engagement) -> tuple[str, int]:
    """The form again, with what stands now beside what was written; nothing was overwritten."""
    record = queries.record(desk(), engagement)
    form.version.data = str(engagement.version)
    return _drawn(form, record, offered=True, stale=differences(as_draft(record), draft)), 409


def done(saved: Engagement, draft: EngagementDraft, *, is_new: bool) -> Response:
    """Where saving leads, and what it says there."""
    flash("Logged." if is_new else "Saved.")
    if draft.local_time and comes_twice(draft.local_date, draft.local_time, draft.zone):
        flash(f"{draft.local_time:%H:%M} came twice that night in {city(draft.zone)}. The first one is taken.")
    if request.form.get("then") == "more":
        return redirect(url_for("engagements.new"))
    return redirect(url_for("engagements.show", engagement_id=saved.id))


def _drawn(
    form: EngagementForm,
    record: EngagementRecord | None,
    *,
    offered: bool = False,
    stale: list[Difference] | None = None,
    line: Line | None = None,
) -> str:
    if not offered:
        _offer(form, record)
    return render_template(
        "engagements/form.html",
        form=form,
        record=record,
        stale=stale,
        line=line,
        limit=limit_words(),
        earlier=earlier() if record is None else None,
        same=meetings(form) if record is None else [],
        still_open=still_open() if record is None else [],
        begins=_begins(form) if record is None and not form.is_submitted() and not (line and line.tells_when) else "",
    )


def _begins(form: EngagementForm) -> str:
    """The proposed start as an instant: the page shows it on the clocks of whichever place is chosen."""
    if form.day.data is None or form.start.data is None or form.zone.data is None:
        return ""
    return instant(form.day.data, form.start.data, form.zone.data).isoformat()


def _offer(form: EngagementForm, record: EngagementRecord | None) -> None:
    at = desk()
    owners = {row.owner_id for row in record.commitments if row.owner_id} if record else set()
    form.offer(
        zones=likely.zones(at),
        colleagues=likely.colleagues(at, {*form.us.ids("member"), *owners}),
        needs=[(one.id, one.name) for one in listed.entries(at, NeedCategory, archived=record is not None)],
        countries=_countries(),
        topics=[(row.topic.id, row.topic.name) for row in record.heard if row.topic] if record else [],
        likely={"keeper": f"ours:{at.member.id}", "due": likely.due(at.today)},
    )


def _countries() -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in places.countries(desk(), CountryFilter())]


def _blame(form: EngagementForm, error: WrongDraft) -> None:
    """Puts the words beside the field, or beside the text of the row, that the error is about."""
    name = FIELDS.get(error.part, error.part)
    if error.row is not None and name in ("shared", "heard", "commitments"):
        blame_row(form[name], said(form[name])[error.row].form.text, words(error))
        return
    field: Any = form[name] if name in form else form.who  # noqa: SIM401  (a form has no get)
    field.errors = [*field.errors, words(error)]
