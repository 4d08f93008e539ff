"""The receipt of an invitation: what was made of each meeting, or why nothing."""

from dataclasses import dataclass
from enum import StrEnum

from engagement.intake.invitation.values import Moment


class End(StrEnum):
    """What became of a meeting, in words for the person who brought it."""

    MADE = "Planned."
    TO_COMPLETE = "Planned for a day that is past: it waits to be completed."
    MOVED = "Moved to this time."
    UPDATED = "Brought up to date."
    CALLED_OFF = "Called off."
    RESUMED = "Planned again."
    JOINED = "In the record already. People of ours were added."
    UNCHANGED = "In the record already. Nothing was changed."
    OLDER = "In the record already, in a later version. Nothing was changed."
    HELD = "Held already. It was left as it is."
    CALLED_OFF_HERE = "Called off here. It was left as it is."
    PUT_AWAY = "Put away here. It was left as it is."
    HIDDEN = "Colleagues keep this meeting for themselves. Nothing was made or changed; ask who invited you."
    ANSWERED = "Answers were noted. Nothing else was changed."
    PAST = "All of it is past. Nothing was made."
    FAR = "None of it comes within 90 days. Nothing was made; bring it again later."
    NOBODY = "None of ours is on it. Nothing was made; say for whom it is with --member."
    NOT_KNOWN = "It calls off a meeting that is not in the record. Nothing was made."
    NOT_ASKED = "It answers an invitation that is not in the record. Nothing was made."
    REFUSED = "Nothing was made"  # a reason follows


CHANGES = frozenset(
    (End.MADE, End.TO_COMPLETE, End.MOVED, End.UPDATED, End.CALLED_OFF, End.RESUMED, End.JOINED, End.ANSWERED)
)


@dataclass(frozen=True)
class Entry:
    """One engagement that was made, changed or left. `start` is as the record has it."""

    end: End
    engagement_id: int
    start: Moment


@dataclass(frozen=True)
class Receipt:
    """What became of one meeting or series. `title` is as the file has it, so that no hidden record is told of.

    Without entries `end` says why nothing was made; with REFUSED `reason` says more.
    """

    title: str
    entries: tuple[Entry, ...] = ()
    end: End | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    newcomers: int = 0  # people on it that no record knows

    @property
    def changed(self) -> bool:
        """Whether the record is another one than before."""
        return any(entry.end in CHANGES for entry in self.entries)

    def words(self) -> list[str]:
        """What became of it, each thing once, and what could not be read."""
        ends = list(dict.fromkeys(entry.end.value for entry in self.entries))
        if self.end:
            ends.append(f"{self.end.value}: {self.reason}." if self.reason else self.end.value)
        return [*ends, *(f"{note}." for note in self.notes)]
