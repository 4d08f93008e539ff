"""Repairs that every register needs: double-encoded letters, odd blanks, register numbers, dates of many shapes."""

import re
from datetime import date

from engagement.core.text import clean

TWICE = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""A lead byte of UTF-8 followed by a continuation byte, both read as Windows-1252."""
BACK = {char: bytes([code]) for code in range(256) for char in [bytes([code]).decode("cp1252", "ignore") or chr(code)]}
EMPTY = frozenset({"-", "–", "—", "/", "n/a", "na", "none", "null", "nil", "no report", "no specific report"})
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY_FIRST = "day first"
MONTH_FIRST = "month first"


class Unfit(Exception):
    """A row that cannot become a record; the reason is in words for the person who imports."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def mend(text: str) -> str:
    """`text` with letters that were encoded twice put right: "FÃ©dÃ©ration" becomes "Fédération"."""
    if text.isascii() or not TWICE.search(text):
        return text
    return "".join(_mend_run(run) for run in re.split(r"([\u0000-\u007f]+)", text))


def _mend_run(run: str) -> str:
    # A run with no-break space behind it lost that byte to a plain blank; it stays as it is.
    try:
        return b"".join(BACK[char] for char in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return run


def line(text: str) -> str:
    """One line of plain text: repaired, without control signs, every kind of blank a single plain one."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(clean(mend(text)).split())


def lines(text: str) -> str:
    """Plain text that keeps its lines, at most one of them empty in a row."""
    kept: list[str] = []
    for part in clean(mend(text)).split("\n"):
        part = " ".join(part.split())
        if part or (kept and kept[-1]):
            kept.append(part)
    return "\n".join(kept).strip()


def value(text: str) -> str:
    """Like `line`; what only stands for nothing ("-", "N/A") is empty."""
    plain = line(text)
    return "" if plain.casefold().rstrip(".") in EMPTY else plain


def listed(text: str, *separators: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, tidied, each once, in their order."""
    parts = re.split("|".join(map(re.escape, separators)), text)
    return tuple(dict.fromkeys(part for part in map(value, parts) if part))


def shortened(text: str, most: int) -> str:
    """`text` cut at a blank to at most `most` characters, with an ellipsis where something was cut."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def day(text: str, order: str = DAY_FIRST) -> date:
    """The date that `text` says; ISO is always understood, `order` decides what 03/07/2019 is. Raises `Unfit`."""
    plain = line(text)
    if not plain:
        raise Unfit("The date is missing.")
    iso = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T ]\d)", plain)
    numbers = re.match(r"(\d{1,2})[-/.] ?(\d{1,2})[-/.] ?(\d{4}|\d{2})(?:$|,? \d)", plain)
    named = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[- ./]([a-z]{3})[a-z]*\.?[-, ./]+(\d{4}|\d{2})", plain.casefold())
    if iso:
        year, month, of_month = (int(part) for part in iso.groups())
    elif numbers:
        first, second, year = (int(part) for part in numbers.groups())
        of_month, month = (second, first) if order == MONTH_FIRST else (first, second)
    elif named and named[2] in MONTHS:
        of_month, month, year = int(named[1]), MONTHS.index(named[2]) + 1, int(named[3])
    else:
        raise Unfit(f"“{shortened(plain, 40)}” is not a date that this format uses.")
    if year < 100 and not iso:
        year += 2000
    try:
        said = date(year, month, of_month)
    except ValueError:
        raise Unfit(f"{shortened(plain, 40)} does not exist in the calendar.") from None
    if not 1950 <= said.year <= 2100:
        raise Unfit(f"The year {said.year} cannot be right.")
    return said
