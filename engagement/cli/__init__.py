"""The command `engagement`."""

from engagement.cli.commands import main

__all__ = ["main"]
