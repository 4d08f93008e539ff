"""What a line was understood to say: spans of its text, each with a meaning and a value."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any


class Meaning(StrEnum):
    """What a span says, and the type of its value."""

    KIND = "kind"  # Manner
    DAY = "day"  # date
    CLOCK = "clock"  # Clock
    LENGTH = "length"  # minutes, int
    PLACE = "place"  # Place
    NAME = "name"  # Name, or Newcomer
    TOPIC = "topic"  # Name, or Newcomer
    SUBJECT = "subject"  # what it was about, as far as no topic is called so: text
    PROMISE = "promise"  # Promise


@dataclass(frozen=True, slots=True)
class Manner:
    """How they met, in the product's closed words; "" where the words do not tell. `tense`: past, coming or ""."""

    kind: str = ""
    channel: str = ""
    status: str = ""
    tense: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """When it began, and the minutes it took where the line gives its end too."""

    at: time
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where; `zone` where the words name a city or country whose clocks are known; no text: its clocks alone."""

    text: str = ""
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """`side`: ours, theirs, or "" for a follow-up of our own."""

    text: str
    side: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A run of the text that is the name of records: `kinds` of them (official, organisation, topic, member, country).

    `zone`: the clocks of the country, where it names one.
    """

    start: int
    end: int
    kinds: frozenset[str]
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A name that is of no record: of a body, where the line shows that it is one ("(Ministry of Trade)")."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` of the line and what it says."""

    start: int
    end: int
    meaning: Meaning
    value: Any


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it was understood: spans in order, none over another; what lies between them is the rest.

    `kept` are the pieces of the rest that say something, as text. `title` is what it was about, where that is more than
    the topics. `tense`: whether it speaks of what was (past), what is to come (coming), or does not tell ("").
    """

    text: str
    language: str
    spans: tuple[Span, ...]
    kept: tuple[str, ...]
    title: str = ""
    tense: str = ""

    def words(self, span: Span) -> str:
        """The words of a span, as they were typed."""
        return self.text[span.start : span.end]

    @property
    def understood(self) -> int:
        """How many characters were understood: of two readings the better one has more."""
        return sum(span.end - span.start for span in self.spans)
