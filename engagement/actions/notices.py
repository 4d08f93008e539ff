"""Telling officials that data on them are kept, many at once: an import brings them by the thousand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from engagement.actions.officials import StillToCome
from engagement.actions.texts import NAME, prose
from engagement.actions.turns import take_turn
from engagement.desk import Desk
from engagement.model.officials import Notice, Official
from engagement.queries.keyed import by_key

PART = 500  # officials in one statement


@dataclass(frozen=True)
class NoticeDraft:
    """How and when they were told."""

    notice: Notice
    notice_on: date
    notice_how: str = ""


def give(desk: Desk, official_ids: Collection[int], draft: NoticeDraft) -> int:
    """Writes down that these officials were told; those who were told already or erased stay. Says how many it were.

    Raises WrongDraft.
    """
    if draft.notice_on > desk.today:
        raise StillToCome("notice_on", draft.notice_on)
    how = prose("notice_how", draft.notice_how, NAME)
    ordered, told = sorted(official_ids), 0
    for at in range(0, len(ordered), PART):
        for official in by_key(desk, Official, ordered[at : at + PART]).values():
            if official.notice is None and official.erased_at is None:
                take_turn(desk, official, official.version)  # a form that is open elsewhere is told
                official.notice, official.notice_on, official.notice_how = draft.notice, draft.notice_on, how
                told += 1
        desk.db.flush()
    return told
