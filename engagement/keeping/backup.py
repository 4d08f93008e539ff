"""The copy: all tables as they were at one instant, and the files that they name, while people go on writing."""

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection

from engagement.core.clock import now
from engagement.core.database import snapshot
from engagement.core.files import FileStore, sync_folder
from engagement.installation import Installation, present
from engagement.keeping.archive import TOLD, Archive, Tell, Writer
from engagement.keeping.manifest import PRODUCT, Damaged, Manifest, NoBackup, TablePart
from engagement.upkeep.tables import Drawn, drawn, kept_files, number, rows

Bar = Callable[[str], AbstractContextManager[Tell]]  # a progress bar with a label
MANIFEST_ABOUT = 10_000  # bytes, with what a zip says of its parts
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class NothingThere(LookupError):
    """An installation without a database to copy."""


class DiskFull(OSError):
    """The disk filled up under a backup. `missing` more bytes would have been needed, as far as can be told."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"about {missing} bytes are missing")
        self.missing = missing


class OtherFile(ValueError):
    """Where the backup should be written lies a file that is none."""


@dataclass(frozen=True)
class Made:
    """A backup that is there."""

    path: Path
    size: int  # bytes
    manifest: Manifest


def back_up(installation: Installation, place: Path, bar: Bar) -> Made:
    """Writes a backup to `place`, or into it under a name of its own if it is a folder; an older one is replaced.

    It has its name only once it is whole and on the disk. Raises NothingThere, DiskFull, OtherFile, Unfit, OSError.
    """
    at = now()
    if place.is_dir():
        place /= f"{PRODUCT}-{at:%Y-%m-%d-%H%M%S}.zip"
    _refuse_another(place)
    with snapshot(installation.engine) as connection:
        revision = present(connection)
        if revision is None:
            raise NothingThere
        copy = _Copy(connection, FileStore(installation.settings.files_folder))
        handle, temporary = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)  # 0600
        part = Path(temporary)
        try:
            with os.fdopen(handle, "wb") as out:
                with Writer(out, at) as writer:
                    tables = copy.tables(writer, bar)
                    files, missing = copy.files(writer, bar)
                    engine = connection.dialect.name
                    manifest = Manifest(version(PRODUCT), revision, engine, at, tables, files, tuple(missing))
                    writer.manifest(manifest)
                out.flush()
                os.fsync(out.fileno())
            part.replace(place)
            sync_folder(place.parent)
        except OSError as error:
            if error.errno in FULL:
                raise DiskFull(copy.remaining(part.stat().st_size)) from error
            raise
        finally:
            part.unlink(missing_ok=True)
    return Made(place, place.stat().st_size, manifest)


class _Copy:
    """What is to be copied from one snapshot, and how much of it is."""

    def __init__(self, connection: Connection, store: FileStore) -> None:
        self.connection = connection
        self.store = store
        self.shapes = drawn(connection)
        self.rows = sum(number(connection, shape.name) for shape in self.shapes)
        self.named = kept_files(connection)
        self.bytes = sum(self.named.values())
        self.rows_done = self.bytes_done = 0

    def remaining(self, written: int) -> int:
        """How many bytes the rest would need where `written` were; rows are taken to be as long as those before."""
        rows_left = self.rows - self.rows_done
        return self.bytes - self.bytes_done + rows_left * written // max(self.rows_done, 1) + MANIFEST_ABOUT

    def tables(self, writer: Writer, bar: Bar) -> tuple[TablePart, ...]:
        with bar("Tables") as tell:
            return tuple(self._table(writer, shape, tell) for shape in self.shapes)

    def _table(self, writer: Writer, shape: Drawn, tell: Tell) -> TablePart:
        with writer.table(shape.name) as part:
            for row in rows(self.connection, shape):
                part.write(row)
                self.rows_done += 1
                if self.rows_done % TOLD == 0:
                    tell(self.rows_done, self.rows)
        tell(self.rows_done, self.rows)
        return TablePart(shape.name, shape.columns, part.rows, part.size, part.digest.hexdigest())

    def files(self, writer: Writer, bar: Bar) -> tuple[int, list[str]]:
        missing = []
        with bar("Files") as tell:
            for sha256, size in sorted(self.named.items()):
                with self.store.whole(sha256) as content:
                    if content:
                        writer.file(sha256, content)
                    else:
                        missing.append(sha256)
                self.bytes_done += size
                tell(self.bytes_done, self.bytes)
        return len(self.named) - len(missing), missing


def _refuse_another(place: Path) -> None:
    if place.exists():
        try:
            with Archive(place):
                pass
        except (NoBackup, Damaged) as error:
            raise OtherFile(place) from error
