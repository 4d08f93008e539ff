"""Times the activity report against a bare canvas that draws the same strings, rules and areas at the same places.

CPU time. The floor is ReportLab's canvas with its own TrueType fonts, and neither tags, links nor shaping.
"""

import io
import re
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from benchmarks.harness import Amount, Bar, Pair
from benchmarks.memory import ran
from benchmarks.worlds import World
from reports.activity import activity
from reports.paper.paper import Paper
from tests.reports.invented import report

COUNTS = (1_000, 10_000)
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
                _, x, y, width, height = mark
                plain.rect(x, y, width, height, stroke=0, fill=1)
        plain.showPage()
    plain.save()


def pairs(world: World) -> Iterator[Pair | Amount]:
    """Reports of a thousand engagements, and of ten thousand where there are so many: the paper asks no database."""
    pdfmetrics.registerFont(TTFont("Text", FONTS / "NotoSans-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("Strong", FONTS / "NotoSans-SemiBold.ttf"))
    for count in [count for count in COUNTS if count <= world.size] or [world.size]:
        pages = recorded(count)
        yield Pair(
            f"activity report of {count:,} engagements: CPU",
            partial(_drawn, count),
            partial(bare, pages),
            Bar(2.0),
            clock=time.process_time,
            same=lambda: None,  # the floor draws what was recorded of ours
            most=5,
            warm=1,
        )
        _, peak = ran("benchmarks.paper", str(count))
        yield Amount(f"activity report of {count:,} engagements: memory", "", 0, peak, 200, "MB")


def _drawn(count: int) -> None:
    activity(report(count), io.BytesIO())


def main() -> None:
    """Makes one report and throws it away: for its memory."""
    _drawn(int(sys.argv[1]))


if __name__ == "__main__":
    main()
