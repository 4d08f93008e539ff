"""Text that is compared rather than shown."""

import re
import unicodedata

CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)} | dict.fromkeys(range(127, 160))
SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without control characters and lone surrogates (no engine and no PDF keeps them), with plain line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROL)
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def fold(text: str) -> str:
    """`text` as it is matched: compatibility forms joined, no case, no accents, single blanks.

    One function for writing and asking, so both engines agree (SQLite's lower() knows ASCII only). "Ø" and "ß"
    have no decomposition and fold by hand, as a searcher would type them.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    flat = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return " ".join(flat.translate(MARKS_OFF).casefold().split())


class _MarksOff(dict[int, int | None]):
    """For str.translate: drops combining marks; remembers each sign that it was asked for."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


MARKS_OFF = _MarksOff()
LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"})


def words(text: str) -> tuple[str, ...]:
    """The folded words of `text`, as a searcher would type them."""
    return tuple(fold(text).split())


def initials(name: str) -> str:
    """One or two signs that stand for a name in a small round or square."""
    parts = [part for part in name.replace("-", " ").split() if part[:1].isalnum()]
    if not parts:
        return "?"
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()
