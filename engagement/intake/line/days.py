"""Days in words: which day "last Tuesday", "12 Nov" or "end of the month" is, seen from today."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from engagement.intake.line.language import Language, level

NUMERIC = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<ab>\d{4}|\d\d))?"
    r"|(?P<dd>\d{1,2})\.(?P<dm>\d{1,2})\.(?P<dy>\d{4}))(?![\w/]|[:.,-]\d)"
)
PAST, COMING = "past", "coming"


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day as a line says it, before it is known whether it speaks of what was or of what is to come."""

    rule: str
    n: int = 1
    weekday: int = 0
    day: int = 0
    month: int = 0
    year: int | None = None

    @property
    def is_bare_weekday(self) -> bool:
        """Whether it is a weekday and nothing else: such a word may be part of a name too."""
        return self.rule == "weekday"


def day_at(language: Language, text: str, at: int) -> tuple[int, DayWords] | None:
    """The day that the flat `text` names at `at`, and where its words end; the longest one."""
    numeric = NUMERIC.match(text, at)
    if numeric:
        return _numeric(language, numeric)
    if not language.day_begins.match(text, at):
        return None
    best: tuple[int, DayWords] | None = None
    for one in language.day_rules:
        found = one.pattern.match(text, at)
        if found and (best is None or found.end() > best[0]) and (words := _day_words(language, one.rule, found)):
            best = found.end(), words
    if best and text[best[0] - 1] == ".":  # a point in the end is that of the sentence
        return best[0] - 1, best[1]
    return best


def settle(words: DayWords, today: date, tense: str) -> date | None:
    """The day meant; none where no calendar has it. `tense` decides for weekdays and for days without a year."""
    try:
        return _settle(words, today, tense)
    except (ValueError, OverflowError):
        return None


def _settle(words: DayWords, today: date, tense: str) -> date | None:
    how, _, what = words.rule.partition(" ")
    monday = today - timedelta(days=today.weekday())
    if words.rule == "date":
        return _dated(words, today, tense)
    if how[0] in "+-":
        number = words.n if how[1:] == "n" else int(how[1:])
        return today + timedelta(days=number * (7 if what == "weeks" else 1) * (-1 if how[0] == "-" else 1))
    if how == "end":
        return None if tense == PAST else _end(what, today)
    if what.startswith("of "):  # weekday of next week, weekday of last week
        return monday + timedelta(days=words.weekday + (7 if "next" in what else -7))
    if what == "weekday" or not what:
        ahead = (words.weekday - today.weekday()) % 7
        if how == "last" or (how == "weekday" and tense == PAST):
            return today - timedelta(days=(-ahead % 7) or (7 if how == "last" else 0))
        return today + timedelta(days=ahead)
    return (
        monday + timedelta(days=7) if what == "week" else date(today.year + today.month // 12, today.month % 12 + 1, 1)
    )


def _end(what: str, today: date) -> date:
    """The end of the week (its Friday), of the month or of the year."""
    if what == "of week":
        return today + timedelta(days=4 - today.weekday())
    return _last(today if what == "of month" else today.replace(month=12, day=1))


def _dated(words: DayWords, today: date, tense: str) -> date | None:
    if words.year is not None:
        return date(words.year, words.month, words.day)
    near = []
    for year in range(today.year - 4, today.year + 5):  # 29 February comes every four years
        if words.day <= monthrange(year, words.month)[1]:
            near.append(date(year, words.month, words.day))
    if tense == PAST:
        near = [day for day in near if day <= today]
    elif tense == COMING:
        near = [day for day in near if day >= today]
    return min(near, key=lambda day: abs((day - today).days), default=None)


def due(words: DayWords, today: date) -> date | None:
    """The day by which something is promised: never one that is past, and a weekday is not today."""
    day = settle(words, today, COMING)
    if words.is_bare_weekday and day == today:
        return today + timedelta(days=7)
    if words.rule in ("next week", "next month") and day:  # by then, so on its last working day
        return day + timedelta(days=4) if words.rule == "next week" else _last(day)
    return day


def _last(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _numeric(language: Language, found: re.Match[str]) -> tuple[int, DayWords] | None:
    part = found.groupdict()
    if part["y"]:
        day, month, year = int(part["d"]), int(part["m"]), int(part["y"])
    elif part["dd"]:
        day, month, year = int(part["dd"]), int(part["dm"]), int(part["dy"])
    else:
        first, second = int(part["a"]), int(part["b"])
        day, month = (first, second) if language.day_first else (second, first)
        if month > 12:
            day, month = month, day
        year = int(part["ab"]) + (2000 if len(part["ab"]) == 2 else 0) if part["ab"] else 0
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return found.end(), DayWords("date", day=day, month=month, year=year or None)


def _day_words(language: Language, rule: str, found: re.Match[str]) -> DayWords | None:
    part = {name: level(text).rstrip(".") for name, text in found.groupdict().items() if text}
    n = part.get("n", "1")
    day = int(re.match(r"\d+", part["day"])[0]) if "day" in part else 0  # type: ignore[index]  # begins with digits
    if "day" in part and not 1 <= day <= 31:
        return None
    return DayWords(
        rule,
        n=int(n) if n.isdigit() else language.numbers[n],
        weekday=language.weekdays[part["weekday"]] if "weekday" in part else 0,
        day=day,
        month=language.months[part["month"]] if "month" in part else 0,
        year=int(part["year"]) if "year" in part else None,
    )
