"""Accepting what a file brings: each meeting is matched with the record, and made, changed or left."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy.exc import IntegrityError

from engagement.actions.imports.wording import said
from engagement.actions.invitations import occurrences as acts
from engagement.actions.invitations.occurrences import Bringing, start_said
from engagement.actions.invitations.people import addresses, note_answers, sort_out
from engagement.actions.invitations.receipts import End, Entry, Receipt
from engagement.actions.wrong import WrongDraft
from engagement.core.periods import FIRST, LAST
from engagement.desk import Desk
from engagement.intake.invitation.recurrence import Budget, Spent
from engagement.intake.invitation.series import Occurrence, Series, shown_shift, together, unfold
from engagement.intake.invitation.values import Event, Reading, Unreadable
from engagement.queries import invited as queries
from engagement.queries.invited import Kept, Known

AHEAD = timedelta(days=90)  # how far a series is unfolded
MOST = 300  # engagements of one file
MOST_INVITED = 20_000  # people of all of them: some seconds in which nobody else saves
DAY = timedelta(days=1)


def accept(desk: Desk, reading: Reading) -> list[Receipt]:
    """What became of each meeting of a file; all of it is done, or nothing. Raises Unreadable, Changed.

    At a desk at which no member sits, each meeting is accepted for the first of ours who is on it.
    """
    meetings = together(reading.events)
    known = queries.known(desk, addresses(reading.events))
    budget, number, invited = Budget(), 0, 0
    unfolded: list[list[Occurrence] | None] = []
    for series in meetings:
        try:
            unfolded.append(_unfold(series, desk.today, budget))
        except Spent:
            unfolded.append(None)
        number += len(unfolded[-1] or ())
        if number > MOST:
            raise Unreadable(f"It would make more than {MOST} engagements. Export a shorter time, and send that.")
        invited += sum(len(one.event.people) for one in unfolded[-1] or ())
        if invited > MOST_INVITED:
            raise Unreadable(f"Its meetings have more than {MOST_INVITED:,} people in all. Send fewer of them at once.")
    try:
        found = _all_received(desk, meetings, unfolded, known)
    except IntegrityError:  # a colleague brought the same just now: what was made then is there now
        found = _all_received(desk, meetings, unfolded, known)
    if reading.notes:
        found[-1] = replace(found[-1], notes=(*found[-1].notes, *reading.notes))
    return found


def _all_received(
    desk: Desk, meetings: list[Series], unfolded: list[list[Occurrence] | None], known: Known
) -> list[Receipt]:
    with desk.db.begin_nested():
        return [_received(desk, series, found, known) for series, found in zip(meetings, unfolded, strict=True)]


def _unfold(series: Series, today: date, budget: Budget) -> list[Occurrence]:
    """A single meeting whenever it is; of a series what comes within 90 days."""
    if series.whole and not series.recurs and not series.parts:
        return unfold(series, FIRST, LAST, budget)
    return unfold(series, today, today + AHEAD, budget)


def _received(desk: Desk, series: Series, found: list[Occurrence] | None, known: Known) -> Receipt:
    title = series.title
    if series.refused and not (series.whole or series.parts or series.replies):
        return Receipt(title, end=End.REFUSED, reason=series.refused[0].refused)
    if found is None:
        return Receipt(title, end=End.REFUSED, reason="it repeats more often than can be followed")
    at = _desk(desk, series, known)
    notes = tuple(dict.fromkeys(note for event in series.all() for note in event.notes))
    if at is None:
        return Receipt(title, end=End.NOBODY, notes=notes)
    bringing = Bringing(sha256(series.uid.encode()).hexdigest(), known)
    kept = queries.kept(at, bringing.uid_hash)
    hidden = [one for one in kept if not one.visible]
    if hidden:
        return Receipt(title, end=End.HIDDEN)  # what one may not see one may not change
    try:
        with at.db.begin_nested():
            entries = list(_entries(at, bringing, series, found, kept))
    except WrongDraft as wrong:
        return Receipt(title, end=End.REFUSED, reason=said(wrong).rstrip("."), notes=notes)
    newcomers = max((sort_out(event, known).newcomers for event in series.all()), default=0)
    end = None if entries else _why_nothing(series, kept, at.today)
    return Receipt(title, tuple(entries), end, notes=notes, newcomers=newcomers if entries else 0)


def _desk(desk: Desk, series: Series, known: Known) -> Desk | None:
    """The desk at which a meeting is accepted: the member's, else that of the first of ours on it."""
    if desk.member_id is not None:
        return desk
    ours = [member for event in series.all() for member in sort_out(event, known).members]
    return desk.seat(ours[0]) if ours else None


