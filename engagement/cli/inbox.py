"""`engagement inbox`: invitations out of files and folders."""

from collections.abc import Iterator
from pathlib import Path

import click

from engagement.actions.invitations.accepting import accept
from engagement.actions.invitations.receipts import Receipt
from engagement.actions.turns import Changed
from engagement.cli import chosen
from engagement.installation import Installation
from engagement.intake.invitation.reading import LARGEST, read
from engagement.intake.invitation.values import Unreadable

ENDINGS = (".ics", ".eml")


@click.group()
def inbox() -> None:
    """Plan what invitations from calendars and mails say."""


@inbox.command(name="read")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@click.option("--member", "email", metavar="EMAIL", help="For whom.  [default: whoever of ours is invited]")
@click.pass_obj
def read_files(installation: Installation, paths: tuple[Path, ...], email: str | None) -> None:
    """Read the .ics and .eml files of each PATH (a file, or a folder and all below it), each wholly or not at all.

    Reading one twice makes nothing twice.
    """
    installation.upgrade()
    member = chosen.member(installation, "--member", email)
    failed = 0
    for file in _files(paths):
        click.secho(str(file), bold=True)
        try:
            with file.open("rb") as opened:
                reading = read(opened.read(LARGEST + 1))
            with installation.desk(member) as desk:
                receipts = accept(desk, reading)
        except (Unreadable, OSError, Changed) as error:
            failed += 1
            click.echo(f"  Nothing was made. {_why(error)}")
        else:
            for receipt in receipts:
                _say(receipt)
    if failed:
        raise SystemExit(1)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The files that were named, and those of the folders that were: the oldest first, as they were sent."""
    for path in paths:
        if path.is_dir():
            found = (file for file in path.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())
            yield from sorted(found, key=lambda file: (file.stat().st_mtime, file))
        else:
            yield path


def _why(error: Exception) -> str:
    match error:
        case Unreadable():
            return error.reason
        case Changed():
            return "Somebody saved one of its engagements just now. Run it again."
        case _:
            return str(error)


def _say(receipt: Receipt) -> None:
    click.echo(f"  {receipt.title or 'A meeting without a title'}")
    for said in receipt.words():
        click.echo(f"    {said}")
    for entry in receipt.entries:
        at = f" {entry.start.at:%H:%M} {entry.start.zone}" if entry.start.at else ""
        click.echo(f"      engagement {entry.engagement_id}, {entry.start.day.isoformat()}{at}")
    if receipt.newcomers:
        click.echo(f"    People on it that no record knows: {receipt.newcomers}.")
