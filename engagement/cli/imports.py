"""`engagement import`: registers, old spreadsheets, lists of organisations, officials and topics."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import click

from engagement.actions.deeds.imports import NotUndoable
from engagement.actions.imports.engagements import EngagementImport
from engagement.actions.imports.official_list import OfficialImport
from engagement.actions.imports.organisation_list import OrganisationImport
from engagement.actions.imports.run import End, Ended, Run
from engagement.actions.imports.topic_list import TopicImport
from engagement.actions.wrong import Unknown
from engagement.cli import chosen
from engagement.core.files import private
from engagement.installation import Installation
from engagement.intake import mappings, table
from engagement.intake.mapping import REJECTED_HEADING, Mapping, plain
from engagement.intake.parties import Us
from engagement.intake.table import Unreadable
from engagement.jobs.imports import undo_import
from engagement.queries import imports as known

BATCH = 500
"""Rows a transaction: what an interruption loses at most, and the next run does again."""
SHOWN, LISTED = 10, 5  # reasons that are said, and lines of each
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EVERY: dict[str, dict[str, Mapping[Any]]] = {
    "engagements": {**mappings.ENGAGEMENTS},
    "organisations": {**mappings.ORGANISATIONS},
    "officials": {**mappings.OFFICIALS},
    "topics": {**mappings.TOPICS},
}


def _encoding(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    try:
        io.TextIOWrapper(io.BytesIO(), name or "utf-8")
    except LookupError:
        raise click.BadParameter(f"{name} is no encoding of text.") from None
    return name


def _options(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(command: Callable[..., None]) -> Callable[..., None]:
        for option in (
            click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing."),
            click.option("--by", metavar="EMAIL", help="Who imports, as history says.  [default: the command line]"),
            click.option("--encoding", callback=_encoding, help="For old files, such as shift_jis.  [default: found]"),
            click.option("--mapping", type=click.Choice(list(EVERY[kind])), required=True, help="The form of FILE."),
            click.argument("file", type=FILE),
        ):
            command = option(command)
        return command

    return add


@click.group(name="import")
def imports() -> None:
    """Bring in registers, spreadsheets and lists. Running one twice makes nothing twice."""


@imports.command()
@_options("engagements")
@click.option("--us", metavar="COMPANY", help="Take this company's rows alone: it is us, and no organisation.")
@click.pass_obj
def engagements(
    installation: Installation,
    file: Path,
    mapping: str,
    encoding: str | None,
    by: str | None,
    dry_run: bool,
    us: str | None,
) -> None:
    """Bring in the engagements of FILE: a public register, or your own old spreadsheet."""
    form = mappings.ENGAGEMENTS[mapping]
    if us is not None and not form.takes_us:
        raise click.BadOptionUsage(
            "us", f"{mapping} is your own record; --us is for registers of what many companies did."
        )
    if us is not None and not Us(us).key:
        raise click.BadOptionUsage("us", "--us needs the name of a company.")
    _run(installation, EngagementImport(form, file.name, dry_run), file, encoding, form, by, Us(us) if us else None)


@imports.command()
@_options("organisations")
@click.pass_obj
def organisations(
    installation: Installation, file: Path, mapping: str, encoding: str | None, by: str | None, dry_run: bool
) -> None:
    """Bring in the organisations of FILE and their tree."""
    form = mappings.ORGANISATIONS[mapping]
    _run(installation, OrganisationImport(form, file.name, dry_run), file, encoding, form, by)


@imports.command()
@_options("officials")
@click.pass_obj
def officials(
    installation: Installation, file: Path, mapping: str, encoding: str | None, by: str | None, dry_run: bool
) -> None:
    """Bring in the officials or contacts of FILE and their posts."""
    form = mappings.OFFICIALS[mapping]
    _run(installation, OfficialImport(form, file.name, dry_run), file, encoding, form, by)


@imports.command()
@_options("topics")
@click.pass_obj
def topics(
    installation: Installation, file: Path, mapping: str, encoding: str | None, by: str | None, dry_run: bool
) -> None:
    """Bring in the policy topics of FILE and their tree."""
    form = mappings.TOPICS[mapping]
    _run(installation, TopicImport(form, file.name, dry_run), file, encoding, form, by)


@imports.command(name="mappings")
def list_mappings() -> None:
    """List the forms of files that can be read, and the headings that each must have."""
    for kind, listed in EVERY.items():
        click.secho(f"engagement import {kind} FILE --mapping …", bold=True)
        for mapping in listed.values():
            click.echo(f"  {mapping.name}\n      {mapping.about}")
            if mapping.columns:
                click.echo(f"      needs {mapping.expects}")
            if mapping.takes_too:
                click.echo(f"      takes {mapping.takes_too}")
        click.echo()


@imports.command()
@click.pass_obj
def runs(installation: Installation) -> None:
    """List the last runs with their numbers: what came of the rows, and whether it was undone."""
    installation.upgrade()
    with installation.desk(reads=True) as desk:
        for one in known.listed(desk):
            run = one.run
            counts = f"{run.imported:,} imported, {run.updated:,} updated, {run.rejected:,} rejected"
            undone = f", undone {one.undone_at:%Y-%m-%d}" if one.undone_at else ""
            click.echo(f"{run.id:>6}  {run.started_at:%Y-%m-%d %H:%M}  {run.mapping} {run.file_name}: {counts}{undone}")


@imports.command()
@click.argument("run", type=int)
@click.option("--by", metavar="EMAIL", help="Who undoes it, as history says.  [default: the command line]")
@click.pass_obj
def undo(installation: Installation, run: int, by: str | None) -> None:
    """Undo the import RUN (see `runs`): what it made goes, what it updated gets its earlier values.

    What was worked on since stays as it is. Interrupted, it goes on where it ended when it is called again.
    """
    installation.upgrade()
    member = chosen.member(installation, "--by", by)
    try:
        with chosen.bar("Undoing") as tell:
            undone = undo_import(installation, member, run, tell)
    except NotUndoable as error:
        raise click.ClickException(f"Run {run} is of before imports could be undone.") from error
    except Unknown as error:
        raise click.ClickException(f"There is no run {run}. See: engagement import runs") from error
    back = undone.total - undone.left.total()
    click.echo(f"Undone: {back:,} {'record is as it was' if back == 1 else 'records are as they were'} before.")
    for kind, number in sorted(undone.left.items()):
        why = "worked on since" if kind == "engagement" else "still named by others, or worked on since"
        click.echo(f"  {number:,} × {kind} stays as it is: {why}.")


def _run(
    installation: Installation,
    run: Any,
    file: Path,
    encoding: str | None,
    mapping: Mapping[Any],
    by: str | None,
    us: Us | None = None,
) -> None:
    installation.upgrade()
    member = chosen.member(installation, "--by", by)
    path = Path(re.sub(r"(\.csv|\.tsv|\.txt)?(\.gz)?$", "", file.name) + ".rejected.csv")
    try:
        opened = table.from_path(file, encoding)
        length = sum(1 for _ in opened.records())
        rejects = _Rejects(path, mapping, opened)
        outcomes = mapping.outcomes(opened, us)
        with installation.desk(member, reads=run.dry) as desk:
            run.begin(desk)
        with closing(rejects), click.progressbar(length=length, label=file.name) as shown:
            while part := list(islice(outcomes, BATCH)):
                with installation.desk(member, reads=run.dry) as desk:
                    ended = run.take(desk, part)
                rejects.write(ended, keep=not run.dry)
                shown.update(len(ended))
            shown.update(length - shown.pos)  # heading and blank records
        with installation.desk(member, reads=run.dry) as desk:
            run.finish(desk)
    except Unreadable as unreadable:
        raise click.ClickException(f"{file}: {unreadable.reason}") from unreadable
    _sum_up(run, rejects)
    if set(run.rows) == {End.REJECTED}:
        raise SystemExit(1)


class _Rejects:
    """The rejected rows: counted by reason, and in a file, made when the first one comes, that can be read as input.

    Where a row means something only beside others all rows stand in that file, the rejected ones with their reasons:
    those that were imported end as unchanged.
    """

    def __init__(self, path: Path, mapping: Mapping[Any], opened: table.Table) -> None:
        self.path, self.whole, self.table = path, mapping.needs_neighbours, opened
        self.heading = mapping.heading(opened)
        self.lines: dict[str, list[int]] = {}
        self.more = 0
        self._reasons: dict[int, str] = {}
        self._file: TextIO | None = None

    def write(self, ended: Iterable[Ended], keep: bool) -> None:
        """Takes those of `ended` that were rejected; `keep`: into the file too."""
        for one in sorted(ended, key=lambda one: one.record.line):
            if one.end is not End.REJECTED:
                continue
            if one.reason in self.lines or len(self.lines) < SHOWN:
                self.lines.setdefault(one.reason, []).append(one.record.line)
            else:
                self.more += 1
            if keep and self.whole:
                self._reasons[one.record.line] = one.reason
            elif keep:
                self._row(one.record.line, one.reason, one.record.cells)

    def close(self) -> None:
        """Writes what waits for its neighbours, and closes the file, if there is one."""
        if self._reasons:
            for record in plain(self.table):
                if not record.is_blank and record.cells != self.heading:
                    self._row(record.line, self._reasons.get(record.line, ""), record.cells)
        if self._file:
            self._file.close()

    def _row(self, line: int, reason: str, cells: tuple[str, ...]) -> None:
        if self._file is None:
            self._file = private(self.path, "w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow([*REJECTED_HEADING, *self.heading])
        csv.writer(self._file).writerow([line, reason, *cells])

    def say(self) -> None:
        """Says why rows were rejected, and where they are."""
        for reason, lines in self.lines.items():
            where = ", ".join(map(str, lines[:LISTED])) + (", …" if len(lines) > LISTED else "")
            click.echo(f"  {len(lines):,} × {reason} (line {where})" if len(lines) > 1 else f"  line {where}: {reason}")
        if self.more:
            click.echo(f"  … and {self.more:,} more.")
        if self._file:
            which, what = ("All rows", "the rejected ones") if self.whole else ("The rejected rows", "them")
            click.echo(f"{which} are in {self.path}; mend {what} there and import that file.")


def _named(what: str, number: int) -> str:
    return what.removesuffix("s") if number == 1 else what


def _sum_up(run: Run, rejects: _Rejects) -> None:
    click.echo("Nothing was changed. It would be:" if run.dry else "Rows:")
    for end in End:
        if run.rows[end] or end in (End.IMPORTED, End.UNCHANGED, End.REJECTED):
            click.echo(f"  {end.value:<12}{run.rows[end]:>9,}")
    made = ", ".join(f"{number:,} {_named(what, number)}" for what, number in run.made.items() if number)
    if made:
        click.echo(f"{'Would make' if run.dry else 'Made'} {made}.")
    for note in run.notes[:SHOWN]:
        click.echo(f"  {note}")
    if len(run.notes) > SHOWN:
        click.echo(f"  … and {len(run.notes) - SHOWN:,} more like these.")
    rejects.say()
