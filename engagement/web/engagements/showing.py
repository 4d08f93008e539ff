"""One engagement: its page, its history, and what can be said of it in one click."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engagement.actions.engagements import recording as actions
from engagement.actions.engagements.drafting import as_draft
from engagement.actions.turns import Changed
from engagement.actions.wrong import Missing, WrongDraft
from engagement.core.paging import Cursor
from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.words import CommitmentState
from engagement.queries import invited
from engagement.queries.engagements import record as queries
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import EngagementRow, around
from engagement.queries.engagements.record import EngagementRecord
from engagement.web.changes import history as history_page
from engagement.web.engagements.form import key_or_none
from engagement.web.engagements.saying import time_words
from engagement.web.flashed import tell, tell_wrong
from engagement.web.frame import desk, found
from engagement.web.lists import Promised, opens, promises
from engagement.web.ways import way_back

BEFORE, AFTER = 4, 2  # engagements with the same body beside this one


def add_to(pages: Blueprint) -> None:
    """Puts these pages on the blueprint of engagements."""
    at = "/engagements/<int:engagement_id>"
    pages.add_url_rule(at, view_func=show)
    pages.add_url_rule(f"{at}/history", view_func=history)
    for path, view in (
        ("holding", hold),
        ("cancellation", cancel),
        ("planning", plan_again),
        ("participation", take_part),
        ("archive", archive),
        ("restoration", restore),
        ("answers", answer),
    ):
        pages.add_url_rule(f"{at}/{path}", view_func=view, methods=["POST"])


def show(engagement_id: int) -> str:
    engagement = found(queries.engagement(desk(), engagement_id))
    record = queries.record(desk(), engagement)
    invitation = invited.invitation(desk(), engagement)
    asked = EngagementFilter(organisation=record.organisations[0].organisation_id) if record.organisations else None
    return render_template(
        "engagements/show.html",
        one=engagement,
        record=record,
        when=time_words(engagement, desk().member.zone),
        promises=_promises(record),
        files=[file for file in record.attachments if not file.is_archived],
        way=_way(record),
        facts=_facts(record),
        to_complete=engagement.is_to_be_completed(desk().today),
        so_far=_so_far(engagement, asked) if asked else [],
        all_so_far=opens(asked) if asked else "",
        invitation=invitation,
        invited=invited.invited(desk(), engagement) if invitation else [],
    )


def history(engagement_id: int) -> str:
    engagement = found(queries.engagement(desk(), engagement_id))
    back = url_for("engagements.show", engagement_id=engagement.id)
    return history_page("engagement", engagement.id, engagement.title, back)


def hold(engagement_id: int) -> Response:
    return _act(engagement_id, actions.hold_as_planned, "Held as planned.", _planned_again)


def cancel(engagement_id: int) -> Response:
    return _act(engagement_id, actions.cancel, "It did not take place.", _planned_again)


def plan_again(engagement_id: int) -> Response:
    """Undoes one of these two, by the version that it led to (?version=4)."""
    version = key_or_none(request.args.get("version")) or 0
    return _act(engagement_id, lambda at, one: actions.plan_again(at, one, version), "It waits again.")


def take_part(engagement_id: int) -> Response:
    """Adds whoever asks to an engagement that they may see: they were there too."""
    engagement = found(queries.engagement(desk(), engagement_id))
    draft = as_draft(queries.record(desk(), engagement))
    here = redirect(url_for("engagements.show", engagement_id=engagement_id))
    if desk().member.id in draft.member_ids:
        return here
    try:
        actions.revise(
            desk(),
            engagement,
            replace(draft, member_ids=(*draft.member_ids, desk().member.id)),
            engagement.version,
        )
    except WrongDraft as error:
        tell_wrong(error)
    except Changed:
        flash("Somebody else saved it just now. Look at it again first.", "late")
    else:
        flash("You are among those who took part.")
    return here


def _planned_again(engagement: Engagement) -> str:
    return url_for("engagements.plan_again", engagement_id=engagement.id, version=engagement.version)


def archive(engagement_id: int) -> Response:
    undo = url_for("engagements.restore", engagement_id=engagement_id)
    return _act(engagement_id, actions.archive, "Archived.", undo)


def restore(engagement_id: int) -> Response:
    return _act(engagement_id, actions.restore, "It is back.")


def answer(engagement_id: int) -> Response:
    """A need of the record (?heard=5) was answered today; with &open=1 it was not."""
    heard_id = key_or_none(request.values.get("heard")) or 0
    on = None if request.values.get("open") == "1" else desk().today
    undo = url_for("engagements.answer", engagement_id=engagement_id, heard=heard_id, open=1) if on else ""

    def verb(at: Desk, engagement: Engagement) -> Any:
        return actions.answer(at, engagement, heard_id, on)

    return _act(engagement_id, verb, "Answered." if on else "Open again.", undo)


def _act(engagement_id: int, verb: Any, says: str, undo: str | Callable[[Engagement], str] = "") -> Response:
    """One act on an engagement that the member may edit; then back to where it was done."""
    engagement = found(queries.engagement(desk(), engagement_id))
    if not queries.may_edit(desk(), engagement_id):
        abort(403)
    try:
        verb(desk(), engagement)
    except Missing as error:
        tell_wrong(error)
        return redirect(url_for("engagements.edit", engagement_id=engagement_id, held=1))
    except WrongDraft as error:
        tell_wrong(error)
    except Changed:
        flash("Somebody else saved it just now. Look at it again first.", "late")
    else:
        if undo:
            tell(says, undo=undo if isinstance(undo, str) else undo(engagement))
        else:
            flash(says)
    return redirect(way_back(url_for("engagements.show", engagement_id=engagement_id)))


def _so_far(engagement: Engagement, asked: EngagementFilter) -> list[EngagementRow]:
    """What came before and after with the same body, this one among them, newest first."""
    day, key = engagement.local_date, engagement.id
    return around(desk(), asked, Cursor(day, key), before=BEFORE, after=AFTER)


def _promises(record: EngagementRecord) -> list[tuple[Promised, str]]:
    """The promises, each with the address that drops it: empty where it is settled, or not the member's to settle."""
    told = zip(record.commitments, promises(record.commitments, titled=False), strict=True)
    return [
        (said, url_for("commitments.drop", commitment_id=one.id))
        if said.tick and one.state is CommitmentState.OPEN
        else (said, "")
        for one, said in told
    ]


