"""The search index on PostgreSQL: tables of tsvectors of words that core/matching.py has made already."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from engagement.core.filtering import LARGEST_KEY
from engagement.core.matching import GAP
from engagement.upkeep.search.texts import Document

Place = tuple[date, int]  # of an engagement in the list


def vector(words: str) -> str:
    """Words as a tsvector is written. They are letters, marks and digits, so nothing needs to be escaped."""
    places: dict[str, list[str]] = defaultdict(list)
    for at, word in enumerate(words.split(), 1):
        if word != GAP:
            places[word].append(str(at))
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def replace(connection: Connection, documents: Sequence[Document], before: Mapping[int, date]) -> None:
    """Writes `documents` in the place of what is kept of the engagements `before`."""
    gone = sorted(before.keys() - {one.id for one in documents})
    if gone:
        connection.exec_driver_sql("DELETE FROM search_engagement WHERE id = ANY(%s)", (gone,))
    promised = [key for one in documents for key in one.promises]
    if before:
        connection.exec_driver_sql(_GONE_PROMISES, (sorted(before), promised))
    add(connection, documents)


def add(connection: Connection, documents: Sequence[Document]) -> None:
    """Writes documents; what is kept of the same engagements gives way."""
    rows = sorted(documents, key=lambda one: one.id)
    columns = zip(*((one.id, one.local_date, one.restricted, vector(one.words)) for one in rows), strict=True)
    if rows:
        connection.exec_driver_sql(_ENGAGEMENTS, tuple(map(list, columns)))
    promises = [(key, one.id, vector(words)) for one in rows for key, words in sorted(one.promises.items())]
    if promises:
        connection.exec_driver_sql(_COMMITMENTS, tuple(map(list, zip(*promises, strict=True))))


def replace_names(connection: Connection, kind: int, ids: Sequence[int], names: Mapping[int, str]) -> None:
    """Writes the `names` of records of one kind; those of `ids` that have none are taken out."""
    gone = sorted(set(ids) - names.keys())
    if gone:
        connection.exec_driver_sql("DELETE FROM search_name WHERE kind = %s AND id = ANY(%s)", (kind, gone))
    if names:
        rows = [(key, words, vector(words)) for key, words in sorted(names.items())]
        connection.exec_driver_sql(_NAMES, (kind, *map(list, zip(*rows, strict=True))))


def add_words(connection: Connection, words: Sequence[str]) -> None:
    """Adds the words that are not known yet, in order: two writers must not wait for each other in a ring."""
    connection.exec_driver_sql(_WORDS, (list(words),))


def different(connection: Connection, documents: Sequence[Document], start: Place, end: Place) -> list[int]:
    """The engagements between two places of the list whose index does not say what `documents` say; `documents` are
    all that there are from `start` up to and without `end`."""
    rows = [(one.id, one.local_date, one.restricted, vector(one.words)) for one in documents]
    promises = [(key, one.id, vector(words)) for one in documents for key, words in one.promises.items()]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    promised = [list(column) for column in zip(*promises, strict=True)] or [[], [], []]
    wrong = set(connection.exec_driver_sql(_DIFFERENT, (*columns, *start, *end)).scalars())
    return sorted(wrong | set(connection.exec_driver_sql(_DIFFERENT_PROMISES, (*promised, columns[0])).scalars()))


def rewrite(connection: Connection, documents: Sequence[Document], start: Place, end: Place) -> None:
    """Makes that right."""
    ids = [one.id for one in documents]
    connection.exec_driver_sql(_GONE, (*start, *end, ids))
    connection.exec_driver_sql(_GONE_PROMISES, (ids, [key for one in documents for key in one.promises]))
    add(connection, documents)


def strays(connection: Connection) -> list[int]:
    """Engagements that are put away or gone and still have promises in the index."""
    return list(connection.exec_driver_sql(f"SELECT DISTINCT engagement_id {_STRAY}").scalars())


def take_strays(connection: Connection) -> None:
    """Takes their promises out."""
    connection.exec_driver_sql(f"DELETE {_STRAY}")


def kept_names(connection: Connection, kind: int, after: int, until: int | None) -> dict[int, str]:
    """The words of the names of one kind with keys above `after`, up to `until` (none: to the end)."""
    span = kind, after, LARGEST_KEY if until is None else until
    found = connection.exec_driver_sql(
        "SELECT id, names FROM search_name WHERE kind = %s AND id > %s AND id <= %s", span
    )
    return dict(found.all())


def missing_words(connection: Connection, words: Sequence[str]) -> list[str]:
    """Those of `words` that the table of words lacks."""
    return list(connection.exec_driver_sql(_MISSING, (list(words),)).scalars())


_ENGAGEMENTS = """
INSERT INTO search_engagement AS kept (id, local_date, restricted, words)
SELECT id, local_date, restricted, words::tsvector
FROM unnest(%s::int[], %s::date[], %s::bool[], %s::text[]) AS new (id, local_date, restricted, words)
ON CONFLICT (id) DO UPDATE
SET local_date = excluded.local_date, restricted = excluded.restricted, words = excluded.words
WHERE (kept.local_date, kept.restricted, kept.words) IS DISTINCT FROM
 (excluded.local_date, excluded.restricted, excluded.words)
