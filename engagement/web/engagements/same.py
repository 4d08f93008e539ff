"""The same meeting once: while one says whom and when, who else logged or planned that is shown."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for

from engagement.core.zones import NoSuchTime, NoSuchZone, instant
from engagement.queries.engagements import same as queries
from engagement.queries.engagements.same import Same
from engagement.web.drafts import kept_words
from engagement.web.engagements.form import EngagementForm
from engagement.web.frame import desk
from engagement.web.said import day, weekday


@dataclass(frozen=True)
class Meeting:
    """In words; `joining` is the address that adds the member to it, empty where it is another meeting."""

    words: str
    title: str
    address: str
    joining: str


def add_to(pages: Blueprint) -> None:
    """Puts the notice on the blueprint of engagements."""
    pages.add_url_rule("/engagements/same", view_func=same)


def same() -> str:
    """The notice as a part of the form, for the fields of the form as they stand."""
    form = EngagementForm(request.args, meta={"csrf": False})
    return render_template("engagements/_same.html", same=meetings(form))


def meetings(form: Any) -> list[Meeting]:
    """What others have with the same body or official on the day of the form, or in its week."""
    bodies, people = form.who.ids("organisation"), form.who.ids("official")
    if not form.day.data or not (bodies or people):
        return []
    return [_meeting(form, one) for one in queries.same(desk(), bodies, people, form.day.data)]


def _meeting(form: Any, one: Same) -> Meeting:
    address = url_for("engagements.show", engagement_id=one.id)
    who = one.logger or "An import"
    if one.local_date == form.day.data and one.may_overlap(_starts_at(form), form.length.minutes):
        joining = url_for("engagements.take_part", engagement_id=one.id)
        return Meeting(f"{who} logged this at {kept_words(one.logged_at)}:", one.title, address, joining)
    when = f"{weekday(one.local_date)} {day(one.local_date)}"
    return Meeting(f"Two of us see them this week. {who} has, on {when}:", one.title, address, "")


def _starts_at(form: Any) -> Any:
    try:
        return instant(form.day.data, form.start.data, form.zone.data) if form.start.data else None
    except (NoSuchTime, NoSuchZone):
        return None
