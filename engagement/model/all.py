"""All tables at once, for what needs the whole drawing: migrations, installation, upkeep."""

from engagement.core.database import Base
from engagement.model import (  # noqa: F401  (each file adds its tables to the drawing)
    attachments,
    changes,
    commitments,
    deeds,
    drafts,
    engagements,
    invited,
    jobs,
    ledgers,
    members,
    officials,
    organisations,
    places,
    scope,
    sources,
    topics,
)

metadata = Base.metadata
