"""What commands share: records named on the command line, and a bar that shows how far a long work is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.members import Member
from engagement.queries import by_name as queries
from engagement.queries import sign_ins

AFTER_DAMAGE = "Stop the server, keep the database as it is, and restore the last backup into an empty installation."


def by_name(desk: Desk, kind: type[Any], name: str | None, hint: str) -> int | None:
    """The key of the record called `name`; none where no name was given. Raises BadParameter with words."""
    if not name:
        return None
    found = queries.keys(desk, kind, name)
    if not found:
        raise click.BadParameter(f"Nothing here is called “{name}”.", param_hint=hint)
    if len(found) > 1:
        listed = ", ".join(f"{called} ({key})" for key, called in found)
        raise click.BadParameter(f"“{name}” may be any of: {listed}.", param_hint=hint)
    return found[0][0]


def member(installation: Installation, option: str, email: str | None) -> Member | None:
    """The member whom `option` names by e-mail address (none: the command line itself). Raises BadParameter."""
    if email is None:
        return None
    with installation.desk(reads=True) as desk:
        found = sign_ins.member_by_email(desk, email)
    if found is None:
        raise click.BadParameter(f"No member signs in with {email}.", param_hint=option)
    return found


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that is told (done, total)."""
    with click.progressbar(length=1, label=label) as shown:

        def tell(done: int, total: int) -> None:
            shown.length = max(total, 1)
            shown.update(done - shown.pos)

        yield tell
