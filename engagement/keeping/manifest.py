"""What a backup says of itself: who made it, when, and what must be in it."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from engagement.upkeep.tables import DERIVED, LEFT_OUT, NAME, Drawn, Kind

PRODUCT = "engagement"
FORMAT = 1  # of the archive; a change that an older program would misread makes it 2
DIGEST = re.compile(r"[0-9a-f]{64}")


class NoBackup(ValueError):
    """A file that is no backup of this product."""


class Damaged(ValueError):
    """A backup that is not as it was made, with words that say where."""


class Newer(ValueError):
    """A backup that a newer version of the product made."""


@dataclass(frozen=True)
class TablePart:
    """A table in a backup: its columns in the order of each row's values, and the digest of its text."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: int
    size: int  # bytes, unpacked
    sha256: str

    @property
    def shape(self) -> Drawn:
        """The table as it is written into a database."""
        return Drawn(self.name, self.columns)


@dataclass(frozen=True)
class Manifest:
    """All parts of a backup. Each kept file is a part too, and its name is its digest."""

    version: str  # of the product that made it
    revision: str  # of the schema
    engine: str
    at: datetime  # the instant that it shows
    tables: tuple[TablePart, ...]  # each after those that it points at
    files: int
    missing: tuple[str, ...]  # files that the record names and that were not there, or not whole

    def written(self) -> bytes:
        """As it stands in the archive."""
        said = {"product": PRODUCT, "format": FORMAT} | asdict(self) | {"at": self.at.isoformat()}
        return json.dumps(said, ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest that `content` is. Raises NoBackup, Newer, Damaged."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Damaged("its manifest cannot be read") from error
    if not isinstance(said, dict) or said.get("product") != PRODUCT:
        raise NoBackup
    if not isinstance(said.get("format"), int) or said["format"] > FORMAT:
        raise Newer(str(said.get("version", "")))
    try:
        return Manifest(
            version=_text(said["version"]),
            revision=_text(said["revision"]),
            engine=_text(said["engine"]),
            at=datetime.fromisoformat(said["at"]),
            tables=tuple(_table(part) for part in said["tables"]),
            files=_number(said["files"]),
            missing=tuple(_digest(name) for name in said["missing"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged("its manifest is not what this product writes") from error


def _table(part: Any) -> TablePart:
    name = _name(part["name"])
    if name in DERIVED | LEFT_OUT or name == "alembic_version":
        raise ValueError(name)
    columns = tuple((_name(column), Kind(kind)) for column, kind in part["columns"])
    return TablePart(name, columns, _number(part["rows"]), _number(part["size"]), _digest(part["sha256"]))


def _name(value: Any) -> str:
    if not NAME.fullmatch(value):
        raise ValueError(value)
    return _text(value)


def _digest(value: Any) -> str:
    if not DIGEST.fullmatch(value):
        raise ValueError(value)
    return _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value
