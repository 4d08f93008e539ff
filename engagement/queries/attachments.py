"""Files of engagements."""

from sqlalchemy import select

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.attachments import Attachment


def attachment(desk: Desk, attachment_id: int) -> Attachment | None:
    """The file, if the member may see its engagement; archived ones too."""
    found: Attachment | None = desk.db.scalar(select_visible(desk, Attachment).where(Attachment.id == attachment_id))
    return found


def is_kept(desk: Desk, sha256: str) -> bool:
    """Whether any record keeps a file with this content."""
    return desk.db.scalar(select(Attachment.id).where(Attachment.sha256 == sha256).limit(1)) is not None
