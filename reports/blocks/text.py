"""Headings and paragraphs."""

from collections.abc import Sequence

from reports.paper.flow import Flow, Put, Strip
from reports.paper.tags import Element
from reports.style import HEAD, STRONG, TEXT, TITLE, Style
from reports.type.clean import one_line
from reports.type.lines import Line, Span

WHOLE = 8  # so many lines side by side are never split
SEPARATOR = Span("\u00a0· ", "ink-3")  # between names; never the first of a line
LEVELS = {1: (TITLE, 0.0, 8.0), 2: (HEAD, 18.0, 4.0), 3: (STRONG, 10.0, 2.0)}  # style, blank above, blank below


def set_lines(
    flow: Flow, element: Element, lines: Sequence[Line], style: Style, x: float, width: float, before: float = 0
) -> list[Strip]:
    """Lines as strips; two lines of a paragraph are the least that stand alone on a page."""
    strips = [
        Strip(style.leading, [Put(element, line, aligned(line, x, width), style.baseline, style.size)])
        for line in lines
    ]
    for place in (0, len(strips) - 2):
        if 0 <= place < len(strips) - 1:
            strips[place].keep = True
    if strips:
        strips[0].before = before
    return strips


def name_lines(flow: Flow, runs: Sequence[Span], style: Style, width: float) -> list[Line]:
    """The lines of a name: at least one, a dash where nothing of it can be seen."""
    setter = flow.paper.type
    lines = setter.lines(runs, style.size, width)
    return lines or setter.lines([runs[0]._replace(text="–")], style.size, width)


def side_by_side(columns: Sequence[Sequence[Put]], leading: float, above: float = 0) -> list[Strip]:
    """Columns of lines on one grid, read one column after another: one strip where they are short, else one a line.

    The `y` of each is as if it stood alone. The last strip closes the elements.
    """
    tall = max(1, *map(len, columns))
    elements = list(dict.fromkeys(put.element for column in columns for put in column if put.element))
    if tall <= WHOLE:
        puts = [
            Put(put.element, put.line, put.x, put.y + above + place * leading, put.size)
            for column in columns
            for place, put in enumerate(column)
        ]
        return [Strip(tall * leading + above, puts, closes=elements)]
    strips = [Strip(leading, [column[row] for column in columns if row < len(column)]) for row in range(tall)]
    strips[0] = Strip(leading + above, [put._replace(y=put.y + above) for put in strips[0].puts])
    for strip in (*strips[:2], strips[-2]):
        strip.keep = True
    strips[-1].closes = elements
    return strips


def aligned(line: Line, x: float, width: float) -> float:
    """Where the line begins: at the left, or so that a line of a right-to-left text ends at the right."""
    return x + width - line.width if line.rtl else x


def spans(text: str, style: Style, href: str = "", language: str = "") -> list[Span]:
    return [Span(text, style.role, style.strong, href, language)]


def paragraph(
    flow: Flow,
    parent: Element,
    text: str | Sequence[Span],
    style: Style = TEXT,
    before: float = 0,
    keep: bool = False,
) -> None:
    """A paragraph over the whole width. `keep`: the next block stays on its page."""
    runs = spans(text, style) if isinstance(text, str) else text
    lines = flow.paper.type.lines(runs, style.size, flow.width)
    with flow.within("P", parent) as element:
        strips = set_lines(flow, element, lines, style, flow.x, flow.width, before)
        if strips:
            strips[-1].keep = keep
        flow.add(*strips)


def heading(
    flow: Flow,
    parent: Element,
    text: str,
    level: int,
    key: str = "",
    href: str = "",
    language: str = "",
    beside: str = "",
) -> None:
    """A heading; with a key it stands in the outline and can be linked to. Never the last thing on a page."""
    style, before, after = LEVELS[level]
    said = spans(text, style, href, language)
    if beside:
        said.append(Span(f"  {beside}", "ink-3"))
    lines = name_lines(flow, said, style, flow.width)
    with flow.within(f"H{level}", parent) as element:
        strips = set_lines(flow, element, lines, style, flow.x, flow.width, before)
        if key:
            title = one_line(text)
            strips[0].draw = lambda paper, y: paper.place(key, y - 12, title, level)
        for strip in strips:
            strip.keep = True
        flow.add(*strips, Strip(after, keep=True))
