"""Officials: the question, the list, one record with the posts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Integer, exists, func, or_, select
from sqlalchemy.orm import joinedload

from engagement.access.rows import select_visible
from engagement.core.filtering import Filter, asked, record_key, yes
from engagement.core.paging import PAGE, NamePlace
from engagement.core.text import words
from engagement.desk import Desk
from engagement.model.engagements import EngagementOfficial
from engagement.model.officials import TOLD_WITHIN, Official, Post
from engagement.model.organisations import Organisation, OrganisationTree
from engagement.model.scope import Scope
from engagement.queries.naming import after, holds_words, phrase
from engagement.queries.tallies import Tally, tallies


@dataclass(frozen=True)
class OfficialFilter(Filter):
    """Which officials, by name and by where they hold or held a post; without `archived` those not put away."""

    q: str | None = asked(phrase)
    organisation: int | None = asked(record_key)  # with all below it
    country: int | None = asked(record_key)
    without_post: bool | None = asked(yes)
    untold: bool | None = asked(yes)  # added longer ago than the law gives to tell them, and not told
    source: str | None = asked(phrase)  # the whole of it
    review_past: bool | None = asked(yes)
    objected: bool | None = asked(yes)
    archived: bool | None = asked(yes)

    def conditions(self, desk: Desk) -> Iterator[ColumnElement[bool]]:
        """What an official must fulfil."""
        yield Official.archived_at.is_not(None) if self.archived else Official.archived_at.is_(None)
        if self.q:
            yield from holds_words(Official.folded, words(self.q))
        if self.organisation:
            yield exists().where(
                Post.official_id == Official.id,
                OrganisationTree.descendant_id == Post.organisation_id,
                OrganisationTree.ancestor_id == self.organisation,
            )
        if self.country:
            yield exists().where(
                Post.official_id == Official.id,
                Organisation.id == Post.organisation_id,
                Organisation.country_id == self.country,
            )
        if self.without_post:
            present = or_(Post.to_on.is_(None), Post.to_on >= desk.today)
            yield ~exists().where(Post.official_id == Official.id, present)
        if self.untold:
            yield Official.notice.is_(None)
            yield Official.created_at < desk.now - timedelta(days=TOLD_WITHIN)
            yield Official.erased_at.is_(None)
        if self.source:
            yield Official.source == self.source
        if self.review_past:
            yield Official.review_on < desk.today
            yield Official.erased_at.is_(None)
        if self.objected:
            yield Official.objected_on.is_not(None)


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """An official as a list shows it: the present post, else the last one, and how long ago we met."""

    official: Official
    post: Post | None
    holds: bool  # whether the post is held today
    tally: Tally


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """One page of the list by name, and where the next begins."""

    rows: list[OfficialRow]
    more: NamePlace | None


def officials(desk: Desk, question: OfficialFilter, start: NamePlace | None = None, size: int = PAGE) -> OfficialPage:
    """The officials that fit, by name, after `start`."""
    query = select_visible(desk, Official).where(*question.conditions(desk))
    found = desk.db.scalars(after(query, Official, start, size)).all()
    page = found[:size]
    more = NamePlace(page[-1].folded, page[-1].id) if len(found) > size else None
    return OfficialPage(_rows(desk, page), more)


def count(desk: Desk, question: OfficialFilter) -> int:
    """How many officials fit."""
    query = select_visible(desk, Official, func.count(Official.id)).where(*question.conditions(desk))
    return desk.db.scalar(query) or 0


def longest_first(desk: Desk, question: OfficialFilter, size: int) -> list[OfficialRow]:
    """At most `size` of the officials that fit, those that were added first before the others."""
    query = select_visible(desk, Official).where(*question.conditions(desk))
    return _rows(desk, desk.db.scalars(query.order_by(Official.created_at, Official.id).limit(size)).all())


def keys(desk: Desk, question: OfficialFilter, size: int) -> list[int]:
    """The keys of at most `size` officials that fit."""
    query = select_visible(desk, Official, Official.id).where(*question.conditions(desk))
    return list(desk.db.scalars(query.order_by(Official.created_at, Official.id).limit(size)))


def by_source(desk: Desk, question: OfficialFilter) -> list[tuple[str, int]]:
    """Where the data of the officials that fit come from, and how many of each; empty words: not known."""
    number = func.count(Official.id)
    query = select_visible(desk, Official, Official.source, number).where(*question.conditions(desk))
    return [(source, n) for source, n in desk.db.execute(query.group_by(Official.source).order_by(number.desc()))]


def official(desk: Desk, official_id: int | None) -> Official | None:
    """The official, archived or not."""
    found: Official | None = desk.db.scalar(select_visible(desk, Official).where(Official.id == official_id))
    return found


def posts(desk: Desk, official: Official) -> Sequence[Post]:
    """An official's posts with their bodies: those held today first, then the last first."""
    return _newest_first(desk, _posts(desk, [official.id]))


