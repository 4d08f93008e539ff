"""A question in words as each engine's index asks it. See docs/decisions/search.md."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Way:
    """On PostgreSQL, a reading of at most so many rows of a table of words in an order."""

    table: str
    order: str
    most: int

    def __str__(self) -> str:
        asked = "words @@ %(words)s::tsquery"
        return f"(SELECT 1 FROM {self.table} WHERE {asked} ORDER BY {self.order} LIMIT {self.most})"


class Words:
    """What is asked by words, as the engine reads it: made once, however much is asked by it.

    `ways` are those that will be asked for, so that the planner is asked once for all of them.
    """

    def __init__(self, desk: Desk, text: str, ways: Collection[Way] = ()) -> None:
        self.desk, self.terms = desk, read_terms(text)
        self._ways = ways
        self._walks: dict[Way, bool] = {}

    @cached_property
    def asked(self) -> str:
        """All of the terms must be found."""
        return self._match(SHORTEST)

    @cached_property
    def of_names(self) -> str:
        """The same for names, of which a single letter is a beginning too."""
        is_short = any(term.is_beginning and len(term.words[-1]) < SHORTEST for term in self.terms)
        return self._match(1) if is_short else self.asked

    def are_common(self, way: Way) -> bool:
        """Whether so many are found sooner along the table than by its index of words: what the planner would do where
        nothing but words is asked."""
        if way not in self._walks:
            ways = list(dict.fromkeys((way, *self._ways)))
            plan = f"EXPLAIN (FORMAT JSON) {' UNION ALL '.join(map(str, ways))}"
            (found,) = self.desk.db.connection().exec_driver_sql(plan, {"words": self.asked}).scalar_one()
            plans = found["Plan"]["Plans"] if len(ways) > 1 else [found["Plan"]]
            self._walks |= {one: _walks(node) for one, node in zip(ways, plans, strict=True)}
        return self._walks[way]

    def _match(self, least: int) -> str:
        if is_sqlite(self.desk):
            connection = self.desk.db.connection()
            return " AND ".join(_fts(connection, term, least) for term in self.terms)
        return " & ".join(f"({_tsquery(term, least)})" for term in self.terms)


def _walks(node: dict[str, Any]) -> bool:
    while node["Node Type"] in ("Limit", "Subquery Scan"):
        (node,) = node["Plans"]
    return bool(node["Node Type"] == "Index Scan")


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
