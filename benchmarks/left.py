"""What a work left in the database, and the same rows written again by the bare driver: the floor of saves and imports.

Rows are taken as they lie there, so that the floor leaves nothing out: engagements, links, promises, history, sources,
scope, months and search.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import JSON, Table

from benchmarks.worlds import Raw
from engagement.core.periods import month_number
from engagement.model.base import Base
from engagement.model.engagements import Engagement

DAY, OWNER = 28, 31  # bits of a row of the search index on SQLite that hold keys: upkeep/search/sqlite.py
MASK = (1 << DAY) - 1

Marks = dict[str, int]
Row = tuple[Any, ...]
OF_ENGAGEMENTS = "engagement_id"
DERIVED = {"organisation_tree", "topic_tree", "scope_month"}
SEARCH = {"search_engagement": "id", "search_commitment": OF_ENGAGEMENTS}


@dataclass(frozen=True)
class Written:
    """Rows of one table, in the order of `columns`. `at`: where the engagement's key stands in them; None: nowhere."""

    table: str
    columns: tuple[str, ...]
    at: int | None
    rows: list[Row]


def tables() -> list[Table]:
    """The tables that a saved engagement or an import may write to, in the order in which they can be written."""
    return [table for table in Base.metadata.sorted_tables if table.name not in DERIVED]


def marks(raw: Raw) -> Marks:
    """How far each table goes now."""
    found: Marks = {}
    for table in tables():
        if "id" in table.c and table.c.id.type.python_type is int:
            ((found[table.name],),) = raw.rows(f'SELECT coalesce(max(id), 0) FROM "{table.name}"')
    return found


