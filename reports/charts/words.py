"""The words under a chart's title: true of the numbers, whatever they are."""

from collections.abc import Sequence
from fractions import Fraction

FEW = 20  # under this, "n of m" says more than a share

ARTICLE = frozenset(
    {
        "Bahamas",
        "Central African Republic",
        "Comoros",
        "Czech Republic",
        "Dominican Republic",
        "European Commission",
        "European Parliament",
        "European Union",
        "Gambia",
        "Maldives",
        "Marshall Islands",
        "Netherlands",
        "Philippines",
        "Seychelles",
        "Solomon Islands",
        "United Arab Emirates",
        "United Kingdom",
        "United Nations",
        "United States",
    }
)

SHARES = (
    (Fraction(1, 10), "one in ten"),
    (Fraction(1, 8), "one in eight"),
    (Fraction(1, 7), "one in seven"),
    (Fraction(1, 6), "one in six"),
    (Fraction(1, 5), "one in five"),
    (Fraction(1, 4), "one in four"),
    (Fraction(3, 10), "three in ten"),
    (Fraction(1, 3), "one in three"),
    (Fraction(2, 5), "two in five"),
    (Fraction(1, 2), "half"),
    (Fraction(3, 5), "three in five"),
    (Fraction(2, 3), "two in three"),
    (Fraction(3, 4), "three in four"),
    (Fraction(4, 5), "four in five"),
    (Fraction(9, 10), "nine in ten"),
)
NEAR = Fraction(1, 50)


def count(n: int) -> str:
    return f"{n:,}"


def named(name: str) -> str:
    """A name as it stands within a sentence."""
    return f"the {name}" if name in ARTICLE else name


def listed(names: Sequence[str], most: int = 3) -> str:
    """ "A, B and C"; of more than `most` the first are named and the rest counted. There is at least one."""
    said = [named(name) for name in names]
    if len(said) > most:
        said = [*said[: most - 1], f"{count(len(said) - most + 1)} more"]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def share(n: int, of: int) -> str:
    """How much of a whole, in words: "two in five", "about two in five", "more than half"; "5 of 12" when few."""
    if of < FEW or not 0 < n < of:
        return f"{count(n)} of {count(of)}"
    part = Fraction(n, of)
    nearest, words = min(SHARES, key=lambda known: abs(known[0] - part))
    if part == nearest:
        return words
    if abs(part - nearest) <= NEAR:
        return f"about {words}"
    below = [words for known, words in SHARES if known < part]
    return f"more than {below[-1]}" if below else f"{count(n)} of {count(of)}"


def sentence(text: str) -> str:
    """The text as a sentence. A name's own small first letter stays when an article stands before it or not."""
    return f"{text[:1].upper()}{text[1:]}."
