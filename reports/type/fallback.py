"""Which face shows which part of a text."""

import re
from collections.abc import Iterator

from icu4py.breakers import CharacterBreaker

from reports.type.faces import EMOJI, JP, KR, PUBLIC, SC, SCRIPTS, Face, Family, face

KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
UNSEEN = re.compile("[\u200b-\u200f\u00ad\u2060-\u2064\ufe00-\ufe0f\U000e0000-\U000e0fff]")
REPLACEMENT = "\ufffd"


def cjk(text: str, language: str) -> Family | None:
    """The one East Asian family of a whole run: by kana, by Hangul, else by the record's language.

    Chosen by coverage character by character, a Japanese name would fall apart into two designs.
    """
    if text.isascii() or not EAST_ASIAN.search(text):
        return None
    if KANA.search(text):
        return JP
    if HANGUL.search(text):
        return KR
    return {"ja": JP, "ko": KR}.get(language[:2].lower(), SC)


def runs(text: str, strong: bool, east: Family | None) -> Iterator[tuple[Face, str, str]]:
    """The text in parts: (face, what to shape, what it stands for).

    The last two differ only where no face has the letter: then U+FFFD is drawn, and the letter itself is what a
    search finds and a copy gives.
    """
    first = face(PUBLIC, strong)
    if first.cover.issuperset(text):
        yield first, text, text
        return
    current: Face | None = None
    gathered = ""
    for cluster in CharacterBreaker(text, "en"):
        found = _covering(cluster, strong, east)
        if found is None:
            if current is not None:
                yield current, gathered, gathered
            yield face(SCRIPTS[0], strong), REPLACEMENT, cluster
            current, gathered = None, ""
        elif found is current:
            gathered += cluster
        else:
            if current is not None:
                yield current, gathered, gathered
            current, gathered = found, cluster
    if current is not None:
        yield current, gathered, gathered


def _covering(cluster: str, strong: bool, east: Family | None) -> Face | None:
    needed = frozenset(UNSEEN.sub("", cluster))
    for family in _order(cluster, east):
        candidate = face(family, strong)
        if candidate.cover.issuperset(needed):
            return candidate
    return None


def _order(cluster: str, east: Family | None) -> Iterator[Family]:
    """The large faces stand last, so that a file is opened only when a text needs it."""
    yield PUBLIC
    if "\ufe0f" in cluster:
        yield EMOJI
    yield from SCRIPTS
    if east is not None and EAST_ASIAN.search(cluster):
        yield east
        yield from (family for family in (SC, JP, KR) if family is not east)
    else:
        yield EMOJI
        yield JP  # arrows, boxes, circled numbers and the like
