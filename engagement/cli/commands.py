"""All commands under one name. Each is thin: it opens a desk, calls an action or a query, and says what came of it."""

import logging
import sys
from importlib.metadata import version

import click

from engagement.cli import database, demo, imports, members, reports, serve, work
from engagement.core.settings import WrongSetting, read_settings
from engagement.installation import Installation


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("engagement"), prog_name="engagement")
@click.pass_context
def main(context: click.Context) -> None:
    """Engagement: what a company and governments say to each other, kept and turned into reports."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    try:
        settings = read_settings()
    except WrongSetting as wrong:
        raise click.UsageError(str(wrong)) from wrong
    context.obj = Installation.open(settings)
    context.call_on_close(context.obj.close)


for command in (
    serve.serve,
    work.work,
    members.members,
    database.db,
    database.doctor,
    imports.imports,
    demo.demo,
    reports.report,
):
    main.add_command(command)
