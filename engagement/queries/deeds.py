"""What a deed did, row by row, for its undoing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.changes import Change, Verb
from engagement.model.deeds import Deed
from engagement.model.pointing import Pointer
from engagement.model.sources import ImportRun
from engagement.upkeep.trees import TREES

Unit = tuple[str, int]
"""The record whose history a change belongs to: its kind and key."""


@dataclass(slots=True)
class Effect:
    """What a deed did to one row in all, in the values of history. `before`: None where it made the row, `after`:
    None where it removed it; `whole`: whether `after` tells every column."""

    kind: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    whole: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether all is as it was: the row came and went, or was changed and put back."""
        if self.before is None or self.after is None:
            return self.before is self.after
        return all((self.before.get(name) or None) == (value or None) for name, value in self.after.items())

    def then(self, verb: Verb, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Adds the next change of the same row."""
        if verb is Verb.REMOVED:
            self.before = None if self.before is None else {**before, **self.before}
            self.after, self.whole = None, False
        elif verb is Verb.MADE:
            if self.before is not None:  # it went and came again: what is not told is empty now
                after = dict.fromkeys(self.before) | after
            self.after, self.whole = after, True
        else:
            if self.before is not None:
                self.before = {**before, **self.before}
            self.after = {**(self.after or {}), **after}


def deed(desk: Desk, deed_id: int | None) -> Deed | None:
    """A deed, whoever did it: what it may show is asked for by who asks."""
    return desk.db.get(Deed, deed_id) if deed_id else None


def import_run(desk: Desk, run_id: int) -> ImportRun | None:
    """One run of an import, for who undoes it."""
    found: ImportRun | None = desk.db.scalar(select_visible(desk, ImportRun).where(ImportRun.id == run_id))
    return found


def deepest_first(desk: Desk, kind: str, asked: Collection[Unit]) -> list[Unit]:
    """The records of one kind among `asked`: what stands below another before that one, else the last first."""
    keys = [key for one, key in asked if one == kind]
    depths: dict[int, int] = {}
    if kind in TREES:
        tree = TREES[kind][1]
        for at in range(0, len(keys), 500):
            query = select(tree.descendant_id, func.max(tree.depth)).group_by(tree.descendant_id)
            depths |= {
                row[0]: row[1] for row in desk.db.execute(query.where(tree.descendant_id.in_(keys[at : at + 500])))
            }
    return [(kind, key) for key in sorted(keys, key=lambda key: (depths.get(key, 0), key), reverse=True)]


def units(desk: Desk, deed_id: int) -> list[Unit]:
    """The records whose history tells of a deed, by kind and key."""
    query = select(Change.about_kind, Change.about_id).where(Change.deed_id == deed_id).distinct()
    return sorted((row[0], row[1]) for row in desk.db.execute(query))


def effects(desk: Desk, deed_id: int, asked: Collection[Unit]) -> dict[Unit, list[Effect]]:
    """What a deed did to the rows of these records, what it undid since taken off."""
    found: dict[Unit, dict[tuple[str, str], Effect]] = {}
    for kind, same in groupby(sorted(asked), key=lambda unit: unit[0]):
        for change in _changes(desk, deed_id, kind, [key for _, key in same]):
            rows = found.setdefault((change.about_kind, change.about_id), {})
            row = change.kind, change.record_id
            if row not in rows:
                rows[row] = Effect(*row, None if change.verb is Verb.MADE else {}, {})
            rows[row].then(change.verb, change.before, change.after)
    return {
        unit: left for unit, rows in found.items() if (left := [one for one in rows.values() if not one.is_nothing])
    }


def worked_on_since(desk: Desk, deed_id: int, kind: str) -> list[int]:
    """The records of one kind of a deed at which something was changed after it, by anyone or by a deed that stands."""
    mine, later = aliased(Change), aliased(Change)
    undone = select(Deed.id).where(Deed.undone_at.is_not(None))
    last = (
        select(mine.about_id, func.max(mine.id).label("last"))
        .where(mine.deed_id == deed_id, mine.about_kind == kind)
        .group_by(mine.about_id)
        .subquery()
    )
    after = exists().where(
        later.about_kind == kind,
        later.about_id == last.c.about_id,
        later.id > last.c.last,
        or_(later.deed_id.is_(None), later.deed_id.not_in(undone)),
    )
    return list(desk.db.scalars(select(last.c.about_id).where(after.correlate(last)).order_by(last.c.about_id)))


def pointing(desk: Desk, pointer: Pointer, keys: Collection[int]) -> Iterator[tuple[int, str]]:
    """(record, row) for each row that points at one of the records `keys`, a row by its key in history."""
    own = pointer.table.primary_key.columns
    ordered = sorted(keys)
    for at in range(0, len(ordered), 500):
        part = ordered[at : at + 500]
        for key, *row in desk.db.execute(select(pointer.column, *own).where(pointer.column.in_(part))):
            yield key, "-".join(map(str, row))


def _changes(desk: Desk, deed_id: int, kind: str, keys: list[int]) -> Iterator[Any]:
    columns = (
        Change.about_kind,
        Change.about_id,
        Change.kind,
        Change.record_id,
        Change.verb,
        Change.before,
        Change.after,
    )
    for at in range(0, len(keys), 500):
        query = select(*columns).where(Change.about_kind == kind, Change.about_id.in_(keys[at : at + 500]))
        yield from desk.db.execute(query.where(Change.deed_id == deed_id).order_by(Change.id))
