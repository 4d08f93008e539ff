"""Finding by name: proposals while somebody types, and the same as a page."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from engagement.core.filtering import record_key
from engagement.queries.lookups import KINDS, Proposal, proposals
from engagement.web.frame import desk
from engagement.web.ways import way_to

pages = Blueprint("find", __name__)
GROUPS = {
    "organisation": "Organisations",
    "official": "Officials",
    "topic": "Topics",
    "country": "Countries",
    "region": "Regions",
    "member": "Team",
}
IN_A_GROUP = 25


@pages.get("/find.json", endpoint="proposals")
def propose() -> Response:
    kinds = [kind for kind in dict.fromkeys(request.args.getlist("kind")) if kind in KINDS] or list(KINDS)
    near = _organisations(request.args.getlist("for"))
    goes = request.args.get("go") == "1"
    found = proposals(desk(), request.args.get("q", ""), kinds, near)
    return jsonify(items=[_item(one, goes=goes) for one in found])


@pages.get("/find")
def index() -> str:
    asked = request.args.get("q", "").strip()[:200]
    groups = [(words, proposals(desk(), asked, [kind], size=IN_A_GROUP)) for kind, words in GROUPS.items()]
    return render_template(
        "find/index.html",
        asked=asked,
        groups=[(words, [(one, way_to(one.kind, one.id)) for one in found]) for words, found in groups if found],
        most=IN_A_GROUP,
    )


def _item(one: Proposal, *, goes: bool) -> dict[str, Any]:
    item: dict[str, Any] = {"kind": one.kind, "name": one.name, "note": one.note}
    if goes:
        return item | {"href": way_to(one.kind, one.id)}
    item["value"] = one.value
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
