"""The clauses of a line: what it was about, and what was promised until when. Each ends where something else begins."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from engagement.intake.line.days import due
from engagement.intake.line.language import Language, level
from engagement.intake.line.parts import Part
from engagement.intake.line.spans import Meaning, Promise, Span
from engagement.intake.line.words import flat

ENDS = {"day": Meaning.DAY, "clock": Meaning.CLOCK, "length": Meaning.LENGTH}
AROUND = " \t\n,:;.-–"


@dataclass(frozen=True, slots=True)
class Subject:
    """What it was about: spans of known topics, the pieces left between them, all its words, and where to go on."""

    topics: tuple[Span, ...]
    left: tuple[tuple[int, int], ...]
    words: str
    after: int


def subject_from(text: str, language: Language, parts: Sequence[Part], at: int, taken: Collection[Meaning]) -> Subject:
    """The subject whose "about" is part `at`; `taken` is what the line said so far."""
    end = at + 1
    while end < len(parts) and not _ends_subject(text, language, parts, end, taken):
        end += 1
    inside = list(parts[at + 1 : end])
    while inside and _is_small(text, language, inside[-1]):
        inside.pop()
    while inside and _is_small(text, language, inside[0]):
        inside.pop(0)
    topics, left, piece = [], [], list[Part]()
    for part in [*inside, None]:
        if part is not None and not (part.is_a == "name" and "topic" in part.value.kinds):
            piece.append(part)
            continue
        while piece and _is_small(text, language, piece[0]):
            piece.pop(0)
        while piece and _is_small(text, language, piece[-1]):
            piece.pop()
        if piece:
            left.append((piece[0].start, piece[-1].end))
        piece = []
        if part is not None:
            topics.append(Span(part.start, part.end, Meaning.TOPIC, part.value))
    words = text[inside[0].start : inside[-1].end] if inside else ""
    return Subject(tuple(topics), tuple(left), words, end)


def _ends_subject(text: str, language: Language, parts: Sequence[Part], at: int, taken: Collection[Meaning]) -> bool:
    part = parts[at]
    after = parts[at + 1] if at + 1 < len(parts) else None
    if "\n" in text[parts[at - 1].end : part.start] or part.is_a == "tag":
        return True
    if part.is_a in ENDS:
        return ENDS[part.is_a] not in taken
    if part.is_a == "name":
        return text[part.start] == "#" or "country" in part.value.kinds
    if part.is_a == "sign":
        if part.value == ",":
            return after is None or not (after.is_a == "name" and "topic" in after.value.kinds)
        return part.value in ";(" or (part.value == "." and (after is None or part.end < after.start))
    if manner := part.does("manner"):
        return manner.people or not manner.value.kind
    if part.does("place"):
        return after is not None and (after.is_a in ("city", "name") or after.does("spot") is not None)
    return part.does("promise", "with", "about", "clock", "length") is not None


def promises_from(
    text: str, language: Language, parts: Sequence[Part], at: int, today: date, to: int
) -> tuple[list[tuple[int, int, Promise]], int]:
    """(start, end, promise) of what is promised from part `at` on, behind part `to`, and where to go on."""
    phrase = parts[at].does("promise")
    assert phrase is not None
    start = parts[at].start if to == at else parts[to + 1].start
    begins = parts[at].end - len(phrase.stays) if phrase.stays else parts[to].end
    made: list[tuple[int, int, Promise]] = []
    first = to + 1
    while True:
        end = first
        while end < len(parts) and not _ends_promise(text, parts, end, first):
            end += 1
        by = next((n for n in range(first, end - 1) if parts[n].does("due") and parts[n + 1].is_a == "day"), None)
        if by is None:
            said = _undated(text, language, parts, begins, first, end, today, phrase.value)
            if said is not None:
                made.append((start, *said))
            return made, end
        day = due(parts[by + 1].value, today)
        words = text[begins : parts[by].start].strip(AROUND)
        if not words:  # promised by Friday a white paper
            words = text[parts[by + 1].end : parts[end - 1].end].strip(AROUND)
            if words:
                made.append((start, parts[end - 1].end, Promise(words, phrase.value, day)))
            return made, end
        made.append((start, parts[by + 1].end, Promise(words, phrase.value, day)))
        goes_on = by + 2 < end and (parts[by + 2].value == "," or flat(_words(text, parts[by + 2])) in language.joins)
        if not goes_on or not _has_due(parts, by + 3, end):
            return made, by + 2
        first = by + 3
        start = begins = parts[first].start


def _undated(
    text: str, language: Language, parts: Sequence[Part], begins: int, first: int, end: int, today: date, side: str
) -> tuple[int, Promise] | None:
    """A promise without "by": a day at its end is its day all the same. None where nothing is promised."""
    last = end
    while last > first and (parts[last - 1].is_a == "sign" and parts[last - 1].value in AROUND):
        last -= 1
    stop = parts[last - 1].end if last > first else begins
    day = None
    until = stop
    if last > first and parts[last - 1].is_a == "day":
        day, until = due(parts[last - 1].value, today), _before_day(text, language, parts, first, last - 1)
    words = text[begins:until].strip(AROUND) if until > begins else ""
    return (max(stop, parts[first - 1].end), Promise(words, side, day)) if words else None


def _before_day(text: str, language: Language, parts: Sequence[Part], first: int, at: int) -> int:
    """Where the words for the day that part `at` names begin: send the list | on Friday."""
    for many in (2, 1):
        if at - many >= first and level(text[parts[at - many].start : parts[at].start]) in language.before["day"]:
            return parts[at - many].start
    return parts[at].start


def _ends_promise(text: str, parts: Sequence[Part], at: int, first: int) -> bool:
    part = parts[at]
    after = parts[at + 1] if at + 1 < len(parts) else None
    if "\n" in text[parts[at - 1].end : part.start] or part.does("promise"):
        return True
    if part.is_a == "sign":
        if part.value == ",":
            return after is not None and (
                after.is_a in ("day", "clock", "length", "tag")
                or (after.is_a == "name" and text[after.start] == "#")
                or after.does("promise", "about", "with", "manner", "place") is not None
            )
        return part.value == ";" or (part.value == "." and (after is None or part.end < after.start))
    if part.is_a == "tag" or (part.is_a == "name" and text[part.start] == "#"):
        return at > first and (after is None or after.is_a in ("tag", "sign") or text[after.start] == "#")
    return False


def _has_due(parts: Sequence[Part], first: int, end: int) -> bool:
    return any(parts[n].does("due") and parts[n + 1].is_a == "day" for n in range(first, end - 1))


def _is_small(text: str, language: Language, part: Part) -> bool:
    """A sign, or a small word that says nothing alone."""
    return part.is_a == "sign" or flat(_words(text, part)) in language.fillers | language.joins


def _words(text: str, part: Part) -> str:
    return text[part.start : part.end]
