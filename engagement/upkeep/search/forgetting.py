"""Takes words out of the table of words that nothing in the index holds any more: those of a name that was erased.

All other words stay there when their last text goes, since they give nobody away and may come again.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

TABLES = ("search_engagement", "search_commitment", "search_name")


def forget_words(connection: Connection, words: Iterable[str]) -> None:
    """Forgets those of `words` (core/matching.py: index_words) that nothing holds. Call when the index is settled."""
    for word in sorted(set(words)):
        if not any(_holds(connection, table, word) for table in TABLES):
            mark = "?" if connection.dialect.name == "sqlite" else "%s"
            connection.exec_driver_sql(f"DELETE FROM search_word WHERE word = {mark}", (word,))


def _holds(connection: Connection, table: str, word: str) -> bool:
    """Whether a table of the index has the word; its words are letters, marks and digits alone."""
    if connection.dialect.name == "sqlite":
        query, asked = f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1", f'"{word}"'
    else:
        query, asked = f"SELECT 1 FROM {table} WHERE words @@ %s::tsquery LIMIT 1", f"'{word}'"
    return connection.exec_driver_sql(query, (asked,)).scalar() is not None