class Left:
    """The rows that were written since `since`."""

    def __init__(self, raw: Raw, since: Marks) -> None:
        self.raw = raw
        self.engagements: Written
        self.parts: list[Written] = []
        last = since["engagement"]
        for table in tables():
            by = OF_ENGAGEMENTS if OF_ENGAGEMENTS in table.c and "id" not in table.c else "id"
            if by not in table.c or (by == "id" and table.name not in since):
                continue
            columns = tuple(one.name for one in table.c if one.name != "id" or table is Engagement.__table__)
            said = ", ".join(
                f'"{name}"{"::text" if isinstance(table.c[name].type, JSON) and not raw.sqlite else ""}'
                for name in columns
            )
            statement = f'SELECT {said} FROM "{table.name}" WHERE "{by}" > %s ORDER BY "{by}"'
            rows = raw.rows(statement, (last if by == OF_ENGAGEMENTS else since[table.name],))
            if not rows or table.name in ("deed", "import_run", "sign_in"):
                continue
            name = "id" if table is Engagement.__table__ else OF_ENGAGEMENTS
            written = Written(table.name, columns, columns.index(name) if name in columns else None, rows)
            if table is Engagement.__table__:
                self.engagements = written
            else:
                self.parts.append(written)
        self.parts += self._search(last)
        self.months = _months(next(one for one in self.parts if one.table == "engagement_scope"))

    def _search(self, last: int) -> list[Written]:
        if self.raw.sqlite:
            found = [
                ("search_engagement", f"rowid & {MASK} > ?"),
                ("search_commitment", f"rowid >= {last + 1} << {OWNER} AND ? >= 0"),
            ]
            parts = [
                Written(
                    name, ("rowid", "words"), 0, self.raw.rows(f"SELECT rowid, words FROM {name} WHERE {of}", (last,))
                )
                for name, of in found
            ]
            return [part for part in parts if part.rows]
        parts = []
        for name, by in SEARCH.items():
            columns = {
                "search_engagement": ("id", "local_date", "restricted", "words"),
                "search_commitment": ("id", OF_ENGAGEMENTS, "words"),
            }[name]
            said = ", ".join(f"{column}::text" if column == "words" else column for column in columns)
            rows = self.raw.rows(f"SELECT {said} FROM {name} WHERE {by} > %s", (last,))
            if rows:
                parts.append(Written(name, columns, columns.index(by), rows))
        return parts

    def counts(self) -> dict[str, int]:
        """How many rows stand in each table."""
        return {one.table: len(one.rows) for one in (self.engagements, *self.parts)} | {"scope_month": len(self.months)}

    def write_again(self) -> None:
        """Writes the same once more, under a fresh key, in one transaction: a statement for each table."""
        raw = self.raw
        raw.cursor.execute("BEGIN IMMEDIATE" if raw.sqlite else "BEGIN")
        (row,) = self.engagements.rows
        at = self.engagements.at or 0
        columns = [name for name in self.engagements.columns if name != "id"]
        statement = f"INSERT INTO engagement ({', '.join(columns)}) VALUES ({_marks(len(columns))}) RETURNING id"
        ((key,),) = raw.rows(statement, (*row[:at], *row[at + 1 :]))
        for part in self.parts:
            rows = self._keyed(part, {row[at]: key})
            names = ", ".join(f'"{name}"' for name in part.columns)
            values = ", ".join([f"({_marks(len(part.columns))})"] * len(rows))
            statement = f'INSERT INTO "{part.table}" ({names}) VALUES {values}'
            raw.cursor.execute(raw.said(statement), tuple(value for one in rows for value in one))
        values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(self.months))
        asked = tuple(value for month in self.months for value in month)
        raw.cursor.execute(
            raw.said(f"INSERT INTO scope_month (kind, key, month, n, held) VALUES {values} {ADDED}"), asked
        )
        raw.cursor.execute("COMMIT")

    def keyed(self, first: int) -> "list[tuple[str, list[Row]]]":
        """Statements and their rows for `write_all`, the engagements numbered from `first`."""
        at = self.engagements.at or 0
        keys = {row[at]: first + number for number, row in enumerate(self.engagements.rows)}
        made = []
        for part in (self.engagements, *self.parts):
            names = ", ".join(f'"{name}"' for name in part.columns)
            statement = f'INSERT INTO "{part.table}" ({names}) VALUES ({_marks(len(part.columns))})'
            made.append((self.raw.said(statement), self._keyed(part, keys)))
        months = f"INSERT INTO scope_month (kind, key, month, n, held) VALUES ({_marks(5)}) {ADDED}"
        return [*made, (self.raw.said(months), self.months)]

    def write_all(self, statements: "list[tuple[str, list[Row]]]") -> None:
        """Writes what `keyed` made, in one transaction, by executemany."""
        self.raw.cursor.execute("BEGIN IMMEDIATE" if self.raw.sqlite else "BEGIN")
        for statement, rows in statements:
            self.raw.cursor.executemany(statement, rows)
        self.raw.cursor.execute("COMMIT")

    def _keyed(self, part: Written, keys: dict[int, int]) -> list[Row]:
        """The rows with the keys of other engagements."""
        if part.at is None:
            return [_about(row, part.columns, keys) for row in part.rows] if part.table == "change" else _fresh(part)
        at = part.at
        if self.raw.sqlite and part.table == "search_engagement":
            return [((row[0] >> DAY) << DAY | keys[row[0] & MASK], row[1]) for row in part.rows]
        if self.raw.sqlite and part.table == "search_commitment":
            return [(keys[row[0] >> OWNER] << OWNER | row[0] & (1 << OWNER) - 1, row[1]) for row in part.rows]
        if part.table == "search_commitment":  # the promise's own key is free again where the engagement's is
            return [(keys[row[at]] * 1_000 % 2**31, keys[row[at]], *row[2:]) for row in part.rows]
        rows: Iterable[Row] = part.rows if part.table != "source_row" else _fresh(part)
        return [(*row[:at], keys[row[at]], *row[at + 1 :]) for row in rows]


ADDED = """ON CONFLICT (kind, key, month) DO UPDATE
  SET n = scope_month.n + excluded.n, held = scope_month.held + excluded.held"""


def _marks(number: int) -> str:
    return ", ".join(["%s"] * number)


def _about(row: Row, columns: Sequence[str], keys: dict[int, int]) -> Row:
    """A line of history, about another engagement."""
    kind, about = columns.index("about_kind"), columns.index("about_id")
    if row[kind] != "engagement":
        return row
    return (*row[:about], keys.get(row[about], row[about]), *row[about + 1 :])


def _fresh(part: Written) -> list[Row]:
    """Rows of a source, each once: a second one under the same key would be refused."""
    at = part.columns.index("key") if "key" in part.columns else None
    if at is None:
        return part.rows
    return [(*row[:at], f"again {row[at]}", *row[at + 1 :]) for row in part.rows]


def _months(scope: Written) -> list[Row]:
    """What open engagements add to the months."""
    names = scope.columns
    kind, key, day, restricted, held = (names.index(one) for one in ("kind", "key", "local_date", "restricted", "held"))
    n: Counter[tuple[int, int, int]] = Counter()
    of: defaultdict[tuple[int, int, int], int] = defaultdict(int)
    for row in scope.rows:
        if not row[restricted]:
            on = date.fromisoformat(row[day]) if isinstance(row[day], str) else row[day]
            n[row[kind], row[key], month_number(on)] += 1
            of[row[kind], row[key], month_number(on)] += bool(row[held])
    return [(*at, n[at], of[at]) for at in sorted(n)]
