"""Invitations: files from calendars and mails are dropped here, and a receipt says what was made of each."""

from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, render_template, url_for
from wtforms import MultipleFileField

from engagement.actions.attachments import plain_name
from engagement.actions.invitations.accepting import accept
from engagement.actions.invitations.receipts import Receipt
from engagement.actions.turns import Changed
from engagement.intake.invitation.reading import LARGEST, read
from engagement.intake.invitation.values import Unreadable
from engagement.web.forms import Form
from engagement.web.frame import desk
from engagement.web.said import day

pages = Blueprint("invitations", __name__)
MOST_FILES = 50
MOST_DAYS = 6  # of a meeting that stand in its receipt; more are folded


class InvitationForm(Form):
    files = MultipleFileField("Drop invitations or choose")


@dataclass(frozen=True)
class FileReceipt:
    """What became of one file: its meetings, or why nothing was made of any."""

    name: str
    meetings: list[Receipt]
    reason: str = ""


@pages.route("/invitations", methods=["GET", "POST"])
def index() -> str | tuple[str, int]:
    form = InvitationForm()
    if not form.is_submitted():
        return _drawn(form, [])
    files = [file for file in form.files.data or () if not isinstance(file, str) and file.filename]
    if not files or len(files) > MOST_FILES:
        form.files.errors = [
            f"Bring at most {MOST_FILES} files at once." if files else "Choose at least one .ics or .eml file."
        ]
    if form.files.errors or not form.validate():
        return _drawn(form, []), HTTPStatus.UNPROCESSABLE_ENTITY
    receipts = [_received(file) for file in files]
    changed = any(meeting.changed for receipt in receipts for meeting in receipt.meetings)
    return _drawn(form, receipts), HTTPStatus.CREATED if changed else HTTPStatus.OK


def _received(file: Any) -> FileReceipt:
    """All that a file brings, or nothing of it; the files beside it are not held up."""
    name = plain_name(file.filename)
    try:
        with closing(file.stream) as stream:
            content = stream.read(LARGEST + 1)
        return FileReceipt(name, accept(desk(), read(content)))
    except Unreadable as unreadable:
        return FileReceipt(name, [], unreadable.reason)
    except Changed:
        return FileReceipt(name, [], "Somebody saved one of its engagements just now. Bring it again.")


def _drawn(form: InvitationForm, receipts: list[FileReceipt]) -> str:
    return render_template("invitations/index.html", form=form, receipts=receipts, links=_links, most=MOST_DAYS)


def _links(meeting: Receipt) -> list[tuple[str, str]]:
    """The engagements of a meeting: when, and their address."""
    return [
        (
            day(entry.start.day) + (f", {entry.start.at:%H:%M}" if entry.start.at else ""),
            url_for("engagements.show", engagement_id=entry.engagement_id),
        )
        for entry in meeting.entries
    ]
