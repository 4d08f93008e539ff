"""Days and numbers as they print, and words for amounts."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from reports.records import Share

MONTHS = (  # not strftime's: the words of a paper do not hang on the machine that makes it
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FEW = 20  # under this, per cent would pretend to a precision that is not there
SHORT = 280  # letters of a summary that has to stand for itself
SENTENCE_END = re.compile(r"[.!?\u0964\u3002\uff01\uff1f\u061f](?=\s|$|[\u3040-\u9fff])")


def day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def full_day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime) -> str:
    return f"{full_day(at)}, {at:%H:%M}"


def share(found: Share) -> str:
    """ "14 of 22", and from twenty on with the per cent."""
    if found.of == 0:
        return "none"
    said = f"{found.n:,} of {found.of:,}"
    return said if found.of < FEW else f"{said} ({round(100 * found.n / found.of)} per cent)"


def several(n: int, one: str, many: str = "") -> str:
    """ "1 body", "3 bodies"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """ "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def shortened(text: str) -> str:
    """The first sentences of a text, as many as two or three lines hold; an ellipsis where it goes on."""
    text = " ".join(text.split())
    if len(text) <= SHORT:
        return text
    ends = [found.end() for found in SENTENCE_END.finditer(text[: SHORT + 1])]
    if ends and ends[-1] > SHORT // 3:
        return f"{text[: ends[-1]]} …"
    head, blank, _ = text[:SHORT].rpartition(" ")
    return f"{head if blank else text[:SHORT]} …"
