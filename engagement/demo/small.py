"""The demonstration for `make run`: some 2,000 engagements over two years, loaded in a few seconds."""

from engagement.actions.sign_ins import hash_password
from engagement.demo.filling import fill
from engagement.demo.people import TEAM
from engagement.demo.reading import read_words
from engagement.demo.signing_in import PASSWORD, SIGN_INS, SignIn
from engagement.installation import Installation

ENGAGEMENTS = 2_000
YEARS = 2


def load(installation: Installation, number: int = ENGAGEMENTS) -> list[SignIn]:
    """Loads the small world; returns a sign-in for each role. Raises NotEmpty."""
    with installation.desk() as desk:
        fill(desk, read_words(), TEAM, hash_password(PASSWORD), number, YEARS, lambda _: None)
    return list(SIGN_INS)
