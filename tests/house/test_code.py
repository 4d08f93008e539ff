"""House rules that no linter knows: where a query may stand, what a door may touch, how large a file may grow."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READERS = ("queries", "access", "upkeep")
DOORS = ("web", "api", "cli", "jobs")
LARGEST = 400  # lines; past 300 a file asks whether it is one room, past this it is not


def sources(*rooms: str) -> Iterator[tuple[str, ast.AST]]:
    """The parsed files of these rooms of engagement/, each with its path."""
    for room in rooms:
        for path in sorted((ROOT / "engagement").glob(f"{room}.py")) + sorted(
            (ROOT / "engagement" / room).rglob("*.py")
        ):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def rooms_but(*without: str) -> list[str]:
    """The rooms of engagement/ except these."""
    return sorted({path.stem for path in (ROOT / "engagement").iterdir()} - {"__pycache__", "static", *without})


def called(node: ast.AST) -> str | None:
    """The bare name of what a call calls."""
    if not isinstance(node, ast.Call):
        return None
    return getattr(node.func, "id", None) or getattr(node.func, "attr", None)


def test_a_query_stands_only_where_access_is_asked() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources(*rooms_but(*READERS))
        for node in ast.walk(tree)
        if called(node) == "select"
    ]
    assert not found, f"select( outside {', '.join(READERS)}"


def test_a_door_never_reaches_for_the_database() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources(*DOORS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "db" and getattr(node.value, "id", "") != "database"
    ]
    assert not found, "a door asks queries and actions; it has no .db"


def test_a_file_is_one_room() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = [name for name in tracked.split("\0") if name.endswith((".py", ".html", ".js", ".css"))]
    large = {
        name: lines
        for name in names
        if "/vendor/" not in name and not name.startswith("migrations/")
        if (ROOT / name).exists() and (lines := (ROOT / name).read_text("utf-8").count("\n")) > LARGEST
    }
    assert not large, "split it along a word of the product"


@pytest.mark.parametrize("name", ["utils", "util", "helpers", "helper", "common", "misc"])
def test_no_room_is_without_a_purpose(name: str) -> None:
    assert not [path for room in ("engagement", "reports", "tests") for path in (ROOT / room).rglob(f"{name}.py")]


def test_nothing_is_left_to_do_without_an_issue() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?! *\(#\d+\))|raise NotImplementedError")
    found = [
        f"{name}:{number}"
        for name in tracked.split("\0")
        if name.endswith((".py", ".html", ".js", ".css", ".md"))
        and "/vendor/" not in name
        and "tests/house/" not in name
        if (ROOT / name).exists()
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert not found
