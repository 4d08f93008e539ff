"""A database or a disk that does not do its part is answered in words, and all goes on when it is back."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import event, text

from engagement.cli import main
from engagement.core.faults import Fault, fault_of
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.jobs import worker
from tests.keeping.copies import disagreements, rows
from tests.visits import Client, Visit

NEW = "/engagements/new"
Form = Callable[..., Any]
SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def form(body_id: int, **parts: str) -> dict[str, str]:
    """A form as a browser sends it."""
    return {"who": f"organisation:{body_id}", "kind": "meeting", "status": "held", "day": "2026-09-15"} | parts


def pragma(installation: Installation, order: str) -> None:
    """Gives an order to each connection of SQLite from now on."""
    event.listen(installation.engine, "connect", lambda dbapi, _: dbapi.execute(f"pragma {order}"))
    installation.engine.dispose()


@pytest.fixture
def writer(asha: Desk, client: Visit, make: ModuleType) -> tuple[Client, int]:
    """Asha's browser with the form open, and a body to name in it; nothing is under way at the database."""
    body = make.organisation(asha).id
    browser = client(asha)
    browser.get(NEW)
    asha.db.close()
    return browser, body


def refused(browser: Client, body_id: int, title: str, **parts: str) -> bool:
    """Whether a save was answered by the page that says why not."""
    answer = browser.post(NEW, data=form(body_id, title=title, **parts))
    assert (answer.status_code == 503) == (answer.location is None)
    return answer.status_code == 503


@SQLITE
def test_a_full_disk_is_said_and_nothing_is_half_saved(installation: Installation, writer: tuple[Client, int]) -> None:
    browser, body = writer
    with installation.engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar()
    pragma(installation, f"max_page_count={pages}")  # SQLite says then what it says of a full disk
    answers = [refused(browser, body, f"Talk {at}", summary="words " * 500) for at in range(8)]
    assert answers[-1], "there is room without end"
    answer = browser.post(NEW, data=form(body, title="One more", summary="words " * 500))
    assert answer.headers["Retry-After"] and "The disk of this installation is full" in answer.text
    assert "this reference" in answer.text and "still in the form" in answer.text and "sqlite" not in answer.text
    pragma(installation, "max_page_count=1000000")
    assert not refused(browser, body, "After all")
    assert len(rows(installation, "engagement")) == answers.count(False) + 1
    assert disagreements(installation) == []


@SQLITE
def test_a_file_that_is_locked_for_long_is_said_and_works_again(
    installation: Installation, writer: tuple[Client, int]
) -> None:
    browser, body = writer
    pragma(installation, "busy_timeout=100")
    with sqlite3.connect(str(installation.engine.url.database), isolation_level=None) as other:
        other.execute("begin immediate")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(browser.db, "commit", browser.db.close)  # the test's own session must not wait too
            assert browser.get("/engagements").status_code == 200  # who only reads does not wait
            assert refused(browser, body, "In vain")
        other.execute("rollback")
    other.close()
    assert not refused(browser, body, "After all")


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_connections_that_were_cut_are_made_anew(installation: Installation, writer: tuple[Client, int]) -> None:
    browser, body = writer
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with installation.engine.connect() as connection:
        connection.execute(text(f"{cut} AND pid <> pg_backend_pid()"))
    assert not refused(browser, body, "After all")


def test_the_worker_waits_for_a_database_that_has_gone(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Exception | None] = [sqlite3.OperationalError("unable to open"), None]
    looks[0].sqlite_errorcode = 14  # type: ignore[union-attr]

    def look(_installation: Installation) -> bool:
        error = looks.pop(0)
        if error:
            raise error
        return True

    monkeypatch.setattr(worker, "step", look)
    monkeypatch.setattr(worker, "PAUSE", 0)
    worker.work(installation, lambda: bool(looks))
    assert looks == []


def say(url: str, folder: Path, *arguments: str) -> Result:
    """What a command says."""
    given = {"DATABASE_URL": url, "ENGAGEMENT_FOLDER": str(folder)}
    return CliRunner().invoke(main, arguments, env=given)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////nowhere/at/all.sqlite", "The database does not answer"),
        ("postgresql://nobody@/nothing?host=/nowhere", "The database does not answer"),
    ],
)
def test_a_command_says_that_the_database_is_not_there(url: str, words: str, tmp_path: Path) -> None:
    said = say(url, tmp_path, "doctor")
    assert said.exit_code == 1 and words in said.output and "Traceback" not in said.output


@SQLITE
@pytest.mark.parametrize("harm", ["no database", "a page", "the head"])
def test_the_doctor_says_that_a_file_is_damaged(
    installation: Installation, asha: Desk, make: ModuleType, harm: str, tmp_path: Path
) -> None:
    for _ in range(5):
        make.engagement(asha)
    asha.db.close()
    installation.close()
    path = Path(str(installation.engine.url.database))
    content = bytearray(path.read_bytes())
    assert not path.with_name(f"{path.name}-wal").exists()
    if harm == "no database":
        content[:16] = b"Dear diary, I am"
    else:
        for page in (0,) if harm == "the head" else range(20, 30):
            content[4096 * page + 100 * (page == 0) : 4096 * page + 300] = bytes(200)
    path.write_bytes(content)
    said = say(f"sqlite:///{path}", tmp_path, "doctor")
    assert said.exit_code == 1 and "damaged" in said.output and "restore the last backup" in said.output
    assert isinstance(said.exception, SystemExit)


def test_an_error_of_the_program_is_no_fault_of_the_database() -> None:
    assert fault_of(ValueError("no")) is None
    assert fault_of(sqlite3.IntegrityError("no")) is None
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = 13
    assert fault_of(full) is Fault.FULL
