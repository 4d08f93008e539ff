"""Words that nobody wrote, read as the nearest that somebody wrote: a letter too many, too few, another or swapped.

Everything is decided by what the member may see: a word that only confidential engagements have is as good as none.
"""

import json
from collections.abc import Callable, Iterator, Sequence

from engagement.core.matching import read_terms, with_other
from engagement.desk import Desk
from engagement.queries.words import BEYOND, is_sqlite

SHORTEST, LONGEST = 4, 20  # letters of a word that is mended
COMPARED = 8  # spellings by which something is found, to choose between
TRIED = 40  # spellings that are asked for: far more than ever stand so near, so that hidden ones take nobody's place
# the letters of a script, folded as the index keeps them; a word is mended with letters of its own script
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "абвгдежзиклмнопрстуфхцчшщъыьэюяєіґ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويءپچژگ",
    "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
)


def forgiven(desk: Desk, asked: str, finds: Callable[[str], int]) -> str:
    """The question with each word that finds nothing mended; empty where that cannot be done, or finds nothing either.

    `finds` says how much the member finds by a question.
    """
    mended = asked
    for term in read_terms(asked):
        word = term.words[0]
        if len(term.words) > 1 or term.exact or not SHORTEST <= len(word) <= LONGEST or finds(word):
            continue
        spellings = [other for other in dict.fromkeys(_spellings(word)) if len(other) >= SHORTEST]
        best = _best(desk, spellings, finds, beginning=False)
        if not best and term.is_beginning:
            best = _best(desk, spellings, finds, beginning=True)
        if not best:
            return ""
        mended = with_other(mended, term, best)
    return mended if mended != asked and finds(mended) else ""


def _best(desk: Desk, spellings: Sequence[str], finds: Callable[[str], int], *, beginning: bool) -> str:
    """That of `spellings` by which the member finds most; empty where they find nothing by any."""
    found: dict[str, int] = {}
    for other in _written(desk, spellings, beginning=beginning)[:TRIED]:
        # what only hidden words are written as is nothing, though others that one sees may begin so
        if number := finds(other if beginning else f'"{other}"'):
            found[other] = number
        if len(found) == COMPARED:
            break
    return max(found, key=lambda other: found[other], default="")


def _spellings(word: str) -> Iterator[str]:
    """The words at a distance of one letter, the likelier slips first."""
    letters = next((letters for letters in ALPHABETS if word[0] in letters), "")
    places = range(len(word))
    yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places[:-1])
    yield from (word[:at] + word[at + 1 :] for at in places)
    yield from (word[:at] + letter + word[at:] for at in (*places, len(word)) for letter in letters)
    yield from (word[:at] + letter + word[at + 1 :] for at in places for letter in letters)


def _written(desk: Desk, spellings: Sequence[str], *, beginning: bool) -> list[str]:
    """Those of `spellings` that are words of the index, or begin some, in the same order."""
    connection = desk.db.connection()
    if is_sqlite(desk):
        asked = json.dumps(spellings, ensure_ascii=False), BEYOND if beginning else ""
        written = connection.exec_driver_sql(_SQLITE, asked).scalars()
    else:
        written = connection.exec_driver_sql(_POSTGRESQL, (list(spellings), BEYOND if beginning else "")).scalars()
    known = set(written)
    return [spelling for spelling in spellings if spelling in known]


_SQLITE = """
SELECT value FROM json_each(?1)
WHERE EXISTS (SELECT 1 FROM search_word WHERE word >= value AND word <= value || ?2)
"""
_POSTGRESQL = """
SELECT value FROM unnest(%s::text[]) AS asked (value)
WHERE EXISTS (SELECT 1 FROM search_word WHERE word >= value AND word <= value || %s)
"""
