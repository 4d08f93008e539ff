"""The few sizes of the paper, and the frame that its pages share. All in points."""

from dataclasses import dataclass
from typing import NamedTuple

from reports.records import Paper


class Style(NamedTuple):
    size: float
    leading: float
    role: str = "ink"
    strong: bool = False

    @property
    def baseline(self) -> float:
        """From the top of a line's strip: capitals stand in the middle of it."""
        return self.leading / 2 + self.size * 0.355


DISPLAY = Style(30, 36, strong=True)
TITLE = Style(18, 24, strong=True)
HEAD = Style(11.5, 16, strong=True)
LEAD = Style(11.5, 16)
TEXT = Style(9.25, 13)
STRONG = TEXT._replace(strong=True)
QUIET = TEXT._replace(role="ink-2")
SMALL = Style(8, 11, "ink-2")
DENSE = Style(8, 11.5)  # a table of many columns
HAIR = 0.5  # the thickness of a rule


@dataclass(frozen=True)
class Frame:
    width: float
    height: float
    side: float = 60
    top: float = 76
    foot: float = 70

    @property
    def inner(self) -> float:
        return self.width - 2 * self.side


FRAMES = {Paper.A4: Frame(595.28, 841.89), Paper.LETTER: Frame(612, 792)}
