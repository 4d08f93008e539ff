"""Undoes an import: what it made goes, what it updated gets its earlier values, and its file can be loaded again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engagement.actions.deeds.undoing import TABLES, undo
from engagement.actions.wrong import Unknown
from engagement.desk import Desk
from engagement.queries import deeds as queries
from engagement.queries import matches
from engagement.queries.deeds import Unit
from engagement.upkeep.rows import change, rows_where

PART = 250  # records in one transaction
ORDER = ("engagement", "official", "topic", "organisation")  # what names others goes before them
WHOLE = frozenset({"engagement"})


class NotUndoable(Unknown):
    """A run of before there were deeds: nothing says what it did."""


@dataclass
class ImportUndo:
    """The undoing of one run: `begin`, then `take` part after part, each at a desk of its own, until it says no; then
    `finish`. What was put back is put back: one that was interrupted goes on where it ended.

    Engagements that were worked on since stay as they are, and whatever they or anything else still names.
    """

    run_id: int
    total: int = 0
    done: int = 0
    left: Counter[str] = field(default_factory=Counter)
    """How many records of each kind stay as they are."""
    _deed_id: int = 0
    _parts: Iterator[list[Unit]] = field(default_factory=lambda: iter(()))

    def begin(self, desk: Desk) -> None:
        """Looks at what there is to undo. Raises Unknown, NotUndoable."""
        run = queries.import_run(desk, self.run_id)
        if run is None:
            raise Unknown("run", self.run_id)
        if run.deed_id is None:
            raise NotUndoable("run", self.run_id)
        self._deed_id = run.deed_id
        worked_on = set(queries.worked_on_since(desk, run.deed_id, "engagement"))
        self.left = Counter(engagement=len(worked_on)) if worked_on else Counter()
        units = [
            unit for unit in queries.units(desk, run.deed_id) if unit[0] != "engagement" or unit[1] not in worked_on
        ]
        self.total = len(units)
        ordered = [unit for kind in ORDER for unit in queries.deepest_first(desk, kind, units)]
        self._parts = (ordered[at : at + PART] for at in range(0, len(ordered), PART))

    def take(self, desk: Desk) -> bool:
        """Undoes one part; False: there was none."""
        part = next(self._parts, None)
        if part is None:
            return False
        matches.alone(desk)  # no import makes anew meanwhile what is looked at here
        stays = undo(desk, self._deed_id, part, WHOLE)
        _keep_step(desk, [key for kind, key in part if kind == "engagement" and (kind, key) not in stays])
        self.done += len(part)
        self.left.update(kind for kind, _ in stays)
        return True

    def finish(self, desk: Desk) -> None:
        """Writes down that the run was undone."""
        deed = queries.deed(desk, self._deed_id)
        if deed is not None:
            deed.undone_at, deed.undone_by_id = desk.now, desk.member_id


def _keep_step(desk: Desk, keys: Sequence[int]) -> None:
    """A row of a register is in step again with the engagement that got its earlier values."""
    table, engagements = TABLES["source_row"], TABLES["engagement"]
    versions = {row["id"]: row["version"] for row in rows_where(desk, engagements, engagements.c.id.in_(keys))}
    sources = rows_where(desk, table, table.c.engagement_id.in_(list(versions)))
    change(desk, table, [(row, {"version": versions[row["engagement_id"]]}) for row in sources])
