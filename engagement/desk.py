"""The desk: who is working, when, in which transaction. Every reading and every change happens at one."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from engagement.core.clock import local_date
from engagement.model.members import Member
from engagement.model.words import Role

# The member who works at a command's desk: not a row, so history says "the command line". Not 0, which is the key under
# which scope keeps all confidential engagements (model/scope.py).
COMMAND_LINE = -1


@dataclass(frozen=True)
class Desk:
    """`db` is one transaction; the door that opened the desk commits it once. `now` is UTC and stands still."""

    db: Session
    member: Member
    now: datetime

    @property
    def today(self) -> date:
        """The day on the member's clocks."""
        return local_date(self.now, self.member.zone)

    @property
    def member_id(self) -> int | None:
        """The member as history keeps it: none for the command line."""
        return None if self.member.id == COMMAND_LINE else self.member.id

    def seat(self, member: Member) -> "Desk":
        """The same transaction with `member` working at it; history names them from now on."""
        desk = replace(self, member=member)
        self.db.info["desk"] = desk
        return desk


def command_line(zone: str) -> Member:
    """Who works where a command names no member: may do all, took part in nothing."""
    return Member(id=COMMAND_LINE, name="Command line", email="", role=Role.ADMINISTRATOR, zone=zone, keys_off=False)
