"""The list of key bodies. It keeps its history: an entry is closed, never rewritten."""

from datetime import date

from engagement.actions.turns import take_turn
from engagement.actions.wrong import OutOfRange, WrongDraft
from engagement.desk import Desk
from engagement.model.organisations import KeyBody, Organisation
from engagement.model.places import Country
from engagement.queries import key_bodies as queries
from engagement.queries.keyed import by_key

LONGEST = 3_650  # days between two meetings


class Listed(WrongDraft):
    """The body is on the list already, or was on it on that day; `what` is the day until which it was."""


def list_body(desk: Desk, organisation: Organisation, cadence_days: int, from_on: date) -> KeyBody:
    """Puts a body on the list from a day on. Raises OutOfRange, Listed."""
    cadence = _cadence(cadence_days)
    for entry in queries.entries_of(desk, organisation):
        if entry.to_on is None or entry.to_on > from_on:
            raise Listed("from_on", entry.to_on or "")
    return _enter(desk, organisation, cadence, from_on)


def take_off(desk: Desk, entry: KeyBody, version: int, to_on: date) -> None:
    """Ends an entry: `to_on` is the first day on which it no longer counts. Raises OutOfRange, Changed."""
    if to_on < entry.from_on:
        raise OutOfRange("to_on", entry.from_on)
    take_turn(desk, entry, version)
    entry.to_on = to_on


def change_cadence(desk: Desk, entry: KeyBody, version: int, cadence_days: int, from_on: date) -> KeyBody:
    """Another cadence from a day on: the entry is closed on it and a new one begins. Raises OutOfRange, Changed."""
    cadence = _cadence(cadence_days)
    if from_on < entry.from_on:
        raise OutOfRange("from_on", entry.from_on)
    if cadence == entry.cadence_days:
        return entry
    take_off(desk, entry, version, from_on)
    desk.db.flush()  # one open entry a body: the old one closes before the new one opens
    return _enter(desk, entry.organisation, cadence, from_on)


def relist(desk: Desk, entry: KeyBody, organisation: Organisation) -> None:
    """Closes an entry today and opens it anew, so that it carries its body's place of today."""
    today = max(desk.today, entry.from_on)
    take_off(desk, entry, entry.version, today)
    desk.db.flush()
    _enter(desk, organisation, entry.cadence_days, today)


def _enter(desk: Desk, organisation: Organisation, cadence_days: int, from_on: date) -> KeyBody:
    country = by_key(desk, Country, [organisation.country_id or 0]).get(organisation.country_id or 0)
    entry = KeyBody(
        organisation_id=organisation.id,
        country_id=organisation.country_id,
        region_id=country.region_id if country else organisation.region_id,
        cadence_days=cadence_days,
        from_on=from_on,
        organisation=organisation,
    )
    desk.db.add(entry)
    desk.db.flush()
    return entry


def _cadence(days: int) -> int:
    if not 1 <= days <= LONGEST:
        raise OutOfRange("cadence_days", days)
    return days
