"""Writes a workbook (XLSX, ISO/IEC 29500) row by row into a stream that is sent while it is made.

Text stands in its cell and every part of the file is written once, from the front, so memory stays flat and the first
bytes leave with the first rows. Nothing in it is a formula or a link, whatever a cell begins with.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Value = str | int | float | date | None
MOST_ROWS = 1_048_576  # of one sheet, its head included: what a spreadsheet takes
MOST_BYTES = 1_900_000_000  # of one sheet: more needs ZIP64, which spreadsheets refuse in a file made as it is sent
MOST_UNITS = 32_767  # UTF-16 units of one cell
CUT = " … (cut: a spreadsheet holds no more; the CSV and the record have it all)"
ROWS_AT_ONCE = 200
FORMULA = (*"=+-@＝＋－＠", "\t", "\r", "\n")  # the wide ones too, which Excel reads so in East Asia
DAY_ZERO, FIRST_DAY = datetime(1899, 12, 30), date(1900, 3, 1)  # before it, a spreadsheet's days are one off
# _x0041_ stands for "A" in this format, so what looks like it is written with its underscore told
UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TOLD = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
LAST_DATE = (1980, 1, 1, 0, 0, 0)  # of the parts: the file says nothing but its rows

PLAIN, HEAD, LITERAL, DAY, INSTANT = range(5)  # the places of cellXfs below
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TOP = '<alignment vertical="top"/>'
STYLES = f"""{XML}<styleSheet xmlns="{MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="5">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">{TOP}</xf>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1">{TOP}</xf>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">{TOP}</xf>
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">{TOP}</xf>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


@dataclass(frozen=True)
class Heading:
    """The head of a column, and how wide it stands, in letters."""

    words: str
    width: int


class _Sent:
    """What the archive has written and nobody took yet."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes, /) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """There is nothing below to flush to."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


@dataclass(frozen=True)
class _Sheet:
    name: str
    rows: int


