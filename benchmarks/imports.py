"""An import with matching against the same rows by executemany."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import Amount, Speed
from benchmarks.left import Left, marks
from benchmarks.memory import ran
from benchmarks.worlds import World
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.listing import EngagementRow, every

FEW, MANY = 10_000, 100_000  # rows; the many where there are so many engagements
FLAT = 25  # megabytes that ten times the rows may take more
HEADINGS = ("date", "organisation", "country", "officials", "team members", "topics", "title", "kind", "summary", "id")
BAR, GROWTH = 4, 1.3


def pairs(world: World) -> Iterator[Speed | Amount]:
    """A spreadsheet of one's own that names bodies, officials, members and topics that are there already."""
    peaks = []
    for rows in (FEW, MANY) if world.size >= MANY else (min(FEW, world.size),):
        speed, peak = _brought_in(world, rows)
        peaks.append(peak)
        yield speed
    if len(peaks) > 1:
        yield Amount(
            "import: memory of ten times the rows more", world.engine, world.size, peaks[1] - peaks[0], FLAT, "MB"
        )


def _brought_in(world: World, rows: int) -> tuple[Speed, float]:
    folder = world.installation.settings.folder
    folder.mkdir(exist_ok=True)
    file = folder / f"{rows}.csv"
    _write(world, file, rows)
    since = marks(world.raw)
    settings = {"ENGAGEMENT_FOLDER": str(folder), "DATABASE_URL": world.url}
    asked = ("import", "engagements", str(file), "--mapping", "spreadsheet")
    ours, peak = ran("engagement", *asked, settings=settings)
    left = Left(world.raw, since)
    assert left.counts()["engagement"] == rows, left.counts()
    statements = left.keyed(marks(world.raw)["engagement"] + 1)
    begun = time.perf_counter()
    left.write_all(statements)
    floor = time.perf_counter() - begun
    if not world.raw.sqlite:  # keys that were written by hand are not given again
        world.raw.rows("SELECT setval(pg_get_serial_sequence('engagement', 'id'), max(id)) FROM engagement")
    work = f"import of {rows:,} rows with matching" if rows in (FEW, MANY) else "import of few rows with matching"
    return Speed(
        *(work, world.engine, world.size, ours * 1000, ours * 1000, floor * 1000, floor * 1000, 1),
        bar=BAR,
        most_growth=None,
        per=rows,
    ), peak


def _write(world: World, file: Path, rows: int) -> None:
    with world.reading() as desk, file.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow(HEADINGS)
        known = [row for part in every(desk, EngagementFilter()) for row in part if row.status == "held"]
        for number in range(rows):
            sheet.writerow(_cells(known[number % len(known)], f"{rows}-{number}"))


def _cells(row: EngagementRow, key: str) -> tuple[str, ...]:
    bodies = [body for body in row.organisations if body.note == row.organisations[0].note]
    return (
        row.local_date.isoformat(),
        "; ".join(body.name for body in bodies),
        bodies[0].note,
        "; ".join(one.name for one in row.officials),
        "; ".join(one.name for one in row.members),
        "; ".join(one.name for one in row.topics),
        row.title,
        row.kind,
        "They asked how others keep data in the country; we told them of two who do.",
        key,
    )
