"""History from the session's own record of what changed: an action never writes it by hand.

While a deed runs (`during`), every row of history carries its key: that is what it is undone by. An undo writes its
rows under the same key, so that a deed which was undone adds up to nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, insert, inspect
from sqlalchemy.orm import Session

from engagement.model.changes import Change, Verb
from engagement.upkeep.bulk import write_rows

# not the product's records: secrets, what upkeep itself writes, and where imports came from
WITHOUT_HISTORY = frozenset(
    (
        "change",
        "sign_in",
        "sign_in_failure",
        "invitation",
        "job",
        "import_run",
        "source_row",
        "form_draft",
        "sent_form",
        "deed",
        "merge",
        "engagement_scope",
        "scope_month",
        "organisation_tree",
        "topic_tree",
    )
)
DEED = "deed"  # in session.info: the key of the deed that runs
COLUMNS = ("verb", "kind", "record_id", "about_kind", "about_id", "before", "after")
UNTOLD = frozenset({"id", "version", "folded", "email_key"})  # of no meaning to a reader, or told by another column
SECRET = frozenset({"password_hash"})
OWNERS = {
    "engagement_id": "engagement",
    "official_id": "official",
    "organisation_id": "organisation",
    "topic_id": "topic",
    "member_id": "member",
}
PARTS_OF = {
    "post": "official_id",
    "organisation_name": "organisation_id",
    "key_body": "organisation_id",
    "topic_name": "topic_id",
    "member_region": "member_id",
}


def write_history(session: Session, at: datetime, member_id: int | None) -> None:
    """Adds a row of history for each record that the running flush makes, changes or removes. Call after the flush,
    while the session still knows what was new and what was changed."""
    rows = [change for record in session.new if (change := _change(record, Verb.MADE))]
    rows += [change for record in session.dirty if (change := _change(record, Verb.CHANGED))]
    rows += [change for record in session.deleted if (change := _change(record, Verb.REMOVED))]
    if rows:
        beside = {"at": at, "member_id": member_id, "deed_id": session.info.get(DEED)}
        session.connection().execute(insert(Change), [row | beside for row in rows])


@contextmanager
def during(session: Session, deed_id: int) -> Iterator[None]:
    """What is changed inside belongs to the deed."""
    session.flush()  # what was changed before does not
    session.info[DEED] = deed_id
    try:
        yield
        session.flush()
    finally:
        del session.info[DEED]


def add_history(
    connection: Connection, rows: list[dict[str, Any]], at: datetime, member_id: int | None, deed_id: int | None
) -> None:
    """Writes rows of history made by `made` or `row`, through the bare driver: there may be thousands."""
    columns = (*COLUMNS, "at", "member_id", "deed_id")
    told = [(*map(one.__getitem__, COLUMNS), at, member_id, deed_id) for one in rows]
    write_rows(connection, Change.__table__, columns, told)  # type: ignore[arg-type]


def made(table: str, key: int | str, about: tuple[str, int], values: dict[str, Any]) -> dict[str, Any]:
    """The history of a record that was written without the session (imports, the demonstration world)."""
    after = {name: told(value) for name, value in values.items() if name not in UNTOLD and value not in (None, "")}
    return row(Verb.MADE, table, str(key), about, {}, after)


def _change(record: Any, verb: Verb) -> dict[str, Any] | None:
    state = inspect(record)
    table = record.__tablename__
    if table in WITHOUT_HISTORY:
        return None
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name in UNTOLD:
            continue
        old = None
        if verb is Verb.CHANGED:  # what is made or removed is told whole, whatever it was
            history = state.attrs[name].history
            if not history.has_changes():
                continue
            old = history.deleted[0] if history.deleted else None
        now = getattr(record, name)
        if name in SECRET:
            old, now = old and "kept secret", now and "kept secret"
        if verb is Verb.REMOVED:
            before[name] = told(now)
        elif verb is Verb.MADE:
            if now not in (None, ""):
                after[name] = told(now)
        elif old != now or name in SECRET:
            before[name], after[name] = told(old), told(now)
    if verb is Verb.CHANGED and not after:
        return None
    key = "-".join(str(part) for part in state.mapper.primary_key_from_instance(record))
    return row(verb, table, key, _about(record, table), before, after)


def _about(record: Any, table: str) -> tuple[str, int]:
    column = PARTS_OF.get(table) or ("engagement_id" if hasattr(record, "engagement_id") else None)
    return (OWNERS[column], getattr(record, column)) if column else (table, record.id)


def row(
    verb: Verb, table: str, key: str, about: tuple[str, int], before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    """One row of history as it will stand, but for who, when and the deed."""
    return {
        "verb": verb,
        "kind": table,
        "record_id": key,
        "about_kind": about[0],
        "about_id": about[1],
        "before": before,
        "after": after,
    }


def told(value: Any) -> Any:
    """A value as history keeps it: dates and instants as ISO 8601, closed words as their text."""
    if isinstance(value, date):  # an instant too
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