"""
_COMMITMENTS = """
INSERT INTO search_commitment AS kept (id, engagement_id, words)
SELECT id, engagement_id, words::tsvector
FROM unnest(%s::int[], %s::int[], %s::text[]) AS new (id, engagement_id, words)
ON CONFLICT (id) DO UPDATE SET engagement_id = excluded.engagement_id, words = excluded.words
WHERE (kept.engagement_id, kept.words) IS DISTINCT FROM (excluded.engagement_id, excluded.words)
"""
_GONE_PROMISES = "DELETE FROM search_commitment WHERE engagement_id = ANY(%s) AND id <> ALL(%s)"
_NAMES = """
INSERT INTO search_name AS kept (kind, id, names, words)
SELECT %s, id, names, words::tsvector FROM unnest(%s::int[], %s::text[], %s::text[]) AS new (id, names, words)
ON CONFLICT (kind, id) DO UPDATE SET names = excluded.names, words = excluded.words
WHERE kept.names IS DISTINCT FROM excluded.names
"""
_WORDS = "INSERT INTO search_word SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"
_GONE = """
DELETE FROM search_engagement WHERE (local_date, id) >= (%s, %s) AND (local_date, id) < (%s, %s) AND id <> ALL(%s)
"""
_STRAY = """
FROM search_commitment
WHERE NOT EXISTS (SELECT 1 FROM engagement WHERE id = search_commitment.engagement_id AND archived_at IS NULL)
"""
_MISSING = """
SELECT word FROM unnest(%s::text[]) AS asked (word)
WHERE NOT EXISTS (SELECT 1 FROM search_word WHERE search_word.word = asked.word)
"""
_DIFFERENT = """
SELECT coalesce(kept.id, new.id)
FROM (
 SELECT id, local_date, restricted, words::tsvector
 FROM unnest(%s::int[], %s::date[], %s::bool[], %s::text[]) AS told (id, local_date, restricted, words)
) AS new
FULL JOIN (
 SELECT * FROM search_engagement WHERE (local_date, id) >= (%s, %s) AND (local_date, id) < (%s, %s)
) AS kept ON kept.id = new.id
WHERE (kept.local_date, kept.restricted, kept.words) IS DISTINCT FROM (new.local_date, new.restricted, new.words)
"""
_DIFFERENT_PROMISES = """
SELECT coalesce(kept.engagement_id, new.engagement_id)
FROM (
 SELECT id, engagement_id, words::tsvector
 FROM unnest(%s::int[], %s::int[], %s::text[]) AS told (id, engagement_id, words)
) AS new
FULL JOIN (SELECT * FROM search_commitment WHERE engagement_id = ANY(%s)) AS kept ON kept.id = new.id
WHERE (kept.engagement_id, kept.words) IS DISTINCT FROM (new.engagement_id, new.words)
"""
