"""A language of the line: one file of words and patterns beside this one, made into what the reader asks."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

from engagement.intake.line.spans import Manner
from engagement.intake.line.words import flat

FOLDER = Path(__file__).parent
BLANKS = r"\s+"
SLOTS = {"day": r"\d{1,2}", "year": r"(?:19|20)\d\d"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a few words do in a line: `does` is manner, with, about, place, due, promise, spot, clock or length.

    `people`: whom one met may follow. `stays`: where the words begin that stay in the text of a promise, from the end.
    """

    does: str
    value: Any = None
    people: bool = False
    stays: str = ""


@dataclass(frozen=True, slots=True)
class DayRule:
    """A pattern of words that names a day, and how the day is found."""

    pattern: re.Pattern[str]
    rule: str


@dataclass(frozen=True)
class Language:
    """All that the reader asks of a language; every pattern is matched against flat text."""

    code: str
    name: str
    day_first: bool
    phrases: Mapping[str, tuple[Phrase, ...]]
    phrase: re.Pattern[str]
    day_rules: tuple[DayRule, ...]
    day_begins: re.Pattern[str]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    clock: re.Pattern[str]
    half_days: Mapping[str, int]
    length: re.Pattern[str]
    hours: frozenset[str]
    before: Mapping[str, frozenset[str]]
    particles: re.Pattern[str]
    joins: frozenset[str]
    fillers: frozenset[str]
    titles: frozenset[str]
    past: frozenset[str]


