"""All commands under one name. Each is thin: it opens a desk, calls an action or a query, and says what came of it."""

import logging
import sys
from importlib import import_module
from importlib.metadata import version

import click

from engagement.cli.chosen import AFTER_DAMAGE
from engagement.core.faults import Fault, fault_of, told
from engagement.core.settings import WrongSetting, read_settings
from engagement.installation import Installation

COMMANDS = {
    "serve": "engagement.cli.serve:serve",
    "work": "engagement.cli.work:work",
    "members": "engagement.cli.members:members",
    "db": "engagement.cli.database:db",
    "doctor": "engagement.cli.database:doctor",
    "backup": "engagement.cli.keeping:backup",
    "restore": "engagement.cli.keeping:restore",
    "import": "engagement.cli.imports:imports",
    "inbox": "engagement.cli.inbox:inbox",
    "demo": "engagement.cli.demo:demo",
    "report": "engagement.cli.reports:report",
    "official": "engagement.cli.officials:official",
}

FAULTS = {
    Fault.GONE: "The database does not answer ({}). DATABASE_URL or ENGAGEMENT_FOLDER says where it is.",
    Fault.BUSY: "Others keep the database busy ({}). Run it again.",
    Fault.FULL: "The disk is full ({}). Make room and run it again.",
    Fault.DAMAGED: "The database is damaged ({}). " + AFTER_DAMAGE,
}


class Commands(click.Group):
    """Loads a command when it is called: the server starts without the fonts, readers and worlds of the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of a newcomer's need."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called that, or None."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; a database or disk that does not do its part is said in words."""
        try:
            return super().invoke(ctx)
        except click.ClickException:
            raise
        except Exception as error:
            fault = fault_of(error)
            if fault is None:
                raise
            raise click.ClickException(FAULTS[fault].format(told(error))) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
