"""Files of an engagement: kept, put away, taken back out."""

from typing import BinaryIO

from sqlalchemy import event

from engagement.core.database import hold
from engagement.core.files import FileStore
from engagement.core.text import clean
from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.engagements import Engagement
from engagement.queries import attachments as queries

LONGEST_NAME = 200
KEEPING = 0x66696C65  # PostgreSQL's advisory lock: no content is removed while somebody keeps the same


def attach(desk: Desk, store: FileStore, engagement: Engagement, name: str, content: BinaryIO, most: int) -> Attachment:
    """Keeps a file with an engagement, at most `most` bytes of it. Raises what FileStore.keep raises."""
    name = plain_name(name)
    hold(desk.db.connection(), KEEPING, shared=True)
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


def remove_for_good(desk: Desk, store: FileStore, attachment: Attachment) -> None:
    """Takes a file out, and its content too where no other record keeps the same. It cannot be undone."""
    hold(desk.db.connection(), KEEPING)
    arrival = store.arrival(attachment.sha256)
    sha256 = attachment.sha256
    desk.db.delete(attachment)
    desk.db.flush()
    if not queries.is_kept(desk, sha256):
        event.listen(desk.db, "after_commit", lambda _: store.remove(sha256, arrival), once=True)


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