class Workbook:
    """`stream` gives the bytes of a workbook: the rows on one sheet (more where one cannot hold them), then notes."""

    def __init__(self, name: str, headings: Sequence[Heading]) -> None:
        self._name, self._headings = name, headings
        self._sheets: list[_Sheet] = []
        self._cut = 0

    def stream(
        self, rows: Iterable[Sequence[Value]], about: str, notes: Sequence[tuple[str, str]], most: int = MOST_ROWS
    ) -> Iterator[bytes]:
        """The file, part by part. `notes` are names and values that stand on a last sheet called `about`."""
        sent = _Sent()
        archive = ZipFile(sent, "w", ZIP_DEFLATED, compresslevel=4)  # type: ignore[call-overload]  # nor seekable
        _put(archive, "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))  # first: it tells the kind
        _put(archive, "xl/styles.xml", STYLES)
        waiting = iter(rows)
        row = next(waiting, None)
        while row is not None or not self._sheets:
            number = len(self._sheets) + 1
            with archive.open(_part(f"xl/worksheets/sheet{number}.xml"), "w") as sheet:
                size = sheet.write(self._begin().encode())
                count = 1
                while row is not None and count < most and size < MOST_BYTES:
                    count += 1
                    size += sheet.write(self._row(row, count).encode())
                    row = next(waiting, None)
                    if count % ROWS_AT_ONCE == 0:
                        yield sent.taken()
                sheet.write(self._end(count).encode())
            self._sheets.append(_Sheet(self._name if number == 1 else f"{self._name} {number}", count))
        said = [*notes, ("Rows", f"{sum(sheet.rows - 1 for sheet in self._sheets):,}")]
        if len(self._sheets) > 1:
            said.append(
                ("Sheets", f"{len(self._sheets)}: a spreadsheet holds {MOST_ROWS:,} rows a sheet, so they go on.")
            )
        if self._cut:
            said.append(("Cells cut", f"{self._cut:,}: a spreadsheet holds {MOST_UNITS:,} characters a cell."))
        _put(archive, f"xl/worksheets/sheet{len(self._sheets) + 1}.xml", self._notes(said))
        names = [*(sheet.name for sheet in self._sheets), about]
        _put(archive, "xl/workbook.xml", self._book(names))
        sheets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
        _put(archive, "xl/_rels/workbook.xml.rels", _relations([*sheets, ("styles", "styles.xml")]))
        _put(archive, "[Content_Types].xml", _types(len(names)))
        archive.close()
        yield sent.taken()

    def _begin(self) -> str:
        widths = "".join(
            f'<col min="{at}" max="{at}" width="{one.width}" customWidth="1"/>'
            for at, one in enumerate(self._headings, 1)
        )
        head = "".join(_text(one.words, HEAD) for one in self._headings)
        return (
            f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
            'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f'<cols>{widths}</cols><sheetData><row r="1">{head}</row>'
        )

    def _end(self, rows: int) -> str:
        return f'</sheetData><autoFilter ref="A1:{_letters(len(self._headings))}{rows}"/></worksheet>'

    def _row(self, row: Sequence[Value], number: int) -> str:
        # one height for all: a spreadsheet that may grow the rows makes each as tall as its longest text
        return f'<row r="{number}" ht="15" customHeight="1">{"".join([self._cell(value) for value in row])}</row>'

    def _cell(self, value: Value) -> str:
        if value is None or value == "":
            return "<c/>"
        if isinstance(value, str):
            if len(value) > MOST_UNITS // 2:
                value = self._short(value)
            return _text(value, LITERAL if value.startswith(FORMULA) else PLAIN)
        if isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            if day < FIRST_DAY:
                return _text(value.isoformat(), PLAIN)
            if isinstance(value, datetime):
                passed = value.replace(tzinfo=None) - DAY_ZERO
                return f'<c s="{INSTANT}"><v>{passed / timedelta(days=1):.15g}</v></c>'
            return f'<c s="{DAY}"><v>{(day - DAY_ZERO.date()).days}</v></c>'
        return f'<c s="{PLAIN}"><v>{value!r}</v></c>'

    def _short(self, text: str) -> str:
        units = text.encode("utf-16-le", "replace")
        if len(units) <= 2 * MOST_UNITS:
            return text
        self._cut += 1
        return units[: 2 * (MOST_UNITS - len(CUT))].decode("utf-16-le", "ignore") + CUT

    def _notes(self, notes: Sequence[tuple[str, str]]) -> str:
        rows = "".join(f"<row>{_text(name, HEAD)}{self._cell(said)}</row>" for name, said in notes)
        widths = '<col min="1" max="1" width="22" customWidth="1"/><col min="2" max="2" width="90" customWidth="1"/>'
        return f'{XML}<worksheet xmlns="{MAIN}"><cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>'

    def _book(self, names: Sequence[str]) -> str:
        sheets = "".join(
            f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1)
        )
        last = _letters(len(self._headings))
        filters = "".join(
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">'
            f"'{sheet.name}'!$A$1:${last}${sheet.rows}</definedName>"
            for at, sheet in enumerate(self._sheets)
        )
        return (
            f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
            f"<sheets>{sheets}</sheets><definedNames>{filters}</definedNames></workbook>"
        )


def _text(text: str, style: int) -> str:
    if not text.isascii() or not text.isprintable():
        text = UNSAID.sub("\ufffd", text)
    if "_x" in text:
        text = TOLD.sub("_x005F_", text)
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() or "\n" in text else ""
    return f'<c s="{style}" t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>'


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, LAST_DATE)
    part.compress_type = ZIP_DEFLATED
    return part


def _put(archive: ZipFile, name: str, content: str) -> None:
    part: IO[bytes]
    with archive.open(_part(name), "w") as part:
        part.write(content.encode())


def _letters(column: int) -> str:
    """A, B, … Z, AA, …"""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for at in range(1, sheets + 1)
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>{parts}</Types>'
    )
