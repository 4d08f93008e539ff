"""All that points at a record made to point at another: no table is forgotten, since the drawing itself is asked."""

from datetime import date

from engagement.core.database import Base
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.pointing import Pointer, pointers
from engagement.upkeep.history import WITHOUT_HISTORY
from engagement.upkeep.rows import Row, Values, change, key_of, last, remove, rows_where, twins

TABLES = Base.metadata.tables
PICTURE = ("post_id", "post_title", "organisation_id")  # of an official on that day, kept together
TREES = frozenset({"organisation", "topic"})


def move_all(desk: Desk, kind: str, gone: Row, kept: Row) -> None:
    """Moves every row that points at `gone` to `kept`; two that would say the same become one."""
    for pointer in pointers(kind):
        if pointer.table.name == "key_body":
            _key_bodies(desk, gone["id"], kept["id"])
        else:
            _move(desk, pointer, gone["id"], kept["id"])
    if kind in ("organisation", "official"):
        _join_posts(desk, kind, kept["id"])


def _move(desk: Desk, pointer: Pointer, gone: int, kept: int) -> None:
    table, name = pointer.table, pointer.column.name
    rows = rows_where(desk, table, pointer.column == gone)
    if not rows:
        return
    if table.name in TREES:
        rows = [row for row in rows if row["id"] != kept]  # it stands where was chosen for it
    double = twins(desk, pointer, gone, kept)
    twice = [(row, double[key]) for row in rows if (key := key_of(table, row)) in double]
    alone = [row for row in rows if key_of(table, row) not in double]
    remove(desk, table, [row for row, _ in twice])
    change(desk, table, [(stays, _together(stays, row)) for row, stays in twice])
    shift = 0
    if name == "engagement_id" and "position" in table.c:
        shift = last(desk, table, "position", pointer.column == kept) + 1
    led = (
        "lead" in table.c and name == "engagement_id" and rows_where(desk, table, pointer.column == kept, table.c.lead)
    )
    moved: list[tuple[Row, Values]] = []
    for row in alone:
        values: Values = {name: kept}
        if shift:
            values["position"] = row["position"] + shift
        if led and row["lead"]:
            values["lead"] = False
        moved.append((row, values))
    change(desk, table, moved, bump=table.name not in WITHOUT_HISTORY)


def _together(stays: Row, goes: Row) -> Values:
    """What the row that stays takes over from its double: the better place, and a picture where it has none."""
    values: Values = {}
    if "position" in stays and "lead" not in stays:
        values["position"] = min(stays["position"], goes["position"])
    if "post_title" in stays and not stays["post_id"] and not stays["post_title"]:
        values |= {name: goes[name] for name in PICTURE}
    return values


def _key_bodies(desk: Desk, gone: int, kept: int) -> None:
    """Entries of the list of key bodies. Where both were listed at one time, the kept one's entry covers both spans."""
    table = TABLES["key_body"]
    stay = {row["id"]: dict(row) for row in rows_where(desk, table, table.c.organisation_id == kept)}
    before = {key: dict(row) for key, row in stay.items()}
    for row in rows_where(desk, table, table.c.organisation_id == gone):
        covers = [one for one in stay.values() if _meet(one, row)]
        if not covers:
            change(desk, table, [(row, {"organisation_id": kept})])
            stay[row["id"]] = before[row["id"]] = dict(row) | {"organisation_id": kept}
            continue
        first, *more = covers
        for one in (*more, row):
            first["from_on"] = min(first["from_on"], one["from_on"])
            first["to_on"] = max(first["to_on"], one["to_on"]) if first["to_on"] and one["to_on"] else None
        for one in more:
            del stay[one["id"]]
        remove(desk, table, [row, *(before[one["id"]] for one in more)])
    change(
        desk,
        table,
        [(before[key], {"from_on": one["from_on"], "to_on": one["to_on"]}) for key, one in stay.items()],
    )


def _meet(one: Row, other: Row) -> bool:
    """Whether two entries stood on the list at one time."""
    ends = one["to_on"] or date.max, other["to_on"] or date.max
    return bool(one["from_on"] < ends[1] and other["from_on"] < ends[0])


def _join_posts(desk: Desk, kind: str, kept: int) -> None:
    """Posts of one official at one organisation with one title become one where their days do not differ."""
    table = TABLES["post"]
    first: dict[tuple[int, int, str], Row] = {}
    for row in rows_where(desk, table, table.c[f"{kind}_id"] == kept):
        place = row["official_id"], row["organisation_id"], fold(row["title"])
        stays = first.setdefault(place, row)
        if stays is row:
            continue
        days = {(one["from_on"], one["to_on"]) for one in (stays, row)} - {(None, None)}
        if len(days) > 1:
            continue
        for pointer in pointers("post"):
            _move(desk, pointer, row["id"], stays["id"])
        remove(desk, table, [row])
        if days:
            from_on, to_on = next(iter(days))
            change(desk, table, [(stays, {"from_on": from_on, "to_on": to_on})])
            first[place] = {**stays, "from_on": from_on, "to_on": to_on}
