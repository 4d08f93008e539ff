"""History on screen: of one record on its own page, of everything for the audit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for

from engagement.core.filtering import record_key
from engagement.core.paging import UnreadableCursor
from engagement.model.changes import Verb
from engagement.queries import changes as queries
from engagement.queries import members, merges
from engagement.queries.changes import ChangeFilter, ChangePage, ChangeRow
from engagement.web.frame import desk
from engagement.web.lists import address
from engagement.web.said import day, instant

pages = Blueprint("changes", __name__)
NOTHING = "nothing"
KINDS = {
    "engagement": "Engagements",
    "organisation": "Organisations",
    "official": "Officials",
    "topic": "Topics",
    "member": "Team members",
    "region": "Regions",
    "country": "Countries",
    "function": "Functions",
    "need_category": "Need categories",
}
THINGS = {
    "organisation_name": "other name",
    "topic_name": "synonym",
    "key_body": "key body",
    "member_region": "region of a member",
    "need_category": "need category",
    "engagement_organisation": "organisation that took part",
    "engagement_official": "official who took part",
    "engagement_member": "one of us who took part",
    "engagement_topic": "topic",
    "engagement_reader": "reader",
    "shared": "shared entry",
    "heard": "heard entry",
    "attachment": "file",
    "meeting_invitation": "invitation from a calendar",
    "invited_person": "person invited",
}
UNSAID = ("said", "uid_hash", "occurrence")  # what upkeep of invitations compares by: the fields beside say it in words
COLUMNS = {
    "from_on": "From",
    "to_on": "Until",
    "archived_at": "Archived",
    "starts_at": "Starts",
    "local_date": "Date",
    "cadence_days": "Cadence in days",
    "keys_off": "Single keys off",
    "password_hash": "Password",
    "sha256": "Digest",
}


@pages.get("/administration/changes")
def index() -> str:
    asked = ChangeFilter.from_args(request.args)
    page = page_asked(asked)
    names = {one.id: one.name for one in members.choices(desk())}
    return render_template(
        "changes/index.html",
        asked=asked,
        rows=[_told(row) for row in page.rows],
        older=address("changes.index", asked, before=page.older) if page.older else "",
        kinds=list(KINDS.items()),
        members=list(names.items()),
        on=list(_words(asked, names)),
    )


def history(kind: str, key: int, name: str, back: str) -> str:
    """The page of one record's history; `back` leads to the record."""
    page = page_asked(ChangeFilter(about=kind, record=key))
    older = f"{request.path}?before={page.older}" if page.older else ""
    rows = [_told(row) for row in page.rows]
    merged = merges.merges_into(desk(), kind, key) if kind in merges.KINDS else []
    return render_template("changes/record.html", name=name, back=back, rows=rows, older=older, merged=merged)


def page_asked(asked: ChangeFilter) -> ChangePage:
    """The page that the address names. Raises UnreadableCursor."""
    text = request.args.get("before", "")
    try:
        before = record_key(text) if text else None
    except ValueError as error:
        raise UnreadableCursor(text[:40]) from error
    return queries.changes(desk(), asked, before)


@dataclass(frozen=True)
class Told:
    """A change in words: `parts` are (what, before, after)."""

    when: datetime
    who: str
    what: str
    about: str
    href: str  # of the record that it is about; empty where it has no page or may not be named
    changed: bool  # rather than made or taken out, where only one side of each part says something
    parts: list[tuple[str, str, str]]


def _told(row: ChangeRow) -> Told:
    change = row.change
    verb = {Verb.MADE: "Added", Verb.CHANGED: "Changed", Verb.REMOVED: "Taken out"}[change.verb]
    thing = THINGS.get(change.kind, change.kind.replace("_", " "))
    changed = change.verb is Verb.CHANGED
    itself = f"{change.about_kind}_id"
    parts = [
        (_column(one), _value(before) or changed * NOTHING, _value(after) or changed * NOTHING)
        for one, before, after in row.parts
        if one not in UNSAID and (changed or one not in (itself, "position"))
    ]
    who = change.member.name if change.member else "Command line"
    return Told(change.at, who, f"{verb}: {thing}", row.about, _address(row), changed, parts)


def _column(column: str) -> str:
    """A column as a person would call it."""
    return COLUMNS.get(column) or column.removesuffix("_id").removesuffix("_at").replace("_", " ").capitalize()


def _value(value: Any) -> str:
    """A value of the history as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _dated(value)
    return str(value)


def _address(row: ChangeRow) -> str:
    """The page of the record that a change is about; empty where it has none or may not be named."""
    kind, key = row.change.about_kind, row.change.about_id
    if not row.about or kind in ("function", "need_category"):
        return ""
    plural = {"country": "countries"}.get(kind, f"{kind}s")
    values: dict[str, Any] = {f"{kind}_id": key}
    return url_for(f"{plural}.show", **values)


def _dated(text: str) -> str:
    """ISO dates and instants as people write them; all other text as it is."""
    if not text[:4].isdigit():
        return text
    try:
        if len(text) == 10:
            return day(date.fromisoformat(text))
        return instant(datetime.fromisoformat(text)) if len(text) >= 19 and text[10] == "T" else text
    except ValueError:
        return text


def _words(asked: ChangeFilter, names: dict[int, str]) -> Iterator[tuple[str, str]]:
    said = {
        "about": KINDS.get(asked.about or ""),
        "record": f"Record {asked.record}",
        "member": names.get(asked.member or 0, f"Member {asked.member}"),
        "first": f"since {day(asked.first)}" if asked.first else "",
        "last": f"until {day(asked.last)}" if asked.last else "",
    }
    for part, words in said.items():
        if getattr(asked, part) is not None:
            yield words or part, address("changes.index", replace(asked, **{part: None}))
