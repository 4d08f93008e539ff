"""Finding and paging by names: every list of names goes by (folded name, key)."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, tuple_

from engagement.core.paging import NamePlace
from engagement.core.text import clean

LONGEST = 200  # characters of a name that is asked for


def phrase(text: str) -> str:
    """What somebody typed to find a name. Raises ValueError where nothing is left of it."""
    plain = clean(text).strip()[:LONGEST]
    if not plain:
        raise ValueError(text)
    return plain


def holds_words(folded: Any, asked: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """One condition a word: the folded name has it anywhere."""
    for word in asked:
        yield folded.contains(word, autoescape=True)


def named_by_words(kind: Any, other_name: Any, owner: Any, asked: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """One condition a word: the name of a record of `kind`, or one of its other names, has it anywhere.

    `other_name` is the table of other names, `owner` its column that points at the record.
    """
    for word in asked:
        other = exists().where(owner == kind.id, other_name.folded.contains(word, autoescape=True))
        yield or_(kind.folded.contains(word, autoescape=True), other)


def after(query: Select[Any], kind: Any, place: NamePlace | None, size: int) -> Select[Any]:
    """`query` in the order of names, from behind `place`, and one row more than `size` to know if more follow."""
    if place:
        query = query.where(tuple_(kind.folded, kind.id) > tuple_(place.name, place.id))
    return query.order_by(kind.folded, kind.id).limit(size + 1)
