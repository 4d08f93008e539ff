"""What was done, said on the next page. The cookie that brings it there is signed but can be read, so it holds keys
and no names: these are asked for when the page is drawn, with the rights of whoever reads it."""

from typing import Any

from flask import Flask, flash

from engagement.actions.engagements.joining import Objects
from engagement.actions.texts import Taken
from engagement.actions.wrong import PutAway, WrongDraft
from engagement.queries.called import names
from engagement.web.frame import desk
from engagement.web.wrong import words

NAMELESS: dict[type[WrongDraft], str] = {
    PutAway: "It was archived, or something that it names was. Restore that first.",
    Taken: "Another one has this name already. Change either name first.",
    Objects: "An official whom it names objected to our use of their data. Edit it, and leave them out.",
}


def tell(says: str, *of: Any, undo: str = "", late: bool = False) -> None:
    """Says it on the next page; each {} of `says` is the name of one of `of`, which are records or (table, key)."""
    units = [one if isinstance(one, tuple) else (one.__tablename__, one.id) for one in of]
    message: Any = {"words": says, "of": units, "undo": undo}
    flash(message, "late" if late else "message")


def tell_wrong(error: WrongDraft) -> None:
    """Says on the next page what is wrong, without the name that the error may know."""
    flash(NAMELESS.get(type(error)) or words(error), "late")


def flashed(message: str | dict[str, Any]) -> str:
    """What was told, with the names as they are now; what is hidden or gone is "It"."""
    if isinstance(message, str):
        return message
    of = [(table, key) for table, key in message.get("of", ())]
    called = names(desk(), of)
    return str(message["words"]).format(*(called.get(one, "It") for one in of))


def register(app: Flask) -> None:
    """For the layout of all pages."""
    app.jinja_env.globals["flashed"] = flashed
