"""The first pages of a report as pictures of the very PDF, while somebody chooses what goes into it."""

import hashlib
import io
import json
import secrets
from pathlib import Path

import pypdfium2

from engagement.core.files import private
from engagement.desk import Desk
from engagement.queries import audit
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.gather_activity.asking import ActivityOptions
from engagement.queries.papers import write_activity
from engagement.web.frame import installation

PAGES = 12  # shown
ENGAGEMENTS = 60  # printed in a preview
SCALE = 1.6  # pixels a point: sharp at the width of the sheet


def preview(desk: Desk, question: EngagementFilter, options: ActivityOptions, address: str) -> Path:
    """The file of the preview. It is made once for a member, choice and state of the record."""
    settings = installation().settings
    state = [desk.member.id, desk.today.isoformat(), audit.newest(desk), address, settings.organisation]
    asked = json.dumps([state, question.to_args(), options.to_args()], sort_keys=True)
    file = settings.previews_folder / f"{hashlib.sha256(asked.encode()).hexdigest()}.pdf"
    if file.exists():
        return file
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{secrets.token_hex(4)}.part")
    with private(part) as out:
        write_activity(
            desk, question, options, out, organisation=settings.organisation, address=address, most=ENGAGEMENTS
        )
    part.replace(file)
    return file


def length(file: Path) -> int:
    """How many pages it has."""
    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def picture(file: Path, number: int) -> bytes | None:
    """Page `number` (from 1) as PNG; none: there is no such page."""
    with pypdfium2.PdfDocument(file) as document:
        if not 1 <= number <= min(len(document), PAGES):
            return None
        image = document[number - 1].render(scale=SCALE).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def words(file: Path, number: int) -> str:
    """What page `number` says, for those who do not see the picture."""
    with pypdfium2.PdfDocument(file) as document:
        return str(document[number - 1].get_textpage().get_text_bounded())
