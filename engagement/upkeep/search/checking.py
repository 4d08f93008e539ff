"""Compares the search index with the record, part by part, and writes a part of it anew."""

from datetime import date

from sqlalchemy import Connection, select

from engagement.core.matching import GAP
from engagement.upkeep.search import names as naming
from engagement.upkeep.search.keeping import engine, hold_words, index_names, keep_words
from engagement.upkeep.search.names import Named
from engagement.upkeep.search.texts import of_ids

NAMES_AT_ONCE = 1_000
Place = tuple[date, int]  # of an engagement in the list


def wrong_engagements(connection: Connection, ids: list[int], start: Place, end: Place) -> list[int | str]:
    """The engagements whose index is wrong, of those from `start` up to and without `end`, which are `ids`; and the
    words that the table of words lacks."""
    documents = list(of_ids(connection, ids))
    words = {word for document in documents for word in document.words.split()} - {GAP}
    keeps = engine(connection)
    return [*keeps.different(connection, documents, start, end), *keeps.missing_words(connection, sorted(words))]


def rewrite(connection: Connection, ids: list[int], start: Place, end: Place) -> None:
    """Writes the index of the same engagements anew, and takes out what stands there and is none of them."""
    documents = list(of_ids(connection, ids))
    engine(connection).rewrite(connection, documents, start, end)
    hold_words(connection, documents)
    keep_words(connection)


def wrong_names(connection: Connection, kind: Named, after: int) -> tuple[list[int], int | None]:
    """The records of one kind whose names are wrong, of the next NAMES_AT_ONCE with a key above `after`, and the last
    of these keys; none where they end."""
    keys = _keys(connection, kind, after)
    until = keys[-1] if len(keys) == NAMES_AT_ONCE else None
    should = naming.names(connection, kind, keys)
    is_so = engine(connection).kept_names(connection, kind, after, until)
    wrong = {key for key in should.keys() | is_so.keys() if should.get(key) != is_so.get(key)}
    return sorted(wrong), until


def rename(connection: Connection, kind: Named, after: int) -> int | None:
    """Writes the names of the same records anew; answers the last of their keys, or none where they end."""
    wrong, until = wrong_names(connection, kind, after)
    index_names(connection, [(kind, key) for key in {*wrong, *_keys(connection, kind, after)}])
    keep_words(connection)
    return until


def _keys(connection: Connection, kind: Named, after: int) -> list[int]:
    key = naming.KINDS[kind].id
    return list(connection.scalars(select(key).where(key > after).order_by(key).limit(NAMES_AT_ONCE)))


def has_names(connection: Connection) -> bool:
    """Whether the index has any name at all."""
    return connection.exec_driver_sql("SELECT 1 FROM search_name LIMIT 1").scalar() is not None
