"""The demonstration for `make run`: some 2,000 engagements over two years, and a few that came from invitations."""

from dataclasses import dataclass

from engagement.actions.sign_ins import hash_password, is_password
from engagement.demo.filling import fill
from engagement.demo.inviting import invite
from engagement.demo.people import CAST, TEAM
from engagement.demo.reading import read_words
from engagement.installation import Installation
from engagement.model.words import Role
from engagement.queries.sign_ins import member_by_email

ENGAGEMENTS = 2_000
YEARS = 2
PASSWORD = "only for the demonstration"  # noqa: S105  (known to everybody, so never part of a real installation)


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


def load(installation: Installation) -> None:
    """Loads the small world. Raises NotEmpty."""
    with installation.desk() as desk:
        fill(desk, read_words(), TEAM, hash_password(PASSWORD), ENGAGEMENTS, YEARS, lambda _: None)
        asha, carmen = (member_by_email(desk, CAST[at].email) for at in (0, 2))
        assert asha and carmen
        invite(desk, asha, carmen)


def sign_ins(installation: Installation) -> list[SignIn]:
    """One for each role, as far as they work here: the account is there, and nobody gave it another password."""
    with installation.desk(reads=True) as desk:
        found = {known: member_by_email(desk, known.email) for known in SIGN_INS}
        holders = {member.password_hash: member for member in found.values() if member}
        right = {secret for secret, member in holders.items() if is_password(member, PASSWORD)}  # dear, and one for all
    return [known for known, member in found.items() if member and member.password_hash in right]
