"""The scope of engagements and its months, made from the plain tables by one set of statements.

The same `SCOPE_ROWS` serves one saved record, an import's batch, the demonstration world and the comparison with the
truth; see docs/decisions/scope.md for why there is such a table.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    case,
    delete,
    extract,
    func,
    insert,
    literal,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite

from engagement.core.periods import month_number
from engagement.model.commitments import Commitment
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementReader,
    EngagementTopic,
)
from engagement.model.ledgers import Heard
from engagement.model.organisations import OrganisationTree
from engagement.model.scope import COUNTRIES, EngagementScope, Scope, ScopeMonth
from engagement.model.topics import TopicTree
from engagement.model.words import Channel, CommitmentState, EngagementKind, OrganisationKind, Status, Word
from engagement.upkeep.bulk import write_rows
from engagement.upkeep.search import keeping as search
from engagement.upkeep.trees import batches

COLUMNS = ["kind", "key", "local_date", "engagement_id", "restricted", "held"]


def _number(column: Any, words: type[Word]) -> ColumnElement[int]:
    return case({word: word.number for word in words}, value=column)


def _rows(kind: Scope, key: Any, *joins: tuple[Any, ColumnElement[bool]]) -> Select[Any]:
    held = Engagement.status == Status.HELD
    query = select(
        literal(int(kind)).label("kind"),
        key.label("key"),
        Engagement.local_date,
        Engagement.id.label("engagement_id"),
        Engagement.confidential.label("restricted"),
        held.label("held"),
    ).select_from(Engagement)
    for target, on in joins:
        query = query.join(target, on)
    return query.where(Engagement.archived_at.is_(None), key.is_not(None)).distinct()


def _link(link: Any) -> tuple[Any, ColumnElement[bool]]:
    return link, link.engagement_id == Engagement.id


_organisation, _official, _member = (
    _link(EngagementOrganisation),
    _link(EngagementOfficial),
    _link(EngagementMember),
)
_open = Commitment, (Commitment.engagement_id == Engagement.id) & (Commitment.state == CommitmentState.OPEN)
_reader = EngagementReader, (EngagementReader.engagement_id == Engagement.id) & Engagement.confidential.is_(True)
_participant = EngagementMember, (EngagementMember.engagement_id == Engagement.id) & Engagement.confidential.is_(True)
_bodies_above = OrganisationTree, OrganisationTree.descendant_id == EngagementOrganisation.organisation_id
_topics_above = TopicTree, TopicTree.descendant_id == EngagementTopic.topic_id

_zero: ColumnElement[int] = literal(0)
_PARTS = (
    _rows(Scope.ALL, _zero),
    _rows(Scope.REGION, EngagementOrganisation.region_id, _organisation),
    _rows(Scope.COUNTRY, EngagementOrganisation.country_id, _organisation),
    _rows(
        Scope.REGION_COUNTRY,
        EngagementOrganisation.region_id * COUNTRIES + EngagementOrganisation.country_id,
        _organisation,
    ),
    _rows(Scope.ORGANISATION, OrganisationTree.ancestor_id, _organisation, _bodies_above),
    _rows(Scope.BODY_KIND, _number(EngagementOrganisation.kind, OrganisationKind), _organisation),
    _rows(Scope.OFFICIAL, EngagementOfficial.official_id, _official),
    _rows(Scope.MEMBER, EngagementMember.member_id, _member),
    _rows(Scope.FUNCTION, EngagementMember.function_id, _member),
    _rows(Scope.TOPIC, TopicTree.ancestor_id, _link(EngagementTopic), _topics_above),
    _rows(Scope.NEED, Heard.need_category_id, _link(Heard)),
    _rows(Scope.KIND, _number(Engagement.kind, EngagementKind)),
    _rows(Scope.STATUS, _number(Engagement.status, Status)),
    _rows(Scope.CHANNEL, _number(Engagement.channel, Channel)),
    _rows(Scope.OPEN_COMMITMENT, _zero, _open),
    _rows(Scope.CONFIDENTIAL, _zero).where(Engagement.confidential.is_(True)),
)
_TOOK_PART = _rows(Scope.CONFIDENTIAL, EngagementMember.member_id, _participant)
_IS_NAMED = _rows(Scope.CONFIDENTIAL, EngagementReader.member_id, _reader)


def _scope_rows(which: ColumnElement[bool]) -> CompoundSelect[Any]:
    # UNION ALL but for CONFIDENTIAL, where a participant may also be named: that pair is made one by its own UNION.
    may_see = _TOOK_PART.where(which).union(_IS_NAMED.where(which)).subquery()
    return union_all(*(part.where(which) for part in _PARTS), select(*(may_see.c[name] for name in COLUMNS)))


SCOPE_ROWS = _scope_rows(Engagement.id.in_(bindparam("ids", expanding=True)))
_NEW_ROWS = _scope_rows(Engagement.id.between(bindparam("first"), bindparam("last")))
_INSERT_NEW = insert(EngagementScope).from_select(COLUMNS, _NEW_ROWS)
_KEPT = select(*(getattr(EngagementScope, name) for name in COLUMNS)).where(
    EngagementScope.engagement_id.in_(bindparam("ids", expanding=True))
)
_DELETE = delete(EngagementScope).where(
    *(getattr(EngagementScope, name) == bindparam(f"at_{name}") for name in COLUMNS[:4])
)
MONTH = extract("year", EngagementScope.local_date) * 12 + extract("month", EngagementScope.local_date) - 1
_held = func.sum(case((EngagementScope.held, 1), else_=0))
_OPEN_BY_MONTH = (
    select(EngagementScope.kind, EngagementScope.key, MONTH, func.count(), _held)
    .where(EngagementScope.restricted.is_(False))
    .group_by(EngagementScope.kind, EngagementScope.key, MONTH)
)
_NEW_MONTHS = _OPEN_BY_MONTH.where(EngagementScope.engagement_id.between(bindparam("first"), bindparam("last")))


def scope_new(connection: Connection, first: int, last: int) -> None:
    """Writes scope rows and index of the engagements from `first` to `last`, which have none yet, and adds to the
    months: what a bulk load does in the place of `rescope`, without thousands of ids in a statement."""
    connection.execute(_INSERT_NEW, {"first": first, "last": last})
    months = connection.execute(_NEW_MONTHS, {"first": first, "last": last}).all()
    added = Counter({(kind, key, int(month)): n for kind, key, month, n, _ in months})
    move_months(
        connection, added, Counter({(kind, key, int(month)): int(held) for kind, key, month, _, held in months})
    )
    search.index_new(connection, first, last)


def rescope(connection: Connection, ids: Iterable[int], new: Collection[int] = ()) -> None:
    """Writes scope rows and index of the engagements `ids` anew and moves the months by what changed. Of those that are
    `new` in this transaction nothing is kept yet, so nothing is looked for and nobody else waits."""
    ids = sorted(ids)
    search.take_turn(connection, [key for key in ids if key not in new])
    for part in batches(ids):
        before = search.days(connection, [key for key in part if key not in new])
        search.index(connection, part, before, write_scope(connection, part, new))


def write_scope(connection: Connection, ids: list[int], new: Collection[int] = ()) -> dict[int, list[tuple[int, int]]]:
    """The same without the index, for as many as fit a statement. What is right already is left alone: most of it,
    where one of the things that an engagement is found by has changed. Returns (kind, key) by engagement."""
    is_so, should = _kept(connection, [key for key in ids if key not in new]), _truth(connection, ids)
    gone, come = sorted(is_so - should), sorted(should - is_so)
    if gone:
        connection.execute(
            _DELETE, [{f"at_{name}": at for name, at in zip(COLUMNS[:4], row[:4], strict=True)} for row in gone]
        )
    if come:
        write_rows(connection, EngagementScope.__table__, tuple(COLUMNS), come)  # type: ignore[arg-type]
    change: Counter[tuple[int, int, int]] = Counter()
    change_held: Counter[tuple[int, int, int]] = Counter()
    for sign, rows in ((-1, gone), (1, come)):
        for kind, key, day, _, restricted, held in rows:
            if not restricted:
                change[kind, key, month_number(day)] += sign
                change_held[kind, key, month_number(day)] += sign * held
    move_months(connection, change, change_held)
    scope: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for kind, key, _, engagement_id, *_ in should:
        scope[engagement_id].append((kind, key))
    return scope


def _kept(connection: Connection, ids: list[int]) -> set[tuple[Any, ...]]:
    """The scope rows of `ids` as they are kept."""
    return set(map(tuple, connection.execute(_KEPT, {"ids": ids}))) if ids else set()


def _truth(connection: Connection, ids: list[int]) -> set[tuple[Any, ...]]:
    """The scope rows of `ids` as the plain tables say."""
    return set(map(tuple, connection.execute(SCOPE_ROWS, {"ids": ids})))


def move_months(
    connection: Connection, change: Counter[tuple[int, int, int]], held: Counter[tuple[int, int, int]]
) -> None:
    """Adds to the months; in sorted order, so that two writers on PostgreSQL never wait for each other in a ring."""
    rows = [
        {"kind": at[0], "key": at[1], "month": at[2], "n": change[at], "held": held[at]}
        for at in sorted(change)
        if change[at] or held[at]
    ]
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    add = dialect.insert(ScopeMonth)
    add = add.on_conflict_do_update(
        index_elements=["kind", "key", "month"],
        set_={"n": ScopeMonth.n + add.excluded.n, "held": ScopeMonth.held + add.excluded.held},
    )
    connection.execute(add, rows)


class Disagreement(StrEnum):
    """How scope, months or search can be wrong."""

    MISSING = "missing"
    SURPLUS = "surplus"
    MONTH = "month"
    SEARCH = "search"


def disagreements(connection: Connection, ids: list[int]) -> list[tuple[Disagreement, tuple[Any, ...]]]:
    """Where the scope rows of `ids` differ from the truth in the plain tables."""
    found: list[tuple[Disagreement, tuple[Any, ...]]] = []
    for part in batches(ids):
        is_so, should = _kept(connection, part), _truth(connection, part)
        found += [(Disagreement.MISSING, row) for row in sorted(should - is_so)]
        found += [(Disagreement.SURPLUS, row) for row in sorted(is_so - should)]
    return found


@dataclass(frozen=True)
class Stretch:
    """A stretch of the keys of one kind, in the order of scope and months: above `after`, up to `until` if any."""

    kind: int
    after: int = -1
    until: int | None = None

    def holds(self, table: Any) -> ColumnElement[bool]:
        """Whether a row of scope or months stands in it."""
        within: ColumnElement[bool] = (table.kind == self.kind) & (table.key > self.after)
        return within if self.until is None else within & (table.key <= self.until)


EVERYWHERE = tuple(Stretch(int(kind)) for kind in Scope)


def next_stretch(connection: Connection, kind: int, after: int = -1, size: int = 500) -> Stretch:
    """The next keys of a kind that have months, `size` of them at most; the last stretch has no end."""
    keys = (
        select(ScopeMonth.key)
        .where(ScopeMonth.kind == kind, ScopeMonth.key > after)
        .distinct()
        .order_by(ScopeMonth.key)
        .limit(size)
    )
    found = connection.scalars(keys).all()
    return Stretch(kind, after, found[-1] if len(found) == size else None)


def wrong_months(
    connection: Connection, stretches: Iterable[Stretch] = EVERYWHERE
) -> list[tuple[Disagreement, tuple[Any, ...]]]:
    """The months that do not say what the scope rows add up to."""
    wrong: list[tuple[Disagreement, tuple[Any, ...]]] = []
    for stretch in stretches:
        truth = _OPEN_BY_MONTH.where(stretch.holds(EngagementScope))
        should = {(k, key, int(m)): (n, int(h)) for k, key, m, n, h in connection.execute(truth)}
        months = select(ScopeMonth.kind, ScopeMonth.key, ScopeMonth.month, ScopeMonth.n, ScopeMonth.held)
        kept = connection.execute(months.where(stretch.holds(ScopeMonth)))
        is_so = {(k, key, m): (n, h) for k, key, m, n, h in kept if n or h}
        wrong += [
            (Disagreement.MONTH, (*at, should.get(at), is_so.get(at)))
            for at in sorted(should.keys() | is_so.keys())
            if should.get(at) != is_so.get(at)
        ]
    return wrong


def rebuild_months(connection: Connection, stretches: Iterable[Stretch] = EVERYWHERE) -> None:
    """Writes months anew from the scope rows."""
    if connection.dialect.name == "postgresql":  # who adds a month meanwhile waits, and adds to what is written here
        connection.execute(text("LOCK TABLE scope_month IN SHARE ROW EXCLUSIVE MODE"))
    for stretch in stretches:
        connection.execute(delete(ScopeMonth).where(stretch.holds(ScopeMonth)))
        truth = _OPEN_BY_MONTH.where(stretch.holds(EngagementScope))
        connection.execute(insert(ScopeMonth).from_select(["kind", "key", "month", "n", "held"], truth))
