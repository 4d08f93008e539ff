"""Promises of both sides and our own follow-ups: one list, and a tick."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engagement.actions import commitments as actions
from engagement.actions.turns import Changed
from engagement.model.places import Region
from engagement.model.words import CommitmentState
from engagement.queries import commitments as queries
from engagement.queries import listed, lookups
from engagement.queries.commitments import CommitmentFilter, Place, Whose
from engagement.web.flashed import tell
from engagement.web.frame import desk, found
from engagement.web.lists import address, promises
from engagement.web.said import day
from engagement.web.ways import way_back

pages = Blueprint("commitments", __name__)
SAID = {CommitmentState.DONE: "Done.", CommitmentState.DROPPED: "Dropped.", CommitmentState.OPEN: "Open again."}
NAMED = ("owner", "region", "country", "organisation", "official", "member", "topic")


@pages.get("/commitments")
def index() -> str | Response:
    given = {name: text for name, text in request.args.items() if name != "after"}
    asked = CommitmentFilter.from_args(given)
    if given != asked.to_args():
        return redirect(address("commitments.index", asked))  # one question has one address
    after = request.args.get("after", "")
    page = queries.commitments(desk(), asked, Place.read(after) if after else None)
    return render_template(
        "commitments/index.html",
        asked=asked,
        parts=list(_words(asked)),
        promises=promises(page.rows),
        count=queries.counted(desk(), asked),
        first=address("commitments.index", asked) if after else "",
        more=address("commitments.index", asked, after=page.more) if page.more else "",
        sides=Whose,
        states=CommitmentState,
        regions=listed.entries(desk(), Region),
        mine=address("commitments.index", CommitmentFilter(owner=desk().member.id, state=CommitmentState.OPEN)),
    )


@pages.post("/commitments/<int:commitment_id>/settlement")
def settle(commitment_id: int) -> Response:
    return _settle(commitment_id, CommitmentState.DONE)


@pages.post("/commitments/<int:commitment_id>/dropping")
def drop(commitment_id: int) -> Response:
    return _settle(commitment_id, CommitmentState.DROPPED)


@pages.post("/commitments/<int:commitment_id>/reopening")
def reopen(commitment_id: int) -> Response:
    return _settle(commitment_id, CommitmentState.OPEN)


def _settle(commitment_id: int, state: CommitmentState) -> Response:
    commitment = found(queries.commitment(desk(), commitment_id))
    if not queries.may_settle(desk(), [commitment_id]):
        abort(403)
    back = way_back(url_for("engagements.show", engagement_id=commitment.engagement_id))
    try:
        actions.settle(desk(), commitment, state)
    except Changed:
        flash("Somebody else settled it just now.", "late")
        return redirect(back)
    if state is CommitmentState.OPEN:
        flash(SAID[state])
    else:
        tell(SAID[state], undo=url_for("commitments.reopen", commitment_id=commitment_id))
    return redirect(back)


def _words(asked: CommitmentFilter) -> Iterator[tuple[str, str]]:
    """The parts of the question in words, each with the address of the same question without it."""
    kinds = {"owner": "member"}
    pairs = {name: (kinds.get(name, name), key) for name in NAMED if (key := getattr(asked, name))}
    names = {(one.kind, one.id): one.name for one in lookups.told(desk(), list(pairs.values()))}
    said = {
        "side": asked.side.label if asked.side else "",
        "state": asked.state.label if asked.state else "",
        "overdue": "Overdue",
        "due_from": f"Due from {day(asked.due_from)}" if asked.due_from else "",
        "due_to": f"Due until {day(asked.due_to)}" if asked.due_to else "",
    } | {name: names.get(pair, "Unknown") for name, pair in pairs.items()}
    for name, words in said.items():
        if getattr(asked, name) is not None:
            yield words, address("commitments.index", replace(asked, **{name: None}))
