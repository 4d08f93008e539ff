"""PDF's own spellings: strings, dates, and the one colour profile."""

import struct
from datetime import datetime

from reports.type.clean import one_line


def string(text: str) -> str:
    """A text string, in UTF-16 with its mark."""
    return f"<FEFF{one_line(text).encode('utf-16-be').hex().upper()}>"


def date(at: datetime) -> str:
    zone = at.strftime("%z")
    return f"(D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}')"


def srgb() -> bytes:
    """The sRGB colour space as an ICC profile (version 4): its primaries adapted to D50, and its curve."""
    white, red = (0.9642, 1.0, 0.8249), (0.43607, 0.22249, 0.01392)
    green, blue = (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)
    adaptation = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
    curve = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    tags = {
        b"desc": _words("sRGB"),
        b"cprt": _words("No copyright, use freely"),
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(*white),
        b"chad": b"sf32\0\0\0\0" + _fixed(*adaptation),
        b"rXYZ": b"XYZ \0\0\0\0" + _fixed(*red),
        b"gXYZ": b"XYZ \0\0\0\0" + _fixed(*green),
        b"bXYZ": b"XYZ \0\0\0\0" + _fixed(*blue),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), b"para\0\0\0\0\0\x03\0\0" + _fixed(*curve)),
    }
    table, data = b"", b""
    begin = 128 + 4 + 12 * len(tags)
    for name, body in tags.items():
        table += name + struct.pack(">II", begin + len(data), len(body))
        data += body + b"\0" * (-len(body) % 4)
    head = struct.pack(
        ">I4sI4s4s4s6H4sI4sIIQI12s4s44s",
        *(begin + len(data), b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp"),
        *(0, b"\0\0\0\0", 0, 0, 0, 0, _fixed(*white), b"\0\0\0\0", b"\0" * 44),
    )
    return head + struct.pack(">I", len(tags)) + table + data


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _words(text: str) -> bytes:
    """A text in one language, as ICC spells it."""
    body = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(body), 28) + body
