"""The wheel carries all that the product reads: templates, migrations, styles, faces, words."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]
ROOMS = ("engagement", "reports", "templates", "migrations")


def test_the_wheel_has_every_file_of_the_product(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        packed = set(wheel.namelist())
    tracked = subprocess.run(["git", "ls-files", "-z", *ROOMS], cwd=ROOT, capture_output=True, text=True, check=True)
    ours = {name for name in tracked.stdout.split("\0") if name and (ROOT / name).exists()}
    assert len(ours) > 100
    assert ours - packed == set()
