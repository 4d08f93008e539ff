"""Who an invitation invites: whom we know by address or name, whose organisation an address gives away, and what of
an invitation is in the record already.

`known` and `kept` look at all records, whoever may see them: an invitation that overlooked a hidden engagement would
make it again. They give keys to the action alone, never to a page.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from engagement.access.rows import kept as kept_statement
from engagement.access.rows import select_visible
from engagement.core.database import prepared
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.intake.invitation.people import domain
from engagement.model.engagements import Engagement
from engagement.model.invited import InvitedPerson, MeetingInvitation
from engagement.model.members import Member
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation
from engagement.queries.lookups import Proposal, told

PART = 400  # addresses in one statement
LONGEST_HOST = 253
Key = TypeVar("Key")


@dataclass(frozen=True)
class Known:
    """Whom we know of some people, by address."""

    members: dict[str, Member]
    officials: dict[str, Official]
    bodies: dict[str, int]  # the organisation that an address gives away: a proposal, never more
    ours: frozenset[str]  # domains at which our own people have their addresses


@dataclass(frozen=True)
class Invited:
    """Somebody invited, as a page shows them. `body` is the organisation that is proposed for whom no record knows."""

    person: InvitedPerson
    member: Member | None
    official: Official | None
    body: Proposal | None
    is_colleague: bool  # at an address of our own house, without being a team member

    @property
    def is_new(self) -> bool:
        """Whether no record knows them, and one may be made."""
        return not (self.member or self.official or self.is_colleague)


@dataclass(frozen=True)
class Kept:
    """An occurrence of a meeting that is in the record, and whether the member may see its engagement."""

    invitation: MeetingInvitation
    engagement: Engagement
    visible: bool


def known(desk: Desk, people: Iterable[tuple[str, str]]) -> Known:
    """Whom we know of these people, given as address and name."""
    names = dict(people)
    members: dict[str, Member] = {}
    officials: defaultdict[str, list[Official]] = defaultdict(list)
    for part in _parts(names):
        for member in desk.db.scalars(select_visible(desk, Member).where(Member.email_key.in_(part))):
            members[member.email_key] = member
        query = select_visible(desk, Official).where(func.lower(Official.email).in_(part))
        for official in desk.db.scalars(query.where(Official.archived_at.is_(None), Official.erased_at.is_(None))):
            officials[official.email.casefold()].append(official)
    ours = frozenset(found for email in desk.db.scalars(select(Member.email_key)) if (found := domain(email)))
    alone = {address: found[0] for address, found in officials.items() if len(found) == 1}
    others = [address for address in names if address not in members and address not in alone]
    bodies = _bodies(desk, [address for address in others if domain(address) not in ours])
    return Known(members, alone | _by_name(desk, {one: names[one] for one in bodies}, bodies), bodies, ours)


def kept(desk: Desk, uid_hash: str) -> list[Kept]:
    """All occurrences of a meeting that are in the record."""
    query = select(MeetingInvitation, Engagement).join(Engagement, Engagement.id == MeetingInvitation.engagement_id)
    rows = desk.db.execute(query.where(MeetingInvitation.uid_hash == uid_hash).order_by(MeetingInvitation.id)).all()
    keys = [engagement.id for _, engagement in rows]
    seen: set[int] = set()
    for part in _parts(keys):
        seen |= set(desk.db.scalars(select_visible(desk, Engagement, Engagement.id).where(Engagement.id.in_(part))))
    return [Kept(invitation, engagement, engagement.id in seen) for invitation, engagement in rows]


def people(desk: Desk, engagement_id: int) -> dict[str, InvitedPerson]:
    """The people invited to an engagement, by address."""
    query = select(InvitedPerson).where(InvitedPerson.engagement_id == engagement_id)
    return {one.address: one for one in desk.db.scalars(query)}


def invited(desk: Desk, engagement: Engagement) -> list[Invited]:
    """The people invited to an engagement that the member may see: who organises, ours, known ones, the others."""
    query = select_visible(desk, InvitedPerson).where(InvitedPerson.engagement_id == engagement.id)
    loaded = joinedload(InvitedPerson.member), joinedload(InvitedPerson.official)
    rows = desk.db.scalars(query.options(*loaded).order_by(InvitedPerson.id)).all()
    found = known(desk, [(row.address, row.name) for row in rows if row.member is None and row.official is None])
    proposed = {one.id: one for one in told(desk, [("organisation", key) for key in set(found.bodies.values())])}
    listed = [
        Invited(
            row,
            row.member or found.members.get(row.address),
            row.official or found.officials.get(row.address),
            proposed.get(found.bodies.get(row.address, 0)),
            domain(row.address) in found.ours,
        )
        for row in rows
    ]
    return sorted(listed, key=lambda one: (not one.person.organises, one.member is None, one.official is None))


def invitation(desk: Desk, engagement: Engagement) -> MeetingInvitation | None:
    """The invitation that an engagement came from."""
    found: MeetingInvitation | None = desk.db.scalar(kept_statement(desk, _first_of), {"engagement_id": engagement.id})
    return found


def _first_of(desk: Desk) -> Select[Any]:
    query = select_visible(desk, MeetingInvitation)
    query = query.where(MeetingInvitation.engagement_id == bindparam("engagement_id"))
    return prepared(query.order_by(MeetingInvitation.id).limit(1))


def _bodies(desk: Desk, addresses: Sequence[str]) -> dict[str, int]:
    """The organisation at whose domain each address is, where there is one alone: its website, else other officials."""
    domains = {address: found for address in addresses if (found := domain(address))}
    by_domain: dict[str, int] = {}
    for part in _parts(domains.values()):
        by_domain |= _by_officials(desk, part) | _by_website(desk, part)
    return {address: by_domain[found] for address, found in domains.items() if found in by_domain}


def _by_website(desk: Desk, domains: Collection[str]) -> dict[str, int]:
    """The organisations whose website is at the domain, or at one that it belongs to (mail.meti.go.jp)."""
    wanted = {above for one in domains for above in _above(one)}
    query = select_visible(desk, Organisation, Organisation.id, Organisation.website)
    found: defaultdict[str, set[int]] = defaultdict(set)
    for key, website in desk.db.execute(query.where(Organisation.website != "", Organisation.archived_at.is_(None))):
        if (host := _host(website)) in wanted:
            found[host].add(key)
    matched = {one: next((found[above] for above in _above(one) if above in found), set()) for one in domains}
    return {one: next(iter(keys)) for one, keys in matched.items() if len(keys) == 1}


def _above(one: str) -> list[str]:
    """The domain and those it belongs to, as far as they may be one body's own: of three labels at least."""
    labels = one.split(".")
    return [one, *(".".join(labels[at:]) for at in range(1, len(labels) - 2))]


