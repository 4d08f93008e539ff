"""Charts on paper: writes a scene by canvas operators, under its title and the sentence that says what it shows."""

from collections.abc import Sequence

from reports.blocks.text import set_lines, spans
from reports.charts.scene import Line, Link, Mark, Rect, Scene, Text
from reports.paper.flow import Flow, Strip
from reports.paper.paper import Paper
from reports.paper.tags import Element
from reports.style import SMALL, STRONG
from reports.type.clean import address
from reports.type.lines import Span

GUTTER = 28.0
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


def charts(flow: Flow, parent: Element, scenes: Sequence[Scene], before: float = 16) -> None:
    """One or two drawings side by side, as wide as they were made."""
    columns = [
        _column(flow, parent, scene, flow.x + place * (scene.width + GUTTER)) for place, scene in enumerate(scenes)
    ]
    rows = max(len(strips) for strips, _ in columns)
    for row in range(rows):
        puts = [put for strips, _ in columns if row < len(strips) for put in strips[row].puts]
        height = max(strips[row].height for strips, _ in columns if row < len(strips))
        closes = [element for strips, _ in columns if row < len(strips) for element in strips[row].closes]
        flow.add(Strip(height, puts, before=before if row == 0 else 0, keep=True, closes=closes))
    drawing = Strip(max(scene.height for scene in scenes) + 4, before=7)

    def draw(paper: Paper, y: float) -> None:
        for place, (scene, (_, figure)) in enumerate(zip(scenes, columns, strict=True)):
            write(paper, figure, scene, flow.x + place * (scene.width + GUTTER), y)

    drawing.draw = draw
    drawing.closes = [figure for _, figure in columns]
    flow.add(drawing)


def room(flow: Flow, side_by_side: int) -> float:
    """How wide each of so many drawings may be."""
    return (flow.width - GUTTER * (side_by_side - 1)) / side_by_side


def _column(flow: Flow, parent: Element, scene: Scene, x: float) -> tuple[list[Strip], Element]:
    """Title and sentence as strips, and the element that the drawing will be."""
    setter, tags = flow.paper.type, flow.paper.tags
    title, says = tags.element("P", parent), tags.element("P", parent)
    strips = set_lines(
        flow, title, setter.lines(spans(scene.title, STRONG), STRONG.size, scene.width), STRONG, x, scene.width
    )
    strips[-1].closes = [title]
    told = set_lines(flow, says, setter.lines(spans(scene.says, SMALL), SMALL.size, scene.width), SMALL, x, scene.width)
    if told:
        told[-1].closes = [says]
    return [*strips, *told], tags.element("Figure", parent, says=f"{scene.title}. {scene.says} {_read(scene)}")


def _read(scene: Scene) -> str:
    """The numbers of the drawing, for those who cannot see it."""
    return "; ".join(f"{row[0]}: {', '.join(map(str, row[1:]))}" for row in scene.table.rows[:40])


def write(paper: Paper, figure: Element, scene: Scene, x: float, y: float) -> None:
    """Draws the scene with its top left at this spot."""
    for item in scene.items:
        if isinstance(item, Link) and address(item.href):
            for mark in item.items:
                _mark(paper, figure, mark, x, y)
            link = paper.tags.element("Link", figure)
            area = item.area
            paper.hit(link, item.href, item.label, x + area.x, y + area.y, area.w, area.h)
            paper.tags.close(link)
        else:
            for mark in item.items if isinstance(item, Link) else [item]:
                _mark(paper, figure, mark, x, y)


def _mark(paper: Paper, figure: Element, mark: Mark, x: float, y: float) -> None:
    match mark:
        case Rect(left, top, width, height, "empty"):
            right, low = x + left + width - 0.25, y + top + height - 0.25
            corners = [(x + left + 0.25, y + top + 0.25), (right, y + top + 0.25), (right, low), (x + left + 0.25, low)]
            paper.stroke(corners, "empty", 0.5, is_closed=True, element=figure)
        case Rect(left, top, width, height, role, radius):
            if width > 0 and height > 0:
                paper.fill(x + left, y + top, width, height, role, radius, figure)
        case Line(x1, y1, x2, y2, role, width):
            paper.stroke([(x + x1, y + y1), (x + x2, y + y2)], role, width, element=figure)
        case Text(left, top, text, size, role, anchor, strong):
            line = paper.type.line([Span(f"{text} ", role, strong)], size)
            paper.text(figure, line, x + left - line.width * SHIFT[anchor], y + top, size)
