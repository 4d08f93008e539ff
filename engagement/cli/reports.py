"""`engagement report`: the papers, from the shell."""

from datetime import date
from pathlib import Path

import click

from engagement.cli import chosen
from engagement.core.files import private
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.organisations import Organisation
from engagement.model.places import Country, Region
from engagement.model.topics import Topic
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.gather_activity.asking import ActivityOptions, Grouping
from engagement.queries.papers import write_activity
from reports.records import Detail, Paper


@click.group()
def report() -> None:
    """Make reports."""


DAY = click.DateTime(["%Y-%m-%d"])


@report.command()
@click.option("--region", help="Only this region, by name.")
@click.option("--country", help="Only this country, by name or two letters.")
@click.option("--organisation", help="Only this organisation and those below it, by name.")
@click.option("--topic", help="Only this policy topic and those below it, by name.")
@click.option("--from", "first", type=DAY, required=True, help="First day, such as 2026-07-01.")
@click.option("--to", "last", type=DAY, required=True, help="Last day.")
@click.option("--paper", type=click.Choice([paper.value for paper in Paper]), default="a4", show_default=True)
@click.option(
    "--detail", type=click.Choice([detail.value for detail in Detail]), default="summaries", show_default=True
)
@click.option(
    "--grouping", type=click.Choice([group.value for group in Grouping]), default="country", show_default=True
)
@click.option("--changed", default="", help="A sentence for the front page: what changed.")
@click.option("--means", default="", help="What it means.")
@click.option("--wanted", default="", help="What you need from the reader.")
@click.option("--as", "email", help="With the eyes of the member with this e-mail address.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.pass_obj
def activity(
    installation: Installation, /, first: date, last: date, email: str | None, output: Path, **asked: str | None
) -> None:
    """Write the PDF activity report of a period."""
    settings = installation.settings
    address = settings.address or f"http://{settings.host}:{settings.port}"
    with installation.desk(chosen.member(installation, "--as", email), reads=True) as desk:
        question = _question(desk, asked, first, last)
        wishes = {name: asked[name] or "" for name in ("paper", "detail", "grouping", "changed", "means", "wanted")}
        part = output.with_name(output.name + ".part")
        with private(part) as out, chosen.bar("Printing") as tell:
            write_activity(
                desk,
                question,
                ActivityOptions.from_args(wishes),
                out,
                organisation=settings.organisation,
                address=address,
                progress=tell,
            )
        part.replace(output)
    click.echo(f"Written: {output}")


def _question(desk: Desk, asked: dict[str, str | None], first: date, last: date) -> EngagementFilter:
    if last < first:
        raise click.BadParameter("It lies before --from.", param_hint="--to")
    kinds = {"region": Region, "country": Country, "organisation": Organisation, "topic": Topic}
    keys = {part: chosen.by_name(desk, kind, asked[part], f"--{part}") for part, kind in kinds.items()}
    said = {part: str(key) for part, key in keys.items() if key is not None}
    return EngagementFilter.from_args(said | {"first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}"})
