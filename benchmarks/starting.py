"""The second start of `make run` up to its first page, against Python importing what it is built on."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.harness import Bar, Pair
from benchmarks.worlds import World

ROOT = Path(__file__).parent.parent


def pairs(world: World) -> Iterator[Pair]:
    """On data that are there already."""
    folder = world.installation.settings.folder
    folder.mkdir(exist_ok=True)
    started = Started({"ENGAGEMENT_FOLDER": str(folder), "DATABASE_URL": world.url})
    yield Pair(
        "second start of make run to first page",
        started.begin,
        lambda: subprocess.run([sys.executable, "-c", "import flask, sqlalchemy"], check=True),
        Bar(3),
        same=started.once,
        after=started.end,
        most=9,
        warm=1,
    )


class Started:
    """The product as `make run` starts it."""

    def __init__(self, settings: dict[str, str]) -> None:
        self.settings = {**os.environ, **settings}  # noqa: TID251
        self.server: subprocess.Popen[bytes]

    def begin(self) -> None:
        """Starts it and asks for the first page until it comes."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        # -o: the environment is taken for up to date, as it is at a second start
        command = ["make", "-s", "-o", ".venv/run.stamp", "run", f"PORT={port}"]
        self.server = subprocess.Popen(  # noqa: S603
            command,
            cwd=ROOT,
            env=self.settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not _answers(port):
            if self.server.poll() is not None:
                raise RuntimeError("make run ended")
            time.sleep(0.005)

    def end(self) -> None:
        """Stops it, and all that it started."""
        os.killpg(self.server.pid, signal.SIGTERM)
        self.server.wait(timeout=60)

    def once(self) -> None:
        """Starts and stops it."""
        self.begin()
        self.end()


def _answers(port: int) -> bool:
    asking = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asking.request("GET", "/sign-in")
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()