@cache
def languages() -> Mapping[str, Language]:
    """The languages that lie here, by their two letters."""
    read = [_language(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]
    return {one.code: one for one in read}


def level(words: str) -> str:
    """Words of the file as they are compared."""
    return " ".join(flat(words).split())


def either(words: Iterable[str]) -> str:
    """A pattern of any of these, the longest first."""
    ordered = sorted(set(map(level, words)), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", BLANKS) for word in ordered) + ")"


def _language(data: dict[str, Any]) -> Language:
    phrases = dict(_phrases(data))
    weekdays = _numbered(data["weekdays"]["names"], 0)
    months = _numbered(data["months"]["names"], 1)
    numbers = {level(word): number for word, number in data["numbers"].items()}
    slots = SLOTS | {
        "n": rf"(?:\d{{1,3}}|{either(numbers)})",
        "weekday": rf"{either(weekdays)}\.?",
        "month": rf"{either(months)}\.?",
        "day": rf"{SLOTS['day']}(?:{either(data['days']['ordinals'])}|\.)?",
    }
    rules = [_day_rule(words, rule, slots) for words, rule in data["days"]["rules"].items()]
    firsts = {_slotted(words.split()[0], slots) for words in data["days"]["rules"]}
    hours, minutes = data["lengths"]["hours"], data["lengths"]["minutes"]
    return Language(
        code=data["code"],
        name=data["name"],
        day_first=data["day_first"],
        phrases=phrases,
        phrase=re.compile(rf"{either(phrases)}(?!\w)"),
        day_rules=tuple(rules),
        day_begins=re.compile("|".join(sorted(firsts))),
        weekdays=weekdays,
        months=months,
        numbers=numbers,
        clock=_clock(data["times"]),
        half_days={level(word): half for half, name in ((0, "am"), (12, "pm")) for word in data["times"][name]},
        length=_length(hours, minutes, data["lengths"]["and"]),
        hours=frozenset(map(level, hours)),
        before={name: frozenset(map(level, words)) for name, words in data["before"].items()},
        particles=re.compile(rf"(?:{either([*data['particles'], *PARTICLES])}{BLANKS})+"),
        joins=frozenset(map(level, data["joins"])),
        fillers=frozenset(level(data["fillers"]).split()),
        titles=frozenset(level(data["titles"]).split()),
        past=frozenset(level(words.replace("|", " ")) for words in data["promises"]["past"]),
    )


# Small words inside the names of people, whatever the language of the line.
PARTICLES = ("de", "da", "do", "dos", "das", "di", "della", "del", "la", "van", "von", "der", "den", "ter", "zu", "bin",
             "ibn", "al", "el", "abu", "e", "y", "le", "du", "des", "of")  # fmt: skip


def _phrases(data: dict[str, Any]) -> Iterable[tuple[str, tuple[Phrase, ...]]]:
    """Each phrase with all that it may do."""
    found: dict[str, list[Phrase]] = {}
    for entry in data["kinds"]:
        manner = Manner(*(entry.get(part, "") for part in ("kind", "channel", "status", "tense")))
        for words in entry["words"]:
            found.setdefault(level(words), []).append(Phrase("manner", manner, entry.get("people", False)))
    for does, listed in data["introduce"].items():
        for words in listed:
            found.setdefault(level(words), []).append(Phrase(does, people=does == "with"))
    for side in ("ours", "theirs", "task"):
        for words in data["promises"][side]:
            _, _, stays = words.rpartition("|")
            said = Phrase("promise", "" if side == "task" else side, stays=level(stays) if "|" in words else "")
            found.setdefault(level(words.replace("|", " ")), []).append(said)
    for words in data["places"]["words"]:
        found.setdefault(level(words), []).append(Phrase("spot"))
    for words, at in data["times"]["named"].items():
        found.setdefault(level(words), []).append(Phrase("clock", time.fromisoformat(at)))
    for words, minutes in data["lengths"]["named"].items():
        found.setdefault(level(words), []).append(Phrase("length", minutes))
    return ((words, tuple(phrases)) for words, phrases in found.items())


def _numbered(names: list[str], first: int) -> dict[str, int]:
    return {level(word): number for number, words in enumerate(names, first) for word in words.split()}


def _day_rule(words: str, rule: str, slots: Mapping[str, str]) -> DayRule:
    parts = [_slotted(word, slots, named=True) for word in words.split()]
    between = r"(?:[,.]?\s+)" if "{" in words else BLANKS
    return DayRule(re.compile(between.join(parts) + r"(?!\w|:\d)"), rule)


def _slotted(word: str, slots: Mapping[str, str], *, named: bool = False) -> str:
    if not word.startswith("{"):
        return re.escape(level(word))
    name = word.strip("{}")
    return f"(?P<{name}>{slots[name]})" if named else slots[name]


def _clock(times: Mapping[str, Any]) -> re.Pattern[str]:
    """15:00, 3pm, 15h, 15h30, and two of them: 15:00-15:45, 3 to 4pm. Whether it is one is judged by the reader."""
    half = either([*times["am"], *times["pm"]])

    def moment(n: int) -> str:
        return rf"(?P<h{n}>\d{{1,2}})(?:(?P<by{n}>[:.h])(?P<m{n}>[0-5]\d))?(?:\s?(?P<half{n}>{half}))?"

    word = rf"(?:(?<=[:.h]\d\d)\s?{either(times['clock'])}|(?P<o1>h))?"
    last = rf"(?:(?<=[:.h]\d\d)\s?{either(times['clock'])}|(?P<o2>h))?"
    to = rf"(?:\s?-\s?|\s+{either(times['to'])}\s+)"
    return re.compile(rf"{moment(1)}{word}(?P<second>{to}{moment(2)}{last})?(?![\w:/]|[.,-]\d)")


def _length(hours: Iterable[str], minutes: Iterable[str], joined: Iterable[str]) -> re.Pattern[str]:
    """45m, 90 min, 1h30, 1 h 30 min, 1.5 hours."""
    rest = rf"(?:\s?(?:{either(joined)}\s)?(?P<rest>\d{{1,2}})(?:\s?{either(minutes)})?)?"
    return re.compile(
        rf"(?:(?P<minutes>\d{{1,3}})\s?{either(minutes)}|(?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s?{either(hours)}{rest})(?![\w:])"
    )
