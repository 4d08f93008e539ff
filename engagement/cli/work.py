"""`engagement work`: does what was asked for later. `engagement serve` starts one beside itself."""

import os
import signal

import click

from engagement.installation import Installation
from engagement.jobs import worker


@click.command()
@click.option("--with-parent", is_flag=True, help="End when the process that started this one has ended.")
@click.pass_obj
def work(installation: Installation, with_parent: bool) -> None:
    """Make the reports that members asked for, until stopped."""
    parent = os.getppid()
    stopped = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopped
        stopped = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.work(installation, lambda: not stopped and (not with_parent or os.getppid() == parent))
