"""Where merged records lead, and which ones lead to a record."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from engagement.access.rows import editable_engagements, select_visible
from engagement.desk import Desk
from engagement.model.all import metadata
from engagement.model.base import Base
from engagement.model.changes import Change
from engagement.model.deeds import Deed, Merge
from engagement.model.engagements import Engagement
from engagement.model.members import Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.pointing import pointers
from engagement.model.topics import Topic

Unit = tuple[str, int]
KINDS: dict[str, Any] = {
    "organisation": Organisation,
    "official": Official,
    "topic": Topic,
    "engagement": Engagement,
}
"""The kinds of records that can be merged, by their table."""
MODELS = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that stands, as the page of the kept record tells it."""

    id: int
    gone: str
    at: datetime
    who: str


def kept_keys(desk: Desk, kind: str, keys: Collection[int]) -> dict[int, int]:
    """Where those of `keys` lead that were merged into another record, step by step to the one that stands."""
    return {key: kept for (_, key), (_, kept) in kept_pairs(desk, {(kind, key) for key in keys}).items()}


def kept_pairs(desk: Desk, asked: Collection[Unit]) -> dict[Unit, Unit]:
    """The same for records of any kind at once."""
    found: dict[Unit, Unit] = {}
    waiting = {unit: unit for unit in asked}
    while waiting:
        steps: dict[Unit, Unit] = {}
        for part in batches_of(set(waiting.values())):
            by_kind = [
                and_(Merge.kind == kind, Merge.gone_id.in_([key for one, key in part if one == kind]))
                for kind in {kind for kind, _ in part}
            ]
            query = select_visible(desk, Merge, Merge.kind, Merge.gone_id, Merge.kept_id)
            for kind, gone, kept in desk.db.execute(query.where(Merge.undone_at.is_(None), or_(*by_kind))):
                steps[kind, gone] = kind, kept
        waiting = {unit: steps[at] for unit, at in waiting.items() if at in steps}
        found |= waiting
    return found


def batches_of(units: Collection[Unit]) -> Iterator[list[Unit]]:
    """Records in parts that fit one statement."""
    ordered = sorted(units)
    return (ordered[at : at + 500] for at in range(0, len(ordered), 500))


def gone_keys(desk: Desk, kind: str, key: int) -> list[int]:
    """The records that were merged into this one, and those that were merged into them."""
    found: list[int] = []
    waiting = [key]
    while waiting:
        query = select_visible(desk, Merge, Merge.gone_id)
        query = query.where(Merge.kind == kind, Merge.undone_at.is_(None), Merge.kept_id.in_(waiting))
        waiting = [gone for gone in desk.db.scalars(query) if gone not in found]
        found += waiting
    return found


def merge(desk: Desk, merge_id: int) -> Merge | None:
    """One merge, undone or not."""
    found: Merge | None = desk.db.scalar(select_visible(desk, Merge).where(Merge.id == merge_id))
    return found


def merges_into(desk: Desk, kind: str, key: int) -> list[MergeRow]:
    """The merges that stand and of which this is the kept record, the last one first."""
    record = KINDS[kind]
    name = record.title if kind == "engagement" else record.name
    query = (
        select_visible(desk, record, Merge.id, name, Deed.at, Member.name)
        .join(Merge, Merge.gone_id == record.id)
        .join(Deed, Deed.id == Merge.deed_id)
        .outerjoin(Member, Member.id == Deed.member_id)
        .where(Merge.kind == kind, Merge.kept_id == key, Merge.undone_at.is_(None))
    )
    return [
        MergeRow(row[0], row[1], row[2], row[3] or "the command line")
        for row in desk.db.execute(query.order_by(Merge.id.desc()))
    ]


def in_the_way(desk: Desk, merge: Merge) -> Merge | None:
    """The last merge that was done after this one to any of the same rows, and stands: it has to be undone first."""
    mine, later = aliased(Change), aliased(Change)
    same = exists().where(
        mine.deed_id == merge.deed_id,
        later.deed_id == Merge.deed_id,
        later.about_kind == mine.about_kind,
        later.about_id == mine.about_id,
        later.kind == mine.kind,
        later.record_id == mine.record_id,
    )
    query = select_visible(desk, Merge).where(Merge.undone_at.is_(None), Merge.id > merge.id, same.correlate(Merge))
    found: Merge | None = desk.db.scalar(query.order_by(Merge.id.desc()).limit(1))
    return found


def pair(desk: Desk, kind: str, keys: Collection[int]) -> dict[int, Any]:
    """The records of one kind with these keys that the member may see, and for engagements may edit."""
    record = KINDS[kind]
    query = select_visible(desk, record).where(record.id.in_(sorted(set(keys))))
    if kind == "engagement":
        query = query.where(editable_engagements(desk))
    return {one.id: one for one in desk.db.scalars(query)}


def seen(desk: Desk, kind: str, key: int) -> Any:
    """One record of a kind, if the member may see it."""
    record = KINDS[kind]
    return desk.db.scalar(select_visible(desk, record).where(record.id == key))


def pointing_at(desk: Desk, kind: str, key: int) -> list[tuple[str, str, int]]:
    """(table, column, how many rows) that point at a record, as far as the member may see them."""
    counted = []
    for pointer in pointers(kind):
        model = MODELS[pointer.table.name]
        rows = select_visible(desk, model, model).where(pointer.column == key).subquery()
        number = desk.db.scalar(select(func.count()).select_from(rows)) or 0
        counted.append((pointer.table.name, pointer.column.name, number))
    return counted


def told(desk: Desk, kind: str, key: int | None) -> str:
    """The name of any record that a column points at; empty for none."""
    target = metadata.tables[kind]
    name = target.c.title if kind == "engagement" else target.c.name
    return str(desk.db.scalar(select(name).where(target.c.id == key)) or "") if key else ""
