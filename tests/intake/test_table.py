import csv
import gzip
import io
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engagement.intake import table
from engagement.intake.table import Record, Unreadable
from tests.tables import table_of

ROWS = [["name", "about"], ["Zürich", "two\nlines"], ["Łódź, PL", "a; b"], ["", ""], ["Ada", 'say "no"']]


def written(delimiter: str, end: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(ROWS)
    return text.getvalue()


def cells(content: bytes) -> list[list[str]]:
    return [list(record.cells) for record in table_of(content).records()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_reads_the_same_however_it_was_written(encoding: str, end: str, delimiter: str) -> None:
    content = written(delimiter, end).encode(encoding)
    assert cells(content) == ROWS
    assert cells(gzip.compress(content, mtime=0)) == ROWS


def test_windows_1252_is_what_is_left_when_a_file_is_not_utf_8() -> None:
    late = "name,about\n" + "plain,row\n" * 20_000 + "Café – Genève,x\n"
    found = table_of(late.encode("cp1252"))
    assert found.encoding == "cp1252"
    *_, last = found.records()
    assert last.cells == ("Café – Genève", "x")


def test_an_old_encoding_is_read_where_it_is_named() -> None:
    content = "name\n経済産業省\n".encode("shift_jis")
    named = table.read(lambda: io.BytesIO(content), "shift_jis")
    assert [record.cells for record in named.records()] == [("name",), ("経済産業省",)]
    with pytest.raises(Unreadable, match="not written in utf-8"):
        table.read(lambda: io.BytesIO(content), "utf-8")


def test_a_record_knows_the_physical_line_it_begins_on() -> None:
    records = list(table_of(b'a,b\r"two\rlines",1\r,\rlast,2').records())
    assert records == [
        Record(1, 1, ("a", "b")),
        Record(2, 2, ("two\rlines", "1")),
        Record(3, 4, ("", "")),
        Record(4, 5, ("last", "2")),
    ]
    assert [record.is_blank for record in records] == [False, False, True, False]


def test_ragged_rows_and_null_bytes_lose_nothing_else() -> None:
    assert cells(b"a,b,c\n1\n1,2,3,4\nx\0y,2,3\n") == [["a", "b", "c"], ["1"], ["1", "2", "3", "4"], ["xy", "2", "3"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 and more", "save it as CSV"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(1, 9)) * 40, "not a table"),
        (gzip.compress(b"a,b\n" * 5_000, mtime=0)[:-20], "cut off"),
        (b'a,b\n1,"never closed\n2,3\n', "Line 2: a quotation mark"),
        (b'a,b\n1,"' + b"x" * (table.CELL + 1) + b'"\n', "longer than 1,000,000 characters"),
        (b"x" * (table.RECORD + 1), "this is not a table"),
    ],
)
def test_what_is_no_table_is_named_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        cells(content)


@given(st.binary(max_size=400) | st.text(alphabet='",;\t\r\n\0 aé\x1a\x85\u2028', max_size=200).map(str.encode))
@example(b"\xff\xfe\x00")
@example(b"\x1f\x8b")
@example(b'"\r"')
@example(b"\xef\xbb\xbf")
def test_any_bytes_give_records_or_a_reason(content: bytes) -> None:
    try:
        for record in table_of(content).records():
            assert record.line >= record.number >= 1
    except Unreadable as unreadable:
        assert unreadable.reason.endswith(".")


def test_reading_takes_time_in_proportion_to_the_bytes() -> None:
    def seconds(content: bytes) -> float:
        begun = time.process_time()
        with suppress(Unreadable):
            cells(content)
        return time.process_time() - begun

    for part in (b'a,"', b'a,"b\n', b"a\r", b'""""', b"a,b\n"):
        short, long = (min(seconds(part * times) for _ in range(3)) for times in (20_000, 160_000))
        assert long < 40 * max(short, 0.005), part  # eight times the bytes; a quadratic reader takes 64 times as long


def test_a_long_file_never_stands_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"name,about a thing that is rather long\n" * 2_000)
    tracemalloc.start()
    assert sum(1 for _ in table.from_path(path).records()) == 200_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000 < path.stat().st_size
