"""The file: objects go out as they are finished, small ones packed together, so that a long report stays small.

ReportLab's own document keeps every object until the end and writes each by itself: ten times the memory and four
times the bytes for a structure tree.
"""

import zlib
from hashlib import md5
from typing import BinaryIO

PACKED = 200  # objects in one object stream
LEVEL = 4  # of compression


class Document:
    """Writes to `out` from the first byte on."""

    def __init__(self, out: BinaryIO) -> None:
        self._last = 0
        self._out = out
        self._at = 0
        self._digest = md5(usedforsecurity=False)
        self._place: dict[int, tuple[int, int]] = {}  # number: (0, offset) or (object stream, index)
        self._packed: list[tuple[int, bytes]] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """The number of an object that is yet to be written."""
        self._last += 1
        return self._last

    def put(self, number: int, text: str | bytes) -> None:
        """A finished object that is not a stream."""
        self._packed.append((number, text if isinstance(text, bytes) else text.encode("latin-1")))
        if len(self._packed) == PACKED:
            self._pack()

    def put_stream(self, number: int, data: bytes, entries: str = "", is_plain: bool = False) -> None:
        """A finished stream. PDF/A wants its metadata plain."""
        if not is_plain:
            data = zlib.compress(data, LEVEL)
            entries += "/Filter/FlateDecode"
        self._place[number] = (0, self._at)
        self._write(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries.encode("latin-1"), len(data)))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def finish(self, catalogue: str, info: int) -> None:
        """Writes the catalogue, of these entries, and the table of all objects."""
        root = self.reserve()
        self.put(root, f"<</Type/Catalog{catalogue}>>")
        self._pack()
        self._cross_reference(root, info)

    def _pack(self) -> None:
        if not self._packed:
            return
        stream = self.reserve()
        head: list[str] = []
        at = 0
        for index, (number, body) in enumerate(self._packed):
            head.append(f"{number} {at}")
            self._place[number] = (stream, index)
            at += len(body) + 1
        start = " ".join(head).encode() + b"\n"
        body = start + b"\n".join(body for _, body in self._packed) + b"\n"
        entries = f"/Type/ObjStm/N {len(self._packed)}/First {len(start)}"
        self._packed = []
        self.put_stream(stream, body, entries)

    def _cross_reference(self, root: int, info: int) -> None:
        number = self.reserve()
        start = self._at
        self._place[number] = (0, start)
        table = bytearray(b"\x00\x00\x00\x00\x00\xff\xff")
        for each in range(1, number + 1):
            where, index = self._place[each]
            kind, first, second = (2, where, index) if where else (1, index, 0)
            table += kind.to_bytes(1, "big") + first.to_bytes(4, "big") + second.to_bytes(2, "big")
        identity = self._digest.hexdigest()
        entries = f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{identity}><{identity}>]"
        self.put_stream(number, bytes(table), entries)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._out.write(data)
        self._at += len(data)
