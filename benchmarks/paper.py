"""Times the activity report against a bare canvas that draws the same strings, rules and areas at the same places.

    python -m benchmarks.paper [engagements …]

Both run alternately in one process; CPU time, medians. The floor is ReportLab's canvas with its own TrueType fonts, and
neither tags, links nor shaping.
"""

import io
import re
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from reports.activity import activity
from reports.paper.paper import Paper
from tests.reports.invented import report

RUNS = 5
FONTS = Path(__file__).parent.parent / "reports" / "fonts" / "noto-sans"
Page = list[tuple[Any, ...]]


def recorded(count: int) -> list[Page]:
    """Draws the report once; gives every string and area of each page."""
    pages: list[Page] = []
    text, fill, begin = Paper.text, Paper.fill, Paper.begin_page

    def with_text(self: Paper, element: Any, line: Any, x: float, y: float, size: float) -> None:
        for piece in line.pieces:
            said = _said(self, piece.operators)
            pages[-1].append(("text", x + piece.x, self.height - y, size, piece.span.strong, said))
        text(self, element, line, x, y, size)

    def with_area(self: Paper, x: float, y: float, width: float, height: float, *rest: Any) -> None:
        pages[-1].append(("rect", x, self.height - y - height, width, height))
        fill(self, x, y, width, height, *rest)

    def with_page(self: Paper) -> None:
        pages.append([])
        begin(self)

    Paper.text, Paper.fill, Paper.begin_page = with_text, with_area, with_page  # type: ignore[method-assign, assignment]
    try:
        activity(report(count), io.BytesIO())
    finally:
        Paper.text, Paper.fill, Paper.begin_page = text, fill, begin  # type: ignore[method-assign]
    return pages


def _said(paper: Paper, operators: str) -> str:
    """The text that these operators stand for."""
    fonts = {
        font.name: {code: text for (_, text), code in font.codes.items()} for font in paper.type.words.fonts.values()
    }
    font: dict[int, str] = {}
    said = ""
    for name, codes in re.findall(r"/(T\d+) 1 Tf|<([0-9A-F]+)>", operators):
        if name:
            font = fonts[name]
        said += "".join(font[int(codes[place : place + 4], 16)] for place in range(0, len(codes), 4))
    return said


def bare(pages: list[Page]) -> None:
    """The same strings and areas by ReportLab alone."""
    plain = canvas.Canvas(io.BytesIO(), pagesize=(595.28, 841.89), pageCompression=1)
    for page in pages:
        for mark in page:
            if mark[0] == "text":
                _, x, y, size, strong, said = mark
                plain.setFont("Strong" if strong else "Text", size)
                plain.drawString(x, y, said)
            else:
                plain.rect(*mark[1:], stroke=0, fill=1)
        plain.showPage()
    plain.save()


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    pdfmetrics.registerFont(TTFont("Text", FONTS / "NotoSans-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("Strong", FONTS / "NotoSans-SemiBold.ttf"))
    for count in [int(word) for word in sys.argv[1:]] or [1_000, 10_000]:
        pages = recorded(count)
        bare(pages)
        pairs = [
            (seconds(partial(bare, pages)), seconds(lambda count=count: activity(report(count), io.BytesIO())))
            for _ in range(RUNS)
        ]
        floor, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
        strings = sum(mark[0] == "text" for page in pages for mark in page)
        sys.stdout.write(
            f"{count:,} engagements, {len(pages):,} pages, {strings:,} strings: "
            f"floor {floor:.2f} s, report {ours:.2f} s, ratio {ours / floor:.2f}\n"
        )


if __name__ == "__main__":
    main()
