"""Commitments: the question, the list, and one with what its page needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Date, Select, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import joinedload

from engagement.access.rows import editable_engagements, kept, select_visible
from engagement.core.database import prepared
from engagement.core.filtering import Filter, asked, day, record_key, yes
from engagement.core.paging import PAGE, Cursor, UnreadableCursor
from engagement.core.periods import LAST
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementTopic,
)
from engagement.model.organisations import OrganisationTree
from engagement.model.topics import TopicTree
from engagement.model.words import CommitmentState, Word
from engagement.queries.engagements.counting import COUNTED, Count
from engagement.queries.kept import among, dialect, keys_asked, rows_of


class Whose(Word):
    """Whose a commitment is: a promise of either side, or a task of ours without a promise."""

    OURS = "ours"
    THEIRS = "theirs"
    TASK = "follow-up"


@dataclass(frozen=True)
class CommitmentFilter(Filter):
    """Which commitments of engagements that are not archived; without `state` open and settled ones."""

    side: Whose | None = asked(Whose)
    state: CommitmentState | None = asked(CommitmentState)
    overdue: bool | None = asked(yes)
    owner: int | None = asked(record_key)
    region: int | None = asked(record_key)
    country: int | None = asked(record_key)
    organisation: int | None = asked(record_key)  # with all below it
    official: int | None = asked(record_key)
    member: int | None = asked(record_key)  # who took part in the engagement
    topic: int | None = asked(record_key)  # with all below it
    due_from: date | None = asked(day)
    due_to: date | None = asked(day)

    def conditions(self, desk: Desk) -> Iterator[ColumnElement[bool]]:
        """What a commitment must fulfil."""
        yield exists().where(Engagement.id == Commitment.engagement_id, Engagement.archived_at.is_(None))
        if self.side:
            yield Commitment.side.is_(None) if self.side is Whose.TASK else Commitment.side == self.side.value
        if self.state:
            yield Commitment.state == self.state
        if self.overdue:
            yield Commitment.overdue(desk.today)
        if self.owner:
            yield Commitment.owner_id == self.owner
        if self.due_from:
            yield Commitment.due >= self.due_from
        if self.due_to:
            yield Commitment.due <= self.due_to
        yield from self._of_engagements()

    def _of_engagements(self) -> Iterator[ColumnElement[bool]]:
        body, at = EngagementOrganisation, EngagementOrganisation.engagement_id == Commitment.engagement_id
        if self.region:
            yield exists().where(at, body.region_id == self.region)
        if self.country:
            yield exists().where(at, body.country_id == self.country)
        if self.organisation:
            below = OrganisationTree.descendant_id == body.organisation_id
            yield exists().where(at, below, OrganisationTree.ancestor_id == self.organisation)
        if self.official:
            person = EngagementOfficial
            yield exists().where(person.engagement_id == Commitment.engagement_id, person.official_id == self.official)
        if self.member:
            ours = EngagementMember
            yield exists().where(ours.engagement_id == Commitment.engagement_id, ours.member_id == self.member)
        if self.topic:
            subject = EngagementTopic
            yield exists().where(
                subject.engagement_id == Commitment.engagement_id,
                TopicTree.descendant_id == subject.topic_id,
                TopicTree.ancestor_id == self.topic,
            )


STRETCHES = [(state, dated) for state in CommitmentState for dated in (True, False)]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a commitment in the list. The list is laid out in STRETCHES, each of which an index has in order:
    open ones by their day, open ones without a day, then the settled ones likewise."""

    stretch: int
    at: Cursor

    def __str__(self) -> str:
        return f"{self.stretch}.{self.at}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """The place that `text` says. Raises UnreadableCursor for anything that `str()` did not make."""
        stretch, point, cursor = text.partition(".")
        if not point or stretch not in map(str, range(len(STRETCHES))):
            raise UnreadableCursor(text[:40])
        return cls(int(stretch), Cursor.read(cursor))


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """One page of commitments, open ones first, the earliest due before others, and where the next page begins."""

    rows: Sequence[Commitment]
    more: Place | None


def commitments(desk: Desk, question: CommitmentFilter, start: Place | None = None, size: int = PAGE) -> CommitmentPage:
    """The commitments that fit, after `start`, each with its owner, its organisation and its engagement."""
    found: list[Commitment] = []
    for number, (state, dated) in enumerate(STRETCHES):
        left = size + 1 - len(found)
        if not left:
            break
        if (start and number < start.stretch) or question.state not in (None, state):
            continue
        after = start.at if start and number == start.stretch else None
        found += desk.db.scalars(_stretch(desk, question, state, after, dated=dated).limit(left))
    page = found[:size]
    return CommitmentPage(page, _place(page[-1]) if len(found) > size else None)


def _stretch(
    desk: Desk, question: CommitmentFilter, state: CommitmentState, after: Cursor | None, *, dated: bool
) -> Select[Commitment]:
    query = select_visible(desk, Commitment).where(*question.conditions(desk), Commitment.state == state)
    loaded = joinedload(Commitment.owner), joinedload(Commitment.organisation), joinedload(Commitment.engagement)
    query = query.where(Commitment.due.is_not(None) if dated else Commitment.due.is_(None)).options(*loaded)
    if after:
        key = literal(after.id, BigInteger())  # a made-up cursor may hold more than a key can
        later = tuple_(Commitment.due, Commitment.id) > tuple_(literal(after.day, Date()), key)
        query = query.where(later if dated else Commitment.id > key)
    return query.order_by(Commitment.due, Commitment.id) if dated else query.order_by(Commitment.id)


def _place(one: Commitment) -> Place:
    return Place(STRETCHES.index((one.state, one.due is not None)), Cursor(one.due or LAST, one.id))


def count(desk: Desk, question: CommitmentFilter) -> int:
    """How many commitments fit, where they are few: of one member, or late ones of a region."""
    query = select_visible(desk, Commitment, func.count(Commitment.id)).where(*question.conditions(desk))
    return desk.db.scalar(query) or 0


def counted(desk: Desk, question: CommitmentFilter) -> Count:
    """How many commitments fit, counted up to a limit: of any question."""
    query = select_visible(desk, Commitment, Commitment.id).where(*question.conditions(desk)).limit(COUNTED + 1)
    n = desk.db.scalar(select(func.count()).select_from(query.subquery())) or 0
    return Count(min(n, COUNTED), exact=n <= COUNTED)


def commitment(desk: Desk, commitment_id: int) -> Commitment | None:
    """The commitment with its engagement, if the member may see it."""
    query = select_visible(desk, Commitment).where(Commitment.id == commitment_id)
    loaded = joinedload(Commitment.owner), joinedload(Commitment.organisation), joinedload(Commitment.engagement)
    found: Commitment | None = desk.db.scalar(query.options(*loaded))
    return found


def may_settle(desk: Desk, ids: Sequence[int]) -> set[int]:
    """Which of these commitments the member may settle: one's own, and those of engagements that one may edit."""
    if not ids:
        return set()
    return {key for (key,) in rows_of(desk, kept(desk, _settled_by_one), {"keys": keys_asked(desk, ids)})}


def _settled_by_one(desk: Desk) -> Select[Any]:
    editable = exists().where(Engagement.id == Commitment.engagement_id, editable_engagements(desk))
    may = or_(Commitment.owner_id == desk.member.id, editable)
    return prepared(select_visible(desk, Commitment, Commitment.id).where(among(dialect(desk), Commitment.id), may))
