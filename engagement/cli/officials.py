"""`engagement official`: what a person may ask of us, answered from the shell."""

import csv
from datetime import datetime
from pathlib import Path

import click

from engagement.actions import erasing
from engagement.cli import chosen
from engagement.core.files import private
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.officials import Official
from engagement.queries import officials
from engagement.queries.access_pack import access_pack, as_json
from engagement.upkeep.wiping import Busy, wipe
from reports.access_pack import access_pack as write_pack

FOLDER = click.Path(file_okay=False, path_type=Path)
LIST = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def official() -> None:
    """Answer what an official asks: a copy of what is kept, or to be forgotten."""


@official.command()
@click.argument("official_id", metavar="ID", type=int)
@click.option("--as", "email", help="With the eyes of the member with this e-mail address.")
@click.option("-o", "--output", type=FOLDER, required=True, help="The folder for both files.")
@click.pass_obj
def pack(installation: Installation, official_id: int, email: str | None, output: Path) -> None:
    """Write the access pack of the official with the number ID, as PDF and as JSON."""
    output.mkdir(parents=True, exist_ok=True)
    with installation.desk(chosen.member(installation, "--as", email), reads=True) as desk:
        told = access_pack(desk, _official(desk, official_id), installation.settings.organisation)
    papers = [output / f"access-pack-{official_id}.{ending}" for ending in ("pdf", "json")]
    with private(papers[0]) as out:
        write_pack(told, out)
    with private(papers[1]) as out:
        out.write(as_json(told).encode())
    click.echo(f"Written: {papers[0]} and {papers[1]}")
    if told.hidden:
        click.echo(f"Not in it: {told.hidden} confidential engagements that name this person. Ask those who took part.")


@official.command()
@click.argument("official_ids", metavar="ID…", type=int, nargs=-1)
@click.option("--listed", type=LIST, help="All of a list of erased officials (erased.csv), after a restore.")
@click.option("--yes", is_flag=True, help="Do not ask for the name.")
@click.pass_obj
def erase(installation: Installation, official_ids: tuple[int, ...], listed: Path | None, yes: bool) -> None:
    """Put a number in the place of the names of officials, for good, and wipe them off the disk."""
    settings = installation.settings
    made = [settings.papers_folder, settings.previews_folder]
    with installation.desk() as desk:
        found = [_official(desk, key) for key in official_ids]
        for one in found:
            if not yes and click.prompt(f"Type the name of official {one.id} to erase it") != one.name:
                raise click.ClickException("That is not the name. Nothing is erased.")
            erasing.erase(desk, one, settings.erased_list, made)
        again = erasing.erase_listed(desk, _read(listed), settings.erased_list, made) if listed else []
    click.echo(f"Erased: {len(found) + len(again)}.")
    try:
        wipe(installation.engine)
    except Busy as error:
        more = f"engagement official erase --listed {settings.erased_list}"
        raise click.ClickException(
            f"Their bytes are on the disk as long as somebody reads; later run: {more}"
        ) from error


def _official(desk: Desk, official_id: int) -> Official:
    found = officials.official(desk, official_id)
    if found is None or found.erased_at is not None:
        raise click.BadParameter("No official has this number, or the name was erased.", param_hint="ID")
    return found


def _read(listed: Path) -> list[tuple[int, datetime]]:
    try:
        with listed.open(newline="") as file:
            return [(int(key), datetime.fromisoformat(made)) for key, made, _ in csv.reader(file)]
    except ValueError as error:
        raise click.BadParameter("That is no list of erased officials.", param_hint="--listed") from error
