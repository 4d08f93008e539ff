"""Fetches the icons and the web font from npm and lays each beside its licence and version.

Run by hand when a version or the list of icons changes: `python engagement/static/vendor.py`. Needs npm; the product
itself does not. `icons.txt` names the icons, one a line: only these reach the browser, as one sprite.
"""

import io
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ICONS = "lucide-static@1.62.0"
FONT = "@fontsource-variable/public-sans@5.3.0"
STROKE = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


def package(name: str) -> tuple[tarfile.TarFile, str]:
    """The package's files, and the digest that the registry gives for them."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch icons and fonts, and is not on the PATH.")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--json", "--pack-destination", folder, name]
        packed = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603
        data = next(Path(folder).glob("*.tgz")).read_bytes()
    return tarfile.open(fileobj=io.BytesIO(data)), packed[0]["integrity"]


def read(archive: tarfile.TarFile, member: str) -> bytes:
    found = archive.extractfile(f"package/{member}")
    if found is None:
        raise SystemExit(f"The package has no {member}.")
    return found.read()


def icons() -> None:
    archive, integrity = package(ICONS)
    symbols = []
    for name in (HERE / "icons.txt").read_text().split():
        drawing = re.sub(r"<!--.*?-->", "", read(archive, f"icons/{name}.svg").decode(), flags=re.S)
        strokes = "".join(
            line.strip() for line in drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")].splitlines()
        )
        symbols.append(f'<symbol id="{name}" {STROKE}>{strokes.replace(" />", "/>")}</symbol>')
    sprite = "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""])
    (HERE / "icons.svg").write_text(sprite)
    (HERE / "icons.LICENSE.txt").write_bytes(read(archive, "LICENSE"))
    (HERE / "icons.VERSION.txt").write_text(f"{ICONS}\n{integrity}\nLicence: ISC and MIT, see icons.LICENSE.txt\n")


def font() -> None:
    archive, integrity = package(FONT)
    fonts = HERE / "fonts"
    fonts.mkdir(exist_ok=True)
    for part in ("latin", "latin-ext"):
        face = read(archive, f"files/public-sans-{part}-wght-normal.woff2")
        (fonts / f"public-sans-{part}.woff2").write_bytes(face)
    (fonts / "LICENSE.txt").write_bytes(read(archive, "LICENSE"))
    (fonts / "VERSION.txt").write_text(f"{FONT}\n{integrity}\nLicence: OFL-1.1, see LICENSE.txt\n")


if __name__ == "__main__":
    icons()
    font()
