"""What stands on which page; each line leads there."""

from collections.abc import Sequence
from typing import NamedTuple

from reports.blocks.text import name_lines
from reports.paper.flow import Fill, Flow, Put, Strip
from reports.paper.paper import Paper
from reports.paper.tags import Element
from reports.style import HAIR, STRONG, TEXT, Style
from reports.type.lines import Span

NUMBER = 40.0  # the room that a page's number has
INDENT = 14.0


class Listed(NamedTuple):
    title: str
    key: str
    level: int = 1
    language: str = ""


def contents(flow: Flow, parent: Element, listed: Sequence[Listed]) -> None:
    """A line for each. The numbers come when the pages have been made."""
    with flow.within("TOC", parent) as toc:
        for each in listed:
            _item(flow, toc, each, STRONG if each.level == 1 else TEXT)


def _item(flow: Flow, toc: Element, listed: Listed, style: Style) -> None:
    indent = INDENT * (listed.level - 1)
    span = Span(listed.title, style.role, style.strong, language=listed.language, target=listed.key)
    lines = name_lines(flow, [span], style, flow.width - indent - NUMBER)
    item = flow.paper.tags.element("TOCI", toc)
    above = 5.0 if listed.level == 1 else 1.0
    strips = [
        Strip(style.leading, [Put(item, line, flow.x + indent, style.baseline, style.size)], keep=True)
        for line in lines
    ]

    def number(paper: Paper, y: float) -> None:
        paper.number_of(item, listed.key, flow.x + flow.width, y + style.baseline, style.size)

    strips[-1].draw = number
    strips[-1].keep = False
    strips[-1].closes = [item]
    if listed.level == 1:
        strips[0].fills = [Fill(flow.x, -3, flow.width, HAIR, "line")]
    strips[0].before = above + 3
    flow.add(*strips)
