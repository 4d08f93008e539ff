"""Lists of engagements: small frozen rows, two queries a page whatever its length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Select, and_, bindparam, case, func, literal, select, true, union_all

from engagement.core.database import prepared
from engagement.core.paging import PAGE, Cursor
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementTopic,
)
from engagement.model.ledgers import Heard, Shared
from engagement.model.members import Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.places import Country
from engagement.model.topics import Topic
from engagement.model.words import Channel, CommitmentState, EngagementKind, Status
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.finding import found
from engagement.queries.engagements.walking import from_cursor, page, parameters
from engagement.queries.kept import among, dialect, keys_asked, rows_of


class Linked(NamedTuple):
    """Something that an engagement names: its key, its name, and a word about it (country, post on that day)."""

    id: int
    name: str
    note: str = ""


@dataclass(slots=True)  # not frozen: that would make a page a fifth slower to read
class EngagementRow:
    """An engagement as a list shows it. `starts_at` is UTC; `local_date` the day at the place."""

    id: int
    title: str
    kind: EngagementKind
    status: Status
    channel: Channel | None
    local_date: date
    starts_at: datetime | None
    minutes: int | None
    zone: str
    confidential: bool
    shared: int
    heard: int
    open: int  # open commitments, and of these:
    late: int
    done: int
    next_due: date | None
    organisations: list[Linked] = field(default_factory=list)
    officials: list[Linked] = field(default_factory=list)
    members: list[Linked] = field(default_factory=list)
    topics: list[Linked] = field(default_factory=list)

    @property
    def cursor(self) -> Cursor:
        """Its place in the list."""
        return Cursor(self.local_date, self.id)


@dataclass(frozen=True, slots=True)
class EngagementPage:
    """One page of a list, and the cursors of its neighbours where there are any."""

    rows: list[EngagementRow]
    newer: Cursor | None
    older: Cursor | None


_is_open = Commitment.state == CommitmentState.OPEN
_PROMISED = (
    func.count(case((_is_open, 1))),
    func.count(case((and_(_is_open, Commitment.due < bindparam("today")), 1))),
    func.count(case((Commitment.state == CommitmentState.DONE, 1))),
    func.min(case((_is_open, Commitment.due))),
)


def _of_engagement(*columns: Any) -> Select[Any]:
    return select(*columns).where(Commitment.engagement_id == Engagement.id).correlate(Engagement)


def _shown(dialect: str) -> Select[Any]:
    """What a list shows of engagements. What is counted of commitments stands in no WHERE: SQLite would walk the index
    by state and day, all open ones there are, for each row; it has no LATERAL, which would count them all at once."""
    columns = (
        *(Engagement.id, Engagement.title, Engagement.kind, Engagement.status, Engagement.channel),
        *(Engagement.local_date, Engagement.starts_at, Engagement.minutes, Engagement.zone, Engagement.confidential),
        *(
            select(func.count()).where(kind.engagement_id == Engagement.id).correlate(Engagement).scalar_subquery()
            for kind in (Shared, Heard)
        ),
    )
    if dialect == "sqlite":
        return select(*columns, *(_of_engagement(column).scalar_subquery() for column in _PROMISED))
    promised = _of_engagement(*(column.label(f"promised{at}") for at, column in enumerate(_PROMISED))).lateral(
        "promised"
    )
    return select(*columns, *promised.c).select_from(Engagement).join(promised, true())


@lru_cache(maxsize=512)
def _rows(dialect: str, probes: int, oldest_first: bool, starts: bool) -> Select[Any]:
    found = page(dialect, probes, oldest_first, starts)
    order = (
        (found.c.local_date.asc(), found.c.engagement_id.asc())
        if oldest_first
        else (found.c.local_date.desc(), found.c.engagement_id.desc())
    )
    return prepared(_shown(dialect).join(found, found.c.engagement_id == Engagement.id).order_by(*order))


def _linked(number: int, link: Any, target: Any, key: Any, note: Any) -> Select[Any]:
    return select(
        link.engagement_id, literal(number).label("what"), link.position, target.id, target.name, note.label("note")
    ).join(target, target.id == key)


@lru_cache(maxsize=2)
def _by_id(dialect: str) -> Select[Any]:
    return prepared(_shown(dialect).where(among(dialect, Engagement.id)))


@lru_cache(maxsize=2)
def _links(dialect: str) -> CompoundSelect[Any]:
    country = func.coalesce(Country.name, literal(""))
    lead = case((EngagementMember.lead, literal("lead")), else_=literal(""))
    queries = (
        _linked(0, EngagementOrganisation, Organisation, EngagementOrganisation.organisation_id, country).outerjoin(
            Country, Country.id == EngagementOrganisation.country_id
        ),
        _linked(1, EngagementOfficial, Official, EngagementOfficial.official_id, EngagementOfficial.post_title),
        _linked(2, EngagementMember, Member, EngagementMember.member_id, lead),
        _linked(3, EngagementTopic, Topic, EngagementTopic.topic_id, literal("")),
    )
    return prepared(union_all(*(query.where(among(dialect, query.selected_columns[0])) for query in queries)))


def engagements(
    desk: Desk,
    question: EngagementFilter,
    *,
    older_than: Cursor | None = None,
    newer_than: Cursor | None = None,
    size: int = PAGE,
) -> EngagementPage:
    """The newest engagements that fit, or those before or after a cursor; newest first."""
    if newer_than:
        found = read(desk, question, newer_than, size + 1, oldest_first=True)
        rows = found[:size][::-1]
        more = len(found) > size
        return EngagementPage(rows, rows[0].cursor if more else None, rows[-1].cursor if rows else newer_than)
    found = read(desk, question, older_than, size + 1)
    rows = found[:size]
    older = rows[-1].cursor if len(found) > size else None
    return EngagementPage(rows, rows[0].cursor if older_than and rows else None, older)


def read(
    desk: Desk, question: EngagementFilter, start: Cursor | None, size: int, *, oldest_first: bool = False
) -> list[EngagementRow]:
    """At most `size` rows after `start`, in order, with whom and what they name."""
    if question.q:
        return of_ids(desk, found(desk, question, start, size, oldest_first=oldest_first))
    rows = _read(desk, question, start, size, oldest_first=oldest_first)
    add_links(desk, rows)
    return rows


def around(desk: Desk, question: EngagementFilter, at: Cursor, *, before: int, after: int) -> list[EngagementRow]:
    """The engagement at a place of the list with at most so many `before` and `after` it that fit, newest first."""
    later = _read(desk, question, at, after, oldest_first=True)
    rows = [*reversed(later), *_read(desk, question, Cursor(at.day, at.id + 1), before + 1)]
    add_links(desk, rows)
    return rows


def _read(
    desk: Desk, question: EngagementFilter, start: Cursor | None, size: int, *, oldest_first: bool = False
) -> list[EngagementRow]:
    keys, span = question.keys(desk), question.span(desk)
    statement = _rows(dialect(desk), max(len(set(keys)) - 1, 0), oldest_first, start is not None)
    asked = parameters(desk, keys, span) | from_cursor(start) | {"size": size, "today": desk.today}
    if start:  # SQLite goes by the days alone, and would walk from the newest to the cursor
        asked |= {"first": max(span.first, start.day)} if oldest_first else {"last": min(span.last, start.day)}
    return [EngagementRow(*row) for row in rows_of(desk, statement, asked)]


def of_ids(desk: Desk, ids: Sequence[int]) -> list[EngagementRow]:
    """The rows of engagements that were found to be for the member, in the order of `ids`."""
    if not ids:
        return []
    asked = {"keys": keys_asked(desk, ids), "today": desk.today}
    made = {row[0]: EngagementRow(*row) for row in rows_of(desk, _by_id(dialect(desk)), asked)}
    rows = [made[key] for key in ids]
    add_links(desk, rows)
    return rows


def add_links(desk: Desk, rows: list[EngagementRow]) -> None:
    """Fills in whom and what `rows` name, in their order, by one query."""
    if not rows:
        return
    named = {row.id: (row.organisations, row.officials, row.members, row.topics) for row in rows}
    links = rows_of(desk, _links(dialect(desk)), {"keys": keys_asked(desk, named)})
    for engagement_id, what, _, key, name, note in sorted(links, key=itemgetter(2, 3)):
        named[engagement_id][what].append(Linked(key, name, note))


def every(desk: Desk, question: EngagementFilter, size: int = 500) -> Iterator[list[EngagementRow]]:
    """All engagements that fit, newest first, in parts of `size`: for exports and reports, in flat memory."""
    start: Cursor | None = None
    while rows := read(desk, question, start, size):
        yield rows
        start = rows[-1].cursor
        if len(rows) < size:
            return
