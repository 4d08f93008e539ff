"""What a chart is made of, before anybody draws it.

The unit is the point, the origin stands at the top left and y grows downwards. A colour is a role: page and paper each
have their own palette for it, so that one drawing serves light, dark and print.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["ours", "theirs", "before", "ours-soft", "empty", "grid", "axis", "ink", "ink-2"]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rect:
    """A filled rectangle. The role "empty" is an outline: a cell in which nothing is."""

    x: float
    y: float
    w: float
    h: float
    role: Role
    radius: float = 0


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    role: Role
    width: float = 0.75


@dataclass(frozen=True)
class Text:
    """One line of text; y is its baseline. `anchor` is of the page, not of the script: "start" is always the left."""

    x: float
    y: float
    text: str
    size: float
    role: Role = "ink-2"
    anchor: Anchor = "start"
    strong: bool = False


Mark = Rect | Line | Text


@dataclass(frozen=True)
class Area:
    """Where a link can be hit. Never drawn."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Link:
    """Marks that open a list. `label` says the whole of it, with the full name, for those who cannot see the marks."""

    items: tuple[Mark, ...]
    href: str
    label: str
    area: Area


Item = Mark | Link


@dataclass(frozen=True)
class Table:
    """The same numbers to read: the first column names the row, the others are values."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True)
class Scene:
    """A chart. `title` and `says` are set above it by whoever places it; they are not among the items."""

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    says: str
    table: Table

    @property
    def has_links(self) -> bool:
        return any(isinstance(item, Link) for item in self.items)

    def marks(self) -> Iterator[Mark]:
        """All that is drawn, in the order of drawing."""
        for item in self.items:
            if isinstance(item, Link):
                yield from item.items
            else:
                yield item


def linked(items: tuple[Mark, ...], href: str, label: str, area: Area) -> tuple[Item, ...]:
    """The marks as a link, or as they are where there is no list to open."""
    return (Link(items, href, label, area),) if href else items
