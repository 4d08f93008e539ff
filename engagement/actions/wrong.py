"""What a draft may have wrong. The door says it in words, beside the field that `part` names."""

from datetime import date, time


class WrongDraft(ValueError):
    """A draft that cannot be kept. `part` is the draft's field; `row` its place in a list of rows, from 0."""

    def __init__(self, part: str, what: object = "", row: int | None = None) -> None:
        super().__init__(f"{part}: {what}" if what != "" else part)
        self.part, self.what, self.row = part, what, row


class Missing(WrongDraft):
    """Something that must be said was not."""


class TooLong(WrongDraft):
    """More than `what` characters."""


class OutOfRange(WrongDraft):
    """A number or a day that no such record can have; `what` is the value."""


class Unknown(WrongDraft):
    """A reference to something that is not there, or not the member's to see; `what` is the key."""


class PutAway(WrongDraft):
    """A reference to something archived; `what` is its name."""


class Skipped(WrongDraft):
    """A time that the place's clocks skipped on that day."""

    def __init__(self, day: date, at: time, zone: str) -> None:
        super().__init__("local_time", f"{day.isoformat()} {at:%H:%M} {zone}")
        self.day, self.at, self.zone = day, at, zone


class NotYet(WrongDraft):
    """Said to be held on a day that is still to come at its place; `what` is the day."""


class NotPlanned(WrongDraft):
    """An engagement that is not planned cannot be held as planned or be called off; `what` is its status."""


class NotANeed(WrongDraft):
    """Only a need has a need category."""
