"""A scene as SVG for a page. Colours are classes, so that light, dark and a brand need no second drawing."""

import re

from markupsafe import Markup, escape

from reports.charts.scene import Area, Item, Line, Link, Mark, Rect, Role, Scene, Text

CLASS: dict[Role, str] = {
    "ours": "b",
    "before": "p",
    "theirs": "t",
    "ours-soft": "soft",
    "empty": "empty",
    "grid": "grid",
    "axis": "axis",
    "ink": "ink",
    "ink-2": "ink-2",
}
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def svg(scene: Scene) -> Markup:
    """The whole drawing. A chart without links is one picture; with links it is a group of them."""
    label = _text(f"{scene.title}. {scene.says}")
    role = "group" if scene.has_links else "img"
    box = f"0 0 {_n(scene.width)} {_n(scene.height)}"
    # The direction is said because the letters are placed already: on a right-to-left page, start would be the right.
    head = f'<svg class="chart" viewBox="{box}" role="{role}" aria-label="{label}" direction="ltr">'
    return Markup(f"{head}{_joined(scene.items)}</svg>")  # noqa: S704 (made of numbers, our classes and escaped text)


def _joined(items: tuple[Item, ...] | tuple[Mark, ...]) -> str:
    return "".join(map(_item, items))


def _item(item: Item) -> str:
    match item:
        case Link(items, href, label, area):
            return f'<a href="{_text(href)}" aria-label="{_text(label)}">{_area(area)}{_joined(items)}</a>'
        case Rect(x, y, w, h, role, radius):
            rounded = f' rx="{_n(radius)}"' if radius else ""
            return f'<rect class="{CLASS[role]}" {_box(x, y, w, h)}{rounded}/>'
        case Line(x1, y1, x2, y2, role, width):
            ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
            return f'<line class="{CLASS[role]}" {ends} stroke-width="{_n(width)}"/>'
        case Text(x, y, text, size, role, anchor, strong):
            kind = f"{CLASS[role]} strong" if strong else CLASS[role]
            place = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}"'
            # Each text finds its own direction, as <bdi> would: an Arabic name among Latin ones reads rightly.
            return f'<text class="{kind}" {place} unicode-bidi="plaintext">{_text(text)}</text>'


def _area(area: Area) -> str:
    return f'<rect {_box(area.x, area.y, area.w, area.h)} fill="none" pointer-events="all"/>'


def _box(x: float, y: float, w: float, h: float) -> str:
    return f'x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}"'


def _n(value: float) -> str:
    """Short and stable, so that the same scene gives the same bytes; adding zero takes the sign off a minus zero."""
    return f"{round(value, 1) + 0.0:g}"


def _text(text: str) -> str:
    """What a person typed, as text: never mark-up, and nothing that XML forbids."""
    return str(escape(UNPRINTABLE.sub("\ufffd", text)))
