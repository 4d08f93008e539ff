"""What each role may do. Which rows it may do it to is the matter of rows.py."""

from engagement.model.members import Member
from engagement.model.words import Role, Word


class Right(Word):
    PUBLIC = "use without signing in"
    READ = "read"
    LOG = "log and edit engagements"
    KEEP_BODIES = "add and edit organisations and officials"
    KEEP_TOPICS = "edit policy topics"
    KEEP_KEY_BODIES = "list key bodies"
    ARCHIVE = "archive organisations, officials and topics"
    ADMINISTER = "administer members, functions, regions and need categories"


EVERYBODY = frozenset({Right.PUBLIC, Right.READ, Right.LOG, Right.KEEP_BODIES})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.MEMBER: EVERYBODY,
    Role.POLICY: EVERYBODY | {Right.KEEP_TOPICS, Right.ARCHIVE},
    Role.MANAGER: EVERYBODY | {Right.KEEP_KEY_BODIES, Right.ARCHIVE},
    Role.CENTRE: EVERYBODY | {Right.KEEP_TOPICS, Right.ARCHIVE},
    Role.ADMINISTRATOR: frozenset(Right),
}


def may(member: Member | None, right: Right) -> bool:
    """Whether `member` (none: nobody signed in) has `right`."""
    if member is None:
        return right is Right.PUBLIC
    return right in RIGHTS[member.role]
