"""How wide a text is, and how it is made to fit."""

import unicodedata
from collections.abc import Callable

Measure = Callable[[str, float, bool], float]
"""Text, size and whether it is strong, to its width in points."""

# Of the size: what a letter of Public Sans takes, with room for the wider fonts that a device may have.
AVERAGE, DIGIT, WIDE = 0.59, 0.68, 1.05
JOINERS = ("\u200c", "\u200d")


def roughly(text: str, size: float, strong: bool = False) -> float:
    """The width by an average letter: for pages, whose font is the reader's."""
    return sum(_roughly(character) for character in text) * size * (1.06 if strong else 1)


def _roughly(character: str) -> float:
    if _joins(character):
        return 0
    if character.isdigit():
        return DIGIT
    return WIDE if unicodedata.east_asian_width(character) in "WF" else AVERAGE


def fitted(text: str, room: float, size: float, measure: Measure, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines of this room. What does not fit ends in an ellipsis."""
    out: list[str] = []
    words = text.split()
    while words and len(out) < lines:
        line = words.pop(0)
        while words and measure(f"{line} {words[0]}", size, False) <= room:
            line = f"{line} {words.pop(0)}"
        if measure(line, size, False) > room:
            head, tail = _broken(line, room, size, measure)
            words[:0] = [tail] if tail else []
            line = head
        out.append(line)
    if words:
        out[-1] = _shortened(f"{out[-1]} {words[0]}", room, size, measure)
    return tuple(out) or ("",)


def _shortened(text: str, room: float, size: float, measure: Measure) -> str:
    ellipsis = measure("…", size, False)
    head, _ = _broken(text, room - ellipsis, size, measure)
    return head.rstrip() + "…"


def _broken(word: str, room: float, size: float, measure: Measure) -> tuple[str, str]:
    """The longest beginning that fits, at least one letter with its marks, and the rest."""
    clusters = _clusters(word)
    low, high = 1, len(clusters)
    while low < high:
        middle = (low + high + 1) // 2
        if measure("".join(clusters[:middle]), size, False) <= room:
            low = middle
        else:
            high = middle - 1
    return "".join(clusters[:low]), "".join(clusters[low:])


def _clusters(text: str) -> list[str]:
    """Letters with the marks that belong to them, so that no accent or vowel sign is torn off."""
    out: list[str] = []
    for character in text:
        if out and (_joins(character) or out[-1].endswith("\u200d")):
            out[-1] += character
        else:
            out.append(character)
    return out


def _joins(character: str) -> bool:
    return character in JOINERS or unicodedata.category(character) in ("Mn", "Mc", "Me")