def post(desk: Desk, post_id: int) -> Post | None:
    """One post with its holder and body."""
    query = select_visible(desk, Post).where(Post.id == post_id)
    found: Post | None = desk.db.scalar(query.options(joinedload(Post.official), joinedload(Post.organisation)))
    return found


def engagements_with(desk: Desk, post: Post) -> int:
    """How many engagements keep a post, seen or not: a post that one keeps cannot be taken out."""
    return desk.db.scalar(select(func.count()).where(EngagementOfficial.post_id == post.id)) or 0


def people_of(desk: Desk, organisation: Organisation, size: int = 200) -> list[OfficialRow]:
    """The officials with a post at an organisation or one below it: those who hold one today first, then by name.

    At most `size`; the list of officials has them all.
    """
    holds = or_(Post.to_on.is_(None), Post.to_on >= desk.today)
    query = (
        select_visible(desk, Official)
        .join(Post, Post.official_id == Official.id)
        .join(OrganisationTree, OrganisationTree.descendant_id == Post.organisation_id)
        .where(OrganisationTree.ancestor_id == organisation.id, Official.archived_at.is_(None))
        .group_by(Official.id)
        .order_by(func.max(holds.cast(Integer)).desc(), Official.folded, Official.id)
        .limit(size)
    )
    return _rows(desk, desk.db.scalars(query).all(), organisation)


def _rows(desk: Desk, page: Sequence[Official], at: Organisation | None = None) -> list[OfficialRow]:
    keys = [one.id for one in page]
    counted = tallies(desk, Scope.OFFICIAL, Official, keys)
    best: dict[int, Post] = {}
    for held in _newest_first(desk, _posts(desk, keys, at)):
        best.setdefault(held.official_id, held)
    rows = [(one, best.get(one.id)) for one in page]
    return [OfficialRow(one, at, at is not None and at.held_on(desk.today), counted[one.id]) for one, at in rows]


def _posts(desk: Desk, official_ids: Sequence[int], at: Organisation | None = None) -> Sequence[Post]:
    if not official_ids:
        return []
    query = select_visible(desk, Post).where(Post.official_id.in_(official_ids))
    if at is not None:
        query = query.join(OrganisationTree, OrganisationTree.descendant_id == Post.organisation_id)
        query = query.where(OrganisationTree.ancestor_id == at.id)
    query = query.options(joinedload(Post.organisation).joinedload(Organisation.country))
    return desk.db.scalars(query.order_by(Post.id.desc())).all()


def _newest_first(desk: Desk, found: Sequence[Post]) -> list[Post]:
    def place(one: Post) -> tuple[bool, int, int]:
        ended = one.to_on.toordinal() if one.to_on else desk.today.toordinal()
        return not one.held_on(desk.today), -ended, -(one.from_on.toordinal() if one.from_on else 0)

    return sorted(found, key=place)