def _host(website: str) -> str:
    try:
        host = urlsplit(website).hostname or ""
    except ValueError:
        return ""
    return host[:LONGEST_HOST].casefold().removeprefix("www.")


def _by_officials(desk: Desk, domains: Collection[str]) -> dict[str, int]:
    """The organisation at which all officials with an address at the domain have their post today."""
    email = func.lower(Official.email)
    today = or_(Post.from_on.is_(None), Post.from_on <= desk.today), or_(Post.to_on.is_(None), Post.to_on >= desk.today)
    query = select_visible(desk, Official, email, Post.organisation_id).join(Post, Post.official_id == Official.id)
    query = query.where(or_(*(email.endswith(f"@{one}", autoescape=True) for one in domains)), *today)
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for address, organisation_id in desk.db.execute(query.where(Official.archived_at.is_(None)).distinct()):
        found[domain(address)][organisation_id] += 1
    return {one: next(iter(counted)) for one, counted in found.items() if len(counted) == 1}


def _by_name(desk: Desk, names: dict[str, str], bodies: dict[str, int]) -> dict[str, Official]:
    """The one official of that name at the organisation which the address gives away."""
    folded = {address: fold(name) for address, name in names.items() if name}
    found: defaultdict[tuple[str, int], dict[int, Official]] = defaultdict(dict)
    for part in _parts(folded.values()):
        query = select_visible(desk, Official, Official, Post.organisation_id)
        query = query.join(Post, Post.official_id == Official.id).where(Official.folded.in_(part))
        for official, organisation_id in desk.db.execute(
            query.where(Official.archived_at.is_(None), Official.erased_at.is_(None))
        ):
            found[official.folded, organisation_id][official.id] = official
    matched = {address: found.get((name, bodies[address]), {}) for address, name in folded.items()}
    return {address: next(iter(ones.values())) for address, ones in matched.items() if len(ones) == 1}


def _parts(keys: Iterable[Key]) -> list[list[Key]]:
    ordered = list(dict.fromkeys(keys))
    return [ordered[at : at + PART] for at in range(0, len(ordered), PART)]
