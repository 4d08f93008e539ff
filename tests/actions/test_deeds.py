"""After any sequence of writes, imports, merges and undos: history is complete, what hangs on the record is true, and
undoing all leaves the tables as they were."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from engagement.actions.deeds.merging import StandsInTheWay, part_again
from engagement.actions.engagements.recording import archive, restore
from engagement.actions.texts import Taken
from engagement.desk import Desk
from engagement.model.changes import Change, Verb
from engagement.model.deeds import Deed, Merge
from engagement.model.sources import ImportRun
from engagement.queries import merges
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.counting import count
from engagement.upkeep.history import UNTOLD, WITHOUT_HISTORY, told
from engagement.upkeep.rows import key_of
from tests.actions.test_import_undo import ROWS, undo, without_runs
from tests.actions.test_merging import TABLES, agrees, join
from tests.bringing import bring

FILES = (
    ROWS,
    ROWS.replace(b"Second talk", b"Second talk again").replace(b"2024-05-01", b"2024-05-02"),
    b"2025-01-0%d,Trade Office,Norway,Ola Berg (Head),,Trade,Visit,,agency,7\n" % 3
    + b"2025-01-04,Ministry of Finance,France,Anne Roux (Director),Asha Menon,Cloud,Call,,ministry,8\n",
)
MERGED = ("organisation", "official", "topic", "engagement")


class World:
    """What the steps work on. Each step takes a number that chooses, and may find nothing to do."""

    def __init__(self, desk: Desk, make: Any) -> None:
        self.desk, self.make, self.written = desk, make, False

    def some(self, kind: str, number: int) -> Any:
        record = merges.KINDS[kind]
        found = self.desk.db.scalars(
            select(record).where(record.archived_at.is_(None)).order_by(record.id.desc()).limit(6)
        ).all()
        return found[number % len(found)] if found else None

    def log(self, number: int) -> None:
        bodies = {one.id: one for at in (number, number // 3) if (one := self.some("organisation", at))}
        topics = [one for one in [self.some("topic", number)] if one]
        people = [one for one in [self.some("official", number // 2)] if one]
        if bodies:
            talk = self.make.engagement(
                self.desk, f"Talk {number}", organisations=list(bodies.values()), officials=people, topics=topics
            )
            self.make.commitment(self.desk, talk, organisation=next(iter(bodies.values())))
        self.written = True

    def work_on(self, number: int) -> None:
        talk = self.some("engagement", number)
        if talk:
            talk.summary = f"Worked on {number}"
            self.desk.db.commit()
        self.written = True

    def put_away_and_back(self, number: int) -> None:
        talk = self.some("engagement", number)
        if talk:
            archive(self.desk, talk)
            self.desk.db.commit()
            restore(self.desk, talk)
            self.desk.db.commit()
        self.written = True

    def bring(self, number: int) -> None:
        bring(self.desk, FILES[number % len(FILES)])

    def merge(self, number: int) -> None:
        kind = MERGED[number % 4]
        kept, gone = self.some(kind, number // 4), self.some(kind, number // 7)
        sides = {"name": ("kept", "gone")[number % 2], "note": "both", "parent_id": ("kept", "gone")[number % 3 % 2]}
        if kept is not None and kept is not gone:
            try:
                join(self.desk, kept, gone, **sides)
            except Taken:
                self.desk.db.rollback()

    def part(self, number: int) -> None:
        standing = self.desk.db.scalars(select(Merge).where(Merge.undone_at.is_(None)).order_by(Merge.id.desc())).all()
        if standing:
            try:
                part_again(self.desk, standing[number % len(standing)])
            except StandsInTheWay:
                self.desk.db.rollback()
            self.desk.db.commit()

    def send_back(self, number: int) -> None:
        runs = self.desk.db.scalars(select(ImportRun.id).order_by(ImportRun.id.desc()).limit(3)).all()
        if runs:
            undo(self.desk, runs[number % len(runs)])

    def undo_all(self) -> None:
        """Undoes every deed that is not undone, the last one first; runs once more at the end, when nothing that was
        merged is in their way."""
        for deed in self.desk.db.scalars(select(Deed).order_by(Deed.id.desc())).all():
            merged = self.desk.db.scalars(select(Merge).where(Merge.deed_id == deed.id)).one_or_none()
            if merged is not None and merged.undone_at is None:
                part_again(self.desk, merged)
                self.desk.db.commit()
            run = self.desk.db.scalars(select(ImportRun.id).where(ImportRun.deed_id == deed.id)).one_or_none()
            if run is not None:
                undo(self.desk, run)


STEPS: dict[str, Callable[[World, int], None]] = {
    "log": World.log,
    "work on": World.work_on,
    "put away": World.put_away_and_back,
    "bring": World.bring,
    "merge": World.merge,
    "part": World.part,
    "send back": World.send_back,
}
DEEDS = ("bring", "merge", "part", "send back")


def untrue(desk: Desk) -> list[str]:
    """Rows that are not what their history, played from its beginning, makes of them."""
    now: dict[tuple[str, str], dict[str, Any]] = {}
    for change in desk.db.execute(select(Change.__table__).order_by(Change.id)).mappings():
        at = change["kind"], change["record_id"]
        if change["verb"] is Verb.REMOVED:
            now.pop(at, None)
        elif change["verb"] is Verb.MADE:
            now[at] = change["after"]
        elif at in now:  # what the installation was furnished with was made without history
            now[at] = {**now[at], **change["after"]}
    wrong = []
    for name, table in TABLES.items():
        if name in WITHOUT_HISTORY:
            continue
        rows = {key_of(table, row): row for row in desk.db.execute(select(table)).mappings()}
        wrong += [f"{name} {key} is gone" for kind, key in now if kind == name and key not in rows]
        for key, row in rows.items():
            if (name, key) in now:  # what the installation was furnished with has none
                kept = now[name, key]
                parts = [
                    one for one in row if one not in UNTOLD and (told(row[one]) or None) != (kept.get(one) or None)
                ]
                wrong += [f"{name} {key}: {part}" for part in parts if "password" not in part]
    return wrong


@given(data=st.data())
@settings(max_examples=6)
def test_after_any_sequence_all_is_true_and_can_be_undone(farid, make, data):
    world = World(farid, make)
    if not world.some("organisation", 0):
        for at in range(3):
            make.engagement(
                farid,
                organisations=[make.organisation(farid, country="FR"), make.organisation(farid)],
                officials=[make.official(farid, f"Person {at}")],
                topics=[make.topic(farid)],
            )
    only_deeds = data.draw(st.booleans())
    steps = st.tuples(st.sampled_from(DEEDS if only_deeds else tuple(STEPS)), st.integers(0, 80))
    before = without_runs(farid)
    there = count(farid, EngagementFilter()).n
    for name, number in data.draw(st.lists(steps, max_size=8)):
        STEPS[name](world, number)
    assert untrue(farid) == [] and agrees(farid)
    world.undo_all()
    assert untrue(farid) == [] and agrees(farid)
    if not world.written:
        assert without_runs(farid) == before
        assert count(farid, EngagementFilter()).n == there
