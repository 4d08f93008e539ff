"""The verbs of an engagement: log it, revise it, say that it was held or called off, put it away and back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from engagement.actions.commitments import CommitmentDraft, write
from engagement.actions.engagements.drafting import (
    TEXTS,
    EngagementDraft,
    HeardDraft,
    SharedDraft,
    proposed_title,
)
from engagement.actions.engagements.joining import NOTHING, Chosen, Present, choose, join, present, retake_pictures
from engagement.actions.engagements.leading import led
from engagement.actions.turns import take_turn
from engagement.actions.wrong import Missing, NotANeed, NotPlanned, NotYet, PutAway, Unknown
from engagement.core.clock import local_date
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement, EngagementOrganisation
from engagement.model.ledgers import Heard, Shared
from engagement.model.words import CommitmentState, HeardKind, Status
from engagement.queries.engagements.chosen import links

COPIED = ("kind", "status", "channel", "asked_by", "purpose", "local_date", "minutes", "zone", "place", *TEXTS, "hours")


def log(desk: Desk, draft: EngagementDraft) -> Engagement:
    """Makes an engagement of a draft: all of it, or nothing. Raises WrongDraft."""
    draft, chosen = _choose(desk, draft, None, NOTHING, set())
    rows = _matched_rows(desk, draft, [], [], [])
    # what a draft can be refused for was looked at by now, so that nothing has to be taken back
    engagement = Engagement(created_by_id=desk.member_id, created_at=desk.now)
    _copy(desk, engagement, draft, chosen)
    desk.db.add(engagement)
    desk.db.flush()
    join(desk, engagement, draft, chosen, NOTHING, retake=True, day=True)
    _write_rows(desk, engagement, *rows)
    return engagement


def revise(desk: Desk, engagement: Engagement, draft: EngagementDraft, version: int) -> Engagement:
    """Makes an engagement what the draft says: all of it, or nothing. Raises WrongDraft, and Changed if it is no
    longer at `version`."""
    _said(desk, draft, engagement)  # refused before anybody waits
    if engagement.is_archived:
        raise PutAway("title", engagement.title)
    with desk.db.begin_nested():
        take_turn(desk, engagement, version)
        has = present(desk, engagement)
        rows: list[list[Any]] = [list(links(desk, engagement, kind)) for kind in (Shared, Heard, Commitment)]
        draft, chosen = _choose(desk, draft, engagement, has, _named(rows))
        retake = engagement.status is Status.PLANNED
        day = engagement.local_date != draft.local_date
        _copy(desk, engagement, draft, chosen)
        join(desk, engagement, draft, chosen, has, retake=retake, day=day)
        _write_rows(desk, engagement, *_matched_rows(desk, draft, *rows))
    return engagement


def hold_as_planned(desk: Desk, engagement: Engagement) -> Engagement:
    """Says that a planned engagement took place; twice is once. Raises NotPlanned, NotYet, Changed, and Missing where
    nobody said yet with which organisation."""
    if engagement.status is Status.HELD:
        return engagement
    if engagement.status is not Status.PLANNED:
        raise NotPlanned("status", engagement.status)
    _check_day(desk, engagement.zone, Status.HELD, engagement.local_date)
    if not links(desk, engagement, EngagementOrganisation):
        raise Missing("organisation_ids")
    take_turn(desk, engagement, engagement.version)
    retake_pictures(desk, engagement)
    engagement.status = Status.HELD
    engagement.held_at = engagement.held_at or desk.now
    desk.db.flush()
    return engagement


def cancel(desk: Desk, engagement: Engagement) -> Engagement:
    """Says that a planned engagement did not take place. Raises NotPlanned, Changed."""
    if engagement.status is Status.CANCELLED:
        return engagement
    if engagement.status is not Status.PLANNED:
        raise NotPlanned("status", engagement.status)
    take_turn(desk, engagement, engagement.version)
    engagement.status = Status.CANCELLED
    desk.db.flush()
    return engagement


def plan_again(desk: Desk, engagement: Engagement, version: int) -> Engagement:
    """Takes back that it was held, or called off, as long as nobody saved it since `version`. Raises Changed."""
    take_turn(desk, engagement, version)
    engagement.status, engagement.held_at = Status.PLANNED, None
    desk.db.flush()
    return engagement


def answer(desk: Desk, engagement: Engagement, heard_id: int, on: date | None) -> Heard:
    """Says on which day a need heard in an engagement was answered; none: it is open again. Raises Unknown, NotANeed,
    Changed."""
    entry: Heard | None = next((row for row in links(desk, engagement, Heard) if row.id == heard_id), None)
    if entry is None:
        raise Unknown("heard", heard_id)
    if entry.kind is not HeardKind.NEED:
        raise NotANeed("heard")
    if entry.answered_on != on:
        take_turn(desk, engagement, engagement.version)  # a form that was opened before would put it back
        entry.answered_on = on
        desk.db.flush()
    return entry


def archive(desk: Desk, engagement: Engagement) -> Engagement:
    """Puts an engagement away: it leaves lists, counts and reports; its page and history stay. Raises Changed."""
    if not engagement.is_archived:
        take_turn(desk, engagement, engagement.version)
        engagement.archived_at = desk.now
        desk.db.flush()
    return engagement


def restore(desk: Desk, engagement: Engagement) -> Engagement:
    """Takes an engagement back out of the archive. Raises Changed."""
    if engagement.is_archived:
        take_turn(desk, engagement, engagement.version)
        engagement.archived_at = None
        desk.db.flush()
    return engagement


def _choose(
    desk: Desk, draft: EngagementDraft, before: Engagement | None, has: Present, named: set[int]
) -> tuple[EngagementDraft, Chosen]:
    """The draft as it is meant, and what it names. Where it leads from merged records to those that stand is asked for
    only if it names something put away, as the merged are. Raises what `choose` does."""
    said = _said(desk, draft, before)
    try:
        chosen: Chosen | None = choose(desk, said, has, named)
    except PutAway:
        chosen = None
    if chosen is None or chosen.names_archived:
        said = _said(desk, led(desk, draft), before)
        chosen = choose(desk, said, has, named)
    return said, chosen


def _said(desk: Desk, draft: EngagementDraft, before: Engagement | None) -> EngagementDraft:
    """The draft, checked, with what goes without saying: owners of promises, and who may read it."""
    draft.check()
    _check_day(desk, draft.zone, draft.status, draft.local_date)
    lead = next(iter(draft.member_ids), desk.member_id)
    body = next(iter(draft.organisation_ids), None)
    readers = draft.reader_ids if draft.confidential else ()
    becomes_confidential = draft.confidential and not (before and before.confidential)
    if becomes_confidential and desk.member_id and desk.member_id not in (*draft.member_ids, *readers):
        readers = (*readers, desk.member_id)  # or the writer could not read what was just written
    return replace(
        draft,
        organisation_ids=tuple(dict.fromkeys(draft.organisation_ids)),
        reader_ids=readers,
        commitments=tuple(promise.owned(lead, body) for promise in draft.commitments),
    )


def _check_day(desk: Desk, zone: str, status: Status, day: date) -> None:
    if status is Status.HELD and day > local_date(desk.now, zone):
        raise NotYet("local_date", day.isoformat())


def _copy(desk: Desk, engagement: Engagement, draft: EngagementDraft, chosen: Chosen) -> None:
    for name in COPIED:
        setattr(engagement, name, getattr(draft, name))
    engagement.starts_at = draft.starts_at
    engagement.confidential = draft.confidential
    if draft.status is Status.HELD:
        engagement.held_at = engagement.held_at or desk.now
    topic = chosen.topics[draft.topic_ids[0]].name if draft.topic_ids else None
    body = chosen.organisations[draft.organisation_ids[0]].name if draft.organisation_ids else None
    engagement.title = draft.title.strip() or proposed_title(draft.kind, body, topic)


def _named(rows: list[list[Any]]) -> set[int]:
    """Keys that rows of the record hold already: of topics and categories that may have been archived since."""
    names = ("topic_id", "need_category_id", "owner_id", "organisation_id")
    return {key for kind in rows for row in kind for name in names if (key := getattr(row, name, None))}


Pairs = list[tuple[Any, Any]]  # a draft of a row with the row that it changes, none for a new one


def _write_rows(desk: Desk, engagement: Engagement, shared: Pairs, heard: Pairs, commitments: Pairs) -> None:
    for position, (told, row) in enumerate(shared):
        entry = row or Shared(engagement_id=engagement.id)
        _write_entry(entry, told, position)
        entry.taken_up_on = told.taken_up_on
        desk.db.add(entry)
    for position, (told, row) in enumerate(heard):
        entry = row or Heard(engagement_id=engagement.id)
        _write_entry(entry, told, position)
        entry.need_category_id, entry.answered_on = told.need_category_id, told.answered_on
        desk.db.add(entry)
    for position, (promise, row) in enumerate(commitments):
        commitment = row or Commitment(engagement_id=engagement.id, state=CommitmentState.OPEN)
        write(commitment, promise)
        commitment.position = position
        desk.db.add(commitment)
    desk.db.flush()


def _matched_rows(
    desk: Desk, draft: EngagementDraft, shared: list[Any], heard: list[Any], commitments: list[Any]
) -> tuple[Pairs, Pairs, Pairs]:
    """The drafts of the ledgers with the rows they change. Raises Unknown."""
    return (
        _matched(desk, "shared", draft.shared, shared),
        _matched(desk, "heard", draft.heard, heard),
        _matched(desk, "commitments", draft.commitments, commitments),
    )


def _matched(
    desk: Desk, part: str, drafts: Iterable[SharedDraft | HeardDraft | CommitmentDraft], rows: list[Any]
) -> Pairs:
    """Rows that no draft names are taken out."""
    present = {row.id: row for row in rows}
    pairs = []
    for at, draft in enumerate(drafts):
        if draft.id is not None and draft.id not in present:
            raise Unknown(part, draft.id, at)
        pairs.append((draft, present.pop(draft.id, None) if draft.id else None))
    for row in present.values():
        desk.db.delete(row)
    return pairs


def _write_entry(entry: Shared | Heard, told: Any, position: int) -> None:
    entry.kind, entry.text, entry.topic_id, entry.position = told.kind, told.text, told.topic_id, position
