"""Events that belong together: the versions of one meeting, a series with its exceptions, and what it unfolds into."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from engagement.intake.invitation.recurrence import Budget, recurring
from engagement.intake.invitation.values import Event, Moment, Rule

AROUND = timedelta(days=1)  # a day elsewhere
MOST_IN_SERIES = 200  # occurrences that one series unfolds into


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting to be: what `event` says of it, at `start`. `key` tells it from others of its series."""

    key: str
    start: Moment
    event: Event


@dataclass(frozen=True, slots=True)
class Series:
    """All that a file says of one UID. `whole` is of the meeting itself, `parts` of single occurrences."""

    uid: str
    whole: Event | None
    parts: tuple[Event, ...]
    replies: tuple[Event, ...]
    refused: tuple[Event, ...]

    @property
    def recurs(self) -> bool:
        """Whether it is of more than one day."""
        return bool(self.whole and self.whole.recurs)

    @property
    def title(self) -> str:
        """What it is called."""
        return next((one.title for one in self.all() if one.title), "")

    def all(self) -> Iterator[Event]:
        """All events, that of the whole first."""
        if self.whole:
            yield self.whole
        yield from (*self.parts, *self.replies, *self.refused)


def together(events: Iterable[Event]) -> list[Series]:
    """The events by their UID, in the order in which they come; of several versions the latest counts."""
    by_uid: dict[str, list[Event]] = {}
    for one in events:
        by_uid.setdefault(one.uid or _made_up(one), []).append(one)
    return [_series(uid, said) for uid, said in by_uid.items()]


def _series(uid: str, said: list[Event]) -> Series:
    read = [one for one in said if not one.refused]
    latest: dict[str, Event] = {}
    for one in read:
        key = one.occurrence.key if one.occurrence else ""
        if not one.is_reply and (key not in latest or one.version >= latest[key].version):
            latest[key] = one
    whole = latest.pop("", None)
    return Series(
        uid,
        whole,
        tuple(latest.values()),
        tuple(sorted((one for one in read if one.is_reply), key=lambda one: one.version)),
        tuple(one for one in said if one.refused),
    )


def _made_up(one: Event) -> str:
    """For an event without a UID: what it says, so that the same file makes the same."""
    said = (one.title, one.start and one.start.key, one.organiser and one.organiser.address, one.place)
    return "without-uid:" + sha256(repr(said).encode()).hexdigest()


def unfold(series: Series, first: date, last: date, budget: Budget) -> list[Occurrence]:
    """The occurrences that begin from `first` to `last`, in order. Raises Spent."""
    whole = series.whole
    found: dict[str, Occurrence] = {}
    if whole and whole.start:
        overridden = {_match(part.occurrence, whole) for part in series.parts if part.occurrence}
        excepted = _excepted(whole, first - AROUND, last + AROUND, budget)
        less = {_match(one, whole) for one in (*whole.less, *excepted)}
        for start in _starts(whole, first - AROUND, last + AROUND, budget):
            matched = _match(start, whole)
            if matched not in less and matched not in overridden:
                found[start.key] = Occurrence(start.key, start, whole)
            if len(found) >= MOST_IN_SERIES:
                break
        for onwards in (part for part in series.parts if part.and_future and not part.recurs):
            found |= _from_then_on(onwards, found)
    for part in series.parts:
        assert part.occurrence
        for changed in _starts(part, first - AROUND, last + AROUND, budget):
            key = _key_in(whole, part.occurrence) if changed == part.start else changed.key
            found[key] = Occurrence(key, changed, part)
    inside = [one for one in found.values() if first <= one.start.day <= last or _is_kept(one, first)]
    return sorted(inside, key=lambda one: (one.start.day, one.start.at is not None, one.start.at or 0, one.key))


def _is_kept(one: Occurrence, first: date) -> bool:
    """Whether it is an exception of what is still to come: moved however far, it is the same meeting."""
    was = one.event.occurrence
    return was is not None and max(was.day, one.start.day) >= first


def _from_then_on(changed: Event, found: dict[str, Occurrence]) -> dict[str, Occurrence]:
    """The later occurrences as one that holds for this and all future ones changes them."""
    assert changed.occurrence and changed.start
    shift = shown_shift(changed)
    return {
        key: Occurrence(key, one.start.moved(shift), replace(changed, start=one.start.moved(shift)))
        for key, one in found.items()
        if key > changed.occurrence.key
    }


def shown_shift(changed: Event) -> timedelta:
    """How much later (or earlier) the clocks show, at the changed start, than at the occurrence it replaces."""
    assert changed.occurrence and changed.start
    was, now = changed.occurrence, changed.start
    if was.at is None or now.at is None or was.zone is None or now.zone is None:
        return now.local - was.local
    return now.instant("UTC") - was.instant("UTC")


def _starts(event: Event, first: date, last: date, budget: Budget) -> Iterator[Moment]:
    """The first start and all by rules and single dates, those excepted among them, each once."""
    assert event.start
    start, seen = event.start, set()
    for rule in event.rules or (None,):
        for local in recurring(rule, start.local, first, last, budget) if rule else (start.local,):
            one = Moment(local.date(), local.time() if start.at else None, start.zone)
            if rule and _is_past(rule, one):
                break
            if one.key not in seen and (one == start or first <= one.day <= last):
                seen.add(one.key)
                yield one
    for one in event.more:
        if one.key not in seen and first <= one.day <= last:
            seen.add(one.key)
            yield one


def _excepted(event: Event, first: date, last: date, budget: Budget) -> Iterator[Moment]:
    """What its rules of exceptions leave out: no more of it than the budget has left. Raises Spent."""
    assert event.start
    start = event.start
    for rule in event.less_rules:
        for local in recurring(rule, start.local, first, last, budget, start_counts=False):
            one = Moment(local.date(), local.time() if start.at else None, start.zone)
            if _is_past(rule, one):
                break
            budget.spend(1)
            yield one


def _is_past(rule: Rule, one: Moment) -> bool:
    """Whether an occurrence lies after the rule's end."""
    end = rule.until
    if end is None:
        return False
    if end.at is None:
        return one.day > end.day
    if one.at is None:  # a whole day ends at midnight somewhere: 22:00 UTC is the next day's in Europe
        return one.day > (end.local + timedelta(hours=12)).date()
    if one.zone is None or end.zone is None:
        return one.local > end.local
    return one.instant("UTC") > end.instant("UTC")


def _match(one: Moment, whole: Event) -> str:
    """What an exception is compared by with the occurrences of its series: a day where either says no more."""
    assert whole.start
    if whole.start.at is None:
        return f"{one.day:%Y%m%d}"
    return one.key


def _key_in(whole: Event | None, occurrence: Moment) -> str:
    """The key of an occurrence as its series writes it."""
    return _match(occurrence, whole) if whole else occurrence.key
