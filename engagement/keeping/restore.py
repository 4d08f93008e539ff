"""The way back: a backup taken into an empty installation of either engine, all of it or nothing."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from engagement.core.files import FileStore, OtherContent, TooLarge
from engagement.core.settings import Settings
from engagement.installation import Dangling, Installation, move, present, rebuilding, revisions
from engagement.keeping.archive import TOLD, Archive, Tell
from engagement.keeping.backup import Bar
from engagement.keeping.manifest import Damaged, Newer, TablePart
from engagement.upkeep import doctor
from engagement.upkeep.tables import Unfit, count_on, drawn, inhabited, kept_files, write


class NotEmpty(RuntimeError):
    """An installation that holds something already: the words say what."""


def check(archive: Archive, bar: Bar) -> None:
    """Reads all of a backup and takes it into a database that is thrown away. Raises Damaged, Newer."""
    _verify(archive, bar)
    with tempfile.TemporaryDirectory(prefix="engagement-check-") as folder:
        trial = Installation.open(Settings(Path(folder), f"sqlite:///{folder}/trial.sqlite"))
        try:
            _fill(trial, archive, bar)
        finally:
            trial.close()


def restore(installation: Installation, archive: Archive, bar: Bar) -> None:
    """Checks a backup and takes it in. Raises Damaged, Newer, NotEmpty; then nothing is there that was not before."""
    store = FileStore(installation.settings.files_folder)
    with installation.engine.connect() as connection:
        if there := inhabited(connection):
            raise NotEmpty(f"rows of {there[0]}")
    if set(store.digests()) - archive.files().keys():  # those of a restore that was killed may lie there
        raise NotEmpty("files that the backup does not know")
    _verify(archive, bar)
    _fill(installation, archive, bar, store)


def _verify(archive: Archive, bar: Bar) -> None:
    if archive.manifest.revision not in revisions():
        raise Newer(archive.manifest.version)
    with bar("Checking") as tell:
        archive.verify(tell)


def _fill(installation: Installation, archive: Archive, bar: Bar, store: FileStore | None = None) -> None:
    taken: list[Path] = []
    try:
        with installation.engine.connect() as connection, rebuilding(connection):
            if there := inhabited(connection):
                raise NotEmpty(f"rows of {there[0]}")
            if present(connection):
                move(connection, "base")  # furniture of its own would stand beside that of the backup
            move(connection, archive.manifest.revision)
            with bar("Tables") as tell:
                _write_tables(connection, archive, tell)
            move(connection, "head")
            with bar("Rebuilding") as tell:
                _derive(connection, archive, tell)
            count_on(connection)
            _compare_files(connection, archive)
            if store:
                with bar("Files") as tell:
                    _take_files(archive, store, taken, tell)
    except BaseException as error:
        for path in taken:
            path.unlink(missing_ok=True)
        if isinstance(error, Dangling | Unfit | OtherContent | TooLarge):
            raise Damaged(str(error)) from error
        raise


def _write_tables(connection: Connection, archive: Archive, tell: Tell) -> None:
    parts = {part.name: part for part in archive.manifest.tables}
    shapes = drawn(connection)
    drawn_so = {(shape.name, frozenset(shape.columns)) for shape in shapes}
    if other := drawn_so ^ {(part.name, frozenset(part.columns)) for part in parts.values()}:
        name = min(name for name, _ in other)
        raise Damaged(f"its table {name} is not as the schema {archive.manifest.revision} has it")
    done, total = 0, sum(part.rows for part in parts.values())
    for shape in shapes:  # in the order in which this engine takes them
        part = parts[shape.name]
        write(connection, part.shape, _told(archive, part, done, total, tell))
        done += part.rows


def _told(archive: Archive, part: TablePart, done: int, total: int, tell: Tell) -> Iterator[list[object]]:
    for at, row in enumerate(archive.rows(part), 1):
        if at % TOLD == 0:
            tell(done + at, total)
        yield row
    tell(done + part.rows, total)


def _derive(connection: Connection, archive: Archive, tell: Tell) -> None:
    total = next((part.rows for part in archive.manifest.tables if part.name == "engagement"), 0)
    done = 0
    for number in doctor.derive(connection):
        done += number
        tell(done, total)


def _compare_files(connection: Connection, archive: Archive) -> None:
    named = kept_files(connection).keys() - set(archive.manifest.missing)
    if lost := named - archive.files().keys():
        raise Damaged(f"its rows name {len(lost):,} files that it does not hold")


def _take_files(archive: Archive, store: FileStore, taken: list[Path], tell: Tell) -> None:
    sizes = archive.files()
    done, total = 0, sum(sizes.values())
    for sha256, size in sizes.items():
        with store.whole(sha256) as there:
            pass
        if there is None:
            with archive.file(sha256) as content:
                store.take_back(sha256, content, size)
            taken.append(store.path(sha256))
        done += size
        tell(done, total)
