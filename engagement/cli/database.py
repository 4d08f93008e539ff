"""`engagement db` and `engagement doctor`: the database brought up to date, and compared with itself."""

import click

from engagement.cli import chosen
from engagement.core.database import broken
from engagement.installation import Installation, migrate
from engagement.upkeep import doctor as upkeep


@click.group()
def db() -> None:
    """Move the database between versions."""


@db.command()
@click.pass_obj
def upgrade(installation: Installation) -> None:
    """Bring the database to the newest version."""
    installation.upgrade()
    click.echo("The database is up to date.")


@db.command()
@click.argument("revision")
@click.confirmation_option(prompt="Going back drops what the older version does not know. Is there a backup?")
@click.pass_obj
def downgrade(installation: Installation, revision: str) -> None:
    """Take the database back to REVISION (such as 0001, or base)."""
    with installation.engine.connect() as connection:
        migrate(connection, revision)
    click.echo(f"The database is at {revision}.")


@click.command()
@click.option("--rebuild", is_flag=True, help="Write scope, trees, months and search anew from the record.")
@click.pass_obj
def doctor(installation: Installation, rebuild: bool) -> None:
    """Compare what is kept for speed (scope, trees, months, search) with the record itself."""
    if found := broken(installation.engine):
        raise click.ClickException("\n".join(["The database file is damaged.", *found, chosen.AFTER_DAMAGE]))
    if rebuild:
        with click.progressbar(label="Rebuilding", length=upkeep.extent(installation.engine)) as bar:
            for done in upkeep.rebuild(installation.engine):
                bar.update(done)
    if compare(installation):
        raise click.ClickException("`engagement doctor --rebuild` mends this.")
    click.echo("All agrees.")


def compare(installation: Installation) -> bool:
    """Shows what disagrees with the record; whether anything does."""
    with click.progressbar(label="Comparing", length=upkeep.extent(installation.engine)) as bar:
        found = []
        for done, wrong in upkeep.compare(installation.engine):
            bar.update(done)
            found += wrong
    for what, row in found[:50]:
        click.echo(f"{what}: {row}")
    if found:
        click.echo(f"{len(found):,} disagreements.")
    return bool(found)
