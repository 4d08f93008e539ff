"""Keyset pages: a cursor says after which row the next page begins. Never an offset."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

PAGE = 50
LARGEST_ID = 2**63 - 1


class UnreadableCursor(ValueError):
    """A page address that this product did not write."""


@dataclass(frozen=True)
class Cursor:
    """The place of a row in a list ordered by (day, id)."""

    day: date
    id: int

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.day.isoformat()}.{self.id}".encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor that `text` says. Raises UnreadableCursor for anything that `str()` did not make."""
        try:
            plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            day, _, number = plain.partition(".")
            cursor = cls(date.fromisoformat(day), int(number))
        except (ValueError, binascii.Error) as error:
            raise UnreadableCursor(text[:40]) from error
        if not 0 <= cursor.id <= LARGEST_ID or str(cursor) != text:
            raise UnreadableCursor(text[:40])
        return cursor


@dataclass(frozen=True)
class NamePlace:
    """The place of a row in a list ordered by (folded name, id)."""

    name: str
    id: int

    def __str__(self) -> str:
        plain = json.dumps([self.name, self.id], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "NamePlace":
        """The place that `text` says. Raises UnreadableCursor for anything that `str()` did not make."""
        try:
            plain: Any = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode())
            name, number = plain
            place = cls(name, number)
            whole = isinstance(name, str) and type(number) is int and 0 <= number <= LARGEST_ID and "\0" not in name
            if not whole or str(place) != text:
                raise ValueError(text)
        except (ValueError, TypeError, RecursionError, binascii.Error) as error:
            raise UnreadableCursor(text[:40]) from error
        return place
