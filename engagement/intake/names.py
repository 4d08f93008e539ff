"""Names of people: one person written in several ways is one person."""

import re

from engagement.core.text import fold
from engagement.intake.tidy import line

TITLES = re.compile(
    r"^(?:(?:[Tt]he )?(?:[Rr]t\.? )?[Hh]on(?:ourable|\.)?|Mrs?|Ms|Miss|[Dd]r|[Pp]rof(?:essor)?|Sir|Dame|Lady|Herr|Frau"
    r"|Mme|Mlle|Adj)\.? (?=\S)"
)
AFTER = re.compile(r",? (?:MP|MLC|MLA|MEP|AM|AO|AC|OAM|QC|SC|CBE|OBE|PhD)$")


def person(text: str) -> str:
    """A name as one shows it: "DUNPHY, Jamie" and "Jamie  Dunphy," both become "Jamie Dunphy"."""
    plain = line(text).strip(" ,;.")
    last, comma, first = plain.partition(",")
    if comma and first.strip():
        plain = f"{first.strip()} {last.strip()}"
    return " ".join(_lowered(word) for word in plain.split())


def bare(text: str) -> str:
    """A name without what stands before and after it: "The Rt Hon Ben Gummer MP" becomes "Ben Gummer"."""
    plain = line(text)
    while (shorter := TITLES.sub("", AFTER.sub("", plain)).strip()) != plain:
        plain = shorter
    return plain


def same(name: str) -> str:
    """The key under which one person's spellings meet: its folded words, whatever their order."""
    return " ".join(sorted(re.findall(r"\w+", fold(name)))) or fold(name)


def people(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The people of a cell, each once, in the first spelling that needs no turning round."""
    found: dict[str, str] = {}
    for text in texts:
        name = person(text)
        if name:
            found.setdefault(same(name), name)
    return tuple(found.values())


def _lowered(word: str) -> str:
    """A surname shouted in capitals as one writes it; initials and particles stay."""
    if len(word) < 3 or not word.isupper() or "." in word:
        return re.sub(r"^(Mc|Mac)([A-Z]{3,})$", lambda m: m[1] + m[2].capitalize(), word)
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)
