"""What is in an installation: counts of what its administrator may see, so that they give nothing away."""

from dataclasses import dataclass

from sqlalchemy import func, text

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.changes import Change
from engagement.model.engagements import Engagement
from engagement.model.members import Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic

COUNTED = {
    "Engagements": Engagement,
    "Organisations": Organisation,
    "Officials": Official,
    "Topics": Topic,
    "Team members": Member,
    "Files": Attachment,
    "Changes in the history": Change,
}


@dataclass(frozen=True)
class Installed:
    """The engine with its version, the migration, how many records of each kind, and the bytes of all files."""

    engine: str
    migration: str
    counts: dict[str, int]
    file_bytes: int


def installed(desk: Desk) -> Installed:
    """The facts of this installation; archived records count too."""
    bind = desk.db.get_bind()
    version = ".".join(str(part) for part in bind.dialect.server_version_info or ())
    name = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[bind.dialect.name]
    return Installed(
        engine=f"{name} {version}",
        migration=desk.db.scalar(text("select version_num from alembic_version")) or "",
        counts={
            words: desk.db.scalar(select_visible(desk, kind, func.count())) or 0 for words, kind in COUNTED.items()
        },
        file_bytes=desk.db.scalar(select_visible(desk, Attachment, func.sum(Attachment.size))) or 0,
    )
