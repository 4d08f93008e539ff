"""Which columns point at a table, read off the drawing itself, so that whoever moves records forgets none."""

from dataclasses import dataclass

from sqlalchemy import Column, PrimaryKeyConstraint, Table, UniqueConstraint

from engagement.model.all import metadata

DERIVED = frozenset({"organisation_tree", "topic_tree"})  # written by upkeep from what they are made of


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that holds the key of a record of another table, or of its own."""

    table: Table
    column: Column[int]

    def once_with(self) -> list[tuple[str, ...]]:
        """The other columns beside which a value of this one may stand only once: one tuple for each such rule."""
        unique = (rule for rule in self.table.constraints if isinstance(rule, UniqueConstraint | PrimaryKeyConstraint))
        rules = [tuple(column.name for column in rule.columns) for rule in unique]
        name = self.column.name
        return [tuple(one for one in rule if one != name) for rule in rules if name in rule]


def pointers(kind: str) -> list[Pointer]:
    """All columns that point at the table `kind`, those that upkeep writes left out; by table and column."""
    target = metadata.tables[kind]
    return [
        Pointer(table, column)
        for table in sorted(metadata.tables.values(), key=lambda one: one.name)
        for column in table.c
        if table.name not in DERIVED and any(key.column.table is target for key in column.foreign_keys)
    ]
