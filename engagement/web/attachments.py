"""Files of engagements: what may come in, and how they go out."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, flash, redirect, send_file, url_for
from werkzeug.wrappers import Response

from engagement.actions import attachments as actions
from engagement.core.files import FileStore, NoContent, TooLarge
from engagement.core.media import Lies, Macros, UnknownKind
from engagement.model.attachments import Attachment
from engagement.model.engagements import Engagement
from engagement.queries import attachments as queries
from engagement.queries.engagements.record import may_edit
from engagement.web.flashed import tell
from engagement.web.frame import desk, found, installation
from engagement.web.said import size

pages = Blueprint("attachments", __name__)
KINDS = "PDF, Word, Excel, PowerPoint, OpenDocument, pictures, text, CSV, calendar and mail files"


class NotKept(ValueError):
    """A file that is not kept; `words` say why, and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def limit_words() -> str:
    """What may be sent, before anybody tries."""
    return f"{KINDS}, up to {size(installation().settings.largest_file)} each"


def keep_files(engagement: Engagement, files: Iterable[Any]) -> None:
    """Keeps what a file field sent with an engagement. Raises NotKept."""
    settings = installation().settings
    store = FileStore(settings.files_folder)
    for file in files:
        if isinstance(file, str) or not file.filename:
            continue
        try:
            actions.attach(desk(), store, engagement, file.filename, file.stream, settings.largest_file)
        except (TooLarge, NoContent, UnknownKind, Lies) as error:
            raise NotKept(_words(actions.plain_name(file.filename), error)) from error


@pages.get("/attachments/<int:attachment_id>")
def show(attachment_id: int) -> Response:
    attachment = found(queries.attachment(desk(), attachment_id))
    path = FileStore(installation().settings.files_folder).path(attachment.sha256)
    if not path.exists():
        abort(404)
    # never shown within the product's own pages: whatever a file holds, the browser only saves it
    answer = send_file(
        path, mimetype=attachment.media_type, as_attachment=True, download_name=attachment.name, etag=attachment.sha256
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@pages.post("/attachments/<int:attachment_id>/archive")
def archive(attachment_id: int) -> Response:
    attachment = _editable(attachment_id)
    actions.archive(desk(), attachment)
    tell("{} is archived.", attachment, undo=url_for("attachments.restore", attachment_id=attachment.id))
    return redirect(url_for("engagements.show", engagement_id=attachment.engagement_id))


@pages.post("/attachments/<int:attachment_id>/restoration")
def restore(attachment_id: int) -> Response:
    attachment = _editable(attachment_id)
    actions.restore(desk(), attachment)
    tell("{} is back.", attachment)
    return redirect(url_for("engagements.show", engagement_id=attachment.engagement_id))


@pages.post("/attachments/<int:attachment_id>/removal")
def remove(attachment_id: int) -> Response:
    attachment = found(queries.attachment(desk(), attachment_id))
    actions.remove_for_good(desk(), FileStore(installation().settings.files_folder), attachment)
    flash("The file is gone for good.")
    return redirect(url_for("engagements.show", engagement_id=attachment.engagement_id))


def _editable(attachment_id: int) -> Attachment:
    attachment = found(queries.attachment(desk(), attachment_id))
    if not may_edit(desk(), attachment.engagement_id):
        abort(403)
    return attachment


def _words(name: str, error: Exception) -> str:
    match error:
        case TooLarge():
            return f"“{name}” is larger than {size(error.most)}. Send a smaller one, or a link."
        case NoContent():
            return f"“{name}” is empty. Choose it again."
        case Macros():
            return f"“{name}” has macros in it. Save it without them, and send that."
        case Lies():
            return (
                f"“{name}” is called .{error.says}, but it holds .{error.holds}. Give it its right name, and send that."
            )
        case _:
            return f"“{name}” is of a kind that is not kept here. Send one of: {KINDS}."
