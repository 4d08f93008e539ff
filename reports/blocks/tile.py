"""Figures, large, side by side."""

from collections.abc import Sequence

from reports.paper.flow import Fill, Flow, Put, Strip
from reports.paper.tags import Element
from reports.records import Figure
from reports.style import DISPLAY, HAIR, LEAD, SMALL
from reports.type.lines import Line, Span

GUTTER = 14.0
SIZES = (DISPLAY.size, 25.0, 20.0)  # a long number takes a smaller size; nothing is cut


def tiles(flow: Flow, parent: Element, figures: Sequence[Figure], before_words: str) -> None:
    """A row of figures: label, number, the same of the period before."""
    width = (flow.width + GUTTER) / len(figures) - GUTTER
    setter = flow.paper.type
    labels = [setter.lines([Span(f"{figure.label} ", "ink-2")], SMALL.size, width) for figure in figures]
    values = [_value(flow, figure, width) for figure in figures]
    befores = [setter.lines([Span(_before(each, before_words), "ink-2")], SMALL.size, width) for each in figures]
    below_labels = 10 + SMALL.leading * max(map(len, labels))
    below_values = below_labels + DISPLAY.leading + 2
    strip = Strip(below_values + SMALL.leading * max(map(len, befores)) + 10, keep=True)
    puts: list[Put] = []
    fills = [Fill(flow.x, 0, flow.width, HAIR, "axis"), Fill(flow.x, strip.height - HAIR, flow.width, HAIR, "line")]
    for place in range(len(figures)):
        x = flow.x + place * (width + GUTTER)
        element = flow.paper.tags.element("P", parent)
        strip.closes.append(element)
        for line, text in enumerate(labels[place]):
            puts.append(Put(element, text, x, 8 + line * SMALL.leading + SMALL.baseline, SMALL.size))
        at = x
        for line_, size in values[place]:
            puts.append(Put(element, line_, at, below_labels + DISPLAY.baseline, size))
            at += line_.width + 4
        for line, text in enumerate(befores[place]):
            puts.append(Put(element, text, x, below_values + line * SMALL.leading + SMALL.baseline, SMALL.size))
    strip.puts, strip.fills = puts, fills
    flow.add(strip)


def _before(figure: Figure, words: str) -> str:
    if figure.before:
        return f"{figure.before} in {words}" if words else f"{figure.before} before"
    return figure.refused


def _value(flow: Flow, figure: Figure, width: float) -> list[tuple[Line, float]]:
    """ "14 of 22": the number large, the words after it small, and all of it the link."""
    number, blank, words = figure.value.partition(" ")
    setter = flow.paper.type
    rest = setter.line([Span(f"{words} ", "ink", True, figure.href)], LEAD.size) if blank else None
    for size in SIZES:
        line = setter.line([Span(f"{number} ", "ours", True, figure.href)], size)
        if line.width + (rest.width + 4 if rest else 0) <= width:
            break
    return [(line, size), (rest, LEAD.size)] if rest else [(line, size)]
