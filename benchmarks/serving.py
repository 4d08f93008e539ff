"""The product and the page floor, each behind the same server, and a client that keeps its connection."""

import gzip
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from benchmarks.worlds import World
from engagement.actions.sign_ins import sign_in

PRODUCT, FLOOR = "engagement.app:served", "benchmarks.floor:served"
SERVER = "import sys; from granian.cli import entrypoint; sys.exit(entrypoint())"


class Client:
    """A browser that does nothing but ask, over one connection that stays open."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Cookie": f"engagement={cookie}", "Accept": "text/html", "Accept-Encoding": "gzip"}

    def close(self) -> None:
        """Ends the connection."""
        self.connection.close()

    def get(self, path: str) -> bytes:
        """The whole answer, as it came."""
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        return content


def text(content: bytes) -> str:
    """An answer as text, unpacked where it came packed."""
    return (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode()


def signed_in(world: World) -> str:
    """The cookie of a browser in which the manager of `world` is signed in."""
    with world.installation.desk(world.manager) as desk:
        return sign_in(desk, world.manager, 14, "bench")


@contextmanager
def served(world: World, app: str, cookie: str) -> Iterator[Client]:
    """A client of `app`, behind granian as `engagement serve` starts it, with one worker."""
    settings = world.installation.settings
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"ENGAGEMENT_FOLDER": str(settings.folder), "DATABASE_URL": settings.database_url, "BENCH_COOKIE": cookie}
    command = [sys.executable, "-c", SERVER, "--interface", "wsgi", "--factory", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning", app]
    server = subprocess.Popen(command, env={**os.environ, **told})  # noqa: S603, TID251
    try:
        _wait_for(port, server)
        with closing(Client(port, cookie)) as client:
            yield client
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def both_served(world: World) -> Iterator[tuple[Client, Client]]:
    """Clients of the product and of the floor, in which the manager of `world` is signed in."""
    cookie = signed_in(world)
    with served(world, PRODUCT, cookie) as ours, served(world, FLOOR, cookie) as floor:
        yield ours, floor


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("a server did not start")
