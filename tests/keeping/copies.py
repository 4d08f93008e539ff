"""Two installations side by side: what they hold, row by row; and archives that somebody altered."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from engagement.core.files import FileStore
from engagement.installation import Installation
from engagement.keeping.archive import Archive
from engagement.keeping.restore import restore
from engagement.model.all import metadata
from engagement.upkeep import doctor
from engagement.upkeep.tables import LEFT_OUT
from tests.engines import Engines
from tests.world import opened


@contextmanager
def silent(_label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that nobody watches; it may not go beyond its end."""

    def tell(done: int, total: int) -> None:
        assert 0 <= done <= total

    yield tell


@contextmanager
def empty(engines: Engines, engine: str, folder: Path) -> Iterator[Installation]:
    """An installation without a table in it."""
    if engine == "postgresql":
        engines.cluster_runs()
    with engines.copy(engine, None) as url:
        made = opened(url, folder)
        yield made
        made.close()


def take_in(installation: Installation, path: Path) -> None:
    """Restores the archive at `path`."""
    with Archive(path) as archive:
        restore(installation, archive, silent)


def contents(installation: Installation) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but those that no backup has, as the model reads them, derived ones too.

    Months that came to hold nothing are none.
    """
    with installation.engine.connect() as connection:
        held = {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for name, table in metadata.tables.items()
            if name not in LEFT_OUT
        }
    held["scope_month"] = [row for row in held["scope_month"] if row[-2:] != (0, 0)]
    return held


def rows(installation: Installation, name: str) -> list[Any]:
    """All rows of one table."""
    with installation.engine.connect() as connection:
        return list(connection.execute(select(metadata.tables[name])))


def files(installation: Installation) -> set[str]:
    """The digests of all kept files."""
    return set(FileStore(installation.settings.files_folder).digests())


def is_untouched(installation: Installation) -> bool:
    """Whether nothing of a backup was left in an installation that was empty."""
    with installation.engine.connect() as connection:
        tables = connection.dialect.get_table_names(connection)
    return not tables and not list(installation.settings.files_folder.rglob("*.*")) and not files(installation)


def disagreements(installation: Installation) -> list[Any]:
    """What the doctor finds."""
    return [wrong for _, found in doctor.compare(installation.engine) for wrong in found]


def altered(path: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> Path:
    """A copy of an archive whose parts and manifest `change` was let at; its digests and counts are right again."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    change(parts, manifest)
    for table in manifest.get("tables", ()):
        content = parts.get(f"tables/{table['name']}.jsonl", b"")
        table |= {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "rows": content.count(b"\n")}
    made = path.with_name("altered.zip")
    with zipfile.ZipFile(made, "w") as target:
        for name, content in parts.items():
            packing = zipfile.ZIP_STORED if name.startswith("files/") else zipfile.ZIP_DEFLATED
            target.writestr(name, content, packing)
        target.writestr("manifest.json", json.dumps(manifest), zipfile.ZIP_DEFLATED)
    return made
