"""Two records that are one: the kept one takes over what points at the gone one, and where its addresses lead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engagement.actions.deeds.fields import BOTH, FIELDS, GONE, Field, joined
from engagement.actions.deeds.moving import move_all
from engagement.actions.deeds.undoing import TABLES, judge, undo
from engagement.actions.texts import Taken
from engagement.actions.turns import take_turn
from engagement.actions.wrong import PutAway, Unknown, WrongDraft
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.deeds import Deed, DeedKind, Merge
from engagement.queries import deeds, matches, merges, topics
from engagement.queries.trees import stands_below
from engagement.upkeep.history import during
from engagement.upkeep.rows import Row, Values, alone, change, make, rows_where

NAMES = {"organisation": "organisation_name", "topic": "topic_name"}
WHOLE = frozenset({"engagement"})


class OneRecord(WrongDraft):
    """A record cannot be merged with itself; `what` is its name."""


class StandsInTheWay(WrongDraft):
    """A later merge has to be undone first; `what` is that merge."""


class AlreadyUndone(WrongDraft):
    """The merge was undone before."""


@dataclass(frozen=True)
class MergeDraft:
    """A merge to be. `chosen` says by the name of a field from which record its value comes, or that both do; a field
    that is not named stays the kept record's. The versions are those that were looked at."""

    kind: str
    kept_id: int
    gone_id: int
    kept_version: int
    gone_version: int
    chosen: Mapping[str, str] = field(default_factory=dict)


def merge(desk: Desk, draft: MergeDraft) -> Merge:
    """Merges two records: all of it, or nothing. Raises WrongDraft, and Changed if either was saved since."""
    with desk.db.begin_nested():
        found = merges.pair(desk, draft.kind, {draft.kept_id, draft.gone_id})
        for part, key in (("kept_id", draft.kept_id), ("gone_id", draft.gone_id)):
            if key not in found:
                raise Unknown(part, key)
        kept, gone = found[draft.kept_id], found[draft.gone_id]
        if kept is gone:
            raise OneRecord("gone_id", name_of(kept))
        for one in (kept, gone):
            if merges.kept_keys(desk, draft.kind, [one.id]) or getattr(one, "erased_at", None):
                raise PutAway("gone_id", name_of(one))
        if kept.is_archived:
            raise PutAway("kept_id", name_of(kept))
        alone(desk, TABLES[draft.kind], draft.kept_id, draft.gone_id)
        take_turn(desk, kept, draft.kept_version)
        take_turn(desk, gone, draft.gone_version)
        deed = Deed(kind=DeedKind.MERGE, member_id=desk.member_id, at=desk.now)
        desk.db.add(deed)
        desk.db.flush()
        with during(desk.db, deed.id):
            _merge(desk, draft)
        made = Merge(deed_id=deed.id, kind=draft.kind, kept_id=draft.kept_id, gone_id=draft.gone_id)
        desk.db.add(made)
        desk.db.flush()
    desk.db.expire_all()  # rows were changed past the session
    return made


def part_again(desk: Desk, merge: Merge) -> set[deeds.Unit]:
    """Undoes a merge. Returns the records at which something was worked on since, and stays as it is.

    An engagement that the merge made confidential stays so then: it may hold what was written of the other one.

    Raises AlreadyUndone, StandsInTheWay.
    """
    if merge.undone_at is not None:
        raise AlreadyUndone("merge")
    later = merges.in_the_way(desk, merge)
    if later is not None:
        raise StandsInTheWay("merge", later)
    deed = deeds.deed(desk, merge.deed_id)
    assert deed is not None
    with desk.db.begin_nested():
        table = TABLES[merge.kind]
        ends = [merge.kept_id, merge.gone_id]
        before = {row["id"]: row["version"] for row in rows_where(desk, table, table.c.id.in_(ends))}
        secret = _stays_confidential(desk, merge)
        units = deeds.units(desk, deed.id)
        # the two themselves and what is theirs first: links point at posts that are made again
        whole = _whole(merge.kind)
        left = undo(desk, deed.id, [unit for unit in units if unit[0] != "engagement"], whole)
        links = [unit for unit in units if unit[0] == "engagement"]
        for at in range(0, len(links), 500):
            left |= undo(desk, deed.id, links[at : at + 500], whole)
        if secret:
            change(
                desk, table, [(row, {"confidential": True}) for row in rows_where(desk, table, table.c.id == ends[0])]
            )
            left.add((merge.kind, merge.kept_id))
        if merge.kind == "engagement":
            _keep_step(desk, before)
        merge.undone_at = deed.undone_at = desk.now
        deed.undone_by_id = desk.member_id
        desk.db.flush()
    return left


def stays(desk: Desk, merge: Merge) -> set[deeds.Unit]:
    """The records at which something would stay as it is if the merge were undone now."""
    left = judge(desk, merge.deed_id, deeds.units(desk, merge.deed_id), _whole(merge.kind)).left
    return left | ({(merge.kind, merge.kept_id)} if _stays_confidential(desk, merge) else set())


