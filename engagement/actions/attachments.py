"""Files of an engagement: kept, put away, taken back out."""

from typing import BinaryIO

from engagement.core.files import FileStore
from engagement.core.text import clean
from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.engagements import Engagement

LONGEST_NAME = 200


def attach(desk: Desk, store: FileStore, engagement: Engagement, name: str, content: BinaryIO, most: int) -> Attachment:
    """Keeps a file with an engagement, at most `most` bytes of it. Raises what FileStore.keep raises."""
    name = plain_name(name)
    kept = store.keep(name, content, most)
    attachment = Attachment(
        engagement_id=engagement.id,
        name=name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        added_by_id=desk.member_id,
        added_at=desk.now,
    )
    desk.db.add(attachment)
    desk.db.flush()
    return attachment


def archive(desk: Desk, attachment: Attachment) -> None:
    """Puts a file away: it leaves the record's page, its content stays."""
    attachment.archived_at = attachment.archived_at or desk.now


def restore(desk: Desk, attachment: Attachment) -> None:
    """Takes a file back out."""
    attachment.archived_at = None


def plain_name(name: str) -> str:
    """The name without the folders that some browsers send, and without what no name needs."""
    last = " ".join(clean(name.replace("\\", "/").rsplit("/", 1)[-1]).split()) or "file"
    stem, dot, ending = last.rpartition(".")
    if len(last) <= LONGEST_NAME:
        return last
    return f"{stem[: LONGEST_NAME - 10]}{dot}{ending[:9]}" if stem else last[:LONGEST_NAME]
