"""Tables out of bytes that a test writes down."""

import io

from engagement.intake import table
from engagement.intake.table import Table


def table_of(content: bytes) -> Table:
    """The table that a file with this content is."""
    return table.read(lambda: io.BytesIO(content))
