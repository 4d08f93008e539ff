"""Brings in a list of organisations. One that is there is matched by name and country; what it lacks is added."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from engagement.actions import organisations
from engagement.actions.imports.bodies import Bodies
from engagement.actions.imports.run import End, Ended, Run, passed_over
from engagement.actions.imports.wording import said
from engagement.actions.trees import parent
from engagement.actions.wrong import WrongDraft
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.intake.mapping import Accepted, LeftOut, Mapping, Rejected
from engagement.intake.tidy import Unfit
from engagement.intake.values import OrganisationRow
from engagement.model.organisations import Organisation, OrganisationName
from engagement.queries import matches
from engagement.queries.keyed import by_key

Outcome = Accepted[OrganisationRow] | Rejected | LeftOut


class OrganisationImport(Run):
    """Brings in the rows of a list of organisations. See Run."""

    def __init__(self, mapping: Mapping[OrganisationRow], file_name: str, dry: bool = False) -> None:
        super().__init__(mapping.name, file_name, dry)
        self._bodies = Bodies(dry)
        self._ids: dict[str, int] = {}
        self._below: dict[int, OrganisationRow] = {}

    def take(self, desk: Desk, outcomes: Sequence[Outcome]) -> list[Ended]:
        """Brings one part of the rows in; tells how each ended."""
        with self.at_work(desk):
            return self._take(desk, outcomes)

    def _take(self, desk: Desk, outcomes: Sequence[Outcome]) -> list[Ended]:
        ended = passed_over(outcomes)
        fit: list[Accepted[OrganisationRow]] = []
        for one in outcomes:
            if isinstance(one, Accepted):
                try:
                    self._bodies.check(desk, one.value.body)
                    fit.append(one)
                except Unfit as unfit:
                    ended.append(Ended(one.records[0], End.REJECTED, unfit.reason))
        found = self._bodies.find(desk, [one.value.body for one in fit])
        new = set(self._bodies.new)
        ids = {one.value.key: found[one.value.body].id for one in fit}
        records = {} if self.dry else by_key(desk, Organisation, ids.values())
        names: dict[int, set[str]] = {} if self.dry else matches.other_names(desk, ids.values())
        for one in fit:
            row, key = one.value, ids[one.value.key]
            line = self._seen.before(str(key), one.records[0].line, row.digest)
            added = not self.dry and _complete(desk, records[key], row, names.setdefault(key, set()))
            self._ids[row.key] = key
            if row.parents:
                self._below[key] = row
            end = End.IMPORTED if key in new and line is None else End.UPDATED if added else End.UNCHANGED
            ended.append(Ended(one.records[0], end, f"It is the body of line {line[0]}." if line else ""))
        self.made["organisations"] = self._bodies.made
        self.count(desk, ended)
        return ended

    def finish(self, desk: Desk) -> None:
        """Puts each below its parent, which may have stood further down in the list."""
        if not self.dry:
            records = by_key(desk, Organisation, self._below)
            with self.at_work(desk):
                for key, row in self._below.items():
                    if records[key].parent_id is None:
                        self._put_below(desk, records[key], row)
        super().finish(desk)

    def _put_below(self, desk: Desk, record: Organisation, row: OrganisationRow) -> None:
        first, *more = row.parents
        wanted = self._ids.get(first)
        if wanted is None:
            named = matches.bodies_named(desk, [fold(first)]).get(fold(first))
            wanted = named[0].id if named else None
        if wanted is None:
            self.notes.append(f"{record.name}: its parent “{first}” is not there.")
            return
        if more:
            self.notes.append(f"{record.name}: put below “{first}”; the list has it below {', '.join(more)} too.")
        above = by_key(desk, Organisation, [wanted])[wanted]
        try:
            record.parent_id = parent(desk, Organisation, above, wanted, record)
        except WrongDraft as wrong:
            self.notes.append(f"{record.name}: {said(wrong)}")
        desk.db.flush()  # the next circle is looked for in what stands


def _complete(desk: Desk, record: Organisation, row: OrganisationRow, names: set[str]) -> bool:
    """Adds what the record lacks; what stands there stays."""
    before = (record.website, record.note, record.is_archived)
    record.website = record.website or (row.website if _is_address(row.website) else "")
    record.note = record.note or row.note
    if row.ended_on and row.ended_on < desk.today:
        organisations.archive(desk, record)
    missing = {fold(other): other for other in row.body.others if fold(other)}
    missing = {folded: other for folded, other in missing.items() if folded not in names and folded != record.folded}
    desk.db.add_all(OrganisationName(organisation_id=record.id, name=other) for other in missing.values())
    names |= set(missing)
    return bool(missing) or before != (record.website, record.note, record.is_archived)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(text) <= 1_000
