"""Which way each letter of a line runs (Unicode's bidirectional algorithm, by python-bidi)."""

import re
from collections.abc import Sequence
from typing import TypeVar
from unicodedata import bidirectional

from bidi import algorithm

RTL = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
Placed = TypeVar("Placed")


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs to the left."""
    return RTL.search(text) is not None and bool(algorithm.get_base_level(text))


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character. `base` is 0 or 1. Joiners and the like take their neighbour's."""
    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "LR"[base]
    kept = "".join(map(_known, (each for each in text if bidirectional(each) not in algorithm.X9_REMOVED)))
    algorithm.get_embedding_levels(kept, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = iter(storage["chars"])
    out: list[int] = []
    for character in text:
        if bidirectional(character) in algorithm.X9_REMOVED:
            out.append(out[-1] if out else base)
        else:
            out.append(next(found)["level"])
    return out


def _known(character: str) -> str:
    """A letter that Unicode has not assigned yet runs as its neighbours in the table do."""
    return character if bidirectional(character) else "\u05d0" if RTL.match(character) else "a"


def visual(parts: Sequence[tuple[Placed, int]]) -> list[Placed]:
    """The parts of one line, each with its level, from left to right (rule L2)."""
    order = list(parts)
    lowest = min((level for _, level in order if level % 2), default=0)
    for least in range(max((level for _, level in order), default=0), lowest - 1 if lowest else 0, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and order[end][1] >= least:
                end += 1
            if end > place:
                order[place:end] = reversed(order[place:end])
            place = max(end, place + 1)
    return [part for part, _ in order]
