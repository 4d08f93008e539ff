"""Signing in and out, passwords, and one-time addresses. Passwords are kept as argon2id."""

import hashlib
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, update

from engagement.core.tokens import new_token, token_hash
from engagement.desk import Desk
from engagement.model.members import Invitation, Member, SignIn, SignInFailure
from engagement.queries.sign_ins import SignedIn

SHORTEST, LONGEST = 12, 200  # characters; the upper end keeps hashing bounded
INVITED_FOR = timedelta(days=3)
SEEN_EVERY = timedelta(minutes=5)
_hasher = PasswordHasher()  # the library's defaults are RFC 9106's second choice (64 MiB)


@cache
def _nobody() -> str:
    """The hash that is checked where there is no account, so that both answers take as long."""
    return _hasher.hash(new_token())


class WeakPassword(ValueError):
    """A password that is too short, too long, or the member's own name or address."""


def hash_password(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def is_password(member: Member | None, password: str) -> bool:
    """Whether that is the member's password. Takes as long for nobody as for somebody."""
    try:
        right = _hasher.verify(
            member.password_hash if member and member.password_hash else _nobody(), password[:LONGEST]
        )
    except (VerificationError, InvalidHashError):
        return False
    return right and member is not None and member.password_hash is not None


def sign_in(desk: Desk, member: Member, hours: int, browser: str) -> str:
    """Signs a browser in for so many hours; returns the token for its cookie."""
    token = new_token()
    desk.db.add(
        SignIn(
            token_hash=token_hash(token),
            member_id=member.id,
            created_at=desk.now,
            seen_at=desk.now,
            ends_at=desk.now + timedelta(hours=hours),
            browser=browser[:200],
        )
    )
    return token


def sign_out(desk: Desk, token: str) -> None:
    """Ends one browser's sign-in on the server."""
    desk.db.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token)))


def end_sign_ins(desk: Desk, member: Member, but: str = "") -> None:
    """Ends all of a member's sign-ins, but the one with the token `but`."""
    desk.db.execute(delete(SignIn).where(SignIn.member_id == member.id, SignIn.token_hash != token_hash(but)))


def seen(desk: Desk, signed: SignedIn, hours: int) -> None:
    """Keeps a sign-in alive while its browser works."""
    if desk.now - signed.seen_at > SEEN_EVERY:
        ends_at = desk.now + timedelta(hours=hours)
        desk.db.execute(update(SignIn).where(SignIn.id == signed.id).values(seen_at=desk.now, ends_at=ends_at))


def note_failure(desk: Desk, account: str, address: str) -> None:
    """Counts a sign-in that failed, and forgets those of yesterday."""
    desk.db.add_all([SignInFailure(key=account, at=desk.now), SignInFailure(key=address, at=desk.now)])
    desk.db.execute(delete(SignInFailure).where(SignInFailure.at < desk.now - timedelta(days=1)))


def forgive(desk: Desk, account: str) -> None:
    """Forgets the failures of an account: its owner came in."""
    desk.db.execute(delete(SignInFailure).where(SignInFailure.key == account))


def failure_key(kind: str, text: str) -> str:
    """Under what a failure is counted: neither addresses nor accounts are kept as they are."""
    return f"{kind}:{hashlib.sha256(text.casefold().encode()).hexdigest()}"


def invite(desk: Desk, member: Member) -> str:
    """The token of a one-time address by which `member` sets a password. Earlier ones end."""
    token = new_token()
    desk.db.execute(delete(Invitation).where(Invitation.member_id == member.id, Invitation.used_at.is_(None)))
    ends_at = desk.now + INVITED_FOR
    invitation = Invitation(token_hash=token_hash(token), member_id=member.id, created_at=desk.now, ends_at=ends_at)
    desk.db.add(invitation)
    return token


def accept(desk: Desk, invitation: Invitation, member: Member, password: str) -> None:
    """Sets the password of an invited member; the address is used up. Raises WeakPassword."""
    set_password(desk, member, password)
    invitation.used_at = desk.now


def set_password(desk: Desk, member: Member, password: str) -> None:
    """Sets a password and ends all sign-ins. Raises WeakPassword."""
    weak = password.casefold() in (member.name.casefold(), member.email.casefold())
    if weak or not SHORTEST <= len(password) <= LONGEST or len(set(password)) < 5:
        raise WeakPassword
    member.password_hash = hash_password(password)
    end_sign_ins(desk, member)
