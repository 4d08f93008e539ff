"""The list of engagements: its filters and its pages."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from engagement.core.paging import Cursor
from engagement.core.periods import PRESETS
from engagement.model.ledgers import NeedCategory
from engagement.model.members import Function
from engagement.model.places import Region
from engagement.model.words import Channel, EngagementKind, OrganisationKind, Status
from engagement.queries import listed, places
from engagement.queries.engagements.asking import EngagementFilter, describe
from engagement.queries.engagements.counting import count
from engagement.queries.engagements.listing import engagements
from engagement.queries.lookups import called, told
from engagement.queries.places import CountryFilter
from engagement.web.engagements.saying import line
from engagement.web.frame import desk
from engagement.web.lists import address, opens
from engagement.web.tags import Tag

CHOSEN = ("organisation", "official", "member", "topic")  # parts of the question that are chosen by name
PAGE_PARTS = ("older", "newer")


def add_to(pages: Blueprint) -> None:
    """Puts these pages on the blueprint of engagements."""
    pages.add_url_rule("/engagements", view_func=index)


def index() -> str | Response:
    plain = _plain(request.args)
    asked = EngagementFilter.from_args(plain)
    cursors = {part: request.args[part] for part in PAGE_PARTS if request.args.get(part)}
    if plain != {name: text for name, text in request.args.items() if name not in PAGE_PARTS}:
        return redirect(address("engagements.index", asked))  # one question has one address
    older, newer = cursors.get("older"), cursors.get("newer")
    page = engagements(
        desk(),
        asked,
        older_than=Cursor.read(older) if older else None,
        newer_than=Cursor.read(newer) if newer else None,
    )
    return render_template(
        "engagements/index.html",
        asked=asked,
        parts=[(part.words, opens(EngagementFilter.from_args(part.without))) for part in describe(desk(), asked)],
        count=count(desk(), asked),
        lines=[line(row) for row in page.rows],
        newer=address("engagements.index", asked, newer=page.newer) if page.newer else "",
        older=address("engagements.index", asked, older=page.older) if page.older else "",
        chosen=_chosen(asked),
        choices=_choices(),
    )


def _plain(args: Mapping[str, str]) -> dict[str, str]:
    """The parts of the question without empty ones, chips as keys, and typed names as the records that they name."""
    names = {part.name for part in fields(EngagementFilter)}
    plain = {name: text for name in names if (text := args.get(name, "").strip())}
    for part in CHOSEN:
        if plain.get(part, "").startswith(f"{part}:"):
            plain[part] = plain[part].removeprefix(f"{part}:")
        typed = args.get(f"{part}_text", "").strip()
        if not typed:
            continue
        found = called(desk(), typed, [part])
        if len(found) == 1:
            plain[part] = str(found[0].id)
        else:
            flash(f"{'Several are' if found else 'Nothing is'} called “{typed[:60]}”. Write the whole name.", "late")
    return plain


def _chosen(asked: EngagementFilter) -> dict[str, list[Tag]]:
    """The chips of what was chosen by name."""
    keys = [(part, key) for part in CHOSEN if (key := getattr(asked, part))]
    found = {one.kind: [Tag.of(one)] for one in told(desk(), keys)}
    return {part: found.get(part, []) for part in CHOSEN}


def _choices() -> dict[str, Any]:
    """What the menus offer."""
    at = desk()
    return {
        "regions": listed.entries(at, Region),
        "countries": places.countries(at, CountryFilter()),
        "functions": listed.entries(at, Function),
        "needs": listed.entries(at, NeedCategory),
        "body_kinds": OrganisationKind,
        "kinds": EngagementKind,
        "statuses": Status,
        "channels": Channel,
        "periods": PRESETS,
    }
