"""Puts back what a deed did, as far as nobody worked on it since. What stays is told, never overwritten."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from engagement.core.database import Base
from engagement.desk import Desk
from engagement.model.pointing import pointers
from engagement.queries import deeds as queries
from engagement.queries import matches, merges
from engagement.queries.deeds import Effect, Unit
from engagement.upkeep.history import UNTOLD, WITHOUT_HISTORY, during, told
from engagement.upkeep.rows import Row, Values, change, make, put_back, read, remove, standing, used

TABLES = Base.metadata.tables
ORDER = {table.name: at for at, table in enumerate(Base.metadata.sorted_tables)}


@dataclass
class Judged:
    """What of a deed can be put back, by table; and the records at which something has to stay."""

    removed: list[tuple[Unit, Effect, Row]] = field(default_factory=list)
    changed: list[tuple[Unit, Effect, Row]] = field(default_factory=list)
    made: list[tuple[Unit, Effect]] = field(default_factory=list)
    left: set[Unit] = field(default_factory=set)


def judge(desk: Desk, deed_id: int, units: Collection[Unit], whole: Collection[str]) -> Judged:
    """Looks at what a deed did to these records and at what stands. Records of the kinds in `whole` are put back
    wholly or not at all; of others a row or a column that was worked on since stays by itself."""
    found = queries.effects(desk, deed_id, units)
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for rows in found.values():
        for effect in rows:
            keys[effect.kind].add(effect.key)
    now = {kind: standing(desk, TABLES[kind], wanted) for kind, wanted in keys.items()}
    strangers = _strangers(desk, found, whole)
    judged = Judged()
    for unit, rows in found.items():
        fits = [(effect, now[effect.kind].get(effect.key)) for effect in rows]
        stays = [not _is_as_left(effect, row) for effect, row in fits]
        if any(stays) or unit in strangers:
            judged.left.add(unit)
            if unit[0] in whole:
                continue
        for (effect, row), stay in zip(fits, stays, strict=True):
            _sort(judged, unit, effect, row, stay)
    return judged


def undo(desk: Desk, deed_id: int, units: Collection[Unit], whole: Collection[str]) -> set[Unit]:
    """Puts these records back as they were before the deed. Returns those at which something had to stay."""
    judged = judge(desk, deed_id, units, whole)
    with during(desk.db, deed_id):
        _apply(desk, judged)
    desk.db.expire_all()  # rows were changed past the session
    return judged.left


def _strangers(desk: Desk, found: dict[Unit, list[Effect]], whole: Collection[str]) -> set[Unit]:
    """Records that the deed made and that something else points at by now."""
    strange: set[Unit] = set()
    for kind in whole:
        made = {
            unit[1]: {(one.kind, one.key) for one in rows}
            for unit, rows in found.items()
            if unit[0] == kind and any(one.kind == kind and one.before is None for one in rows)
        }
        for pointer in pointers(kind) if made else []:
            if pointer.table.name not in WITHOUT_HISTORY:
                for key, row in queries.pointing(desk, pointer, made):
                    if (pointer.table.name, row) not in made[key]:
                        strange.add((kind, key))
    return strange


def _is_as_left(effect: Effect, row: Row | None) -> bool:
    """Whether a row stands as the deed left it."""
    if effect.after is None:
        return row is None or _is_keyed_alone(effect)  # its number may have been given to another one since
    if row is None:
        return False
    names = [name for name in row if name not in UNTOLD] if effect.whole else list(effect.after)
    return all((told(row[name]) or None) == (effect.after.get(name) or None) for name in names)


def _is_keyed_alone(effect: Effect) -> bool:
    return list(TABLES[effect.kind].primary_key.columns.keys()) == ["id"]


def _sort(judged: Judged, unit: Unit, effect: Effect, row: Row | None, stay: bool) -> None:
    if effect.after is None:
        if not stay:
            judged.made.append((unit, effect))
    elif row is None:
        return
    elif effect.before is None:
        if not stay:
            judged.removed.append((unit, effect, row))
    else:
        judged.changed.append((unit, effect, row))


def _apply(desk: Desk, judged: Judged) -> None:
    """Rows let go of what goes before it goes; what they point at is there before they do; one leads at a time."""
    first: list[tuple[str, Row, Values]] = []
    later: list[tuple[str, Row, Values]] = []
    again = {effect.kind for _, effect in judged.made}
    for _unit, effect, row in judged.changed:
        before, after, table = effect.before or {}, effect.after or {}, TABLES[effect.kind]
        values = {
            name: read(table, name, before.get(name))
            for name, left in after.items()
            if (told(row[name]) or None) == (left or None)
        }
        targets = {key.column.table.name for name in values for key in table.c[name].foreign_keys}
        waits = values.get("lead") is True or not again.isdisjoint(targets)
        (later if waits else first).append((effect.kind, row, values))
    _change(desk, first)
    _remove(desk, judged)
    other = _make(desk, judged)
    _change(desk, [(kind, row, _pointing(kind, values, other)) for kind, row, values in later])


def _change(desk: Desk, wanted: Iterable[tuple[str, Row, Values]]) -> None:
    by_kind: defaultdict[str, list[tuple[Row, Values]]] = defaultdict(list)
    for kind, row, values in wanted:
        if values:
            by_kind[kind].append((row, values))
    for kind in sorted(by_kind, key=ORDER.__getitem__):
        change(desk, TABLES[kind], by_kind[kind], bump=kind not in WITHOUT_HISTORY)


def _remove(desk: Desk, judged: Judged) -> None:
    by_kind: defaultdict[str, list[tuple[Unit, Row]]] = defaultdict(list)
    for unit, effect, row in judged.removed:
        by_kind[effect.kind].append((unit, row))
    for kind in sorted(by_kind, key=ORDER.__getitem__, reverse=True):
        rows = by_kind[kind]
        # what points at an engagement goes with it (`_strangers` looked); others stay while anything points at them
        looks = kind != "engagement" and "id" in TABLES[kind].c
        while rows:
            kept = used(desk, kind, [row["id"] for _, row in rows]) if looks else set()
            free = [row for _, row in rows if row.get("id") not in kept]
            if not free:
                break
            remove(desk, TABLES[kind], free)
            rows = [(unit, row) for unit, row in rows if row.get("id") in kept]
        judged.left |= {unit for unit, _ in rows}


def _make(desk: Desk, judged: Judged) -> dict[tuple[str, int], int]:
    """Makes again what the deed removed. Where a number belongs to another row by now, the row gets a new one: which
    is returned, by kind and old number."""
    other: dict[tuple[str, int], int] = {}
    by_kind: defaultdict[str, list[Values]] = defaultdict(list)
    for _unit, effect in judged.made:
        by_kind[effect.kind].append(put_back(TABLES[effect.kind], effect.key, effect.before or {}))
    for kind in sorted(by_kind, key=ORDER.__getitem__):
        rows = [_pointing(kind, values, other) for values in by_kind[kind]]
        if "id" in TABLES[kind].c:
            taken = standing(desk, TABLES[kind], [str(values["id"]) for values in rows])
            again = [values for values in rows if str(values["id"]) in taken]
            fresh = matches.fresh_keys(desk, merges.MODELS[kind], len(again))
            for values, key in zip(again, fresh, strict=True):
                other[kind, values["id"]] = values["id"] = key
        make(desk, TABLES[kind], rows)
    return other


def _pointing(kind: str, values: Values, other: dict[tuple[str, int], int]) -> Values:
    """The same values, pointing at the new numbers of what was made again."""
    if not other:
        return values
    moved: dict[str, Any] = {}
    for name, value in values.items():
        for key in TABLES[kind].c[name].foreign_keys:
            if (key.column.table.name, value) in other:
                moved[name] = other[key.column.table.name, value]
    return {**values, **moved}
