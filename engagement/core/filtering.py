"""A Filter is a question: read from an address, written into one, and the same wherever it is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import Enum
from typing import Any, Self, TypeVar

LARGEST_KEY = 2**31 - 1  # the largest key that an integer column of PostgreSQL holds

Kind = TypeVar("Kind")


class UnreadableFilter(ValueError):
    """A filter with a value that means nothing: `name` is the part of the address, `value` what stood there."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(f"{name}={value[:40]!r}")
        self.name, self.value = name, value[:40]


def asked(read: Callable[[str], Kind]) -> Any:
    """A part of a question, absent unless asked. `read` makes its value from text and raises ValueError."""
    return field(default=None, metadata={"read": read})


def record_key(text: str) -> int:
    """The key of a record in an address. Raises ValueError for what no record can have."""
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:12]) <= LARGEST_KEY:
        raise ValueError(text)
    return int(text)


def yes(text: str) -> bool:
    """A tick box: `1` is yes; it is left out where it asks nothing."""
    return True if text == "1" else bool(_refuse(text))


def day(text: str) -> date:
    """A date as ISO 8601 writes it, within the years that a record can have."""
    read = date.fromisoformat(text)
    return read if 1900 <= read.year <= 2999 else _refuse(text)


def _refuse(text: str) -> Any:
    raise ValueError(text)


@dataclass(frozen=True)
class Filter:
    """The base of all questions: parts that are asked or None."""

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Self:
        """The question that an address asks; empty parts ask nothing. Raises UnreadableFilter."""
        values: dict[str, Any] = {}
        for part in fields(cls):
            text = args.get(part.name, "").strip()
            if not text:
                continue
            try:
                values[part.name] = part.metadata["read"](text)
            except ValueError as error:
                raise UnreadableFilter(part.name, text) from error
        return cls(**values)

    def to_args(self, **changes: Any) -> dict[str, str]:
        """The address of this question, with `changes` made to it first (None takes a part off)."""
        changed = replace(self, **changes)
        values = {part.name: getattr(changed, part.name) for part in fields(changed)}
        return {name: _text(value) for name, value in values.items() if value is not None}

    @property
    def is_open(self) -> bool:
        """Whether it asks for nothing in particular."""
        return all(getattr(self, part.name) is None for part in fields(self))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1"
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)
