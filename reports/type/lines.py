"""Paragraphs to lines: where they break, and the operators of each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from icu4py.breakers import LineBreaker

from reports.type.clean import clean
from reports.type.direction import RTL, is_rtl, levels, visual
from reports.type.faces import EM, Family
from reports.type.fallback import cjk
from reports.type.words import BLANK, Run, Word, Words

NAME = 48  # letters at most in what is kept as a name
NAMES = 4_096  # kept
EASY = re.compile("(?:[A-Za-z0-9][A-Za-z0-9.,;:'\"&]*(?: |$))*")  # only its blanks are breaks
SEGMENT = re.compile("[^ ]+ ?")
OUTLINE = 0.03  # of the size: what an outline adds to the strokes of a letter


class Span(NamedTuple):
    """A stretch of a paragraph in one look. `role` is a colour.

    An `href` makes it a link to the web, a `target` one to a place in the paper.
    """

    text: str
    role: str = "ink"
    strong: bool = False
    href: str = ""
    language: str = ""
    target: str = ""


class Piece(NamedTuple):
    """What is drawn in one go: from `x` on, `width` wide, both in points from the line's left end."""

    x: float
    width: float
    operators: str
    span: Span


class Line(NamedTuple):
    width: float
    pieces: tuple[Piece, ...]
    rtl: bool = False


class Part(NamedTuple):
    """Part of a line before it has its place."""

    text: str
    span: Span
    word: Word
    level: int


class Type:
    """Sets text for one document."""

    def __init__(self) -> None:
        self.words = Words()
        self._names: dict[tuple[tuple[Span, ...], float, float, bool], list[Line]] = {}

    def measure(self, text: str, size: float, strong: bool = False) -> float:
        """The width of one line, in points."""
        return self.line([Span(text, strong=strong)], size).width

    def line(self, spans: Sequence[Span], size: float, tabular: bool = False) -> Line:
        """All of it as one line, however long."""
        return next(iter(self.lines(spans, size, float("inf"), tabular)), Line(0, ()))

    def lines(self, spans: Sequence[Span], size: float, width: float, tabular: bool = False) -> list[Line]:
        """The lines of a paragraph, each at most `width` points wide. Line ends that were typed are kept."""
        if sum(len(span.text) for span in spans) > NAME:
            return self._lines(spans, size, width, tabular)
        key = (tuple(spans), size, width, tabular)  # bodies, topics, kinds: the same names come again and again
        found = self._names.get(key)
        if found is None:
            if len(self._names) >= NAMES:
                self._names.clear()
            found = self._names[key] = self._lines(spans, size, width, tabular)
        return found

    def _lines(self, spans: Sequence[Span], size: float, width: float, tabular: bool) -> list[Line]:
        out: list[Line] = []
        for paragraph in _paragraphs(spans):
            out += self._set(paragraph, size, width * EM / size, tabular)
        return out

    def _set(self, spans: list[Span], size: float, room: float, tabular: bool) -> Iterable[Line]:
        text = "".join(span.text for span in spans)
        turns = RTL.search(text) is not None
        scale = size / EM
        if len(spans) == 1 and not turns:
            return self._plain(spans[0], room, scale, tabular)
        base = int(turns and len(spans) == 1 and is_rtl(text))
        parts = self._parts(spans, text, base, tabular)
        return [_drawn(line, scale, turns, base, self.words) for line in self._filled(parts, room)]

    def _plain(self, span: Span, room: float, scale: float, tabular: bool) -> Iterator[Line]:
        """The lines of one span that runs to the right: nearly all text, so the quick way."""
        text, strong = span.text, span.strong
        east = cjk(text, span.language)
        word = self.words.word
        runs: list[Run] = []
        wide = trail = 0
        for segment in segments(text):
            part = word(segment, strong, east, False, tabular)
            width = part.width
            if wide + width - part.trail > room:
                if runs:
                    yield _whole(runs, (wide - trail) * scale, span)
                    runs, wide = [], 0
                if width - part.trail > room:
                    *pieces, last = self.words.pieces(segment, int(room), strong, east, False)
                    for piece in pieces:
                        whole = word(piece, strong, east, False, tabular)
                        yield _whole(whole.runs, (whole.width - whole.trail) * scale, span)
                    part = word(last, strong, east, False, tabular)
                    width = part.width
            runs += part.runs
            wide += width
            trail = part.trail
        if runs:
            yield _whole(runs, (wide - trail) * scale, span)

    def _parts(self, spans: list[Span], text: str, base: int, tabular: bool) -> Iterator[list[Part]]:
        """What may not be broken, one after another; each in parts of one span and one direction."""
        word = self.words.word
        owners, ways = _owners(spans, base)
        easts = [cjk(span.text, span.language) for span in spans]
        end = 0
        for segment in segments(text):
            start, end = end, end + len(segment)
            found: list[Part] = []
            while start < end:
                stop = start + 1
                while stop < end and owners[stop] == owners[start] and ways[stop] == ways[start]:
                    stop += 1
                span, east = spans[owners[start]], easts[owners[start]]
                part, level = text[start:stop], ways[start]
                found.append(Part(part, span, word(part, span.strong, east, level % 2 == 1, tabular), level))
                start = stop
            yield found

    def _filled(self, segments: Iterable[list[Part]], room: float) -> Iterable[list[Part]]:
        line: list[Part] = []
        wide = 0
        for segment in segments:
            own = sum(part.word.width for part in segment)
            seen = own - segment[-1].word.trail
            if line and wide + seen > room:
                yield line
                line, wide = [], 0
            if seen > room:
                *whole, segment = self._broken(segment, int(room))
                yield from whole
                own = sum(part.word.width for part in segment)
            line = line + segment if line else segment
            wide += own
        if line:
            yield line

    def _broken(self, segment: list[Part], room: int) -> list[list[Part]]:
        """A segment wider than a line, in lines."""
        out: list[list[Part]] = [[]]
        wide = 0
        for part in segment:
            _, span, _, level = part
            east: Family | None = cjk(part.text, span.language)
            for text in self.words.pieces(part.text, room, span.strong, east, level % 2 == 1):
                word = self.words.word(text, span.strong, east, level % 2 == 1, False)
                if out[-1] and wide + word.width - word.trail > room:
                    out.append([])
                    wide = 0
                out[-1].append(Part(text, span, word, level))
                wide += word.width
        return out


