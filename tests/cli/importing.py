"""`engagement import` as tests run it: in a folder of the test's own, with the files of tests/intake."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engagement.cli.imports import EVERY, imports
from engagement.installation import Installation

FILES = Path(__file__).parents[1] / "intake" / "files"
KINDS = {name: kind for kind, listed in EVERY.items() for name in listed}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, into which rejected rows are written."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(installation: Installation, *arguments: str | Path) -> Result:
    """Runs a command of `engagement import`."""
    return CliRunner().invoke(imports, list(map(str, arguments)), obj=installation, catch_exceptions=False)
