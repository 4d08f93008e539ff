"""Pages as pictures, held against those in tests/golden.

`GOLDEN=accept python -m pytest tests/reports/test_golden.py` takes the pages as they are now; look at them before.
"""

import os
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pixelmatch.contrib.PIL import pixelmatch

from reports.records import ActivityReport, Detail, Group, Paper
from tests.reports.invented import SCRIPTS, entry, report
from tests.reports.papers import printed

GOLDEN = Path(__file__).parent.parent / "golden"
SCALE = 1.25  # pixels a point
TOLERATED = 0.002  # of all pixels: edges of letters, where another version of the renderer may round differently

SCRIPTED = [entry(number, title=name, summary=f"{name}. {name}.") for number, name in enumerate(SCRIPTS.values(), 1)]
PAGES: dict[str, tuple[ActivityReport, int]] = {
    "report-front": (report(8), 0),
    "report-coverage": (report(8), 3),
    "report-scripts-letter": (
        report(detail=Detail.FULL, paper=Paper.LETTER, groups=[Group("Every script", len(SCRIPTED), SCRIPTED)]),
        -2,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_accepted(name: str, tmp_path: Path) -> None:
    made, place = PAGES[name]
    with closing(pypdfium2.PdfDocument(printed(made))) as paper:
        now = paper[place % len(paper)].render(scale=SCALE).to_pil().convert("RGB")
    golden = GOLDEN / f"{name}.png"
    if os.environ.get("GOLDEN") == "accept":
        now.save(golden, optimize=True)
    then = Image.open(golden).convert("RGB")
    assert now.size == then.size
    difference = Image.new("RGBA", now.size)
    changed = pixelmatch(then, now, difference, threshold=0.15)
    now.save(tmp_path / "now.png")
    difference.save(tmp_path / "difference.png")
    assert changed <= TOLERATED * now.width * now.height, f"look at {tmp_path}"
