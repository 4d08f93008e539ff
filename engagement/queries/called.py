"""What any record is called, for whoever asks."""

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.queries.merges import MODELS


def name(desk: Desk, table: str, key: int) -> str | None:
    """What the record of a table is called; none where it is hidden or gone."""
    kind = MODELS[table]
    called = kind.title if table == "engagement" else kind.name
    found: str | None = desk.db.scalar(select_visible(desk, kind, called).where(kind.id == key))
    return found
