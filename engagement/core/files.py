"""Kept files: each lies under the digest of its content, outside everything that is served."""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from engagement.core.media import media_type

PART = 1 << 16
DIGEST = re.compile(r"[0-9a-f]{64}")


class TooLarge(ValueError):
    """A file of more than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} bytes")
        self.most = most


class NoContent(ValueError):
    """A file without a byte."""


class OtherContent(ValueError):
    """A file that is not what its digest says."""


@dataclass(frozen=True)
class Kept:
    """A file that lies in the store."""

    sha256: str
    size: int  # bytes
    media_type: str


Arrival = tuple[int, int]  # the file's number in its file system, and when it was written, in nanoseconds


@dataclass(frozen=True)
class FileStore:
    """A folder of files by digest. The same content is kept once, however often it comes."""

    folder: Path

    def keep(self, name: str, stream: BinaryIO, most: int) -> Kept:
        """Keeps what `stream` brings, all of it or nothing. Raises TooLarge, NoContent, UnknownKind, Lies."""
        with self._arrived(stream, most) as (arriving, digest, size):
            if not size:
                raise NoContent
            kind = media_type(name, arriving)
            self._place(arriving, digest)
        return Kept(digest, size, kind)

    def take_back(self, sha256: str, stream: BinaryIO, size: int) -> None:
        """Keeps a file of `size` bytes that a store kept before. Raises TooLarge, OtherContent."""
        with self._arrived(stream, size) as (arriving, digest, _):
            if digest != sha256:
                raise OtherContent(sha256)
            self._place(arriving, digest)

    def digests(self) -> Iterator[str]:
        """Of all files in the store."""
        return (file.name for file in self.folder.glob("??/*") if DIGEST.fullmatch(file.name))

    @contextmanager
    def whole(self, sha256: str) -> Iterator[BinaryIO | None]:
        """The file with that digest, to be read; None: it is not there, or is not what it was."""
        try:
            file = self.path(sha256).open("rb")
        except FileNotFoundError:
            yield None
            return
        with file:
            is_so = hashlib.file_digest(file, "sha256").hexdigest() == sha256
            file.seek(0)
            yield file if is_so else None

    def path(self, sha256: str) -> Path:
        """Where the file with that digest lies."""
        return self.folder / sha256[:2] / sha256

    def arrival(self, sha256: str) -> Arrival | None:
        """Tells this arrival of a file from a later one of the same content; None: it is not there."""
        try:
            there = self.path(sha256).stat()
        except FileNotFoundError:
            return None
        return there.st_ino, there.st_mtime_ns

    def remove(self, sha256: str, arrival: Arrival | None) -> None:
        """Takes a file out, unless its content has come again since that arrival."""
        with self._alone():
            if self.arrival(sha256) == arrival:
                self.path(sha256).unlink(missing_ok=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else, in whichever process, gives a file its place or takes one out."""
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    @contextmanager
    def _arrived(self, stream: BinaryIO, most: int) -> Iterator[tuple[Path, str, int]]:
        """What `stream` brings, in a file that is gone at the end unless it got a place; its digest and its size."""
        self.folder.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        handle, temporary = tempfile.mkstemp(prefix="arriving-", dir=self.folder)
        arriving = Path(temporary)
        try:
            with os.fdopen(handle, "wb") as file:
                while part := stream.read(PART):
                    size += len(part)
                    if size > most:
                        raise TooLarge(most)
                    digest.update(part)
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            yield arriving, digest.hexdigest(), size
        finally:
            arriving.unlink(missing_ok=True)

    def _place(self, arriving: Path, digest: str) -> None:
        place = self.path(digest)
        place.parent.mkdir(exist_ok=True)
        with self._alone():
            arriving.replace(place)
        sync_folder(place.parent)


def private(path: Path, mode: str = "wb", **how: Any) -> Any:
    """Opens a file of people's data to be written: its owner alone may read it, whatever it was before."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | (os.O_APPEND if "a" in mode else os.O_TRUNC), 0o600)
    os.fchmod(handle, 0o600)
    return os.fdopen(handle, mode, **how)


def sync_folder(folder: Path) -> None:
    """Makes the new name last through a loss of power too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
