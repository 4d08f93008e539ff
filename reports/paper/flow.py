"""Fills pages from top to bottom with strips: slices of the paper that are never cut."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from reports.paper.paper import Paper
from reports.paper.tags import Element
from reports.type.lines import Line


class Put(NamedTuple):
    """A line within a strip; `y` is its baseline, from the strip's top."""

    element: Element | None
    line: Line
    x: float
    y: float
    size: float


class Fill(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    role: str
    radius: float = 0


@dataclass(slots=True)
class Strip:
    """`before` is the blank above it, dropped at the top of a page. `keep`: never the last of a page."""

    height: float
    puts: Sequence[Put] = ()
    fills: Sequence[Fill] = ()
    before: float = 0
    keep: bool = False
    draw: Callable[[Paper, float], None] | None = None  # whatever else, given the strip's top
    closes: list[Element] = field(default_factory=list)
    repeats: Sequence["Strip"] = ()  # what stands at the head of pages from here on


class Flow:
    """The running text of a paper, within a frame that is the same on each page."""

    def __init__(
        self, paper: Paper, x: float, width: float, top: float, bottom: float, furniture: Callable[[Paper], None]
    ) -> None:
        self.paper = paper
        self.x = x
        self.width = width
        self.top = top
        self.bottom = bottom
        self._furniture = furniture  # draws a page's head and foot
        self._chain: list[Strip] = []
        self._repeated: Sequence[Strip] = ()
        self._y = self._first = top  # `_first`: where the page's own content begins, below a repeated head

    def begin(self) -> None:
        """Opens the first page."""
        self._open()

    def add(self, *strips: Strip) -> None:
        for strip in strips:
            self._chain.append(strip)
            if not strip.keep:
                self._place()

    def close(self, element: Element) -> None:
        """Closes an element once all of it has been drawn."""
        if self._chain:
            self._chain[-1].closes.append(element)
        else:
            self.paper.tags.close(element)

    @contextmanager
    def within(self, tag: str, parent: Element, attributes: str = "", says: str = "") -> Iterator[Element]:
        element = self.paper.tags.element(tag, parent, attributes, says)
        yield element
        self.close(element)

    @contextmanager
    def repeating(self, strips: Sequence[Strip]) -> Iterator[None]:
        """Adds these, and draws them again at the head of each page opened meanwhile, unread: they were read once."""
        strips[-1].repeats = strips
        self.add(*strips)
        yield
        self._settle()
        self._repeated = ()

    def new_page(self) -> None:
        """Goes on at the top of a page."""
        self._settle()
        if self._y > self._first:
            self.paper.end_page()
            self._open()

    def finish(self) -> None:
        self._settle()
        self.paper.end_page()

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.bottom - self._y - sum(strip.before + strip.height for strip in self._chain)

    def _settle(self) -> None:
        if self._chain:
            self._place()

    def _place(self) -> None:
        """Draws the strips that hold together, on a new page if they do not fit on this one."""
        chain, self._chain = self._chain, []
        needed = sum(strip.before + strip.height for strip in chain)
        if self._y > self._first and self.bottom - self._y < needed <= self.bottom - self.top:
            self._turn()
        for strip in chain:
            before = strip.before if self._y > self._first else 0
            if self._y + before + strip.height > self.bottom + 0.01 and self._y > self._first:
                self._turn()
                before = 0
            self._y += before
            self._draw(strip, self._y)
            self._y += strip.height
            self._repeated = strip.repeats or self._repeated

    def _draw(self, strip: Strip, y: float) -> None:
        paper = self.paper
        for area in strip.fills:
            paper.fill(area.x, y + area.y, area.width, area.height, area.role, area.radius)
        for put in strip.puts:
            paper.text(put.element, put.line, put.x, y + put.y, put.size)
        if strip.draw:
            strip.draw(paper, y)
        for element in strip.closes:
            paper.tags.close(element)

    def _turn(self) -> None:
        self.paper.end_page()
        self._open()

    def _open(self) -> None:
        self.paper.begin_page()
        self._furniture(self.paper)
        self._y = self.top
        for strip in self._repeated:
            unread = [put._replace(element=None) for put in strip.puts]
            self._draw(Strip(strip.height, unread, strip.fills), self._y)
            self._y += strip.height
        self._first = self._y
