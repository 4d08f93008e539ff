"""Finds a person's name in texts however it is written there, and puts other words in its place.

Case, accents, blanks, hyphens, dots and underscores make no difference, and the last name may stand first: "Lucía
Ferrán" is found in "FERRAN, Lucia" and in "minutes_lucia-ferran.pdf". Forms that a language bends are not.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from engagement.core.text import fold

APART = r"[\s_\-.,\u2010-\u2015\u00b7\u30fb]"  # what may stand between the parts of a name
LETTERS = "0-9a-z\u0370-\u052f"  # of scripts that write blanks between words: folded Latin, Greek, Cyrillic
SOLID = re.compile(
    "[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u9fff\ua960-\ua97f\uac00-\ud7ff\U00020000-\U0003ffff]"
)


class Mentions:
    """What names one person: names, and signs such as an address, which are found as they are."""

    def __init__(self, names: Iterable[str], signs: Iterable[str] = ()) -> None:
        self.names, self.signs = tuple(names), tuple(sign for sign in signs if fold(sign))
        spellings = {parts for name in self.names if (parts := _parts(name))}
        spellings |= {(*parts[-1:], *parts[:-1]) for parts in spellings}
        patterns = {_pattern(parts) for parts in spellings} | {_pattern((fold(sign),)) for sign in self.signs}
        self._words = {max(parts, key=len) for parts in spellings} | {fold(sign) for sign in self.signs}
        longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
        self._any = re.compile("|".join(longest_first)) if longest_first else re.compile("(?!)")
        # one word may be anybody's, or no name at all
        self.is_sure = all(len(_parts(name)) > 1 or len(SOLID.findall(name)) > 2 for name in self.names)

    def in_text(self, text: str) -> bool:
        """Whether `text` names the person."""
        return self.may_be_in(text) and next(self._spans(text), None) is not None

    def may_be_in(self, text: str) -> bool:
        """The same, quickly and not surely: whether it is worth a look."""
        folded = text.casefold() if text.isascii() else fold(text)
        return any(word in folded for word in self._words)

    def may_be_in_json(self, text: str) -> bool:
        """The same of a value written as JSON, which may tell its signs by number."""
        return "\\u" in text or self.may_be_in(text)

    def replaced(self, text: str, by: str) -> str:
        """`text` with `by` wherever it names the person."""
        if not self.may_be_in(text):
            return text
        made, end = [], 0
        for first, last in self._spans(text):
            made += [text[end:first], by]
            end = last
        return "".join([*made, text[end:]])

    def within(self, value: Any) -> bool:
        """Whether any text of a value as JSON keeps it names the person; the names of its parts are not read."""
        match value:
            case str():
                return self.in_text(value)
            case dict():
                return any(self.within(part) for part in value.values())
            case list() | tuple():
                return any(self.within(part) for part in value)
        return False

    def replaced_within(self, value: Any, by: str) -> Any:
        """The same value with `by` in all its texts."""
        match value:
            case str():
                return self.replaced(value, by)
            case dict():
                return {name: self.replaced_within(part, by) for name, part in value.items()}
            case list() | tuple():
                return [self.replaced_within(part, by) for part in value]
        return value

    def _spans(self, text: str) -> Any:
        """Where in `text` the person is named: the places of the first sign and of the one after the last."""
        flat, places = _flat(text)
        for found in self._any.finditer(flat):
            first, last = places[found.start()], places[found.end() - 1] + 1
            while last < len(text) and not fold(text[last]) and not text[last].isspace():
                last += 1  # marks that belong to the last letter
            yield first, last


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(f"{APART}+", fold(name)) if part)


def _pattern(parts: tuple[str, ...]) -> str:
    whole = re.escape(parts[0])
    for one, next_one in pairwise(parts):
        together = SOLID.match(one[-1]) and SOLID.match(next_one[0])  # scripts without blanks
        whole += f"{APART}{'*' if together else '+'}{re.escape(next_one)}"
    begins, ends = parts[0][0], parts[-1][-1]
    before = f"(?<![{LETTERS}])" if re.match(f"[{LETTERS}]", begins) else ""
    after = f"(?=s?(?![{LETTERS}]))" if re.match(f"[{LETTERS}]", ends) else ""  # a genitive's s is no other name
    return f"{before}{whole}{after}"


def _flat(text: str) -> tuple[str, range | list[int]]:
    """The text folded sign by sign, and for each of its signs the place in `text` that it comes from."""
    if text.isascii():
        return text.casefold(), range(len(text))
    flat, places = [], []
    for place, char in enumerate(text):
        for sign in fold(char) or (" " if char.isspace() else ""):
            flat.append(sign)
            places.append(place)
    return "".join(flat), places
