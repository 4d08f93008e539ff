"""Words, shaped once: from text to the operators that draw it, whatever the size.

A document has fonts of its own. In them a code stands for a pair of glyph and text, so that what is copied out of the
paper is what was typed, ligatures, reordered vowels and all.
"""

from typing import NamedTuple

from icu4py.breakers import CharacterBreaker

from reports.type.faces import EM, Face, Family, Glyph
from reports.type.fallback import runs

BLANK = " \u3000\u200b"
UNSEEN = 2  # thousandths of the size: a shift that nobody sees is put off until it adds up
CACHED = 60_000  # words; then all are forgotten, which costs less than keeping count


class Run(NamedTuple):
    """Part of a word in one font: the inside of a TJ array, how far it is raised above the line (in ems), and whether
    its outline is drawn as well, which makes a face without a strong weight strong."""

    font: str
    codes: str
    rise: float = 0
    outlined: bool = False


class Word(NamedTuple):
    runs: tuple[Run, ...]
    width: int  # in thousandths of the size, blanks at the end included
    trail: int  # the width of those blanks


class Font:
    """A face as one document uses it."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.codes: dict[tuple[int, str], int] = {}
        self.widths: dict[int, int] = {}  # by glyph

    def code(self, gid: int, text: str) -> int:
        found = self.codes.get((gid, text))
        if found is None:
            found = self.codes[gid, text] = len(self.codes) + 1
            if gid not in self.widths:
                self.widths[gid] = self.face.width(gid)
        return found


class Words:
    """The shaper of one document, and what it has shaped."""

    def __init__(self) -> None:
        self.fonts: dict[Face, Font] = {}
        self._words: dict[tuple[str, bool, Family | None, bool, bool], Word] = {}

    def word(self, text: str, strong: bool, east: Family | None, rtl: bool, tabular: bool) -> Word:
        key = (text, strong, east, rtl, tabular)
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= CACHED:
                self._words.clear()
            found = self._words[key] = self._shaped(text, strong, east, rtl, tabular)
        return found

    def pieces(self, text: str, room: int, strong: bool, east: Family | None, rtl: bool) -> list[str]:
        """A word too long for a line in parts that each fit: one shaping, then running widths."""
        at: dict[int, int] = {}  # the advance of the cluster that begins there
        begin = 0
        for face, drawn, meant in runs(text, strong, east):
            for glyph in face.shape(drawn, rtl, False):
                at[begin + glyph.start] = at.get(begin + glyph.start, 0) + glyph.advance
            begin += len(meant)
        out: list[str] = []
        part, wide, place = "", 0, 0
        for cluster in CharacterBreaker(text, "en"):
            advance = sum(at.get(index, 0) for index in range(place, place + len(cluster)))
            if part and wide + advance > room:
                out.append(part)
                part, wide = "", 0
            part += cluster
            wide += advance
            place += len(cluster)
        return [*out, part]

    def _font(self, face: Face) -> Font:
        found = self.fonts.get(face)
        if found is None:
            found = self.fonts[face] = Font(face, f"T{len(self.fonts)}")
        return found

    def _shaped(self, text: str, strong: bool, east: Family | None, rtl: bool, tabular: bool) -> Word:
        parts: list[Run] = []
        width = 0
        found = list(runs(text, strong, east))
        for face, drawn, meant in reversed(found) if rtl else found:
            added, advance = _drawn(self._font(face), drawn, meant, rtl, tabular)
            if strong and not face.has_strong:
                added = [run._replace(outlined=True) for run in added]
            parts += added
            width += advance
        bare = text.rstrip(BLANK)
        trail = (
            0 if bare == text else (self.word(text[len(bare) :], strong, east, rtl, tabular).width if bare else width)
        )
        return Word(tuple(parts), width, trail)


def _drawn(font: Font, drawn: str, meant: str, rtl: bool, tabular: bool) -> tuple[list[Run], int]:
    """A run in one font as TJ arrays, a new one wherever the rise changes; and its advance."""
    glyphs = list(font.face.shape(drawn, rtl, tabular))
    texts = _texts(glyphs, drawn, meant, rtl)
    parts: list[Run] = []
    array: list[str] = []
    codes: list[str] = []
    rise = width = 0
    moved = 0  # how far the pen stands to the right of where the next glyph begins

    def close() -> None:
        if codes:
            array.append(f"<{''.join(codes)}>")
            codes.clear()

    for glyph, text in zip(glyphs, texts, strict=True):
        if abs(glyph.y - rise) > UNSEEN:
            close()
            if array:
                parts.append(Run(font.name, "".join(array), rise / EM))
                array = []
            rise = glyph.y
        moved -= glyph.x
        if abs(moved) > UNSEEN:
            close()
            array.append(f"{moved} ")
            moved = 0
        codes.append(f"{font.code(glyph.gid, text):04X}")
        moved += font.widths[glyph.gid] - glyph.advance + glyph.x
        width += glyph.advance
    close()
    if moved:
        array.append(f"{moved} ")
    if array:
        parts.append(Run(font.name, "".join(array), rise / EM))
    return parts, width


def _texts(glyphs: list[Glyph], drawn: str, meant: str, rtl: bool) -> list[str]:
    """What each glyph stands for.

    A cluster's text goes to its glyphs that take room, in reading order, whichever letters they show: so no gap looks
    like a blank to a reader's software, and what is copied is in order even where vowels stand before their consonant.
    """
    if drawn != meant:
        return [meant if place == 0 else "" for place in range(len(glyphs))]
    starts = sorted({glyph.start for glyph in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(drawn)], strict=True)) if starts else {}
    if len(starts) == len(glyphs):
        return [drawn[glyph.start : ends[glyph.start]] for glyph in glyphs]
    texts = [""] * len(glyphs)
    for start, end in ends.items():
        own = [place for place, glyph in enumerate(glyphs) if glyph.start == start]
        wide = [place for place in own if glyphs[place].advance] or own
        wide = wide[::-1] if rtl else wide
        first = max(end - len(wide) + 1, start + 1)
        for place, text in zip(wide, [drawn[start:first], *drawn[first:end]], strict=False):
            texts[place] = text
    return texts
