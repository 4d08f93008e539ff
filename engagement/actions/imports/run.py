"""What every run of an import has: how rows end, its counts, and its line in the list of runs."""

from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import update

from engagement.actions.imports.seen import Seen
from engagement.desk import Desk
from engagement.intake.mapping import LeftOut, Rejected
from engagement.intake.table import Record
from engagement.model.deeds import Deed, DeedKind
from engagement.model.sources import ImportRun
from engagement.queries.matches import alone
from engagement.upkeep.history import during


class End(StrEnum):
    """How a row of a source ends."""

    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    LEFT_OUT = "left out"


KEPT = (End.IMPORTED, End.UPDATED, End.UNCHANGED, End.REJECTED)  # the columns of import_run


@dataclass(frozen=True, slots=True)
class Ended:
    """A row that ended, with the words why where there is something to say."""

    record: Record
    end: End
    reason: str = ""


@dataclass
class Run:
    """A run over one file: `begin`, then `take` part after part, each at a desk of its own, then `finish`.

    What is committed is there whole, so a run that was interrupted goes on where it ended. A dry run changes nothing.
    """

    mapping_name: str
    file_name: str
    dry: bool = False
    rows: Counter[End] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    """What the person who imports should look at."""
    run_id: int = 0
    deed_id: int = 0
    _seen: Seen = field(default_factory=Seen)

    def begin(self, desk: Desk) -> None:
        """Writes down that a run began."""
        if self.dry:
            return
        deed = Deed(kind=DeedKind.IMPORT, member_id=desk.member_id, at=desk.now)
        desk.db.add(deed)
        desk.db.flush()
        run = ImportRun(
            mapping=self.mapping_name,
            file_name=self.file_name,
            member_id=desk.member_id,
            started_at=desk.now,
            deed_id=deed.id,
        )
        desk.db.add(run)
        desk.db.flush()
        self.run_id, self.deed_id = run.id, deed.id

    def at_work(self, desk: Desk) -> AbstractContextManager[None]:
        """What is changed inside belongs to this run, and is undone with it. Other imports wait meanwhile."""
        if self.dry:
            return nullcontext()
        alone(desk)
        return during(desk.db, self.deed_id)

    def finish(self, desk: Desk) -> None:
        """Writes down that the run ended."""
        self._seen.close()
        if not self.dry:
            desk.db.execute(update(ImportRun).where(ImportRun.id == self.run_id).values(finished_at=desk.now))

    def count(self, desk: Desk, ended: Iterable[Ended]) -> None:
        """Adds to the counts, here and in the list of runs."""
        self.rows.update(one.end for one in ended)
        if not self.dry:
            counts = {end.value: self.rows[end] for end in KEPT}
            desk.db.execute(update(ImportRun).where(ImportRun.id == self.run_id).values(**counts))


def passed_over(outcomes: Iterable[object]) -> list[Ended]:
    """The rows that the mapping itself rejected or left out."""
    ended = []
    for outcome in outcomes:
        if isinstance(outcome, Rejected):
            ended.append(Ended(outcome.record, End.REJECTED, outcome.reason))
        elif isinstance(outcome, LeftOut):
            ended.append(Ended(outcome.record, End.LEFT_OUT, outcome.reason))
    return ended
