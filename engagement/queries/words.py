"""A question in words as each engine's index asks it. See docs/decisions/search.md."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from engagement.core.matching import LONGEST_QUESTION, Term, read_terms
from engagement.core.text import clean
from engagement.desk import Desk
from engagement.model.scope import Scope
from engagement.upkeep.search.texts import scope_token

BEYOND = "\U0010ffff"  # sorts behind every sign of a word
INDEXED = 3  # signs of beginnings that FTS5 has an index of; longer ones are asked as the words that begin so
MOST_LONGER = 64  # such words in a question
SHORTEST = 2  # signs of a beginning: a single letter is a word of its own


def words_asked(text: str) -> str:
    """What somebody typed to find something by words. Raises ValueError where it asks for no word."""
    plain = " ".join(clean(text[:LONGEST_QUESTION]).split())
    if not read_terms(plain):
        raise ValueError(text)
    return plain


def is_sqlite(desk: Desk) -> bool:
    """Whether the desk's database is SQLite, else PostgreSQL."""
    return desk.db.get_bind().dialect.name == "sqlite"


def match(desk: Desk, terms: Sequence[Term], *, names: bool = False) -> str:
    """The terms as the engine reads them; all of them must be found. Of `names` a single letter is a beginning too."""
    least = 1 if names else SHORTEST
    if is_sqlite(desk):
        connection = desk.db.connection()
        return " AND ".join(_fts(connection, term, least) for term in terms)
    return " & ".join(f"({_tsquery(term, least)})" for term in terms)


def seen(desk: Desk, words: str, keys: Iterable[tuple[Scope, int]] = ()) -> str:
    """For FTS5: those that have the words and all of these scope keys, but for confidential ones that are not the
    member's: these few are passed over faster than the many are gone along that all may see."""
    asked = " AND ".join([*(f'"{scope_token(int(kind), key)}"' for kind, key in keys), words])
    secret, mine = (scope_token(Scope.CONFIDENTIAL, key) for key in (0, desk.member.id))
    return f'({asked}) NOT ("{secret}" NOT "{mine}")'


def _is_beginning(term: Term, least: int) -> bool:
    return term.is_beginning and len(term.words[-1]) >= least


def _fts(connection: Connection, term: Term, least: int) -> str:
    whole, last = " ".join(term.words), term.words[-1]
    if not _is_beginning(term, least):
        return f'"{whole}"'
    if len(last) > INDEXED:
        longer = words_from(connection, last, MOST_LONGER + 1)
        if len(longer) <= MOST_LONGER:
            before = whole.removesuffix(last)
            return "(" + " OR ".join(f'"{before}{word}"' for word in longer or [last]) + ")"
    return f'"{whole}" *'


def words_from(connection: Connection, beginning: str, most: int) -> list[str]:
    """The words of the index that begin so. What they are must not be shown: only confidential texts may have them."""
    asked = (beginning, beginning + BEYOND, most)
    return list(connection.exec_driver_sql(_WORDS_FROM, asked).scalars())


_WORDS_FROM = "SELECT word FROM search_word WHERE word >= ? AND word < ? LIMIT ?"


def _tsquery(term: Term, least: int) -> str:
    ends = ":*" if _is_beginning(term, least) else ""
    return " <-> ".join(f"'{word}'" for word in term.words) + ends
