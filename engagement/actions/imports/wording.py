"""What is wrong with a row, in words for the person who imports."""

from engagement.actions.texts import name
from engagement.actions.wrong import Missing, OutOfRange, PutAway, TooLong, WrongDraft
from engagement.intake.tidy import Unfit, shortened


def check_name(kind: str, text: str) -> None:
    """Raises Unfit for what no organisation, official or topic can be called."""
    try:
        name(kind, text)
    except TooLong as wrong:
        raise Unfit(f"The {kind} “{shortened(text, 60)}” has a name longer than {wrong.what} characters.") from wrong
    except Missing as wrong:
        raise Unfit(f"The {kind} has no name that could be read.") from wrong


def said(wrong: WrongDraft) -> str:
    """What is wrong with a draft, in words for the person who imports."""
    part = wrong.part.replace("_ids", "").replace("_", " ")
    match wrong:
        case TooLong():
            return f"The {part} is longer than {wrong.what} characters."
        case OutOfRange():
            return f"The {part} cannot be {wrong.what}."
        case Missing():
            return f"The {part} is missing."
        case PutAway():
            return f"“{wrong.what}” was archived here."
        case _:
            return f"The {part} cannot be kept: {wrong.what}."
