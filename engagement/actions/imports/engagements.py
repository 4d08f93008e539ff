"""Brings the rows of a register in as engagements: each once, however often it is run or interrupted."""

from collections.abc import Sequence

from engagement.actions.engagements.recording import revise
from engagement.actions.imports.drafting import Drafted, Drafting
from engagement.actions.imports.rows import (
    engagement_row,
    member_rows,
    official_rows,
    organisation_rows,
    reader_rows,
    topic_rows,
)
from engagement.actions.imports.run import End, Ended, Run, passed_over
from engagement.actions.imports.wording import said
from engagement.actions.imports.writing import Values, write, write_values
from engagement.actions.wrong import WrongDraft
from engagement.core.database import Base
from engagement.desk import Desk
from engagement.intake.mapping import Accepted, LeftOut, Mapping, Rejected
from engagement.intake.tidy import Unfit
from engagement.intake.values import RegisterRow
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementReader,
    EngagementTopic,
)
from engagement.model.sources import SourceRow
from engagement.queries import matches
from engagement.queries.keyed import by_key
from engagement.queries.matches import KnownRow
from engagement.upkeep.rows import change, rows_where
from engagement.upkeep.scope import rescope

Outcome = Accepted[RegisterRow] | Rejected | LeftOut
EDITED = "The row changed at its source, and the engagement was worked on here since; compare the two by hand."
TWO_OF_ONE_NAME = (
    "Line {line} has the same date, organisations, title and team members and says something else; give the two rows "
    "different titles, or numbers under “id”."
)


class EngagementImport(Run):
    """Brings in the rows of a register, each once. See Run."""

    def __init__(self, mapping: Mapping[RegisterRow], file_name: str, dry: bool = False) -> None:
        super().__init__(mapping.name, file_name, dry)
        self._mapping = mapping
        self._drafting = Drafting(f"import {mapping.name}", dry)

    def take(self, desk: Desk, outcomes: Sequence[Outcome]) -> list[Ended]:
        """Brings one part of the rows in; tells how each ended."""
        with self.at_work(desk):
            return self._take(desk, outcomes)

    def _take(self, desk: Desk, outcomes: Sequence[Outcome]) -> list[Ended]:
        ended = passed_over(outcomes)
        waiting = [one for one in outcomes if isinstance(one, Accepted) and not self._repeats(one, ended)]
        known = matches.rows_imported(desk, self.mapping_name, [one.value.key for one in waiting])
        todo = [one for one in waiting if not _is_done(one, known.get(one.value.key), ended)]
        fit = [one for one in todo if self._is_fit(desk, one, ended)]
        drafted = self._drafting.drafts(desk, [one.value for one in fit])
        new: list[tuple[Accepted[RegisterRow], Drafted]] = []
        for one, draft in zip(fit, drafted, strict=True):
            before = known.get(one.value.key)
            if isinstance(draft, Unfit):
                _end(ended, one, End.REJECTED, draft.reason)
            elif before is None:
                new.append((one, draft))
                _end(ended, one, End.IMPORTED)
            else:
                self._update(desk, one, draft, before, ended)
        if not self.dry:
            self._write(desk, new)
        self.made["engagements"] += len(new)
        self.made["organisations"] = self._drafting.bodies.made
        self.made["officials"] = self._drafting.officials.made
        self.made["topics"] = self._drafting.subjects.made
        self.count(desk, ended)
        return ended

    def _repeats(self, one: Accepted[RegisterRow], ended: list[Ended]) -> bool:
        before = self._seen.before(one.value.key, one.records[0].line, one.value.digest)
        if before is None:
            return False
        line, digest = before
        if digest == one.value.digest or (self._mapping.takes_us and not self._mapping.together):
            _end(ended, one, End.UNCHANGED, f"It repeats line {line}.")
        elif self._mapping.together:
            _end(ended, one, End.REJECTED, f"The meeting stands on line {line} already; its rows must stand together.")
        else:
            _end(ended, one, End.REJECTED, TWO_OF_ONE_NAME.format(line=line))
        return True

    def _is_fit(self, desk: Desk, one: Accepted[RegisterRow], ended: list[Ended]) -> bool:
        try:
            self._drafting.check(desk, one.value)
        except Unfit as unfit:
            _end(ended, one, End.REJECTED, unfit.reason)
            return False
        return True

    def _update(
        self, desk: Desk, one: Accepted[RegisterRow], drafted: Drafted, before: KnownRow, ended: list[Ended]
    ) -> None:
        if self.dry:
            _end(ended, one, End.UPDATED)
            return
        engagement = by_key(desk, Engagement, [before.engagement_id]).get(before.engagement_id)
        if engagement is None:
            _end(ended, one, End.REJECTED, "The engagement that this row became is confidential now.")
            return
        try:
            revise(desk, engagement, drafted.draft, before.version)
        except WrongDraft as wrong:
            _end(ended, one, End.REJECTED, said(wrong))
            return
        table = Base.metadata.tables[SourceRow.__tablename__]
        is_it = table.c.mapping == self.mapping_name, table.c.key == one.value.key
        kept = {"digest": one.value.digest, "line": one.records[0].line, "run_id": self.run_id}
        change(desk, table, [(row, kept | {"version": engagement.version}) for row in rows_where(desk, table, *is_it)])
        _end(ended, one, End.UPDATED)

    def _write(self, desk: Desk, new: list[tuple[Accepted[RegisterRow], Drafted]]) -> None:
        ids = matches.fresh_keys(desk, Engagement, len(new))
        write(desk, Engagement, [engagement_row(desk, key, one.draft) for key, (_, one) in zip(ids, new, strict=True)])
        keyed = [(key, one) for key, (_, one) in zip(ids, new, strict=True)]
        write(desk, EngagementOrganisation, [row for key, one in keyed for row in organisation_rows(key, one)])
        write(desk, EngagementOfficial, [row for key, one in keyed for row in official_rows(key, one)])
        write(desk, EngagementMember, [row for key, one in keyed for row in member_rows(key, one)])
        write(desk, EngagementTopic, [row for key, one in keyed for row in topic_rows(key, one)])
        write(desk, EngagementReader, [row for key, one in keyed for row in reader_rows(key, one)])
        sources: list[Values] = [
            {
                "mapping": self.mapping_name,
                "key": accepted.value.key,
                "digest": accepted.value.digest,
                "line": accepted.records[0].line,
                "run_id": self.run_id,
                "engagement_id": key,
                "version": 1,
            }
            for key, (accepted, _) in zip(ids, new, strict=True)
        ]
        if sources:
            write_values(desk, SourceRow, sources)
            rescope(desk.db.connection(), ids, new=set(ids))


def _is_done(one: Accepted[RegisterRow], before: KnownRow | None, ended: list[Ended]) -> bool:
    if before is None:
        return False
    if before.digest == one.value.digest:
        _end(ended, one, End.UNCHANGED)
    elif before.edited:
        _end(ended, one, End.REJECTED, EDITED)
    else:
        return False
    return True


def _end(ended: list[Ended], one: Accepted[RegisterRow], end: End, reason: str = "") -> None:
    ended += (Ended(record, end, reason) for record in one.records)
