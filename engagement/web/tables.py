"""Tables that leave the product as CSV: streamed, and harmless in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is run by spreadsheets
ROWS_AT_ONCE = 200


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """An answer that sends rows as they come. UTF-8 with its mark, since Excel takes it for something else without."""
    answer = Response(_lines(columns, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def harmless(cell: str) -> str:
    """The cell as text, whatever it begins with."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    yield "\ufeff".encode()
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([harmless(cell) for cell in row])
        if number % ROWS_AT_ONCE == 0:
            yield _taken(held)
    yield _taken(held)


def _taken(held: io.StringIO) -> bytes:
    text = held.getvalue()
    held.seek(0)
    held.truncate()
    return text.encode()
