"""Proposals for what somebody is typing: any part of a name, in any script, the likeliest first."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from engagement.access.rows import kept, select_visible
from engagement.core.database import prepared
from engagement.core.text import clean, fold, words
from engagement.desk import Desk
from engagement.model.engagements import (
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementTopic,
)
from engagement.model.members import Function, Member
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation, OrganisationName
from engagement.model.places import Country, Region
from engagement.model.scope import EngagementScope, Scope
from engagement.model.topics import Topic, TopicName
from engagement.model.words import OrganisationKind
from engagement.queries.kept import among, dialect, keys_asked, rows_of
from engagement.queries.naming import LONGEST

PROPOSED = 8
RECENT = 200  # engagements of a member from which "used recently" is read
MOST_WORDS = 6
KINDS: dict[str, Any] = {
    "organisation": Organisation,
    "official": Official,
    "topic": Topic,
    "member": Member,
    "region": Region,
    "country": Country,
}
OTHER_NAMES: dict[str, tuple[Any, Any]] = {
    "organisation": (OrganisationName, OrganisationName.organisation_id),
    "topic": (TopicName, TopicName.topic_id),
}
LINKS: dict[str, tuple[Any, Any]] = {
    "organisation": (EngagementOrganisation, EngagementOrganisation.organisation_id),
    "official": (EngagementOfficial, EngagementOfficial.official_id),
    "topic": (EngagementTopic, EngagementTopic.topic_id),
    "member": (EngagementMember, EngagementMember.member_id),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that may be meant. `note` tells it from others of its name; `zone` are the clocks of its place.

    `brings`: the organisation that an official brings along.
    """

    kind: str
    id: int
    name: str
    note: str = ""
    zone: str | None = None
    brings: "Proposal | None" = None

    @property
    def value(self) -> str:
        """As a form sends it: "official:5"."""
        return f"{self.kind}:{self.id}"


def proposals(
    desk: Desk, text: str, kinds: Iterable[str], near: Collection[int] = (), size: int = PROPOSED
) -> list[Proposal]:
    """At most `size` records of `kinds` whose name has every word of `text`, archived ones left out.

    First whole names, then beginnings, then beginnings of words, then any part; among equals the officials of the
    organisations `near`, then what the member used of late.
    """
    asked = words(clean(text[:LONGEST]))[:MOST_WORDS]
    if not asked:
        return []
    statement = kept(desk, _ranked, tuple(dict.fromkeys(kinds)), len(asked), bool(near))
    found = [
        (rank, not close, not recent, folded, kind, key)
        for rank, close, recent, folded, key, kind in rows_of(desk, statement, _typed(desk, asked, near, size))
    ]
    return told(desk, [(kind, key) for *_, kind, key in sorted(found)[:size]])


def called(desk: Desk, text: str, kinds: Iterable[str]) -> list[Proposal]:
    """The records of `kinds` that are called exactly so, or have it as another name; archived ones left out."""
    folded = fold(clean(text[:LONGEST]))
    pairs = []
    for kind in kinds:
        query = select_visible(desk, KINDS[kind], KINDS[kind].id).where(*_in_use(kind), _is_called(kind, folded))
        pairs += [(kind, key) for key in desk.db.scalars(query.order_by(KINDS[kind].id).limit(PROPOSED))]
    return told(desk, pairs)


def told(desk: Desk, pairs: Sequence[tuple[str, int]]) -> list[Proposal]:
    """The records of these kinds and keys as proposals, in the same order; what is hidden or unknown is left out."""
    keys: dict[str, list[int]] = {}
    for kind, key in pairs:
        keys.setdefault(kind, []).append(key)
    if not keys:
        return []
    asked = {kind: keys_asked(desk, ids) for kind, ids in keys.items()} | {"today": desk.today}
    rows = rows_of(desk, _told_of(dialect(desk), tuple(sorted(keys))), asked)
    made = {(one.kind, one.id): one for one in map(_proposal, rows)}
    return [made[pair] for pair in dict.fromkeys(pairs) if pair in made]


def _typed(desk: Desk, asked: tuple[str, ...], near: Collection[int], size: int) -> dict[str, Any]:
    """The parameters of `_ranked`."""
    whole = " ".join(asked)
    values: dict[str, Any] = {"whole": whole, "begins": f"{_plain(whole)}%", "size": size, "today": desk.today}
    for number, word in enumerate(map(_plain, asked)):
        values |= {f"begins{number}": f"{word}%", f"inside{number}": f"% {word}%", f"has{number}": f"%{word}%"}
    return values | ({"keys": keys_asked(desk, near)} if near else {})


def _plain(text: str) -> str:
    """A text for LIKE, in which nothing stands for anything else."""
    return re.sub("([/%_])", r"/\1", text)


def _ranked(desk: Desk, kinds: tuple[str, ...], words: int, near: bool) -> Any:
    """(rank, close, recent, folded, id, kind) of the best of each kind, by one statement."""
    best = (_best(desk, kind, words, near).subquery(kind) for kind in kinds)
    return prepared(union_all(*(select(*one.c) for one in best)))


def _best(desk: Desk, kind: str, words: int, near: bool) -> Select[Any]:
    record = KINDS[kind]
    whole: Any = bindparam("whole", type_=String())
    begins = [or_(_like(record.folded, f"begins{at}"), _like(record.folded, f"inside{at}")) for at in range(words)]
    rank = case(
        (record.folded == whole, 0),
        *([(record.id.in_(_others(kind, lambda name: name == whole)), 0)] if kind in OTHER_NAMES else []),
        (_like(record.folded, "begins"), 1),
        (and_(*begins), 2),
        else_=3,
    ).label("rank")
    close, recent = _close(desk, kind, near).label("close"), _recent(desk, kind).label("recent")
    name = literal(kind).label("kind")
    query = select_visible(desk, record, rank, close, recent, record.folded.label("folded"), record.id, name)
    query = query.where(*_in_use(kind), *(_has(kind, f"has{at}") for at in range(words)))
    return query.order_by(rank, close.desc(), recent.desc(), record.folded, record.id).limit(bindparam("size"))


