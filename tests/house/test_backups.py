"""Every table is in a backup, is made anew, or is left out and said to be."""

from pathlib import Path

from engagement.installation import Installation
from engagement.model.all import metadata
from engagement.upkeep.tables import DERIVED, LEFT_OUT, drawn

RUNNING = Path(__file__).parents[2] / "docs" / "running.md"


def test_every_table_is_kept_or_made_anew_or_named_as_left_out(installation: Installation) -> None:
    with installation.engine.connect() as connection:
        kept = {shape.name for shape in drawn(connection)}
    assert kept | DERIVED | LEFT_OUT == set(metadata.tables)
    assert not kept & (DERIVED | LEFT_OUT) and not DERIVED & LEFT_OUT
    said = RUNNING.read_text("utf-8")
    assert [name for name in sorted(LEFT_OUT) if f"`{name}`" not in said] == []


def test_a_kept_file_is_named_by_the_columns_that_a_backup_looks_for() -> None:
    naming = {name for name, table in metadata.tables.items() if "sha256" in table.columns}
    assert naming == {"attachment"} and "size" in metadata.tables["attachment"].columns