def name_of(record: Any) -> str:
    """What a record is called, an engagement by its title."""
    return str(record.title if hasattr(record, "title") else record.name)


def _whole(kind: str) -> frozenset[str]:
    """Links of an engagement change hands together; of two engagements each row goes back by itself."""
    return frozenset() if kind == "engagement" else WHOLE


def _stays_confidential(desk: Desk, merge: Merge) -> bool:
    """Whether a merge made the kept engagement confidential at which something was changed since."""
    if merge.kind != "engagement":
        return False
    unit = merge.kind, merge.kept_id
    became = [
        (one.before or {}).get("confidential") is False and (one.after or {}).get("confidential") is True
        for one in deeds.effects(desk, merge.deed_id, [unit]).get(unit, [])
    ]
    return any(became) and merge.kept_id in deeds.worked_on_since(desk, merge.deed_id, merge.kind)


def _merge(desk: Desk, draft: MergeDraft) -> None:
    table = TABLES[draft.kind]
    rows = {row["id"]: row for row in rows_where(desk, table, table.c.id.in_([draft.kept_id, draft.gone_id]))}
    kept, gone = rows[draft.kept_id], rows[draft.gone_id]
    values: Values = {}
    for one in FIELDS[draft.kind]:
        values |= _chosen(one, draft.chosen.get(one.name, ""), kept, gone)
    if "parent_id" in table.c:
        values["parent_id"] = _parent(desk, draft, values.get("parent_id", kept["parent_id"]), kept, gone)
    if draft.kind == "topic":
        other = topics.beside(desk, values["parent_id"], str(values.get("name", kept["name"])))
        if other is not None and other.id not in rows:
            raise Taken("name", other.name)
    if draft.kind == "engagement":
        values["confidential"] = kept["confidential"] or gone["confidential"]
    change(desk, table, [(kept, values)], bump=False)
    seen_by = _seen_by(desk, gone) if draft.kind == "engagement" and gone["confidential"] else []
    move_all(desk, draft.kind, gone, kept)
    if seen_by:  # else nobody could look at it any more, nor undo the merge
        make(desk, TABLES["engagement_reader"], [{"engagement_id": gone["id"], "member_id": one} for one in seen_by])
    change(desk, table, [(gone, {"archived_at": gone["archived_at"] or desk.now})], bump=False)
    if draft.kind in NAMES:
        _call(desk, draft.kind, kept["id"], str(values.get("name", kept["name"])), [kept["name"], gone["name"]])


def _seen_by(desk: Desk, engagement: Row) -> list[int]:
    """The members who see a confidential engagement: those who took part and those named for it."""
    tables = TABLES["engagement_member"], TABLES["engagement_reader"]
    found = [rows_where(desk, table, table.c.engagement_id == engagement["id"]) for table in tables]
    return sorted({row["member_id"] for rows in found for row in rows})


def _chosen(one: Field, side: str, kept: Row, gone: Row) -> Values:
    if side == GONE:
        return {column: gone[column] for column in one.columns}
    if side == BOTH and one.is_text:
        return {column: joined(kept[column], gone[column]) for column in one.columns}
    return {}


def _parent(desk: Desk, draft: MergeDraft, wanted: int | None, kept: Row, gone: Row) -> int | None:
    """Where the kept one stands: as chosen, or where that would be a circle at the place of the other."""
    kind = merges.KINDS[draft.kind]

    def fits(key: int | None) -> bool:
        # what stands below the gone one will stand below the kept one
        return key is None or not (
            stands_below(desk, kind, key, kept["id"]) or stands_below(desk, kind, key, gone["id"])
        )

    return next((key for key in (wanted, kept["parent_id"], gone["parent_id"]) if fits(key)), None)


def _call(desk: Desk, kind: str, key: int, own: str, called: list[str]) -> None:
    """What either was called stays a name by which the kept one is found."""
    table = TABLES[NAMES[kind]]
    owner = f"{kind}_id"
    present = {row["folded"] for row in rows_where(desk, table, table.c[owner] == key)} | {fold(own)}
    new = {fold(name): name for name in called if fold(name) not in present}
    keys = matches.fresh_keys(desk, merges.MODELS[table.name], len(new))
    make(
        desk,
        table,
        [{"id": at, owner: key, "name": new[folded], "folded": folded} for at, folded in zip(keys, new, strict=True)],
    )


def _keep_step(desk: Desk, before: dict[int, int]) -> None:
    """Rows of registers that were in step with an engagement before the merge are so again: the next import may update
    it. The merge moved each of the two by one version, its undoing by those that came on top."""
    table = TABLES["source_row"]
    engagements = TABLES["engagement"]
    for row in rows_where(desk, engagements, engagements.c.id.in_(list(before))):
        moved = row["version"] - before[row["id"]] + 1
        sources = rows_where(desk, table, table.c.engagement_id == row["id"])
        change(desk, table, [(one, {"version": one["version"] + moved}) for one in sources])