def _entries(
    desk: Desk, bringing: Bringing, series: Series, found: list[Occurrence], kept: list[Kept]
) -> Iterator[Entry]:
    """Does what the file says of one UID, and tells it."""
    whole = series.whole
    if whole and whole.cancelled:
        for one in kept:
            if not one.invitation.occurrence or one.engagement.local_date >= desk.today:
                yield acts.call_off(desk, one, whole)
        return
    gone = [part for part in series.parts if part.cancelled]
    for part in gone:
        for one in kept:
            if _is_about(part, one):
                yield acts.call_off(desk, one, part)
    coming = [one for one in found if not one.event.cancelled and not any(_is_after(part, one) for part in gone)]
    pairs, made, left = _paired(coming, kept, whole)
    for one, occurrence in pairs:
        if one.invitation.occurrence != _key(series, occurrence):
            one.invitation.occurrence = f"moving {one.invitation.id}"  # two that change places have one key each
    desk.db.flush()
    for one, occurrence in pairs:
        yield acts.update(desk, bringing, one, occurrence, _key(series, occurrence))
    for one, occurrence in _shifted(series, left):
        yield acts.update(desk, bringing, one, occurrence, one.invitation.occurrence)
    if whole:
        for one in left:
            if one.engagement.local_date >= desk.today and whole.version > acts.version(one.invitation):
                yield acts.call_off(desk, one, whole)
    for occurrence in made:
        yield acts.make(desk, bringing, occurrence, _key(series, occurrence))
    for reply in series.replies:
        for one in kept:
            if reply.occurrence is None or reply.occurrence.key == one.invitation.occurrence:
                changed = note_answers(desk, one.engagement, reply, bringing.known)
                yield acts.entry(End.ANSWERED if changed else End.UNCHANGED, one.engagement)


def _key(series: Series, occurrence: Occurrence) -> str:
    """How an occurrence is kept: a meeting that does not recur has no key beside its UID."""
    return occurrence.key if series.recurs or series.parts else ""


def _is_about(part: Event, one: Kept) -> bool:
    """Whether a change of single occurrences is about an engagement."""
    assert part.occurrence
    key = one.invitation.occurrence
    return key == part.occurrence.key or (part.and_future and key > part.occurrence.key)


def _is_after(part: Event, one: Occurrence) -> bool:
    """Whether an occurrence is gone with a part that was called off."""
    assert part.occurrence
    return one.key == part.occurrence.key or (part.and_future and one.key > part.occurrence.key)


Pair = tuple[Kept, Occurrence]


def _paired(
    coming: list[Occurrence], kept: list[Kept], whole: Event | None
) -> tuple[list[Pair], list[Occurrence], list[Kept]]:
    """Which engagement each occurrence is: pairs, occurrences that are new, engagements that none is.

    By the key of the occurrence; where a newer version moved them all, by their day, then by their week.
    """
    pairs: list[Pair] = []
    left = list(kept)
    new = list(coming)
    likeness: list[Callable[[Kept, Occurrence], bool]] = [lambda one, other: one.invitation.occurrence == other.key]
    if whole and not whole.recurs:
        likeness.append(lambda one, other: not one.invitation.occurrence)
    if whole:
        likeness.append(lambda one, other: _is_moved(one, whole) and start_said(one.invitation).day == other.start.day)
        likeness.append(
            lambda one, other: _is_moved(one, whole) and _week(start_said(one.invitation).day) == _week(other.start.day)
        )
    for alike in likeness:
        for occurrence in list(new):
            match = next((one for one in left if alike(one, occurrence)), None)
            if match:
                pairs.append((match, occurrence))
                left.remove(match)
                new.remove(occurrence)
    return pairs, new, left


def _is_moved(one: Kept, whole: Event) -> bool:
    return whole.version > acts.version(one.invitation)


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _shifted(series: Series, left: Iterable[Kept]) -> Iterator[Pair]:
    """The later engagements of a series, where a change of this and all future ones came alone."""
    for part in series.parts:
        if series.whole or not part.and_future or part.recurs or part.cancelled:
            continue
        assert part.occurrence
        for one in left:
            if one.invitation.occurrence > part.occurrence.key:
                start = start_said(one.invitation).moved(shown_shift(part))
                yield one, Occurrence(one.invitation.occurrence, start, part)


def _why_nothing(series: Series, kept: list[Kept], today: date) -> End:
    """Why a meeting left the record as it was."""
    events = [event for event in (series.whole, *series.parts) if event]
    if not events:
        return End.NOT_ASKED
    if all(event.cancelled for event in events):
        return End.PAST if kept else End.NOT_KNOWN
    starts = [event.start.day for event in events if event.start]
    return End.FAR if any(day > today for day in starts) else End.PAST
