"""A declared mapping: what a format's columns are called, and how its rows become values."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from engagement.core.text import fold
from engagement.intake import tidy
from engagement.intake.parties import Us
from engagement.intake.table import Record, Table, Unreadable
from engagement.intake.tidy import Unfit

Value = TypeVar("Value")
REJECTED_HEADING = ("line", "reason")
"""What a file of rejected rows has in front of the heading, so that it can be read again once it was mended."""
MOST_TOGETHER = 1_000
"""Rows of one meeting. More are not one meeting but a column that says the same everywhere."""


class NotOurs(Exception):
    """A row that is right and was not asked for: another company's meeting. The reason is in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading, with the headings that mean the same."""

    name: str
    aliases: tuple[str, ...] = ()
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A record with its cells by the names of the mapping's columns."""

    record: Record
    places: dict[str, int]

    def __getitem__(self, name: str) -> str:
        """The tidied cell; empty where the file has no such column or only a sign for nothing."""
        return tidy.value(self.raw(name))

    def raw(self, name: str) -> str:
        at = self.places.get(name, -1)
        return self.record.cells[at] if 0 <= at < len(self.record.cells) else ""


@dataclass(frozen=True, slots=True)
class Accepted(Generic[Value]):
    """What one row, or several together, became."""

    records: tuple[Record, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that cannot be taken, and why."""

    record: Record
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that was not asked for, and why."""

    record: Record
    reason: str


@dataclass(frozen=True)
class Mapping(Generic[Value]):
    """One format. `read` gives a value from a row (or from several that stand `together`), or raises Unfit, NotOurs."""

    name: str
    about: str
    columns: tuple[Column, ...]
    read: Callable[[tuple[Row, ...], Us | None], Value] | None = None
    reader: Callable[[], Callable[[tuple[Row, ...], Us | None], Value]] | None = None
    """Instead of `read`: makes one for each run, where a row means something only after those before it."""
    together: tuple[str, ...] = ()
    """Columns whose equal cells make neighbouring rows one meeting."""
    bare: tuple[str, ...] = ()
    """Columns by position, for a layout without a heading, known by `bare_start` in its first cell."""
    bare_start: str = "(?!)"
    takes_us: bool = False
    keeps_all: bool = False
    """Whether a value is made of cells by their position, so that the first record is data."""

    @property
    def needs_neighbours(self) -> bool:
        """Whether a row means something only beside others: its meeting's, or those that stand above it."""
        return bool(self.reader or self.together)

    @cached_property
    def expects(self) -> str:
        """The headings that a file must have, in words."""
        return ", ".join(f"“{column.name}”" for column in self.columns if column.needed)

    @property
    def takes_too(self) -> str:
        """The headings that a file may have, in words."""
        return ", ".join(f"“{column.name}”" for column in self.columns if not column.needed)

    def outcomes(self, table: Table, us: Us | None = None) -> Iterator["Accepted[Value] | Rejected | LeftOut"]:
        """What each record of `table` becomes, in order; blank records and the heading become nothing."""
        read = self.reader() if self.reader else self.read
        assert read is not None
        waiting: list[Row] = []
        for row in self._rows(table):
            if isinstance(row, Rejected):
                yield row
            elif waiting and self._belongs(waiting, row):
                waiting.append(row)
            elif self.together:
                if waiting:
                    yield from _read(read, waiting, us)
                waiting = [row]
            else:
                yield from _read(read, [row], us)
        if waiting:
            yield from _read(read, waiting, us)

    def _belongs(self, waiting: list[Row], row: Row) -> bool:
        return len(waiting) < MOST_TOGETHER and all(waiting[0].raw(name) == row.raw(name) for name in self.together)

    def heading(self, table: Table) -> tuple[str, ...]:
        """The cells of the heading of `table`; none of a layout that has no heading."""
        first = next((record for record in plain(table) if not record.is_blank), None)
        return () if first is None or self._is_bare(first) else first.cells

    def _is_bare(self, first: Record) -> bool:
        return self.keeps_all or re.match(self.bare_start, first.cells[0]) is not None

    def _rows(self, table: Table) -> Iterator[Row | Rejected]:
        places: dict[str, int] | None = None
        width = 0
        for record in plain(table):
            if record.is_blank:
                continue
            if places is None:
                bare = self._is_bare(record)
                places = {name: at for at, name in enumerate(self.bare)} if bare else self._places(record)
                width = len(self.bare) if self.bare and bare else len(record.cells)
                if not bare:
                    continue
            extra = record.cells[width:]
            if any(cell.strip() for cell in extra):
                reason = f"The row has {len(record.cells)} cells and the heading {width}; something is shifted."
                yield Rejected(record, reason)
            else:
                yield Row(record, places)
        if places is None:
            raise Unreadable("The file is empty.")

    def _places(self, heading: Record) -> dict[str, int]:
        at = {}
        for place, cell in reversed(list(enumerate(heading.cells))):
            at[heading_key(cell)] = place
        places, missing = {}, []
        for column in self.columns:
            found = [at[key] for key in map(heading_key, (column.name, *column.aliases)) if key in at]
            if found:
                places[column.name] = found[0]
            elif column.needed:
                missing.append(f"“{column.name}”")
        if missing:
            what = "the column" if len(missing) == 1 else "the columns"
            raise Unreadable(
                f"Line {heading.line}: {what} {', '.join(missing)} are not there. {self.name} expects {self.expects}."
            )
        return places


def plain(table: Table) -> Iterator[Record]:
    """The records of a table; of a file of rejected rows without the two columns that say why."""
    records = iter(table.records())
    first = next(records, None)
    if first is None:
        return
    if first.cells[:2] != REJECTED_HEADING:
        yield first
        yield from records
        return
    for record in chain([first], records):
        yield Record(record.number, record.line, record.cells[2:] or ("",))


def _read(
    read: Callable[[tuple[Row, ...], Us | None], Value], rows: list[Row], us: Us | None
) -> Iterator["Accepted[Value] | Rejected | LeftOut"]:
    try:
        value = read(tuple(rows), us)
    except Unfit as unfit:
        yield from (Rejected(row.record, unfit.reason) for row in rows)
    except NotOurs as other:
        yield from (LeftOut(row.record, other.reason) for row in rows)
    else:
        yield Accepted(tuple(row.record for row in rows), value)


def heading_key(cell: str) -> str:
    """A heading as it is compared: folded, letters and figures only."""
    return re.sub(r"[\W_]+", " ", fold(cell)).strip()


def key(*parts: str) -> str:
    """A short key from parts that are compared folded."""
    return hashlib.blake2b(
        "\x1f".join(fold(part) for part in parts).encode("utf-8", "replace"), digest_size=12
    ).hexdigest()


def digest(rows: tuple[Row, ...], us: Us | None) -> str:
    """The content of `rows` in the columns that the mapping reads: a running number beside them changes nothing."""
    content = "\x1e".join("\x1f".join(row.raw(name) for name in row.places) for row in rows)
    who = us.key if us else ""
    return hashlib.blake2b(f"{who}\x1d{content}".encode("utf-8", "replace"), digest_size=12).hexdigest()
