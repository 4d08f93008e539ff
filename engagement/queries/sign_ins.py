"""Who is signed in, who may sign in, and how often somebody tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import bindparam, func, select

from engagement.access.rows import select_visible
from engagement.core.database import prepared
from engagement.desk import Desk
from engagement.model.members import Invitation, Member, SignIn, SignInFailure

WINDOW = timedelta(minutes=15)
ACCOUNT_TRIES, ADDRESS_TRIES = 6, 40  # failures within the window; an office behind one address shares the second


@dataclass(frozen=True)
class SignedIn:
    """A browser that is signed in, and whose it is."""

    id: int
    seen_at: datetime
    member: Member


_SIGNED_IN = prepared(  # asked by every page, so built once
    select(SignIn.id, SignIn.seen_at, Member)
    .join(Member, Member.id == SignIn.member_id)
    .where(
        SignIn.token_hash == bindparam("token_hash"), SignIn.ends_at > bindparam("now"), Member.archived_at.is_(None)
    )
)


# These readings come before anybody sits at the desk, so no access rule can apply: the token or the address is the key.


def signed_in(desk: Desk, token_hash: str) -> SignedIn | None:
    """Whose token this is, while the sign-in lasts and the member is not archived."""
    row = desk.db.execute(_SIGNED_IN, {"token_hash": token_hash, "now": desk.now}).one_or_none()
    return SignedIn(*row) if row else None


def member_by_email(desk: Desk, email: str) -> Member | None:
    """The member who signs in with that address."""
    query = select(Member).where(Member.email_key == email.casefold(), Member.archived_at.is_(None))
    return desk.db.scalar(query)


def invited(desk: Desk, token_hash: str) -> tuple[Invitation, Member] | None:
    """Whom a one-time address invites, while it lasts and was not used."""
    query = select(Invitation, Member).join(Member, Member.id == Invitation.member_id)
    query = query.where(
        Invitation.token_hash == token_hash,
        Invitation.used_at.is_(None),
        Invitation.ends_at > desk.now,
        Member.archived_at.is_(None),
    )
    row = desk.db.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def must_wait(desk: Desk, account: str, address: str) -> bool:
    """Whether so many sign-ins failed of late, for the account or from the address, that the next one must wait."""
    query = select(SignInFailure.key, func.count()).where(
        SignInFailure.key.in_((account, address)), SignInFailure.at > desk.now - WINDOW
    )
    failures = dict(desk.db.execute(query.group_by(SignInFailure.key)).all())
    return failures.get(account, 0) >= ACCOUNT_TRIES or failures.get(address, 0) >= ADDRESS_TRIES


def sign_ins(desk: Desk) -> list[SignIn]:
    """The member's own browsers that are signed in, newest first."""
    query = select_visible(desk, SignIn).where(SignIn.ends_at > desk.now).order_by(SignIn.created_at.desc())
    return cast("list[SignIn]", list(desk.db.scalars(query)))


def anybody(desk: Desk) -> bool:
    """Whether there is any member who could sign in."""
    return desk.db.scalar(select(Member.id).where(Member.archived_at.is_(None)).limit(1)) is not None
