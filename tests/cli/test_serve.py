"""`engagement serve --demo`, as `make run` calls it: a process of its own, with the production server."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.visits import TOKEN

SIGN_IN = re.compile(r"^  (Member|Policy|Manager|Centre of expertise|Administrator) +(\S+@\S+) +(.+)$", re.M)
ENGAGEMENT = Path(sys.executable).with_name("engagement")


@dataclass
class Served:
    """A server that runs, and what it said when it began."""

    address: str
    said: str
    process: subprocess.Popen[str]

    def stop(self) -> int:
        """Ends it as a service manager would; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=120)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, url: str) -> Iterator[Served]:
    """The product with demonstration data, kept in `folder` and at `url`, until the block ends."""
    port = free_port()
    log = folder.with_suffix(".log")
    environment = os.environ | {"ENGAGEMENT_FOLDER": str(folder), "DATABASE_URL": url, "PYTHONUNBUFFERED": "1"}
    with log.open("w") as said:
        process = subprocess.Popen(
            [ENGAGEMENT, "serve", "--demo", "--port", str(port)],
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(3_000):
            assert process.poll() is None, log.read_text()
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield Served(address, log.read_text(), process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # its workers too: they outlive a parent that is killed
        process.wait()


def rows(url: str) -> int:
    """How many engagements a database has."""
    engine = create_engine(url)
    with engine.connect() as connection:
        number = connection.execute(text("select count(*) from engagement")).scalar()
    engine.dispose()
    return number or 0


def test_the_first_start_loads_a_world_and_the_next_keeps_it(tmp_path: Path, empty_database_url: str) -> None:
    with serving(tmp_path / "var", empty_database_url) as first:
        assert "Loading demonstration data" in first.said
        assert first.address in first.said
        roles = {role for role, _, _ in SIGN_IN.findall(first.said)}
        assert roles == {"Member", "Policy", "Manager", "Centre of expertise", "Administrator"}
        sign_in_and_see_the_week(first)
        assert first.stop() == 0
    loaded = rows(empty_database_url)
    assert loaded >= 1_500
    with serving(tmp_path / "var", empty_database_url) as second:
        assert "Loading" not in second.said
        assert rows(empty_database_url) == loaded
        sign_in_and_see_the_week(second)


def sign_in_and_see_the_week(served: Served) -> None:
    """Takes the first sign-in that the command printed, as a newcomer would."""
    _, email, password = SIGN_IN.findall(served.said)[0]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{served.address}/sign-in", timeout=60).read().decode()
    token = TOKEN.search(page)
    assert token
    form = urllib.parse.urlencode({"csrf_token": token[1], "email": email, "password": password.strip()}).encode()
    with browser.open(f"{served.address}/sign-in", form, timeout=60) as answer:
        week = answer.read().decode()
    assert "My week" in week and "Sign out" in week


def test_a_signal_never_waits_for_the_thread_that_it_interrupts() -> None:
    rings = """
import signal
from engagement.cli.serve import Bell
bell = Bell()
signal.signal(signal.SIGALRM, lambda *_: bell.set())
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
for _ in range(100_000):
    bell.clear()
    bell.set()
bell.clear()
bell.wait()
signal.setitimer(signal.ITIMER_REAL, 0)
"""
    subprocess.run([sys.executable, "-c", rings], check=True, timeout=300)