def segments(text: str) -> Iterable[str]:
    """The parts of a text between which a line may break."""
    if EASY.fullmatch(text):
        return SEGMENT.findall(text)
    return iter(LineBreaker(text, "en"))  # not its offsets, which are of UTF-16


def _paragraphs(spans: Sequence[Span]) -> Iterable[list[Span]]:
    paragraph: list[Span] = []
    for span in spans:
        text = clean(span.text)
        if "\n" not in text:
            paragraph.append(span if text is span.text else span._replace(text=text))
            continue
        first, *rest = text.split("\n")
        paragraph.append(span._replace(text=first))
        for text in rest:
            yield paragraph
            paragraph = [span._replace(text=text)]
    yield paragraph


def _owners(spans: list[Span], base: int) -> tuple[list[int], list[int]]:
    """For each character its span and its level. A span is an island: what stands beside it does not turn it."""
    owners: list[int] = []
    ways: list[int] = []
    for place, span in enumerate(spans):
        owners += [place] * len(span.text)
        own = int(is_rtl(span.text)) if len(spans) > 1 else base
        lift = 0 if own >= base else 2
        ways += (
            [level + lift for level in levels(span.text, own)] if RTL.search(span.text) else [base * 2] * len(span.text)
        )
    return owners, ways


def _drawn(parts: list[Part], scale: float, turns: bool, base: int, words: Words) -> Line:
    if not turns:
        return _straight(parts, scale)
    last = parts[-1]
    bare = last.text.rstrip(BLANK)
    if bare != last.text:  # the blanks at the end of a line run with the paragraph, not with the last word
        east = cjk(last.text, last.span.language)
        parts = [
            *parts[:-1],
            last._replace(text=bare, word=words.word(bare, last.span.strong, east, last.level % 2 == 1, False)),
        ]
    places: dict[int, int] = {}
    x = 0
    for place in visual([(place, part.level) for place, part in enumerate(parts)]):
        places[place] = x
        x += parts[place].word.width
    # In logical order, each at its visual place: that is the order in which a reader's software gives the text back.
    pieces = (
        Piece(places[place] * scale, part.word.width * scale, operators(part.word.runs), part.span)
        for place, part in enumerate(parts)
        if part.word.runs
    )
    return Line(x * scale, tuple(pieces), bool(base))


def _straight(parts: list[Part], scale: float) -> Line:
    """Left to right: neighbours of one span are drawn in one go."""
    pieces: list[Piece] = []
    x = begin = 0
    runs: list[Run] = []
    span = parts[0].span
    for part in parts:
        if part.span is not span:
            pieces.append(Piece(begin * scale, (x - begin) * scale, operators(runs), span))
            begin, runs, span = x, [], part.span
        runs += part.word.runs
        x += part.word.width
    seen = x - parts[-1].word.trail
    pieces.append(Piece(begin * scale, (seen - begin) * scale, operators(runs), span))
    return Line(seen * scale, tuple(pieces))


def _whole(runs: Sequence[Run], width: float, span: Span) -> Line:
    return Line(width, (Piece(0, width, operators(runs), span),))


def operators(runs: Sequence[Run]) -> str:
    """Text operators at a size of one em: the matrix before them brings size and place."""
    font = runs[0].font if runs else ""
    if all(run.font == font and not run.rise and not run.outlined for run in runs):
        return f"/{font} 1 Tf [{''.join([run.codes for run in runs])}]TJ" if runs else ""
    out: list[str] = []
    look = Run("", "")
    for run in runs:
        if run.font != look.font:
            out.append(f"/{run.font} 1 Tf")
        if run.rise != look.rise:
            out.append(f"{run.rise:g} Ts")
        if run.outlined != look.outlined:
            out.append(f"2 Tr {OUTLINE:g} w" if run.outlined else "0 Tr")
        out.append(f"[{run.codes}]TJ")
        look = run
    if look.rise:
        out.append("0 Ts")
    if look.outlined:
        out.append("0 Tr")
    return " ".join(out)
