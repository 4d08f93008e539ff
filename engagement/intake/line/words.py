"""The text of a line, sign by sign: what is compared, where words begin, and which runs of words may be a name."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from engagement.core.text import clean, fold

LONGEST = 2_000  # characters of a line that are read
MOST_WORDS = 10  # of a name
MOST_SIGNS = 16  # of a name in a script without blanks
MOST_RUNS = 1_200
MARK = "ـ"  # stands for a combining mark, which would else part a word of Hindi or Thai in two

WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*")
HASHTAG = re.compile(r"#([^\W_][\w-]*)")
SOLID = re.compile("[぀-ヿ㐀-鿿豈-﫿가-힯฀-๿]")  # scripts that write names without blanks around them
DASHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def tidied(text: str) -> str:
    """The line as it is read: composed, cut at LONGEST. All places in a reading are places in this."""
    return composed(text)[:LONGEST]


def composed(text: str) -> str:
    """Cleaned, and with each letter and its accents in one sign."""
    return unicodedata.normalize("NFC", clean(text))


def flat(text: str) -> str:
    """`text` as it is compared, sign for sign: no case, no accents, plain blanks, dashes and apostrophes."""
    return "".join(map(_flat, text))


@cache
def _flat(sign: str) -> str:
    if sign.isspace():
        return "\n" if sign == "\n" else " "
    if unicodedata.category(sign) in ("Mn", "Mc"):
        return MARK
    folded = fold(sign).translate(DASHES)
    return folded if len(folded) == 1 else sign.translate(DASHES)


def key(words: str) -> str:
    """Under which words of a line are remembered: folded, without the signs around them."""
    return " ".join(re.findall(r"\w+", fold(words)))


def tag_words(tag: str) -> str:
    """The words of a hash tag: data-residency, data_residency and DataResidency are "data residency"."""
    return " ".join(HUMP.sub(" ", tag).replace("_", " ").replace("-", " ").split())


def runs(text: str) -> Iterator[tuple[str, int, int]]:
    """(folded, start, end) of each run of words that may be a name, at most MOST_RUNS; `text` is tidied."""
    level = flat(text)
    made = 0
    for folded, start, end in _runs(text, level):
        if folded:
            yield folded, start, end
            made += 1
        if made >= MOST_RUNS:
            return


def _runs(text: str, level: str) -> Iterator[tuple[str, int, int]]:
    for tag in HASHTAG.finditer(level):
        words = text[tag.start(1) : tag.end(1)]
        yield fold(tag_words(words)), tag.start(), tag.end()
        yield fold(words), tag.start(), tag.end()
    starts, ends = _edges(level)
    for at, start in enumerate(starts):
        most = start + MOST_SIGNS if SOLID.match(level, start) else len(text)
        taken = 0
        for end in ends[at:]:
            if end <= start:
                continue
            piece = level[start:end]
            if (
                taken == MOST_WORDS + MOST_SIGNS * bool(SOLID.match(piece))
                or end > most
                or "\n" in piece
                or "#" in piece
            ):
                break
            taken += 1
            yield fold(text[start:end]), start, end
            if level[end : end + 1] in (".", ")") and ("." in piece or "(" in piece):
                yield fold(text[start : end + 1]), start, end + 1


def _edges(level: str) -> tuple[list[int], list[int]]:
    """Where a name may begin, and where it may end; in scripts without blanks between any two signs."""
    starts: list[int] = []
    ends: list[int] = []
    for word in WORD.finditer(level):
        if SOLID.search(word[0]):
            starts += range(word.start(), word.end())
            ends += range(word.start() + 1, word.end() + 1)
            continue
        starts.append(word.start())
        if word[0].endswith("'s"):
            ends.append(word.end() - 2)
        ends.append(word.end())
    return starts, ends
