"""`engagement backup` and `engagement restore`: what they say, and a disk that fills up under them."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engagement.cli.keeping import backup, restore, size
from engagement.demo import large
from engagement.installation import Installation
from tests.engines import Engines
from tests.keeping.copies import contents, empty


def run(installation: Installation, *arguments: str | Path) -> Result:
    command = {"backup": backup, "restore": restore}[str(arguments[0])]
    return CliRunner().invoke(command, list(map(str, arguments[1:])), obj=installation, catch_exceptions=False)


def test_out_of_one_installation_and_into_another(
    installation: Installation, engines: Engines, engine_name: str, tmp_path: Path
) -> None:
    path = tmp_path / "monday.zip"
    done = run(installation, "backup", path)
    assert done.exit_code == 0 and f"Written: {path}" in done.output
    checked = run(installation, "restore", "--check", path)  # where everything is in use already
    assert checked.exit_code == 0 and "The backup is whole: 0 engagements" in checked.output
    refused = run(installation, "restore", path)
    assert refused.exit_code == 1 and "This installation is not empty" in refused.output
    with empty(engines, engine_name, tmp_path / "new") as new:
        taken = run(new, "restore", path)
        assert taken.exit_code == 0 and "Restored: 0 engagements" in taken.output
        assert contents(new) == contents(installation)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"diary", "is no backup of this product"), (b"PK\x03\x04" + bytes(99), "is damaged, and nothing was taken")],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_is_no_backup_is_refused_in_words(
    installation: Installation, tmp_path: Path, content: bytes, words: str
) -> None:
    (path := tmp_path / "diary").write_bytes(content)
    for command in (("restore", path), ("restore", "--check", path)):
        done = run(installation, *command)
        assert done.exit_code == 1 and words in done.output
    done = run(installation, "backup", path)
    assert done.exit_code == 1 and "nothing else is written over" in done.output


def test_a_folder_that_is_not_there_is_said(installation: Installation, tmp_path: Path) -> None:
    done = run(installation, "backup", tmp_path / "absent" / "monday.zip")
    assert done.exit_code == 1 and "No such file or directory" in done.output


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_disk_that_fills_up_leaves_the_older_backup_and_says_how_much_was_missing(
    installation: Installation, tmp_path: Path
) -> None:
    large.load(installation, 200, lambda _: None)
    path = tmp_path / "monday.zip"
    assert run(installation, "backup", path).exit_code == 0
    whole = path.read_bytes()
    url = installation.engine.url.render_as_string(hide_password=False)
    for room in (0, 100_000):
        full = subprocess.run(
            [sys.executable, "-m", "engagement", "backup", str(path)],
            env=os.environ | {"DATABASE_URL": url, "ENGAGEMENT_FOLDER": str(installation.settings.folder)},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),  # noqa: B023  (it runs at once)
            capture_output=True,
            text=True,
        )
        assert full.returncode == 1 and "Traceback" not in full.stderr
        said = re.search(r"is full: about ([\d,.]+) (bytes|kB|MB) more were needed", full.stderr)
        assert said, full.stderr
        missing = float(said[1].replace(",", "")) * {"bytes": 1, "kB": 1_000, "MB": 1_000_000}[said[2]]
        assert not room or 0.5 < (room + missing) / len(whole) < 2
        assert path.read_bytes() == whole
        assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["monday.zip"]


def test_sizes_are_read_by_people() -> None:
    assert [size(0), size(999), size(1_234), size(5.6e9)] == ["0 bytes", "999 bytes", "1.2 kB", "5.6 GB"]
