"""Tables as people send them: comma, semicolon or tab, any usual encoding, any line ends, packed or not.

A table streams: one record at a time stands in memory, however long the file is. Whatever the bytes are, reading
them gives records or raises `Unreadable`; it raises nothing else.
"""

import codecs
import csv
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

CELL = 1_000_000
"""Longest cell in characters. One that is longer is nearly always a quote that nobody closed."""
RECORD = 8 * CELL
SAMPLE = 64 * 1024
CHUNK = 1024 * 1024
DELIMITERS = ",;\t"
GZIP = b"\x1f\x8b"
FOREIGN = {
    b"PK\x03\x04": "a spreadsheet or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"%PDF": "a PDF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3\0": "a database file",
}
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
NO_TEXT = frozenset(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27}


class Unreadable(Exception):
    """The file cannot be read as a table; the reason is in words for the person who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number and the physical line it begins on, both from 1 with the heading as 1."""

    number: int
    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell and not cell.isspace() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was found readable: how it is written, and its records each time they are asked for."""

    open: Callable[[], BinaryIO]
    encoding: str
    delimiter: str

    def records(self) -> Iterator[Record]:
        with _text(self.open, self.encoding) as text:
            yield from _records(text, self.delimiter)


def from_path(path: Path, encoding: str | None = None) -> Table:
    """The table in the file at `path`; OSError if it cannot be opened."""
    return read(lambda: path.open("rb"), encoding)


def read(source: Callable[[], BinaryIO], encoding: str | None = None) -> Table:
    """The table that `source` opens; it is opened again for each pass, so that none has to stand in memory.

    Without an `encoding` it is UTF-8 or UTF-16 where the bytes show it, else Windows-1252: other old encodings cannot
    be told from that one with certainty, and a wrong guess would spoil names in silence.
    """
    found = _encoding(source)
    if encoding is not None:
        with _plain(source) as plain:
            if not _decodes(plain, encoding):
                raise Unreadable(f"The file is not written in {encoding}.")
    with _text(source, encoding or found) as text:
        sample = text.read(SAMPLE)
    return Table(source, encoding or found, _delimiter(sample))


@contextmanager
def _plain(source: Callable[[], BinaryIO]) -> Iterator[BinaryIO]:
    """The unpacked bytes; what goes wrong while reading them becomes `Unreadable`."""
    with source() as raw:
        packed = raw.read(2) == GZIP
        raw.seek(0)
        try:
            yield io.BufferedReader(gzip.GzipFile(fileobj=raw)) if packed else raw
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Unreadable("The packed file is damaged or cut off; ask for it again.") from error


@contextmanager
def _text(source: Callable[[], BinaryIO], encoding: str) -> Iterator[TextIO]:
    with _plain(source) as plain:
        # newline="" splits at CR, LF and CR LF, and keeps each as it is inside quoted cells
        text = io.TextIOWrapper(plain, encoding, errors="replace", newline="")
        try:
            yield text
        finally:
            text.detach()


def _encoding(source: Callable[[], BinaryIO]) -> str:
    """UTF-8 if the whole file is, UTF-16 by its mark or its zero bytes, else Windows-1252."""
    with _plain(source) as plain:
        start = plain.read(SAMPLE)
        for magic, what in FOREIGN.items():
            if start.startswith(magic):
                raise Unreadable(f"This is {what}, not a table of text; save it as CSV first.")
        for mark, encoding in BOMS.items():
            if start.startswith(mark):
                return encoding
        evens, odds, half = start[0::2].count(0), start[1::2].count(0), len(start) // 2
        if half > 8 and max(evens, odds) > 0.4 * half and min(evens, odds) < 0.1 * half:
            return "utf-16-be" if evens > odds else "utf-16-le"
        if sum(byte in NO_TEXT for byte in start) > len(start) // 50:
            raise Unreadable("This is not a table of text; save it as CSV first.")
        return "utf-8" if _decodes(plain, "utf-8", start) else "cp1252"


def _decodes(plain: BinaryIO, encoding: str, start: bytes = b"") -> bool:
    """Whether `start` and all that follows it in `plain` is written in `encoding`."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        chunk = start or plain.read(CHUNK)
        while chunk:
            decoder.decode(chunk)
            chunk = plain.read(CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _delimiter(sample: str) -> str:
    """The delimiter that gives the first records the most even number of columns, and more than one."""
    ends = max(sample.rfind("\n"), sample.rfind("\r"))
    whole = sample[: ends + 1] if len(sample) == SAMPLE and ends > 0 else sample

    def merit(delimiter: str) -> tuple[float, int]:
        widths: list[int] = []
        try:
            for record in _records(io.StringIO(whole, newline=""), delimiter):
                if not record.is_blank:
                    widths.append(len(record.cells))
                if len(widths) == 50:
                    break
        except Unreadable:
            pass  # the real reading says what is wrong, and where
        if not widths or max(widths) == 1:
            return (0.0, 0)
        width, times = Counter(widths).most_common(1)[0]
        return (times / len(widths) if width > 1 else 0.0, width)

    return max(DELIMITERS, key=merit)


def _records(text: TextIO, delimiter: str) -> Iterator[Record]:
    csv.field_size_limit(CELL)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    number = 0
    while True:
        begins = lines.count + 1
        lines.since.clear()
        lines.length = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(
                f"Line {begins}: a cell is longer than {CELL:,} characters; perhaps a quotation mark is missing there."
            ) from error
        if lines.ended and _is_open("".join(lines.since), delimiter):
            raise Unreadable(f"Line {begins}: a quotation mark is opened and never closed; everything after is lost.")
        number += 1
        yield Record(number, begins, tuple(cells))


class _Lines:
    """The physical lines of a text, counted; remembers those of the record that is being read."""

    def __init__(self, text: TextIO) -> None:
        self.text = text
        self.count = 0
        self.since: list[str] = []
        self.length = 0
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.text.readline(RECORD)
        if not line:
            self.ended = True
            raise StopIteration
        self.count += 1
        self.length += len(line)
        if self.length >= RECORD:
            raise Unreadable(f"Line {self.count}: a record is longer than {RECORD:,} characters; this is not a table.")
        if "\0" in line:
            line = line.replace("\0", "")  # neither engine stores it, and it stands for nothing
        self.since.append(line)
        return line


def _is_open(raw: str, delimiter: str) -> bool:
    """Whether the last record of a file ends inside quotes, which the csv module passes over in silence."""
    try:
        list(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
