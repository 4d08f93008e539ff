"""Makes, changes and removes many rows of any table at once, without the session, each with its history.

What upkeep does for a flush happens here too: history is written with the rows; trees, scope and months follow at the
commit, since `touch` tells the session what was touched.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Enum, Table, bindparam, delete, func, or_, select, update

from engagement.core.database import Instant
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.changes import Verb
from engagement.model.pointing import Pointer, pointers
from engagement.upkeep.bulk import write_rows
from engagement.upkeep.history import DEED, OWNERS, PARTS_OF, UNTOLD, WITHOUT_HISTORY, add_history, made, row, told
from engagement.upkeep.search.names import PARTS
from engagement.upkeep.trees import TREES, batches

Row = Mapping[str, Any]
Values = dict[str, Any]
NAMED = {record.__tablename__: part for record, part in PARTS.items()}


def primary(table: Table) -> list[str]:
    """The names of the columns that make the key of a row."""
    return [column.name for column in table.primary_key.columns]


def key_of(table: Table, values: Row) -> str:
    """The key of a row as history writes it: "12", or "12-7" for a link."""
    return "-".join(str(values[name]) for name in primary(table))


def about_of(table: Table, values: Row) -> tuple[str, int]:
    """The record whose history a row belongs to."""
    column = PARTS_OF.get(table.name) or ("engagement_id" if "engagement_id" in table.c else None)
    return (OWNERS[column], values[column]) if column else (table.name, values["id"])


def make(desk: Desk, table: Table, rows: Sequence[Row]) -> None:
    """Writes new rows, all with the same columns and with their keys."""
    if not rows:
        return
    columns = tuple(rows[0])
    write_rows(desk.db.connection(), table, columns, [tuple(one[name] for name in columns) for one in rows])
    _remember(desk, [made(table.name, key_of(table, one), about_of(table, one), dict(one)) for one in rows])
    touch(desk, table, rows, columns)


def change(desk: Desk, table: Table, pairs: Sequence[tuple[Row, Values]], *, bump: bool = True) -> None:
    """Gives rows, which are as they stand now, other values; `bump`: a form opened before is out of date then.

    A link that gets another key ends and begins: that is how history tells it.
    """
    pairs = [(one, _other(one, values)) for one, values in pairs]
    pairs = [(one, values) for one, values in pairs if values]
    keys = primary(table)
    history: list[Values] = []
    for before, values in pairs:
        after = {**before, **values}
        if any(name in values for name in keys):
            history.append(_removed(table, before))
            history.append(made(table.name, key_of(table, after), about_of(table, after), after))
        elif told_of := {name: value for name, value in values.items() if name not in UNTOLD}:
            was = {name: told(before[name]) for name in told_of}
            now = {name: told(value) for name, value in told_of.items()}
            history.append(row(Verb.CHANGED, table.name, key_of(table, before), about_of(table, after), was, now))
    _write(desk, table, pairs, bump=bump)
    _remember(desk, history)
    moved = {name for _, values in pairs for name in values}
    touch(desk, table, [one for one, _ in pairs], moved)
    touch(desk, table, [{**one, **values} for one, values in pairs], moved)


def remove(desk: Desk, table: Table, rows: Sequence[Row]) -> None:
    """Removes rows, which are as they stand now."""
    if not rows:
        return
    connection, (first, *more) = desk.db.connection(), primary(table)
    touch(desk, table, rows, [column.name for column in table.c])
    if table.name in TREES:
        tree = TREES[table.name][1]
        for part in batches([one["id"] for one in rows]):
            connection.execute(delete(tree).where(or_(tree.descendant_id.in_(part), tree.ancestor_id.in_(part))))
    if more:
        here = [table.c[name] == bindparam(f"at_{name}") for name in (first, *more)]
        keys = [{f"at_{name}": one[name] for name in (first, *more)} for one in rows]
        connection.execute(delete(table).where(*here), keys)
    else:
        for part in batches([one[first] for one in rows]):
            connection.execute(delete(table).where(table.c[first].in_(part)))
    _remember(desk, [_removed(table, one) for one in rows])


def touch(desk: Desk, table: Table, rows: Iterable[Row], changed: Collection[str]) -> None:
    """Tells the session what was touched past it, and in which columns: what hangs on it is settled at the commit."""
    info, rows = desk.db.info, list(rows)
    column = "id" if table.name == "engagement" else "engagement_id" if "engagement_id" in table.c else None
    if column and table.name not in WITHOUT_HISTORY:
        info.setdefault("engagements", set()).update(one[column] for one in rows)
    if table.name in TREES and "parent_id" in changed:
        info.setdefault(f"{table.name}s", set()).update(one["id"] for one in rows)
    if table.name in NAMED:
        kind, owner, columns = NAMED[table.name]
        if not {owner, *columns}.isdisjoint(changed):
            keys = {(kind, one[owner]) for one in rows}
            info.setdefault("named", set()).update(keys)
            info.setdefault("renamed", set()).update(keys)


def standing(desk: Desk, table: Table, keys: Iterable[str]) -> dict[str, Row]:
    """The rows with these keys (as history writes them) as they stand now, whoever may see them."""
    wanted = set(keys)
    first = next(iter(table.primary_key.columns))
    # keys of links begin with that of their engagement
    starts = sorted({_read(first, key.split("-")[0]) for key in wanted})
    found: dict[str, Row] = {}
    for part in batches(starts):
        for one in rows_where(desk, table, first.in_(part)):
            if (key := key_of(table, one)) in wanted:
                found[key] = one
    return found


def rows_where(desk: Desk, table: Table, *conditions: Any) -> list[Row]:
    """The rows that fulfil all of `conditions`, whoever may see them, in the order of their keys."""
    query = select(table).where(*conditions).order_by(*table.primary_key.columns)
    return [dict(one) for one in desk.db.execute(query).mappings()]


def alone(desk: Desk, table: Table, kept: int, gone: int) -> None:
    """Waits for those who are writing a link to `gone`, which then is moved too (PostgreSQL; SQLite has one writer).
    Both rows are taken in order, so that two merges never wait for each other in a ring."""
    both = select(table.c.id).where(table.c.id.in_([kept, gone])).order_by(table.c.id)
    desk.db.execute(both.with_for_update(key_share=True))
    desk.db.execute(select(table.c.id).where(table.c.id == gone).with_for_update())


def twins(desk: Desk, pointer: Pointer, gone: int, kept: int) -> dict[str, Row]:
    """By the key of each row that points at `gone`: the row that points at `kept` and leaves it no room there."""
    table, column = pointer.table, pointer.column
    found: dict[str, Row] = {}
    names = [one.name for one in table.c]
    for others in pointer.once_with():
        mine, theirs = table.alias(), table.alias()
        same = [mine.c[name] == theirs.c[name] for name in others]
        keys = [mine.c[name].label(f"at_{name}") for name in primary(table)]
        query = select(theirs, *keys).where(mine.c[column.name] == gone, theirs.c[column.name] == kept, *same)
        for one in desk.db.execute(query).mappings():
            key = "-".join(str(one[f"at_{name}"]) for name in primary(table))
            found.setdefault(key, {name: one[name] for name in names})
    return found


def used(desk: Desk, kind: str, keys: Collection[int]) -> set[int]:
    """Those of the records `keys` at which any row points, its own children too."""
    found: set[int] = set()
    for pointer in pointers(kind):
        for part in batches(sorted(keys)):
            found |= set(desk.db.scalars(select(pointer.column).where(pointer.column.in_(part)).distinct()))
    return found


def last(desk: Desk, table: Table, name: str, *conditions: Any) -> int:
    """The largest number in a column; -1 where there is none."""
    largest: int | None = desk.db.scalar(select(func.max(table.c[name])).where(*conditions))
    return -1 if largest is None else largest


def put_back(table: Table, key: str, values: Row) -> Values:
    """A whole row as history kept it when it was removed."""
    kept = {one.name: read(table, one.name, values.get(one.name)) for one in table.c if one.name not in UNTOLD}
    keys = table.primary_key.columns
    kept |= {one.name: _read(one, text) for one, text in zip(keys, key.split("-"), strict=True)}
    if "folded" in table.c:
        kept["folded"] = fold(kept["name"])
    return kept


def read(table: Table, name: str, value: Any) -> Any:
    """A value that history kept, as the column holds it: the reverse of `told`."""
    kind = table.c[name].type
    if value is None:
        return None if table.c[name].nullable else ""
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return kind.enum_class(value) if isinstance(kind, Enum) and kind.enum_class else value


def _read(column: Any, text: str) -> Any:
    return int(text) if column.type.python_type is int else text


def _write(desk: Desk, table: Table, pairs: Sequence[tuple[Row, Values]], *, bump: bool) -> None:
    """Writes values over rows: where many get the same, as all that a merge moves, many in one statement."""
    connection, (first, *more) = desk.db.connection(), primary(table)
    same: defaultdict[str, list[tuple[Row, Values]]] = defaultdict(list)
    for before, values in pairs:
        same[repr((values, [before[name] for name in more]))].append((before, values))
    single: defaultdict[tuple[str, ...], list[Values]] = defaultdict(list)
    for alike in same.values():
        before, values = alike[0]
        if len(alike) == 1:
            single[tuple(values)].append({f"at_{name}": before[name] for name in (first, *more)} | values)
            continue
        statement = update(table).where(*(table.c[name] == before[name] for name in more))
        statement = statement.values(values | _bumped(table, values, bump=bump))
        for part in batches([one[first] for one, _ in alike]):
            connection.execute(statement.where(table.c[first].in_(part)))
    for names, rows in single.items():
        here = [table.c[name] == bindparam(f"at_{name}") for name in (first, *more)]
        new: Values = {name: bindparam(name) for name in names}
        connection.execute(update(table).where(*here).values(new | _bumped(table, names, bump=bump)), rows)


def _bumped(table: Table, names: Collection[str], *, bump: bool) -> Values:
    return {"version": table.c.version + 1} if bump and "version" in table.c and "version" not in names else {}


def _other(before: Row, values: Values) -> Values:
    """Those of `values` that differ from what stands, with what is derived from them."""
    found = {name: value for name, value in values.items() if before[name] != value}
    return found | ({"folded": fold(found["name"])} if "name" in found and "folded" in before else {})


def _removed(table: Table, before: Row) -> Values:
    values = {name: told(value) for name, value in before.items() if name not in UNTOLD}
    return row(Verb.REMOVED, table.name, key_of(table, before), about_of(table, before), values, {})


def _remember(desk: Desk, history: list[Values]) -> None:
    if history:
        add_history(desk.db.connection(), history, desk.now, desk.member_id, desk.db.info.get(DEED))
