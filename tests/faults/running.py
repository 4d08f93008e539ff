"""The product as processes of its own, which can be killed and started again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.test_serve import free_port
from tests.engines import SETTINGS, Cluster

KILLS = int(os.environ.get("ENGAGEMENT_KILLS", "6"))  # rounds of each loop


@dataclass
class Service:
    """`engagement serve` with its workers, all in one group of processes."""

    url: str
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it and waits until it answers."""
        with self.folder.with_suffix(".log").open("ab") as log:
            self.process = command(self.url, self.folder, "serve", "--port", str(self.port), log=log)
        for _ in range(6_000):
            assert self.process.poll() is None, self.said()
            if self.answers():
                return
            time.sleep(0.05)
        raise AssertionError(self.said())

    def answers(self) -> bool:
        """Whether it is well."""
        with suppress(OSError):
            urllib.request.urlopen(f"{self.address}/health", timeout=10).close()
            return True
        return False

    def kill(self) -> None:
        """Ends all of it at once."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def said(self) -> str:
        """Its log."""
        return self.folder.with_suffix(".log").read_text()


def command(url: str, folder: Path, *arguments: str, log: int | object = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """A command of the product as a process that leads a group."""
    return subprocess.Popen(
        [sys.executable, "-m", "engagement", *arguments],
        env=os.environ | {"DATABASE_URL": url, "ENGAGEMENT_FOLDER": str(folder)},
        stdout=log,  # type: ignore[arg-type]
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


@contextmanager
def service(url: str, folder: Path) -> Iterator[Service]:
    """A service that runs, and is gone at the end."""
    made = Service(url, folder)
    made.start()
    try:
        yield made
    finally:
        with suppress(ProcessLookupError):
            made.kill()


@contextmanager
def durable(engine: str) -> Iterator[tuple[str, Cluster | None]]:
    """An empty database that keeps what it has acknowledged, and the cluster that it is in."""
    folder = Path(tempfile.mkdtemp(prefix="engagement-durable-"))
    folder.chmod(0o755)  # PostgreSQL runs as another user where the tests run as root
    cluster = None
    try:
        if engine == "sqlite":
            yield f"sqlite:///{folder}/engagement.sqlite", None
        else:
            (folder / "postgresql").mkdir()
            cluster = Cluster(folder / "postgresql", SETTINGS)
            cluster.start()
            cluster.create("durable")
            yield cluster.url("durable"), cluster
    finally:
        if cluster:
            cluster.stop()
        shutil.rmtree(folder)
