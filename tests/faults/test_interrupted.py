"""What was broken off by a kill is done again, or had not begun: upgrades, restores, reports, imports."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import text, update

from engagement.actions import jobs as actions
from engagement.demo import large
from engagement.desk import Desk
from engagement.installation import Installation, migrate, present, revisions
from engagement.jobs import worker
from engagement.keeping.backup import back_up
from engagement.model.jobs import Job, JobState
from tests.engines import Engines
from tests.faults.running import command, service
from tests.keeping.copies import contents, disagreements, empty, files, rows, silent

TIMES = 3  # kills of each kind


def moments(seconds: float) -> Iterator[float]:
    """When to kill: anywhere in so many seconds, the later half more often, since a start takes the first."""
    chance = random.Random(3)
    return (chance.triangular(0.2, seconds, seconds) for _ in range(TIMES))


def kill(process: subprocess.Popen[bytes], after: float) -> None:
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()


def url_of(installation: Installation) -> str:
    return installation.engine.url.render_as_string(hide_password=False)


def test_an_upgrade_that_is_killed_leaves_the_old_schema_or_the_new_one(
    installation: Installation, asha: Desk, make: ModuleType
) -> None:
    make.engagement(asha)
    asha.db.close()
    before = contents(installation)
    newest = revisions()[-1]
    took = 0.0
    for after in (None, *moments(1.0)):
        with installation.engine.connect() as connection:
            migrate(connection, "0001")
        installation.engine.dispose()
        began = time.monotonic()
        process = command(url_of(installation), installation.settings.folder, "db", "upgrade")
        if after is None:
            assert process.wait() == 0
            took = time.monotonic() - began
        else:
            kill(process, after * took)
        with installation.engine.connect() as connection:
            assert present(connection) in ("0001", newest)
            connection.rollback()
            migrate(connection, "head")
        after_all = contents(installation)
        assert after_all["engagement"] == before["engagement"] and after_all["change"] == before["change"]


def test_a_restore_that_is_killed_left_nothing_in_the_way_of_the_next(
    installation: Installation, engines: Engines, engine_name: str, tmp_path: Path
) -> None:
    large.load(installation, 100, lambda _: None)
    path = back_up(installation, tmp_path / "backup.zip", silent).path
    took = 0.0
    for at, after in enumerate((None, *moments(1.0))):
        with empty(engines, engine_name, tmp_path / f"target {at}") as target:
            began = time.monotonic()
            process = command(url_of(target), target.settings.folder, "restore", str(path))
            if after is None:
                assert process.wait() == 0
                took = time.monotonic() - began
            else:
                kill(process, after * took)
                with target.engine.connect() as connection:
                    done = present(connection) is not None
                if not done:
                    assert command(url_of(target), target.settings.folder, "restore", str(path)).wait() == 0
            assert contents(target) == contents(installation) and files(target) == files(installation)
            assert disagreements(target) == []


def test_the_report_of_a_worker_that_was_killed_is_made_by_the_next(installation: Installation, tmp_path: Path) -> None:
    large.load(installation, 400, lambda _: None)
    settings = installation.settings
    with installation.desk() as desk:
        member = desk.db.scalars(text("SELECT id FROM member ORDER BY id")).first()
        asked = {"first": "2020-01-01", "last": "2027-01-01", "address": "http://here", "detail": "full"}
        job = Job(name=actions.ACTIVITY_REPORT, asked=asked, member_id=member, due_at=desk.now, created_at=desk.now)
        desk.db.add(job)
    process = command(url_of(installation), settings.folder, "work")
    while rows(installation, "job")[0].state is not JobState.RUNNING:
        assert process.poll() is None
        time.sleep(0.01)
    kill(process, 0.3)
    assert rows(installation, "job")[0].state is JobState.RUNNING
    assert not worker.step(installation), "somebody may still be at it"
    with installation.desk() as desk:
        desk.db.execute(update(Job).values(leased_until=desk.now - timedelta(seconds=1)))
    assert worker.step(installation) and not worker.step(installation)
    done = rows(installation, "job")[0]
    assert (done.state, done.tries) == (JobState.DONE, 2)
    assert (settings.papers_folder / done.result).read_bytes().rstrip().endswith(b"%%EOF")


def test_two_imports_of_one_file_at_once_make_nothing_twice(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "talks.csv"
    lines = ["date,organisation,country,officials,topics,title"]
    lines += [f"2026-{at % 9 + 1:02}-11,Ministry {at % 90},NO,Ada {at % 45},T{at % 5},No {at}" for at in range(1_500)]
    file.write_text("\n".join(lines))
    folder = installation.settings.folder
    both = [
        command(url_of(installation), folder, "import", "engagements", str(file), "--mapping", "spreadsheet")
        for _ in range(2)
    ]
    assert sorted(process.wait() for process in both)[0] == 0
    again = command(url_of(installation), folder, "import", "engagements", str(file), "--mapping", "spreadsheet")
    assert again.wait() == 0
    sizes = {name: len(rows(installation, name)) for name in ("engagement", "organisation", "official", "topic")}
    assert sizes == {"engagement": 1_500, "organisation": 90, "official": 90, "topic": 5}
    assert disagreements(installation) == []


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_worker_that_was_killed_is_followed_by_another(installation: Installation, tmp_path: Path) -> None:
    with service(url_of(installation), tmp_path / "served") as served:
        assert served.process
        first = next_worker(served.process.pid, 0)
        os.kill(first, signal.SIGKILL)
        next_worker(served.process.pid, first)
        assert served.answers()


def next_worker(server: int, before: int) -> int:
    """The process that makes reports for a server, once it is there and another than `before`. Never 0: a kill of that
    would be one of the whole group, the tests included."""
    ends = time.monotonic() + 300
    while (worker := worker_of(server)) in (0, before):
        assert time.monotonic() < ends, "none came"
        time.sleep(0.1)
    return worker


def worker_of(server: int) -> int:
    """The process that makes reports for a server; 0: there is none."""
    for child in Path(f"/proc/{server}/task").glob("*/children"):
        for process in child.read_text().split():
            line = Path(f"/proc/{process}/cmdline")
            if line.exists() and b"\0work\0" in line.read_bytes():
                return int(process)
    return 0
