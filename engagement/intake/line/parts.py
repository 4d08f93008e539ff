"""A line in parts: phrases, names, days, clocks, lengths, hash tags, words, and the signs between them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from engagement.core.zones import zones
from engagement.intake.line.days import day_at
from engagement.intake.line.language import Language, Phrase
from engagement.intake.line.spans import Clock, Name
from engagement.intake.line.words import HASHTAG, SOLID, WORD, flat

OPAQUE = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
SIGN = re.compile(r"\S")
POSSESSIVE = re.compile(r"'s(?!\w)")
CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
BY_LETTERS = ("UTC", "GMT", "CET", "EET", "WET")
LONGEST_MEETING = 12  # hours between two clocks of one range


@dataclass(frozen=True, slots=True)
class Part:
    """`text[start:end]` and what it is: phrase, name, day, clock, length, city, tag, word, link or sign."""

    start: int
    end: int
    is_a: str
    value: Any = None
    capital: bool = False
    phrases: tuple[Phrase, ...] = ()

    def does(self, *what: str) -> Phrase | None:
        """What the part does as a phrase, if it is one of these."""
        return next((phrase for phrase in self.phrases if phrase.does in what), None)


@cache
def cities() -> Mapping[str, str]:
    """The zone of each city that gives a zone its name, by the flat name."""
    named = (zone for zone in sorted(zones()) if zone.split("/")[0] in CONTINENTS)
    return {flat(zone.rsplit("/", 1)[-1].replace("_", " ")): zone for zone in named} | {
        letters.lower(): letters for letters in BY_LETTERS
    }


def parts(text: str, language: Language, names: Iterable[Name]) -> list[Part]:
    """The tidied line in parts, in order and without gaps but for blanks."""
    level = flat(text)
    found: list[Part] = []
    known = {name.start: name for name in _apart(text, level, language, names)}
    starts = sorted(known)
    at = 0
    while (sign := SIGN.search(level, at)) is not None:
        at = sign.start()
        after = bisect_right(starts, at)
        limit = starts[after] if after < len(starts) else len(level)
        part = _part(text, level, language, at, limit, known)
        found.append(part)
        at = part.end
    return _named_after_days(text, found)


def _part(text: str, level: str, language: Language, at: int, limit: int, known: Mapping[int, Name]) -> Part:
    """The part that begins at `at`; it does not reach beyond `limit`, where the next name begins."""
    if (name := known.get(at)) is not None:
        return Part(at, name.end, "name", name, capital=True)
    if found := OPAQUE.match(level, at):
        return Part(at, min(found.end(), limit), "link")
    if found := HASHTAG.match(level, at):
        return Part(at, min(found.end(), limit), "tag")
    candidates = [part for part in _vocabulary(text, level, language, at) if part.end <= limit]
    if candidates:
        return max(candidates, key=lambda part: part.end)
    word = WORD.match(level, at)
    if POSSESSIVE.match(level, at):
        return Part(at, at + 2, "sign", "'s")
    if word is None:
        return Part(at, at + 1, "sign", level[at])
    return Part(at, min(word.end(), limit), "word", capital=_is_capital(text[at]))


def _vocabulary(text: str, level: str, language: Language, at: int) -> Iterator[Part]:
    """What the words at `at` may be, the likeliest first: of two that are equally long the first is taken."""
    capital = _is_capital(text[at])
    if (said := day_at(language, level, at)) is not None:
        yield Part(at, said[0], "day", said[1], capital)
    if level[at].isdigit():
        if (clock := _clock(language, level, at)) is not None:
            yield Part(at, clock[0], "clock", clock[1])
        if found := language.length.match(level, at):
            yield Part(at, found.end(), "length", _minutes(found))
    if found := language.phrase.match(level, at):
        words = " ".join(found[0].split())
        phrases = language.phrases[words]
        if phrases[0].does != "spot" or not _goes_on(text, level, language, found.end()):
            yield Part(at, found.end(), "phrase", words, capital, phrases)
    if (city := _city(text, level, at)) is not None:
        yield city


def _goes_on(text: str, level: str, language: Language, end: int) -> bool:
    """Whether a name goes on behind `end`: the Ministry of Defence is no place."""
    small = language.particles.match(level, end + 1)
    return small is not None and small.end() < len(text) and _is_capital(text[small.end()])


def _clock(language: Language, level: str, at: int) -> tuple[int, Clock] | None:
    found = language.clock.match(level, at)
    if found is None:
        return None
    first, second = (_moment(language, found, n) for n in (1, 2))
    if found["second"] and second and (second[1] or (first and first[1])):
        if first and not first[1] and found["half2"] and not found["half1"]:  # 3-4pm
            first = _moment(language, found, 1, found["half2"])
        if first and (minutes := _between(first[0], second[0])):
            return found.end(), Clock(first[0], minutes)
    first = _moment(language, found, 1)
    if first and first[1]:
        return found.start("second") if found["second"] else found.end(), Clock(first[0])
    return None


def _moment(language: Language, found: re.Match[str], n: int, half: str | None = None) -> tuple[time, bool] | None:
    """A time of day, and whether its signs alone show that it is one."""
    if not found[f"h{n}"]:
        return None
    hour, minute, half = int(found[f"h{n}"]), int(found[f"m{n}"] or 0), found[f"half{n}"] or half
    by, alone = found[f"by{n}"], found[f"o{n}"]
    shown = bool(by == ":" or half or ((alone or by == "h") and hour > 6))  # 2h is a length, 15h is a time
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + language.half_days[half]
    return (time(hour, minute), shown) if hour < 24 else None


def _between(first: time, second: time) -> int | None:
    day = datetime(2000, 1, 1)
    long = datetime.combine(day, second) - datetime.combine(day, first)
    minutes = int((long % timedelta(days=1)).total_seconds()) // 60
    return minutes if 0 < minutes <= LONGEST_MEETING * 60 else None


def _minutes(found: re.Match[str]) -> int:
    if found["minutes"]:
        return int(found["minutes"])
    return round(float(found["hours"].replace(",", ".")) * 60) + int(found["rest"] or 0)


def _city(text: str, level: str, at: int) -> Part | None:
    """The city whose name begins at `at`: up to three words."""
    best = None
    end = at
    for _ in range(3):
        word = WORD.match(level, end)
        if word is None:
            break
        end = word.end()
        zone = cities().get(" ".join(level[at:end].split()))
        if zone and (zone not in BY_LETTERS or text[at:end].isupper()):
            best = Part(at, end, "city", zone, _is_capital(text[at]))
        blank = re.compile(" +").match(level, end)
        if blank is None:
            break
        end = blank.end()
    return best


def _apart(text: str, level: str, language: Language, names: Iterable[Name]) -> Iterator[Name]:
    """Of names that lie over one another the longest, then the first. A single word of the language is no name unless
    it is written in capitals: MET may be a body, met is none."""
    taken = bytearray(len(text) + 1)
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        if any(taken[name.start : name.end]):
            continue
        words = text[name.start : name.end]
        shouted = words.isupper() and len(words) > 1 and not text.isupper()
        is_plain = len(words.split()) == 1 and not shouted and not SOLID.match(words)
        said = _vocabulary(text, level, language, name.start) if is_plain else ()
        if any(part.end >= name.end and part.is_a != "city" for part in said):
            continue
        if is_plain and level[name.start : name.end] in language.fillers:
            continue
        taken[name.start : name.end] = b"\1" * (name.end - name.start)
        yield name


def _is_capital(sign: str) -> bool:
    """Whether a word that begins so may be a name: a capital, or a letter of a script that has none."""
    return sign.isalpha() and (sign.isupper() or sign.istitle() or sign.lower() == sign.upper())


def _named_after_days(text: str, found: Sequence[Part]) -> list[Part]:
    """A weekday before a word with a capital is no day: Friday Institute."""
    made = list(found)
    for at, part in enumerate(found[:-1]):
        after = found[at + 1]
        is_name = after.is_a == "word" and after.capital and text[part.end : after.start] == " "
        is_weekday = part.is_a == "day" and part.capital and part.value.is_bare_weekday
        if is_weekday and is_name:
            made[at] = replace(part, is_a="word")
    return made
