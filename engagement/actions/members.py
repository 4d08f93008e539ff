"""Team members: adding, revising, archiving, and what each may change of their own."""

from dataclasses import dataclass

from engagement.actions import sign_ins
from engagement.actions.officials import MAIL, NotAMailAddress
from engagement.actions.texts import NAME, Taken, name, prose
from engagement.actions.turns import take_turn
from engagement.actions.wrong import Missing, PutAway, Unknown, WrongDraft
from engagement.core.zones import zones
from engagement.desk import Desk
from engagement.model.members import Function, Member, MemberRegion
from engagement.model.places import Region
from engagement.model.words import Role
from engagement.queries import members as queries
from engagement.queries.keyed import by_key


class LastAdministrator(WrongDraft):
    """Nobody else could administer the installation."""


class WrongPassword(WrongDraft):
    """Not the member's present password."""


@dataclass(frozen=True)
class MemberDraft:
    """A team member to be. The first of `region_ids` is the one that engagements keep."""

    name: str
    email: str
    role: Role
    function_id: int | None = None
    region_ids: tuple[int, ...] = ()
    zone: str = "UTC"


def add(desk: Desk, draft: MemberDraft) -> Member:
    """A new member, who cannot sign in before a password is set (sign_ins.invite). Raises WrongDraft."""
    columns = _columns(desk, draft)
    regions = _regions(desk, draft)
    member = Member(created_at=desk.now, **columns)
    desk.db.add(member)
    desk.db.flush()
    _work_in(desk, member, regions)
    return member


def revise(desk: Desk, member: Member, draft: MemberDraft, version: int) -> None:
    """Makes a member what the draft says; engagements keep function and region of their day.

    Raises WrongDraft, Changed, LastAdministrator.
    """
    columns = _columns(desk, draft, member)
    regions = _regions(desk, draft, member)
    if member.role is Role.ADMINISTRATOR and draft.role is not Role.ADMINISTRATOR:
        _stay_administered(desk, member, "role")
    take_turn(desk, member, version)
    for column, value in columns.items():
        setattr(member, column, value)
    _work_in(desk, member, regions)


def archive(desk: Desk, member: Member) -> None:
    """From now on the member cannot sign in; their sign-ins end. Raises LastAdministrator."""
    if member.role is Role.ADMINISTRATOR and not member.is_archived:
        _stay_administered(desk, member, "member")
    member.archived_at = member.archived_at or desk.now
    sign_ins.end_sign_ins(desk, member)


def restore(desk: Desk, member: Member) -> None:
    """The member can sign in again, with the password they had."""
    member.archived_at = None


def revise_profile(desk: Desk, zone: str, *, keys_off: bool) -> None:
    """What the desk's member says of their own clocks and keys. Raises Unknown."""
    if zone not in zones():
        raise Unknown("zone", zone[:60])
    desk.member.zone = zone
    desk.member.keys_off = keys_off


def change_password(desk: Desk, present: str, wanted: str) -> None:
    """Another password for the desk's member; all sign-ins end. Raises WrongPassword, WeakPassword."""
    if not sign_ins.is_password(desk.member, present):
        raise WrongPassword("present")
    sign_ins.set_password(desk, desk.member, wanted)


def _stay_administered(desk: Desk, member: Member, part: str) -> None:
    if not queries.administrators_but(desk, member):
        raise LastAdministrator(part)


def _columns(desk: Desk, draft: MemberDraft, itself: Member | None = None) -> dict[str, object]:
    email = prose("email", draft.email, NAME)
    if not email:
        raise Missing("email")
    if not MAIL.fullmatch(email):
        raise NotAMailAddress("email", email[:60])
    other = queries.with_email(desk, email)
    if other is not None and other is not itself:
        raise Taken("email", other.name)
    if draft.function_id:
        function = by_key(desk, Function, [draft.function_id]).get(draft.function_id)
        if function is None:
            raise Unknown("function_id", draft.function_id)
        if function.is_archived and (itself is None or itself.function_id != function.id):
            raise PutAway("function_id", function.name)
    if draft.zone not in zones():
        raise Unknown("zone", draft.zone[:60])
    return {
        "name": name("name", draft.name),
        "email": email,
        "role": draft.role,
        "function_id": draft.function_id,
        "zone": draft.zone,
    }


def _regions(desk: Desk, draft: MemberDraft, itself: Member | None = None) -> list[int]:
    wanted = list(dict.fromkeys(draft.region_ids))
    there = by_key(desk, Region, wanted)
    kept = {link.region_id for link in queries.region_links(desk, itself)} if itself else set()
    for key in wanted:
        if key not in there:
            raise Unknown("region_ids", key)
        if there[key].is_archived and key not in kept:
            raise PutAway("region_ids", there[key].name)
    return wanted


def _work_in(desk: Desk, member: Member, region_ids: list[int]) -> None:
    present = {link.region_id: link for link in queries.region_links(desk, member)}
    for region_id, link in present.items():
        if region_id not in region_ids:
            desk.db.delete(link)
    for position, region_id in enumerate(region_ids):
        if region_id not in present:
            desk.db.add(MemberRegion(member_id=member.id, region_id=region_id, position=position))
        elif present[region_id].position != position:
            present[region_id].position = position
