"""Merging two records: choosing the other, both side by side, and the way back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engagement.access.rights import Right, may
from engagement.actions.deeds import merging as actions
from engagement.actions.deeds.fields import BOTH, FIELDS, GONE, KEPT, Field
from engagement.actions.deeds.merging import MergeDraft, StandsInTheWay, name_of
from engagement.actions.turns import Changed
from engagement.actions.wrong import WrongDraft
from engagement.model.deeds import Merge
from engagement.queries import merges
from engagement.queries import merging as queries
from engagement.queries.called import records
from engagement.queries.changes import pointed_at
from engagement.web.choosing import OnlyOne, one_id
from engagement.web.flashed import tell
from engagement.web.forms import Form
from engagement.web.frame import desk, found
from engagement.web.said import city, clock, day, instant, minutes
from engagement.web.tags import TagsField
from engagement.web.ways import way_to
from engagement.web.wrong import words

pages = Blueprint("merges", __name__)
RIGHTS = {
    "organisation": Right.KEEP_BODIES,
    "official": Right.KEEP_BODIES,
    "topic": Right.KEEP_TOPICS,
    "engagement": Right.LOG,
}
MOVES = {
    ("engagement_organisation", "organisation_id"): ("engagement", "engagements"),
    ("engagement_official", "official_id"): ("engagement", "engagements"),
    ("engagement_topic", "topic_id"): ("engagement", "engagements"),
    ("engagement_official", "organisation_id"): ("official who came for it", "officials who came for it"),
    ("engagement_official", "engagement_id"): ("official who took part", "officials who took part"),
    ("engagement_organisation", "engagement_id"): ("organisation that took part", "organisations that took part"),
    ("engagement_member", "engagement_id"): ("of us who took part", "of us who took part"),
    ("engagement_topic", "engagement_id"): ("topic", "topics"),
    ("engagement_reader", "engagement_id"): ("named reader", "named readers"),
    ("organisation", "parent_id"): ("body below it", "bodies below it"),
    ("topic", "parent_id"): ("topic below it", "topics below it"),
    ("organisation_name", "organisation_id"): ("other name", "other names"),
    ("topic_name", "topic_id"): ("synonym", "synonyms"),
    ("key_body", "organisation_id"): ("entry on the list of key bodies", "entries on the list of key bodies"),
    ("post", "organisation_id"): ("post of an official", "posts of officials"),
    ("invited_person", "official_id"): ("invitation", "invitations"),
    ("meeting_invitation", "engagement_id"): ("invitation", "invitations"),
    ("invited_person", "engagement_id"): ("person invited", "people invited"),
    ("source_row", "engagement_id"): ("row of an import", "rows of imports"),
    ("shared", "topic_id"): ("shared entry", "shared entries"),
    ("heard", "topic_id"): ("heard entry", "heard entries"),
    ("shared", "engagement_id"): ("shared entry", "shared entries"),
    ("heard", "engagement_id"): ("heard entry", "heard entries"),
    ("attachment", "engagement_id"): ("file", "files"),
}


@dataclass(frozen=True)
class Choice:
    """One field in which two records differ, in words; `chosen` is the likelier side."""

    name: str
    label: str
    sides: list[tuple[str, str]]
    chosen: str


WARNINGS = {
    "below": "One stands below the other. What stands between them moves below the kept one; no circle comes of it.",
    "countries": "They are of different countries. Past engagements keep the country of their day.",
    "kinds": "They are of different kinds. Past engagements keep the kind of their day.",
    "key bodies": "Both are key bodies. They become one entry, and count as one body in coverage.",
    "posts": "They never held a post at one organisation. Two people of one name stay two.",
    "topics of one name": "Topics of one name stand below both. Merge those two as well afterwards.",
    "days": "They stand on different days. Is it the same meeting?",
    "confidential": "One is confidential. The kept one will be, and those who may see it see all of it.",
    "both confidential": "Both are confidential. Who may see one of them will see all of both.",
}


@pages.route("/organisations/<int:organisation_id>/merge", methods=["GET", "POST"])
def organisations(organisation_id: int) -> str | Response | tuple[str, int]:
    return _page("organisation", organisation_id)


@pages.route("/officials/<int:official_id>/merge", methods=["GET", "POST"])
def officials(official_id: int) -> str | Response | tuple[str, int]:
    return _page("official", official_id)


@pages.route("/topics/<int:topic_id>/merge", methods=["GET", "POST"])
def topics(topic_id: int) -> str | Response | tuple[str, int]:
    return _page("topic", topic_id)


@pages.route("/engagements/<int:engagement_id>/merge", methods=["GET", "POST"])
def engagements(engagement_id: int) -> str | Response | tuple[str, int]:
    return _page("engagement", engagement_id)


@pages.get("/merges/<int:merge_id>")
def show(merge_id: int) -> str:
    merge, kept, gone = _merge(merge_id)
    later = merges.in_the_way(desk(), merge) if merge.undone_at is None else None
    units = actions.stays(desk(), merge) if merge.undone_at is None and later is None else set()
    shown = records(desk(), units)
    return render_template(
        "merges/show.html",
        merge=merge,
        kept=(name_of(kept), way_to(merge.kind, kept.id)),
        gone=name_of(gone),
        story=queries.story(desk(), merge),
        later=url_for("merges.show", merge_id=later.id) if later else "",
        stays=[(name, way_to(kind, key)) for kind, key, name in shown],
    )


@pages.post("/merges/<int:merge_id>/undoing")
def undo(merge_id: int) -> Response:
    merge, kept, gone = _merge(merge_id)
    try:
        stays = actions.part_again(desk(), merge)
    except StandsInTheWay as error:
        flash("A later merge built upon this one. Undo that one first.", "late")
        return redirect(url_for("merges.show", merge_id=error.what.id))  # type: ignore[attr-defined]
    except WrongDraft:
        flash("It was undone already.", "late")
        return redirect(way_to(merge.kind, kept.id))
    tell("{} and {} are two again.", kept, gone)
    told = [(table, key) for table, key, _ in records(desk(), stays)[:5]]
    if told:  # of what is hidden nothing is said, not even that it is there
        tell(f"What was worked on since stays as it is: {'; '.join('{}' for _ in told)}.", *told, late=True)
    if (merge.kind, kept.id) in stays and getattr(kept, "confidential", False):
        tell("{} is still confidential: look through what was written since before you open it.", kept, late=True)
    return redirect(way_to(merge.kind, gone.id))


def _merge(merge_id: int) -> tuple[Merge, Any, Any]:
    """A merge and both its records, for who may undo it."""
    merge = found(merges.merge(desk(), merge_id))
    if not may(desk().member, RIGHTS[merge.kind]):
        abort(403)
    # who took part in the gone engagement takes part in the kept one now: that one they may edit
    kept = merges.pair(desk(), merge.kind, [merge.kept_id]).get(merge.kept_id)
    return merge, found(kept), found(merges.seen(desk(), merge.kind, merge.gone_id))


def _page(kind: str, key: int) -> str | Response | tuple[str, int]:
    kept = merges.pair(desk(), kind, [key]).get(key)
    if kept is None:  # seen, but another's; what is hidden is as good as absent
        abort(403 if records(desk(), [(kind, key)]) else 404)
    form, gone = _other(kind, kept)
    if gone is None:
        here = f"merges.{kind}s", {f"{kind}_id": kept.id}
        twins = [
            (one.title, one.local_date, url_for(here[0], **here[1], gone=one.id))
            for one in queries.twins(desk(), kind, kept)
        ]
        return render_template("merges/choose.html", **_told(kind, kept), form=form, twins=twins)
    if request.method == "POST":
        try:
            merge = actions.merge(desk(), _draft(kind, kept.id, gone.id, request.form))
        except WrongDraft as error:
            flash(words(error), "late")
        except Changed:
            flash("Somebody saved one of the two just now. Look at both again.", "late")
        else:
            tell("{} was merged into this record.", gone, undo=url_for("merges.undo", merge_id=merge.id))
            return redirect(way_to(kind, kept.id))
    page = render_template(
        "merges/form.html",
        **_told(kind, kept),
        gone=gone,
        other=name_of(gone),
        other_href=way_to(kind, gone.id),
        choices=list(_choices(kind, kept, gone)),
        moves=list(_moves(kind, gone.id)),
        warnings=[WARNINGS[one] for one in queries.warnings(desk(), kind, kept, gone)],
        swap=url_for(f"merges.{kind}s", **{f"{kind}_id": gone.id}, gone=kept.id),
    )
    return (page, 422) if request.method == "POST" else page


def _told(kind: str, kept: Any) -> dict[str, Any]:
    return {"kind": kind, "kept": kept, "name": name_of(kept), "href": way_to(kind, kept.id)}


def _other(kind: str, kept: Any) -> tuple[Form, Any]:
    """The form that asks for the other record, and that record where the address or the form says it."""
    text = request.values.get("gone", "").removeprefix(f"{kind}:")
    key = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    field = TagsField("The other one", [kind], validators=[OnlyOne("Choose the other one.")])
    meta = {"csrf": False}  # it only asks: the address says what is merged
    is_named = "gone_text" in request.args and kind != "engagement"  # which is known by its number alone
    form = type("OtherForm", (Form,), {"gone": field})(request.args if is_named else None, meta=meta)
    if not key and is_named and form.validate():
        key = one_id(form.gone) or 0
    if key == kept.id:
        flash("That is the same record. Choose another.", "late")
        return form, None
    gone = merges.pair(desk(), kind, [key]).get(key)
    if key and gone is None:
        flash("There is no such record, or it is not yours to edit. Choose another.", "late")
    return form, gone


def _draft(kind: str, kept_id: int, gone_id: int, sent: Mapping[str, str]) -> MergeDraft:
    chosen = {one.name: side for one in FIELDS[kind] if (side := sent.get(one.name, "")) in (KEPT, GONE, BOTH)}
    return MergeDraft(kind, kept_id, gone_id, _version(sent, "kept_version"), _version(sent, "gone_version"), chosen)


def _version(sent: Mapping[str, str], name: str) -> int:
    text = sent.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _choices(kind: str, kept: Any, gone: Any) -> Iterator[Choice]:
    """The fields in which the two differ, the likelier value chosen: what is there, both texts, else the kept one's."""
    for one in FIELDS[kind]:
        here, there = ([getattr(record, column) for column in one.columns] for record in (kept, gone))
        if here == there:
            continue
        sides = [(KEPT, _words(kind, one, here) or "Nothing"), (GONE, _words(kind, one, there) or "Nothing")]
        if one.is_text and all(here) and all(there):
            sides.append((BOTH, "Both, one after the other"))
        chosen = request.form.get(one.name) or (sides[-1][0] if len(sides) == 3 else KEPT if any(here) else GONE)
        yield Choice(one.name, one.label, sides, chosen)


def _words(kind: str, one: Field, values: list[Any]) -> str:
    if (kind, one.name) == ("engagement", "time"):
        return _time(*values)
    told = [_told_value(kind, column, value) for column, value in zip(one.columns, values, strict=True)]
    return ", ".join(text for text in told if text)


def _time(on: date, starts_at: datetime | None, length: int | None, zone: str) -> str:
    """A day, and what the clocks of its place show: 14 Sep, 09:00, 45 min, Manila."""
    at = clock(starts_at, zone) if starts_at else ""
    return ", ".join(text for text in (day(on), at, minutes(length) if length else "", city(zone)) if text)


def _told_value(kind: str, column: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if hasattr(value, "label"):
        return str(value.label)
    if target := pointed_at(kind, column):
        return merges.told(desk(), target, value)
    if column.endswith("_at"):
        return instant(value)
    if hasattr(value, "isoformat"):
        return day(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _moves(kind: str, key: int) -> Iterator[tuple[int, str]]:
    for table, column, number in merges.pointing_at(desk(), kind, key):
        if number:
            name = table.replace("_", " ")
            singular, plural = MOVES.get((table, column), (name, f"{name}s"))
            yield number, singular if number == 1 else plural
