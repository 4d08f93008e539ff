"""Fetches the faces of the paper from npm and lays each beside its licence and version.

Run by hand when a version changes: `python reports/fonts/vendor.py`. Needs npm; the product itself does not.
Static TrueType only: a PDF can hold neither variable fonts nor (in our own font object) CFF outlines.
"""

import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
WEIGHTS = {"Regular": "400Regular", "SemiBold": "600SemiBold"}
# name of the package, version, family, weights
FACES = [
    ("public-sans", "0.4.2", "PublicSans", ["Regular", "SemiBold"]),
    ("noto-sans", "0.4.2", "NotoSans", ["Regular", "SemiBold"]),
    ("noto-sans-arabic", "0.4.3", "NotoSansArabic", ["Regular", "SemiBold"]),
    ("noto-sans-hebrew", "0.4.1", "NotoSansHebrew", ["Regular", "SemiBold"]),
    ("noto-sans-thai", "0.4.2", "NotoSansThai", ["Regular", "SemiBold"]),
    ("noto-sans-jp", "0.4.3", "NotoSansJP", ["Regular"]),
    ("noto-sans-sc", "0.4.3", "NotoSansSC", ["Regular"]),
    ("noto-sans-kr", "0.4.3", "NotoSansKR", ["Regular"]),
    ("noto-emoji", "0.4.7", "NotoEmoji", ["Regular"]),
]


def vendor(package: str, version: str, family: str, weights: list[str]) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch fonts, and is not on the PATH.")
    name = f"@expo-google-fonts/{package}@{version}"
    target = HERE / package
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--json", "--pack-destination", folder, name]
        packed = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            members = {
                f"{family}-{weight}.ttf": f"{WEIGHTS[weight]}/{family}_{WEIGHTS[weight]}.ttf" for weight in weights
            }
            for file, member in {**members, "LICENSE.txt": "LICENSE_FONT"}.items():
                found = archive.extractfile(f"package/{member}")
                if found is None:
                    raise SystemExit(f"{name} has no {member}.")
                (target / file).write_bytes(found.read())
    (target / "VERSION.txt").write_text(f"{name}\n{packed[0]['integrity']}\nLicence: OFL-1.1, see LICENSE.txt\n")


if __name__ == "__main__":
    for face in FACES:
        vendor(*face)
