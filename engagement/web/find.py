"""Search: the box of every page while somebody types, the page of all that was found, and proposals for fields."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from engagement.core.filtering import record_key
from engagement.core.matching import Marked
from engagement.model.words import CommitmentState, Status
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.lookups import KINDS, Proposal, proposals
from engagement.queries.search import Answer, FoundCommitment, FoundEngagement, search
from engagement.web.frame import desk
from engagement.web.lists import due_words, opens
from engagement.web.said import day
from engagement.web.ways import way_to

pages = Blueprint("find", __name__)
NAMES = {
    "organisation": "Organisations",
    "official": "Officials",
    "topic": "Topics",
    "member": "Team",
    "country": "Countries",
    "region": "Regions",
}
IN_THE_BOX, ON_THE_PAGE = 5, 10  # of each group


@dataclass(frozen=True)
class Hit:
    """One line of what was found: its name, what tells it from others, and what was written around the words."""

    href: str
    name: Marked
    note: Marked
    told: Marked = ()


@dataclass(frozen=True)
class Group:
    """Lines of one kind. `count` says how many there are in all, `more` leads to the list of all of them, if any."""

    title: str
    count: str
    hits: list[Hit]
    more: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether all that was found stands here."""
        return self.count == str(len(self.hits))


@pages.get("/find.json", endpoint="proposals")
def propose() -> Response:
    kinds = [kind for kind in dict.fromkeys(request.args.getlist("kind")) if kind in KINDS] or list(KINDS)
    near = _organisations(request.args.getlist("for"))
    found = proposals(desk(), request.args.get("q", ""), kinds, near)
    return jsonify(items=[_item(one) for one in found])


@pages.get("/find")
def index() -> str:
    return render_template("find/index.html", **_found(ON_THE_PAGE))


@pages.get("/find/box")
def box() -> str:
    return render_template("find/_box.html", **_found(IN_THE_BOX))


def _found(size: int) -> dict[str, Any]:
    asked = request.args.get("q", "").strip()
    try:
        answer = search(desk(), asked, size) if asked else None
    except ValueError:  # not one letter or digit in it
        answer = None
    return {
        "asked": asked[:200],
        "instead": answer.instead if answer else "",
        "groups": list(_groups(answer, answer.instead or asked)) if answer else [],
    }


def _groups(answer: Answer, asked: str) -> Iterator[Group]:
    if answer.engagements:
        hits = [_engagement(one) for one in answer.engagements]
        yield Group("Engagements", str(answer.all_engagements), hits, opens(EngagementFilter.from_args({"q": asked})))
    for kind, title in NAMES.items():
        names, n = answer.names.get(kind, ([], 0))
        if names:
            yield Group(title, f"{n:,}", [Hit(way_to(kind, one.id), one.name, one.note) for one in names])
    if answer.commitments:
        promises = [_commitment(one) for one in answer.commitments]
        yield Group("Commitments", str(answer.all_commitments), promises)


def _engagement(one: FoundEngagement) -> Hit:
    status = "" if one.status is Status.HELD else f", {one.status.value}"
    secret = ", confidential" if one.confidential else ""
    when = f"{day(one.local_date)}{status}{secret}"
    note = (f"{when} · ", False), *one.bodies
    return Hit(way_to("engagement", one.id), one.title, note if one.bodies else ((when, False),), one.told)


def _commitment(one: FoundCommitment) -> Hit:
    state = one.state.value
    if one.state is CommitmentState.OPEN:
        state = due_words(one.due)[0] if one.due else "open"
    href = url_for("engagements.show", engagement_id=one.engagement_id)
    return Hit(href, one.text, ((f"{state} · {one.title}", False),))


def _item(one: Proposal) -> dict[str, Any]:
    item: dict[str, Any] = {"kind": one.kind, "name": one.name, "note": one.note, "value": one.value}
    if one.zone:
        item["zone"] = one.zone
    if one.brings:
        item["brings"] = {"value": one.brings.value, "name": one.brings.name, "zone": one.brings.zone}
    return item


def _organisations(values: Iterable[str]) -> list[int]:
    keys = []
    for text in list(values)[:20]:
        kind, _, key = text.partition(":")
        if kind == "organisation":
            try:
                keys.append(record_key(key))
            except ValueError:
                continue
    return keys
