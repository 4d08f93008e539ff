"""Text of a draft: what must be written, and how much at most."""

from engagement.actions.wrong import Missing, TooLong, WrongDraft
from engagement.core.text import clean, fold

NAME, TEXT = 300, 20_000  # characters


class Taken(WrongDraft):
    """Another record of the same list has that name (or address); `what` is the name."""


def name(part: str, text: str) -> str:
    """A name in one line. Raises Missing where there is nothing to be seen, or TooLong."""
    line = " ".join(clean(text).split())
    if not any(char.isprintable() and not char.isspace() for char in fold(line)):
        raise Missing(part)  # also of what is there and not seen: zero-width signs, marks that turn text around
    if len(line) > NAME:
        raise TooLong(part, NAME)
    return line


def prose(part: str, text: str, most: int = TEXT) -> str:
    """Text that may be nothing. Raises TooLong."""
    text = clean(text).strip()
    if len(text) > most:
        raise TooLong(part, most)
    return text
