"""The archive of a backup: a zip with a manifest, tables as lines of JSON, and the kept files under their digests.

Written and read as a stream. Nothing in an archive is believed: a part that is not what the manifest says, a name that
the product does not write and a row that is none are refused before the database hears of them.
"""

import errno
import hashlib
import io
import json
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

from engagement.keeping.manifest import DIGEST, Damaged, Manifest, NoBackup, TablePart, read_manifest

MANIFEST = "manifest.json"
MANIFEST_AT_MOST = 4 * 1024 * 1024  # bytes
LINE_AT_MOST = 64 * 1024 * 1024  # bytes: some sixteen times the largest form that the product takes
LEVEL = 3  # of compression: on rows of JSON a tenth larger than the best, in a third of its time
OWNER_READS = 0o600 << 16
TOLD = 1_000  # rows between two words on progress
Tell = Callable[[int, int], None]


class Lines:
    """The part of a table, to be written into: counts and digests what passes."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.rows = 0
        self.size = 0  # bytes
        self.digest = hashlib.sha256()

    def write(self, row: list[Any]) -> None:
        """Writes one row."""
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self.out.write(line)
        self.rows += 1
        self.size += len(line)
        self.digest.update(line)


class Writer:
    """An archive that is being written."""

    def __init__(self, out: BinaryIO, at: datetime) -> None:
        self.zip = zipfile.ZipFile(out, "w", allowZip64=True, compresslevel=LEVEL)
        self.at = at.timetuple()[:6]

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ends the archive; where that fails after something else did, the first is what is told."""
        try:
            self.zip.close()
        except OSError:
            if error is None:
                raise

    @contextmanager
    def table(self, name: str) -> Iterator[Lines]:
        """The part of a table, to be written into."""
        with self.zip.open(self._entry(_table_name(name), zipfile.ZIP_DEFLATED), "w", force_zip64=True) as out:
            yield Lines(out)

    def file(self, sha256: str, content: BinaryIO) -> None:
        """Takes a kept file in as it is."""
        with self.zip.open(self._entry(_file_name(sha256), zipfile.ZIP_STORED), "w", force_zip64=True) as out:
            shutil.copyfileobj(content, out)

    def manifest(self, manifest: Manifest) -> None:
        """Takes the manifest in, which is the last part."""
        self.zip.writestr(self._entry(MANIFEST, zipfile.ZIP_DEFLATED), manifest.written())

    def _entry(self, name: str, packing: int) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self.at)
        entry.compress_type = packing
        entry.external_attr = OWNER_READS
        return entry


class Archive:
    """An archive that is read. Opening it reads the manifest and compares the names of all parts with it."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            with path.open("rb") as file:
                begins_well = file.read(4) == b"PK\x03\x04"
            if begins_well:
                raise Damaged("its end is missing, as if the disk had been full or a copy had stopped") from None
            raise NoBackup from None
        except (NotImplementedError, UnicodeDecodeError) as error:
            raise Damaged("its list of parts is none that this product writes") from error
        try:
            self.manifest = self._read_manifest()
            self._compare_names()
        except BaseException:
            self.zip.close()
            raise

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Closes it."""
        self.zip.close()

    def files(self) -> dict[str, int]:
        """The digests of all kept files in it, with their sizes in bytes."""
        return {
            entry.filename.rpartition("/")[2]: entry.file_size
            for entry in self.zip.infolist()
            if entry.filename.startswith("files/")
        }

    def verify(self, tell: Tell) -> None:
        """Reads every part and compares it with the manifest. Raises Damaged."""
        total = sum(entry.file_size for entry in self.zip.infolist())
        done = 0
        for part in self.manifest.tables:
            digest, size, number = hashlib.sha256(), 0, 0
            for line, _ in self._rows(part):
                digest.update(line)
                size += len(line)
                number += 1
                if number % TOLD == 0:
                    tell(done + size, total)
            done += size
            if (digest.hexdigest(), size, number) != (part.sha256, part.size, part.rows):
                raise Damaged(f"the table {part.name} is not what was written")
        for sha256, size in self.files().items():
            with _reading(f"the file {sha256}"), self.file(sha256) as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    raise Damaged(f"the file {sha256} is not what was written")
            done += size
            tell(done, total)

    def rows(self, part: TablePart) -> Iterator[list[Any]]:
        """The rows of a table, each with a value for each column. Raises Damaged."""
        return (row for _, row in self._rows(part))

    def file(self, sha256: str) -> io.BufferedReader:
        """A kept file."""
        return self._open(_file_name(sha256))

    def _rows(self, part: TablePart) -> Iterator[tuple[bytes, list[Any]]]:
        where = f"the table {part.name}"
        with _reading(where), self._open(_table_name(part.name)) as lines:
            for number in count(1):
                line = lines.readline(LINE_AT_MOST)
                if not line:
                    return
                try:
                    row = json.loads(line) if line.endswith(b"\n") else None
                except (ValueError, RecursionError) as error:
                    raise Damaged(f"row {number} of {where} cannot be read") from error
                if not isinstance(row, list) or len(row) != len(part.columns):
                    raise Damaged(f"row {number} of {where} is none")
                yield line, row

    def _open(self, name: str) -> io.BufferedReader:
        return io.BufferedReader(self.zip.open(name), 1 << 18)  # type: ignore[arg-type]

    def _read_manifest(self) -> Manifest:
        try:
            entry = self.zip.getinfo(MANIFEST)
        except KeyError:
            raise NoBackup from None
        if entry.file_size > MANIFEST_AT_MOST:
            raise Damaged("its manifest is larger than any")
        with _reading("its manifest"):
            return read_manifest(self.zip.read(entry))

    def _compare_names(self) -> None:
        expected = {MANIFEST, *(_table_name(part.name) for part in self.manifest.tables)}
        seen: set[str] = set()
        files = 0
        for entry in self.zip.infolist():
            name = entry.filename
            folder, _, digest = name.rpartition("/")
            is_file = folder == "files" and DIGEST.fullmatch(digest) is not None
            if name in seen or not (is_file or name in expected) or entry.flag_bits & 1:
                raise Damaged(f"it holds {name[:100]!r}, which no backup does")
            seen.add(name)
            files += is_file
            packing = zipfile.ZIP_STORED if is_file else zipfile.ZIP_DEFLATED
            if entry.compress_type != packing or (is_file and entry.file_size != entry.compress_size):
                raise Damaged(f"{name} is not packed as this product does it")
        if missing := expected - seen:
            raise Damaged(f"{min(missing)} is missing")
        if files != self.manifest.files:
            raise Damaged(f"it holds {files:,} files and should hold {self.manifest.files:,}")


@contextmanager
def _reading(what: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:  # of a part that asks for a password
        raise Damaged(f"{what} cannot be read") from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise Damaged(f"{what} is said to begin where no file does") from error


def _table_name(name: str) -> str:
    return f"tables/{name}.jsonl"


def _file_name(sha256: str) -> str:
    return f"files/{sha256}"
