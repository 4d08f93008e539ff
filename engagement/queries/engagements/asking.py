"""The question that lists, exports, reports and figures ask of engagements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from engagement.core.filtering import Filter, UnreadableFilter, asked, day, record_key, yes
from engagement.core.periods import FIRST, LAST, PRESETS, Period, preset
from engagement.desk import Desk
from engagement.model.ledgers import NeedCategory
from engagement.model.members import Function, Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.places import Country, Region
from engagement.model.scope import Scope
from engagement.model.topics import Topic
from engagement.model.words import Channel, EngagementKind, OrganisationKind, Status, Word
from engagement.queries.words import words_asked


def _preset(text: str) -> str:
    if text not in PRESETS:
        raise ValueError(text)
    return text


@dataclass(frozen=True)
class EngagementFilter(Filter):
    """Which engagements: each part names one thing, all parts must fit, and the period holds local dates."""

    q: str | None = asked(words_asked)  # words that are found anywhere in it
    region: int | None = asked(record_key)
    country: int | None = asked(record_key)
    organisation: int | None = asked(record_key)  # with all below it
    body_kind: OrganisationKind | None = asked(OrganisationKind)
    official: int | None = asked(record_key)
    member: int | None = asked(record_key)
    function: int | None = asked(record_key)
    topic: int | None = asked(record_key)  # with all below it
    need: int | None = asked(record_key)
    kind: EngagementKind | None = asked(EngagementKind)
    status: Status | None = asked(Status)
    channel: Channel | None = asked(Channel)
    confidential: bool | None = asked(yes)
    open: bool | None = asked(yes)  # has an open commitment
    period: str | None = asked(_preset)
    first: date | None = asked(day)
    last: date | None = asked(day)

    def keys(self, desk: Desk) -> list[tuple[Scope, int]]:
        """The scope keys that an engagement must all have. (CONFIDENTIAL, member) are those that this one may see."""
        found = [
            (scope, key.number if isinstance(key, Word) else key)
            for part, scope in SCOPES.items()
            if (key := getattr(self, part)) is not None
        ]
        if self.confidential:
            found.append((Scope.CONFIDENTIAL, desk.member.id))
        if self.open:
            found.append((Scope.OPEN_COMMITMENT, 0))
        return found

    def span(self, desk: Desk) -> Period:
        """The days it asks for. Raises UnreadableFilter when they stand the wrong way round."""
        named = preset(self.period, desk.today) if self.period else Period()
        first, last = self.first or named.first, self.last or named.last
        if last < first:
            raise UnreadableFilter("last", last.isoformat())
        return Period(first, last)

    @property
    def has_span(self) -> bool:
        """Whether it asks for a period at all."""
        return bool(self.period or self.first or self.last)


SCOPES = {
    "region": Scope.REGION,
    "country": Scope.COUNTRY,
    "organisation": Scope.ORGANISATION,
    "body_kind": Scope.BODY_KIND,
    "official": Scope.OFFICIAL,
    "member": Scope.MEMBER,
    "function": Scope.FUNCTION,
    "topic": Scope.TOPIC,
    "need": Scope.NEED,
    "kind": Scope.KIND,
    "status": Scope.STATUS,
    "channel": Scope.CHANNEL,
}
NAMED: dict[str, Any] = {
    "region": Region,
    "country": Country,
    "organisation": Organisation,
    "official": Official,
    "member": Member,
    "function": Function,
    "topic": Topic,
    "need": NeedCategory,
}


@dataclass(frozen=True)
class Part:
    """One part of a question in words, with the address of the same question without it."""

    name: str
    words: str
    without: dict[str, str]


def describe(desk: Desk, question: EngagementFilter) -> list[Part]:
    """The words of a question for page head and report cover. Raises UnreadableFilter where it names nothing known."""
    return [
        Part(name, words, question.to_args(**dict.fromkeys(_together(name)))) for name, words in _words(desk, question)
    ]


def _together(name: str) -> tuple[str, ...]:
    return ("period", "first", "last") if name == "period" else (name,)


def _words(desk: Desk, question: EngagementFilter) -> Iterator[tuple[str, str]]:
    if question.q:
        yield "q", f"“{question.q}”"
    for name in SCOPES:
        value = getattr(question, name)
        if isinstance(value, Word):
            yield name, value.label
        elif value is not None:
            yield name, _name(desk, name, value)
    if question.confidential:
        yield "confidential", "Confidential"
    if question.open:
        yield "open", "With open commitments"
    if question.has_span:
        yield "period", span_words(question.span(desk), question.period)


def _name(desk: Desk, part: str, key: int) -> str:
    name = desk.db.scalar(select(NAMED[part].name).where(NAMED[part].id == key))
    if name is None:
        raise UnreadableFilter(part, str(key))
    return str(name)


def span_words(span: Period, named: str | None = None) -> str:
    """A period in words: its name, or its days."""
    if named:
        return PRESETS[named]
    if span.first == FIRST:
        return f"until {day_words(span.last)}" if span.last != LAST else "all time"
    if span.last == LAST:
        return f"since {day_words(span.first)}"
    return f"{day_words(span.first)} to {day_words(span.last)}"


def day_words(when: date) -> str:
    """A day as prose writes it: 24 November 2026."""
    return f"{when.day} {when:%B %Y}"
