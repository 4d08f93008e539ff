"""Organisations: adding, revising, archiving."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from engagement.actions.key_bodies import relist
from engagement.actions.texts import name, prose
from engagement.actions.trees import name_again, parent
from engagement.actions.turns import take_turn
from engagement.actions.wrong import PutAway, Unknown, WrongDraft
from engagement.core.zones import zones
from engagement.desk import Desk
from engagement.model.organisations import Organisation, OrganisationName
from engagement.model.places import Country, Region
from engagement.model.words import Level, OrganisationKind
from engagement.queries import organisations as queries
from engagement.queries.keyed import by_key


class TwoPlaces(WrongDraft):
    """A body is of a country, or supranational and kept up with by a region; not both."""


class NotOfTheWeb(WrongDraft):
    """An address that does not begin with http:// or https:// and a host."""


@dataclass(frozen=True)
class OrganisationDraft:
    """An organisation to be. Without a country it is supranational; then a region may keep up with it."""

    name: str
    kind: OrganisationKind
    level: Level | None = None
    country_id: int | None = None
    region_id: int | None = None
    parent_id: int | None = None
    zone: str | None = None
    website: str = ""
    note: str = ""
    names: tuple[str, ...] = ()


def add(desk: Desk, draft: OrganisationDraft) -> Organisation:
    """A new organisation: all of it, or nothing. Raises WrongDraft."""
    with desk.db.begin_nested():
        organisation = Organisation(created_at=desk.now, **_columns(desk, draft))
        desk.db.add(organisation)
        desk.db.flush()
        _name_again(desk, organisation, draft)
    return organisation


def revise(desk: Desk, organisation: Organisation, draft: OrganisationDraft, version: int) -> None:
    """Makes an organisation what the draft says, or leaves it. Engagements keep its kind and place of their day.

    A body on the list of key bodies stands there with its new place from today. Raises WrongDraft, Changed.
    """
    with desk.db.begin_nested():
        columns = _columns(desk, draft, organisation)
        moves = (organisation.country_id, organisation.region_id) != (columns["country_id"], columns["region_id"])
        take_turn(desk, organisation, version)
        for column, value in columns.items():
            setattr(organisation, column, value)
        _name_again(desk, organisation, draft)
        entry = queries.key_body(desk, organisation) if moves else None
        if entry is not None:
            relist(desk, entry, organisation)


def archive(desk: Desk, organisation: Organisation) -> None:
    """Puts an organisation away: it is proposed no more, and all that names it stays."""
    organisation.archived_at = organisation.archived_at or desk.now


def restore(desk: Desk, organisation: Organisation) -> None:
    """Takes an organisation back out."""
    organisation.archived_at = None


def _columns(desk: Desk, draft: OrganisationDraft, itself: Organisation | None = None) -> dict[str, object]:
    if draft.country_id and draft.region_id:
        raise TwoPlaces("region_id")
    if draft.country_id and draft.country_id not in by_key(desk, Country, [draft.country_id]):
        raise Unknown("country_id", draft.country_id)
    if draft.region_id:
        region = by_key(desk, Region, [draft.region_id]).get(draft.region_id)
        if region is None:
            raise Unknown("region_id", draft.region_id)
        if region.is_archived and (itself is None or itself.region_id != region.id):
            raise PutAway("region_id", region.name)
    if draft.zone and draft.zone not in zones():
        raise Unknown("zone", draft.zone[:60])
    above = by_key(desk, Organisation, [draft.parent_id]).get(draft.parent_id) if draft.parent_id else None
    return {
        "name": name("name", draft.name),
        "kind": draft.kind,
        "level": draft.level,
        "country_id": draft.country_id,
        "region_id": draft.region_id,
        "parent_id": parent(desk, Organisation, above, draft.parent_id, itself),
        "zone": draft.zone or None,
        "website": _website(draft.website),
        "note": prose("note", draft.note),
    }


def _website(text: str) -> str:
    text = prose("website", text, 1_000)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise NotOfTheWeb("website", text[:60]) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or any(char.isspace() for char in text):
        raise NotOfTheWeb("website", text[:60])
    return text


def _name_again(desk: Desk, organisation: Organisation, draft: OrganisationDraft) -> None:
    present = queries.other_names(desk, organisation)
    name_again(desk, present, draft.names, lambda line: OrganisationName(organisation_id=organisation.id, name=line))
