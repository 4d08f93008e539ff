"""Team members: the question, the list, one record with its regions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import joinedload

from engagement.access.rows import select_visible
from engagement.core.filtering import Filter, asked, record_key, yes
from engagement.core.text import words
from engagement.desk import Desk
from engagement.model.members import Member, MemberRegion
from engagement.model.places import Region
from engagement.model.scope import Scope
from engagement.model.words import Role
from engagement.queries.naming import holds_words, phrase
from engagement.queries.tallies import Tally, tallies


@dataclass(frozen=True)
class MemberFilter(Filter):
    """Which team members; without `archived` those who can sign in."""

    q: str | None = asked(phrase)
    region: int | None = asked(record_key)
    function: int | None = asked(record_key)
    role: Role | None = asked(Role)
    archived: bool | None = asked(yes)

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """What a member must fulfil."""
        yield Member.archived_at.is_not(None) if self.archived else Member.archived_at.is_(None)
        if self.q:
            yield from holds_words(Member.folded, words(self.q))
        if self.region:
            yield exists().where(MemberRegion.member_id == Member.id, MemberRegion.region_id == self.region)
        if self.function:
            yield Member.function_id == self.function
        if self.role:
            yield Member.role == self.role


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as a list shows them."""

    member: Member
    regions: list[Region]
    tally: Tally


def members(desk: Desk, question: MemberFilter) -> list[MemberRow]:
    """The members that fit, by name. A team is never long: no pages."""
    query = select_visible(desk, Member).where(*question.conditions()).options(joinedload(Member.function))
    found = desk.db.scalars(query.order_by(Member.folded, Member.id)).all()
    keys = [one.id for one in found]
    counted = tallies(desk, Scope.MEMBER, Member, keys)
    regions = _regions(desk, keys)
    return [MemberRow(one, regions.get(one.id, []), counted[one.id]) for one in found]


def member(desk: Desk, member_id: int | None) -> Member | None:
    """The member with their function, archived or not."""
    query = select_visible(desk, Member).where(Member.id == member_id).options(joinedload(Member.function))
    found: Member | None = desk.db.scalar(query)
    return found


def regions(desk: Desk, member: Member) -> list[Region]:
    """The regions in which a member works, the first one first."""
    return _regions(desk, [member.id]).get(member.id, [])


def region_links(desk: Desk, member: Member) -> Sequence[MemberRegion]:
    """The same as the rows that keep them."""
    query = select_visible(desk, MemberRegion).where(MemberRegion.member_id == member.id)
    return desk.db.scalars(query.order_by(MemberRegion.position)).all()


def choices(desk: Desk) -> Sequence[Member]:
    """The members who can be named for something new, by name."""
    query = select_visible(desk, Member).where(Member.archived_at.is_(None))
    return desk.db.scalars(query.order_by(Member.folded, Member.id)).all()


def with_email(desk: Desk, email: str) -> Member | None:
    """The member who has that address, archived or not."""
    found: Member | None = desk.db.scalar(select_visible(desk, Member).where(Member.email_key == email.casefold()))
    return found


def administrators_but(desk: Desk, member: Member) -> int:
    """How many others can administer; they stay locked until the transaction ends (on SQLite it holds the one lock)."""
    query = select_visible(desk, Member, Member.id).where(
        Member.role == Role.ADMINISTRATOR, Member.archived_at.is_(None)
    )
    keys = desk.db.scalars(query.order_by(Member.id).with_for_update()).all()
    return len([key for key in keys if key != member.id])


def _regions(desk: Desk, member_ids: Sequence[int]) -> dict[int, list[Region]]:
    found: dict[int, list[Region]] = {}
    if member_ids:
        query = select_visible(desk, MemberRegion).where(MemberRegion.member_id.in_(member_ids))
        query = query.options(joinedload(MemberRegion.region))
        for link in desk.db.scalars(query.order_by(MemberRegion.position, MemberRegion.region_id)):
            found.setdefault(link.member_id, []).append(link.region)
    return found
