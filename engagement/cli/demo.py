"""`engagement demo`: fills an empty installation with an invented world."""

import click

from engagement.demo import large, small
from engagement.demo.filling import NotEmpty
from engagement.installation import Installation


@click.command()
@click.option(
    "--engagements",
    "number",
    type=click.IntRange(1, 10_000_000),
    default=small.ENGAGEMENTS,
    show_default=True,
    help="How many; a million take some minutes.",
)
@click.pass_obj
def demo(installation: Installation, number: int) -> None:
    """Fill the installation with invented people, real kinds of bodies and believable engagements.

    The same day makes the same world. All of it is loaded, or nothing.
    """
    installation.upgrade()
    try:
        with click.progressbar(length=number, label="Engagements", show_pos=True) as bar:
            large.load(installation, number, bar.update)
    except NotEmpty as refused:
        raise click.ClickException(
            "This installation has engagements already, and invented ones must not be mixed with them. "
            "Name an empty one: ENGAGEMENT_FOLDER=… or DATABASE_URL=…"
        ) from refused
    click.echo(f"{number:,} engagements are there. Sign in with:")
    for known in small.sign_ins(installation):
        click.echo(f"  {known.role.label:<21} {known.email:<30} {known.password}")
