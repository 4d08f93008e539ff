"""Nothing is without its law: each table says who sees its rows."""

from engagement.access.rows import LAWS
from engagement.core.database import Base
from engagement.model.all import metadata


def test_every_table_says_who_may_see_its_rows() -> None:
    kinds = {mapper.class_ for mapper in Base.registry.mappers}
    assert len(kinds) == len(metadata.tables)
    assert {kind.__name__ for kind in kinds - LAWS.keys()} == set()
