"""What records have in common."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column, validates

from engagement.core.database import Base, closed_words
from engagement.core.text import fold

__all__ = ["Archived", "Base", "Named", "Versioned", "closed_words"]


class Versioned:
    """A record that two people may edit: a form carries the version it was opened with (actions/turns.py)."""

    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Archived:
    """A record that is put away rather than deleted."""

    archived_at: Mapped[datetime | None]

    @property
    def is_archived(self) -> bool:
        """Whether it was put away."""
        return self.archived_at is not None


class Named:
    """A record found by its name; `folded` is what finding compares (core/text.py), on both engines alike."""

    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)

    @validates("name")
    def _fold_name(self, _key: str, name: str) -> str:
        self.folded = fold(name)
        return name
