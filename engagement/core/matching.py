"""Text as a search index keeps it, a question in words, and the words of it marked where they stand.

One set of functions for both engines, on writing and on asking, so that neither folds or parts text by itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engagement.core.text import clean, fold

LONGEST_WORD = 60  # signs of a word that are compared
LONGEST_QUESTION = 200  # signs of a question that are read
LONGEST_NAME = 100  # signs of a text that is likely to stand in other records too
MOST_WORDS = 16  # of a question, each sign of an unspaced script being one
KEPT = 1_000  # signs of a text that is remembered with its words taken apart
BEFORE, AFTER = 60, 140  # signs of an excerpt, from the first word that was asked for
GAP = "¶"  # stands between two texts of one record, so that no phrase runs from one into the next
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂「」『』", '"'))
ARTICLE = "ال"
ARABIC = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None})
# Scripts that set no blanks between words, and Hangul, whose words grow together: each sign is a word of its own.
UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17dd"  # Thai, Lao, Burmese, Khmer
    "\u1100-\u11ff\uac00-\ud7ff"  # Hangul
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # CJK
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_PIECE = re.compile("um*|w[wm]*")  # over the classes of signs


class _Classes(dict[int, str]):
    """For str.translate: u for a sign of an unspaced script, w for one of a word, m for a mark on either, else a blank.
    One sign for one, so that places in the text are kept."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if unicodedata.category(sign)[0] == "M":
            self[code] = "m"
        else:
            self[code] = "u" if _UNSPACED.match(sign) else "w" if sign.isalnum() else " "
        return self[code]


class _Signs(dict[int, str]):
    """For str.translate: leaves what makes words, sets unspaced signs apart, and a blank for all else."""

    def __missing__(self, code: int) -> str:
        self[code] = {"u": f" {chr(code)} ", " ": " "}.get(_CLASSES[code], chr(code))
        return self[code]


_CLASSES, _SIGNS = _Classes(), _Signs()


def index_words(text: str) -> list[str]:
    """The words of `text` as an index keeps them: folded, of letters, marks and digits only, none too long."""
    folded = fold(text)
    if folded.isascii():
        return [word[:LONGEST_WORD] for word in folded.translate(_SIGNS).split()]
    # the parts of a Hangul syllable are joined again, or each would be a word
    joined = unicodedata.normalize("NFC", folded).translate(ARABIC)
    return [_bare(word)[:LONGEST_WORD] for word in joined.translate(_SIGNS).split()]


def _bare(word: str) -> str:
    """An Arabic word without its article, which is written to it."""
    return word[2:] if word.startswith(ARTICLE) and len(word) > 3 else word


def joined_words(texts: Iterable[str]) -> str:
    """The words of several texts of one record, one string with GAPs between them."""
    parts = (_named(text) if len(text) <= LONGEST_NAME else " ".join(index_words(text)) for text in texts)
    return f" {GAP} ".join(part for part in parts if part)


@lru_cache(maxsize=10_000)  # names and phrases stand in thousands of records
def _named(text: str) -> str:
    return " ".join(index_words(text))


@dataclass(frozen=True)
class Term:
    """Words that stand one after another. Unless it is `exact`, the last may be only the beginning of a word."""

    words: tuple[str, ...]
    exact: bool

    @property
    def is_beginning(self) -> bool:
        """Whether longer words than its last fit too: never those of a script whose signs are words."""
        return not (self.exact or _UNSPACED.match(self.words[-1]))


def read_terms(text: str) -> tuple[Term, ...]:
    """The terms that a question asks for, all of which must be found: each word, and what stands in quotes as a phrase.

    Any string is a question; signs that are no part of a word ask nothing. A quote that is not closed is still typed.
    """
    terms: list[Term] = []
    left = MOST_WORDS
    for number, part in enumerate(clean(text[:LONGEST_QUESTION]).translate(QUOTES).split('"')):
        quoted = number % 2 == 1
        closed = quoted and number < text.translate(QUOTES).count('"')
        for chunk in [part] if quoted else part.split():
            words = tuple(index_words(chunk))[:left]
            if words:
                left -= len(words)
                terms.append(Term(words, exact=closed))
    return tuple(dict.fromkeys(terms))


Marked = tuple[tuple[str, bool], ...]  # pieces of a text, and whether each was asked for


def marked(text: str, terms: Sequence[Term]) -> Marked:
    """All of `text` in pieces, those that `terms` ask for marked."""
    return _parted(text, _spans(text, terms), 0, len(text))


def has(text: str, term: Term) -> bool:
    """Whether `term` stands in `text`."""
    return bool(_spans(text, [term]))


def excerpt(text: str, terms: Sequence[Term], around: Sequence[Term]) -> Marked:
    """A stretch of `text` around the first place of one of `around`, with `terms` marked; empty where none stands."""
    places = _spans(text, around)
    if not places:
        return ()
    first, last = places[0]
    start, end = max(first - BEFORE, 0), min(first + AFTER, len(text))
    if start:
        start = next((at + 1 for at in range(start, first) if text[at].isspace()), start)
    if end < len(text):
        end = next((at for at in range(end, last, -1) if text[at].isspace()), end)
    pieces = _parted(text, _spans(text, terms), start, end)
    cut_before, cut_after = (("… ", False),) if start else (), ((" …", False),) if end < len(text) else ()
    return cut_before + pieces + cut_after


def with_other(text: str, term: Term, other: str) -> str:
    """`text` with the first place where `term` stands written as `other`."""
    start, end = _spans(text, [term])[0]
    return text[:start] + other + text[end:]


def _spans(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where `terms` stand in `text`: places that neither overlap nor touch, in order."""
    if text.isascii():  # most texts have none of the words, and are not taken apart
        folded = text.casefold()
        if not any(term.words[0] in folded for term in terms):
            return []
    placed = _placed(text) if len(text) <= KEPT else _placed.__wrapped__(text)
    found: list[tuple[int, int]] = []
    for start, end in sorted(place for term in terms for place in _places(placed, term)):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=2_000)  # what is found changes little from one letter of a question to the next
def _placed(text: str) -> tuple[tuple[int, int, str], ...]:
    """The words of `text`, and where they stand."""
    return tuple(
        (one.start(), one.end(), word)
        for one in _PIECE.finditer(text.translate(_CLASSES))
        for word in index_words(text[one.start() : one.end()])
    )


def _places(placed: Sequence[tuple[int, int, str]], term: Term) -> Iterator[tuple[int, int]]:
    """Where `term` stands."""
    *before, last = term.words
    is_beginning, n = term.is_beginning, len(before)
    for at, (_, end, word) in enumerate(placed):
        if (word == last or (is_beginning and word.startswith(last))) and (
            not n or (at >= n and [one for _, _, one in placed[at - n : at]] == before)
        ):
            yield placed[at - n][0], end


def _parted(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Marked:
    pieces: list[tuple[str, bool]] = []
    at = start
    for first, last in spans:
        if last <= start or first >= end:
            continue
        first, last = max(first, start), min(last, end)
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    return tuple(piece for piece in [*pieces, (text[at:end], False)] if piece[0])
