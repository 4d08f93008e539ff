"""What is wrong with a draft, in words that say what to do, beside the field that it is about."""

from datetime import date
from typing import Any

from engagement.actions import wrong
from engagement.actions.deeds.merging import OneRecord
from engagement.actions.engagements.joining import Objects
from engagement.actions.key_bodies import Listed
from engagement.actions.members import LastAdministrator, WrongPassword
from engagement.actions.officials import Erased, Kept, NotAMailAddress, StillToCome
from engagement.actions.organisations import NotOfTheWeb, TwoPlaces
from engagement.actions.places import InUse
from engagement.actions.texts import Taken
from engagement.actions.trees import Circle
from engagement.web.said import city, full_day

SAID = {"name": "Write a name.", "email": "Write an e-mail address.", "organisation_id": "Say which organisation."}
SAID["notice"] = "Say whether they were told themselves or by a public notice, or take day and way out."
SAID["organisation_ids"] = "Say who it was with: an organisation, or an official of one."


def words(error: wrong.WrongDraft) -> str:
    """The error in a sentence for the person who wrote the draft."""
    what = error.what
    match error:
        case wrong.Missing():
            return SAID.get(error.part, "This cannot be left empty.")
        case wrong.TooLong():
            return f"That is too long. Keep it to {what:,} characters."
        case wrong.OutOfRange() if error.part == "cadence_days":
            return "Write a number of days from 1 to 3,650."
        case wrong.OutOfRange() if isinstance(what, date):
            return f"That is before it began. Take {full_day(what)} or a later day."
        case wrong.Skipped():
            skipped = f"the clocks of {city(error.zone)} skipped {error.at:%H:%M}"
            return f"On {error.day.day} {error.day:%B %Y} {skipped}, since summer time began. Write another time."
        case wrong.NotYet():
            return "That day has not come yet on the clocks of the place. Choose Planned, or an earlier day."
        case wrong.NotPlanned():
            return f"It is {what} already."
        case wrong.NotANeed():
            return "Only a need has a category. Choose Need, or no category."
        case wrong.Unknown() if error.part == "zone":
            return "No such time zone. Choose one of the list, such as Europe/Madrid."
        case wrong.Unknown():
            return "That is no longer there. Choose another."
        case wrong.PutAway():
            return f"“{what}” was archived. Restore it first, or choose another."
        case OneRecord():
            return "That is the same record. Choose another."
        case Taken() if error.part == "email":
            return f"{what} has this address already. Each member needs their own."
        case Taken():
            return f"“{what}” is on the list already. Take another name, or restore it if it was archived."
        case Circle():
            return f"“{what}” stands below this one, so it cannot stand above it. Choose another."
        case TwoPlaces():
            return "A body of a country belongs to the region of its country. Leave the region open, or the country."
        case NotOfTheWeb():
            return "Write the whole address, such as https://www.example.org."
        case NotAMailAddress():
            return "Write an address such as name@example.org."
        case Listed():
            until = f" until {full_day(what)}" if isinstance(what, date) else ""
            return f"This body is on the list already{until}. Take it off first, or choose a later day."
        case LastAdministrator():
            return "Nobody else could administer then. Make another member an administrator first."
        case WrongPassword():
            return "That is not your present password."
        case InUse():
            return f"{what} countries or supranational bodies are in this region. Move them to another one first."
        case Kept():
            # no number: it would count confidential ones that the reader may not see
            return "Engagements name this post, so it stays. Give it a last day instead."
        case StillToCome():
            return "That day has not come yet."
        case Erased():
            return "The name was erased, so nothing more is kept of this person."
        case Objects():
            return f"{what} objected to our use of their data. Leave them out; their organisation can stand."
        case _:
            return "That cannot be. Choose something else."


def blame(form: Any, error: wrong.WrongDraft) -> None:
    """Puts the words beside the field of the form that the error is about, else on top of it."""
    field = form._fields.get(error.part)
    if field is None:
        form.form_errors = [*form.form_errors, words(error)]
    else:
        field.errors = [*field.errors, words(error)]
