"""Kept files: each lies under the digest of its content, outside everything that is served."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engagement.core.media import media_type

PART = 1 << 16


class TooLarge(ValueError):
    """A file of more than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} bytes")
        self.most = most


class NoContent(ValueError):
    """A file without a byte."""


@dataclass(frozen=True)
class Kept:
    """A file that lies in the store."""

    sha256: str
    size: int  # bytes
    media_type: str


@dataclass(frozen=True)
class FileStore:
    """A folder of files by digest. The same content is kept once, however often it comes."""

    folder: Path

    def keep(self, name: str, stream: BinaryIO, most: int) -> Kept:
        """Keeps what `stream` brings, all of it or nothing. Raises TooLarge, NoContent, UnknownKind, Lies."""
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
            if not size:
                raise NoContent
            kind = media_type(name, arriving)
            place = self.path(digest.hexdigest())
            place.parent.mkdir(exist_ok=True)
            arriving.replace(place)
            _sync_folder(place.parent)
        finally:
            arriving.unlink(missing_ok=True)
        return Kept(digest.hexdigest(), size, kind)

    def path(self, sha256: str) -> Path:
        """Where the file with that digest lies."""
        return self.folder / sha256[:2] / sha256


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a loss of power too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
