"""The search index on SQLite: ordinary FTS5 tables of words that core/matching.py has made already.

The rowid of an engagement is `day << 28 | id`, so that newest first needs no sort; that of a commitment is
`engagement << 31 | commitment`; that of a name `kind << 32 | id`. See docs/decisions/search.md.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from engagement.core.matching import GAP
from engagement.model.scope import Scope
from engagement.upkeep.search.texts import Document, scope_token

DAY = 28  # bits below it hold the id of an engagement
OWNER = 31
KIND = 32
MASK = (1 << DAY) - 1
Place = tuple[date, int]  # of an engagement in the list
Rows = dict[int, str]  # words by rowid
_SEEN_BY = scope_token(Scope.CONFIDENTIAL, 0)[:-1]


def rowid(day: date, engagement_id: int) -> int:
    """The place of an engagement in the index."""
    return day.toordinal() << DAY | engagement_id


def replace(connection: Connection, documents: Sequence[Document], before: Mapping[int, date]) -> None:
    """Writes `documents` in the place of what is kept of the engagements `before`, by the days they had then."""
    if not before:
        add(connection, documents)
        return
    at = json.dumps([rowid(day, key) for key, day in before.items()])
    kept: Rows = dict(connection.exec_driver_sql(_KEPT, (at,)).all())
    _change(connection, "search_engagement", kept, _engagement_rows(documents))
    keys = json.dumps(list(before))
    promised: Rows = dict(connection.exec_driver_sql(_PROMISED, (keys,)).all())
    _change(connection, "search_commitment", promised, _commitment_rows(documents))


def add(connection: Connection, documents: Sequence[Document]) -> None:
    """Writes documents of which nothing is kept yet."""
    _change(connection, "search_engagement", {}, _engagement_rows(documents))
    _change(connection, "search_commitment", {}, _commitment_rows(documents))


def replace_names(connection: Connection, kind: int, ids: Sequence[int], names: Mapping[int, str]) -> None:
    """Writes the `names` of records of one kind; those of `ids` that have none are taken out."""
    at = json.dumps([kind << KIND | key for key in ids])
    kept: Rows = dict(connection.exec_driver_sql(_KEPT_NAMES, (at,)).all())
    _change(connection, "search_name", kept, {kind << KIND | key: words for key, words in names.items()})


def add_words(connection: Connection, words: Sequence[str]) -> None:
    """Adds the words that are not known yet."""
    connection.exec_driver_sql(_WORDS, (json.dumps(words, ensure_ascii=False),))


def different(connection: Connection, documents: Sequence[Document], start: Place, end: Place) -> list[int]:
    """The engagements between two places of the list whose index does not say what `documents` say; `documents` are
    all that there are from `start` up to and without `end`."""
    kept, promised = _kept_between(connection, documents, start, end)
    should, promises = _engagement_rows(documents), _commitment_rows(documents)
    wrong = {at & MASK for at in kept.keys() | should.keys() if kept.get(at) != should.get(at)}
    wrong |= {at >> OWNER for at in promised.keys() | promises.keys() if promised.get(at) != promises.get(at)}
    return sorted(wrong)


def rewrite(connection: Connection, documents: Sequence[Document], start: Place, end: Place) -> None:
    """Makes that right."""
    kept, promised = _kept_between(connection, documents, start, end)
    _change(connection, "search_engagement", kept, _engagement_rows(documents))
    _change(connection, "search_commitment", promised, _commitment_rows(documents))


def strays(connection: Connection) -> list[int]:
    """Engagements that are put away or gone and still have promises in the index."""
    return list(connection.exec_driver_sql(_STRAYS).scalars())


def take_strays(connection: Connection) -> None:
    """Takes their promises out."""
    for key in strays(connection):
        connection.exec_driver_sql(
            "DELETE FROM search_commitment WHERE rowid BETWEEN ? AND ?", (key << OWNER, (key + 1 << OWNER) - 1)
        )


def kept_names(connection: Connection, kind: int, after: int, until: int | None) -> dict[int, str]:
    """The words of the names of one kind with keys above `after`, up to `until` (none: to the end)."""
    last = (1 << KIND) - 1
    span = (kind << KIND) + after + 1, (kind << KIND) + (last if until is None else until)
    found = connection.exec_driver_sql("SELECT rowid, words FROM search_name WHERE rowid BETWEEN ? AND ?", span)
    return {at & last: words for at, words in found}


def missing_words(connection: Connection, words: Sequence[str]) -> list[str]:
    """Those of `words` that the table of words lacks."""
    return list(connection.exec_driver_sql(_MISSING, (json.dumps(words, ensure_ascii=False),)).scalars())


def _kept_between(connection: Connection, documents: Sequence[Document], start: Place, end: Place) -> tuple[Rows, Rows]:
    span = rowid(*start), rowid(*end) - 1
    kept: Rows = dict(connection.exec_driver_sql(_BETWEEN, span).all())
    keys = json.dumps([document.id for document in documents])
    promised: Rows = dict(connection.exec_driver_sql(_PROMISED, (keys,)).all())
    return kept, promised


_KEPT = "SELECT rowid, words FROM search_engagement WHERE rowid IN (SELECT value FROM json_each(?))"
_BETWEEN = "SELECT rowid, words FROM search_engagement WHERE rowid BETWEEN ? AND ?"
# CROSS JOIN: the planner would go through the whole index and look each row up in the list
_PROMISED = f"""
SELECT c.rowid, c.words FROM json_each(?) AS asked
CROSS JOIN search_commitment AS c
ON c.rowid BETWEEN asked.value << {OWNER} AND asked.value << {OWNER} | {(1 << OWNER) - 1}
"""
_KEPT_NAMES = "SELECT rowid, words FROM search_name WHERE rowid IN (SELECT value FROM json_each(?))"
_STRAYS = f"""
SELECT DISTINCT rowid >> {OWNER} FROM search_commitment
WHERE NOT EXISTS (SELECT 1 FROM engagement WHERE id = search_commitment.rowid >> {OWNER} AND archived_at IS NULL)
"""
_MISSING = """
SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM search_word WHERE word = value)
"""
_WORDS = "INSERT OR IGNORE INTO search_word SELECT value FROM json_each(?)"


def _engagement_rows(documents: Iterable[Document]) -> Rows:
    return {rowid(one.local_date, one.id): f"{one.words} {GAP} {one.tokens}" for one in documents}


def _commitment_rows(documents: Iterable[Document]) -> Rows:
    rows: Rows = {}
    for one in documents:
        seen_by = " ".join(token for token in one.tokens.split() if token.startswith(_SEEN_BY))
        rows |= {one.id << OWNER | key: f"{words} {GAP} {seen_by}" for key, words in one.promises.items()}
    return rows


def _change(connection: Connection, table: str, kept: Rows, should: Rows) -> None:
    gone = [(at,) for at, words in kept.items() if should.get(at) != words]
    new = [(at, words) for at, words in should.items() if kept.get(at) != words]
    if gone:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", gone)
    if new:
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table} (rowid, words) VALUES (?, ?)", new)
