"""The sign-ins of the demonstration, one for each role. Known to everybody, so never part of a real installation."""

from dataclasses import dataclass

from engagement.actions.sign_ins import is_password
from engagement.demo.people import CAST
from engagement.installation import Installation
from engagement.model.words import Role
from engagement.queries.sign_ins import member_by_email

PASSWORD = "only for the demonstration"  # noqa: S105


@dataclass(frozen=True)
class SignIn:
    """What somebody types to sign in."""

    role: Role
    email: str
    password: str


SIGN_INS = tuple(
    SignIn(role, next(person.email for person in CAST if person.role is role), PASSWORD)
    for role in (Role.MEMBER, Role.POLICY, Role.MANAGER, Role.CENTRE, Role.ADMINISTRATOR)
)


def sign_ins(installation: Installation) -> list[SignIn]:
    """Those that work in this installation: the account is there, and nobody gave it another password."""
    with installation.desk(reads=True) as desk:
        found = {listed: member_by_email(desk, listed.email) for listed in SIGN_INS}
        right = {member.password_hash: False for member in found.values() if member}
        for secret in right:  # the accounts share one hash, and checking it is dear
            right[secret] = is_password(next(m for m in found.values() if m and m.password_hash == secret), PASSWORD)
        return [listed for listed, member in found.items() if member and right[member.password_hash]]
