"""`engagement backup` and `engagement restore`: everything in one archive, and the way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from engagement.cli import chosen
from engagement.cli.database import compare
from engagement.installation import Installation
from engagement.keeping.archive import Archive
from engagement.keeping.backup import DiskFull, NothingThere, OtherFile, back_up
from engagement.keeping.manifest import Damaged, Manifest, Newer, NoBackup
from engagement.keeping.restore import NotEmpty, check
from engagement.keeping.restore import restore as take_in
from engagement.upkeep.tables import Unfit

UNITS = ("bytes", "kB", "MB", "GB", "TB")


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.pass_obj
def backup(installation: Installation, path: Path) -> None:
    """Copy the database and all files into one archive at PATH, while people work.

    PATH may be a folder: the archive is then named after the instant.  [default: the current folder]
    """
    try:
        made = back_up(installation, path, chosen.bar)
    except NothingThere as error:
        raise click.ClickException(
            "There is no database here yet. ENGAGEMENT_FOLDER or DATABASE_URL names it."
        ) from error
    except OtherFile as error:
        raise click.ClickException(
            f"{path} is no backup, and nothing else is written over. Choose another name."
        ) from error
    except DiskFull as error:
        raise click.ClickException(
            f"The disk of {path} is full: about {size(error.missing)} more were needed. Nothing was left there; "
            "an earlier backup is as it was. Make room, or choose another place."
        ) from error
    except Unfit as error:
        raise click.ClickException(f"A value is not what its column holds, so no backup was made. {error}") from error
    except OSError as error:
        raise click.ClickException(f"The backup cannot be written: {error.strerror}: {path}") from error
    click.echo(f"Written: {made.path} ({size(made.size)}; {told(made.manifest)}).")
    if missing := made.manifest.missing:
        listed = "\n".join(f"  {sha256}" for sha256 in missing[:10])
        raise click.ClickException(
            f"The backup is there, but {len(missing):,} files that the record names were not in the files folder, or "
            f"were damaged there:\n{listed}"
        )


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Read all of it, try it out, and change nothing.")
@click.pass_obj
def restore(installation: Installation, path: Path, only_check: bool) -> None:
    """Take the backup at PATH into an empty installation, on either engine: all of it or nothing."""
    with _words(path), Archive(path) as archive:
        if only_check:
            check(archive, chosen.bar)
            click.echo(
                f"The backup is whole: {told(archive.manifest)}, as of {archive.manifest.at:%Y-%m-%d %H:%M} UTC."
            )
            return
        take_in(installation, archive, chosen.bar)
        disagrees = compare(installation)
    click.echo(f"Restored: {told(archive.manifest)}, as of {archive.manifest.at:%Y-%m-%d %H:%M} UTC.")
    if missing := archive.manifest.missing:
        click.echo(f"{len(missing):,} files were missing already when the backup was made.")
    click.echo("Nobody is signed in, and invitations that were open must be sent again.")
    if disagrees:
        raise click.ClickException(
            "What is kept for speed disagrees with it. `engagement doctor --rebuild` mends this."
        )


@contextmanager
def _words(path: Path) -> Iterator[None]:
    try:
        yield
    except NoBackup as error:
        raise click.ClickException(f"{path} is no backup of this product.") from error
    except Newer as error:
        raise click.ClickException(f"{path} was made by a newer version ({error}). Upgrade this one first.") from error
    except Damaged as error:
        raise click.ClickException(f"{path} is damaged, and nothing was taken from it: {error}.") from error
    except NotEmpty as error:
        raise click.ClickException(
            f"This installation is not empty (it has: {error}), and a backup is never mixed with other data. "
            "Name an empty one: ENGAGEMENT_FOLDER=… and DATABASE_URL=…"
        ) from error
    except OSError as error:
        raise click.ClickException(f"It stopped, and nothing was kept: {error.strerror}: {error.filename}") from error


def told(manifest: Manifest) -> str:
    """How much there is in it."""
    rows = {part.name: part.rows for part in manifest.tables}
    return f"{rows.get('engagement', 0):,} engagements, {sum(rows.values()):,} rows in all, {manifest.files:,} files"


def size(number: float) -> str:
    """A number of bytes, as people read it."""
    for unit in UNITS:
        if number < 1000 or unit == UNITS[-1]:
            break
        number /= 1000
    return f"{number:,.0f} {unit}" if unit == "bytes" else f"{number:,.1f} {unit}"
