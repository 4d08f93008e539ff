"""Tables that leave the product: one definition of the columns, sent as CSV or as a workbook while they are read."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from flask import Response

from engagement.core.workbook import FORMULA, ROWS_AT_ONCE, Heading, Value, Workbook

Row = TypeVar("Row")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its head, its width in letters, and its value of a row. `read` gives a value of its own kind."""

    words: str
    width: int
    read: Callable[[Row], Value]


def csv_answer(name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Response:
    """An answer that sends rows as they come. UTF-8 with its mark, since Excel takes it for something else without."""
    return _answer(name, "text/csv; charset=utf-8", _lines(columns, rows))


def xlsx_answer(
    name: str, columns: Sequence[Column[Row]], rows: Iterable[Row], sheet: str, notes: Sequence[tuple[str, str]]
) -> Response:
    """The same rows as a workbook; `notes` (names and values) stand on a sheet of their own: what was asked."""
    book = Workbook(sheet, [Heading(column.words, column.width) for column in columns])
    values = ([column.read(row) for column in columns] for row in rows)
    return _answer(name, XLSX, book.stream(values, "About", notes))


def harmless(cell: str) -> str:
    """The cell as text, whatever it begins with: a spreadsheet runs what looks like a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _answer(name: str, kind: str, parts: Iterable[bytes]) -> Response:
    answer = Response(parts, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return harmless(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case _:
            return f"{value:g}" if isinstance(value, float) else str(value)


def _lines(columns: Sequence[Column[Any]], rows: Iterable[Any]) -> Iterator[bytes]:
    yield "\ufeff".encode()
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([column.words for column in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([_written(column.read(row)) for column in columns])
        if number % ROWS_AT_ONCE == 0:
            yield _taken(held)
    yield _taken(held)


def _taken(held: io.StringIO) -> bytes:
    text = held.getvalue()
    held.seek(0)
    held.truncate()
    return text.encode()