def _like(column: Any, pattern: str) -> ColumnElement[bool]:
    fits: ColumnElement[bool] = column.like(bindparam(pattern, type_=String()), escape="/")
    return fits


def _has(kind: str, pattern: str) -> ColumnElement[bool]:
    here = _like(KINDS[kind].folded, pattern)
    if kind not in OTHER_NAMES:
        return here
    return or_(here, KINDS[kind].id.in_(_others(kind, lambda name: _like(name, pattern))))


def _is_called(kind: str, folded: str) -> ColumnElement[bool]:
    here: ColumnElement[bool] = KINDS[kind].folded == folded
    return or_(here, KINDS[kind].id.in_(_others(kind, lambda name: name == folded))) if kind in OTHER_NAMES else here


def _others(kind: str, condition: Any) -> Select[Any]:
    table, owner = OTHER_NAMES[kind]
    return select(owner).where(condition(table.folded))


def _in_use(kind: str) -> tuple[ColumnElement[bool], ...]:
    record = KINDS[kind]
    return (record.archived_at.is_(None),) if hasattr(record, "archived_at") else ()


def _recent(desk: Desk, kind: str) -> ColumnElement[int]:
    if kind not in LINKS:
        return literal(0)
    link, key = LINKS[kind]
    mine = (
        select(EngagementScope.engagement_id)
        .where(EngagementScope.kind == int(Scope.MEMBER), EngagementScope.key == desk.member.id)
        .order_by(EngagementScope.local_date.desc(), EngagementScope.engagement_id.desc())
        .limit(RECENT)
    )
    return case((KINDS[kind].id.in_(select(key).where(link.engagement_id.in_(mine))), 1), else_=0)


def _close(desk: Desk, kind: str, near: bool) -> ColumnElement[int]:
    if kind != "official" or not near:
        return literal(0)
    at = select(Post.official_id).where(among(dialect(desk), Post.organisation_id), _held(_today, Post))
    return case((Official.id.in_(at), 1), else_=0)


def _held(day: Any, post: Any) -> ColumnElement[bool]:
    return and_(or_(post.from_on.is_(None), post.from_on <= day), or_(post.to_on.is_(None), post.to_on >= day))


# Columns rather than records, of all kinds by one statement: it is asked at each pause of a typing hand. All may see
# all of them.
_today: Any = bindparam("today", type_=Date())
_above, _post = aliased(Topic), aliased(Post)
_NO_BODY = (literal(0), literal(""), literal(""), literal(""), literal(""))
_BODY = (
    Organisation.id,
    Organisation.name,
    type_coerce(Organisation.kind, String()),
    func.coalesce(Country.name, "supranational"),
    func.coalesce(func.nullif(Organisation.zone, ""), Country.zone),
)
_newest = (
    select(_post.id)
    .where(_post.official_id == Official.id, _held(_today, _post))
    .order_by(_post.from_on.is_(None), _post.from_on.desc(), _post.id.desc())
    .limit(1)
    .correlate(Official)
    .scalar_subquery()
)
_NO_NOTE, _NO_OBJECTION = literal(""), literal(0)
_TOLD: dict[str, Any] = {
    "organisation": select(Organisation.id, Organisation.name, _NO_NOTE, _NO_OBJECTION, *_BODY)
    .select_from(Organisation)
    .outerjoin(Country, Country.id == Organisation.country_id),
    "official": select(
        Official.id, Official.name, Post.title, case((Official.objected_on.is_not(None), 1), else_=0), *_BODY
    )
    .select_from(Official)
    .outerjoin(Post, Post.id == _newest)
    .outerjoin(Organisation, Organisation.id == Post.organisation_id)
    .outerjoin(Country, Country.id == Organisation.country_id),
    "topic": select(Topic.id, Topic.name, literal("in ") + _above.name, _NO_OBJECTION, *_NO_BODY)
    .select_from(Topic)
    .outerjoin(_above, _above.id == Topic.parent_id),
    "member": select(Member.id, Member.name, Function.name, _NO_OBJECTION, *_NO_BODY)
    .select_from(Member)
    .outerjoin(Function, Function.id == Member.function_id),
    "region": select(Region.id, Region.name, literal("Region"), _NO_OBJECTION, *_NO_BODY),
    "country": select(Country.id, Country.name, func.coalesce(Region.name, "Country"), _NO_OBJECTION, *_NO_BODY)
    .select_from(Country)
    .outerjoin(Region, Region.id == Country.region_id),
}


@lru_cache(maxsize=200)
def _told_of(dialect: str, kinds: tuple[str, ...]) -> Any:
    """(kind, id, name, note, whether they objected, then id, name, kind, country and zone of a body)."""
    told = (
        _TOLD[kind].add_columns(literal(kind)).where(among(dialect, KINDS[kind].id, kind))  # the kind comes last
        for kind in kinds
    )
    return prepared(union_all(*told))


def _proposal(row: Sequence[Any]) -> Proposal:
    key, name, note, objects, at, body_name, body_kind, country, zone, kind = row
    body = None
    if at:
        body = Proposal("organisation", at, body_name, f"{OrganisationKind(body_kind).label}, {country}", zone)
    if kind == "organisation" and body:
        return body
    if kind == "official":
        objection = "objected to our use of their data" if objects else ""
        note = ", ".join(part for part in (note, body.name if body else "", objection) if part)
    return Proposal(kind, key, name, note or "", brings=body)
