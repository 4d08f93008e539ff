"""`engagement serve`: migrates, then serves with the production server."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import sleep

import click
from granian import Granian
from granian.constants import Interfaces

from engagement.demo import small
from engagement.installation import Installation
from engagement.queries import sign_ins

NOTICED = 0.1  # seconds until the server hears that it shall end
LOOKED_AFTER = 1.0  # seconds between two looks at the worker


PAGES_FIRST = 5  # seconds: whoever starts the server waits for a page, and nobody for a report yet


@click.command()
@click.option("--host", help="Address to listen on.  [default: HOST, or 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: PORT, or 8000]")
@click.option("--demo", is_flag=True, help="Load the demonstration world if the installation is empty.")
@click.pass_obj
def serve(installation: Installation, host: str | None, port: int | None, demo: bool) -> None:
    """Serve the pages. The database is brought up to date first."""
    settings = installation.settings
    host, port = host or settings.host, port or settings.port
    installation.upgrade()
    if demo and not _anybody(installation):
        click.echo("Loading demonstration data …")
        small.load(installation)
    address = settings.address or f"http://{host}:{port}"
    click.echo(f"\nEngagement answers on {address}   (Ctrl C stops it)\n")
    if demo:
        for known in small.sign_ins(installation):
            click.echo(f"  {known.role.label:<21} {known.email:<30} {known.password}")
    elif not _anybody(installation):
        click.echo("  Nobody can sign in yet. Make the administrator in another shell:")
        click.echo("  engagement members add --role administrator 'Your Name' you@example.com")
    installation.close()
    server = Granian(
        "engagement.app:served",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=settings.workers,
        blocking_threads=4,
        log_enabled=True,
        log_level="warning",  # type: ignore[arg-type]
        workers_kill_timeout=20,
        respawn_failed_workers=True,
    )
    server.main_loop_interrupt = Bell()  # type: ignore[assignment]
    with _worker_beside():
        server.serve()


class Bell:
    """What the main loop of the server waits for, in the place of its threading.Event.

    Ctrl C reaches the whole process group, so the server is interrupted just when the ends of its workers ring. If the
    lock of an Event is held then, `set` in the handler waits for the very thread that it interrupted, and the server
    never ends. Here is no lock.
    """

    def __init__(self) -> None:
        self._rung = False

    def set(self) -> None:
        """Rings, from a handler of signals too."""
        self._rung = True

    def clear(self) -> None:
        """Is silent again."""
        self._rung = False

    def wait(self) -> None:
        """Comes back when it rang."""
        while not self._rung:
            sleep(NOTICED)


@contextmanager
def _worker_beside() -> Iterator[None]:
    """Reports are made by a process beside the server, and by another one whenever that has ended. It ends with the
    server even if that is killed."""
    over = Event()

    def watch() -> None:
        over.wait(PAGES_FIRST)
        while not over.is_set():
            with subprocess.Popen([sys.executable, "-m", "engagement", "work", "--with-parent"]) as worker:
                while worker.poll() is None:
                    if over.wait(LOOKED_AFTER):
                        worker.terminate()
                        worker.wait()

    watching = Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _anybody(installation: Installation) -> bool:
    with installation.desk(reads=True) as desk:
        return sign_ins.anybody(desk)