def _way(record: EngagementRecord) -> list[tuple[str, str]]:
    """The way to the record: region and country of its first body."""
    way = [("Engagements", url_for("engagements.index"))]
    for link in record.organisations[:1]:
        if link.region:
            way.append((link.region.name, url_for("regions.show", region_id=link.region_id)))
        if link.country:
            way.append((link.country.name, url_for("countries.show", country_id=link.country_id)))
    return way


def _facts(record: EngagementRecord) -> list[tuple[str, str]]:
    """Names and values that stand beside the record; empty ones are left out by the page."""
    one: Engagement = record.engagement
    logged = one.created_by.name if one.created_by else "an import"
    return [
        ("Place", one.place),
        ("How", one.channel.label if one.channel else ""),
        ("Asked for by", one.asked_by.label if one.asked_by else ""),
        ("Purpose", one.purpose.label if one.purpose else ""),
        ("Result sought", one.result_sought),
        ("Hours", f"{one.hours:g}, preparation included" if one.hours is not None else ""),
        ("Open to", _open_to(record)),
        ("Logged by", logged),
    ]


def _open_to(record: EngagementRecord) -> str:
    if not record.engagement.confidential:
        return "The team"
    named = [reader.member.name for reader in record.readers]
    return ", ".join(["Who took part", *named])
