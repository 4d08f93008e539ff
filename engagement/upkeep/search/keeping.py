"""Writes the search index of what changed, in the transaction that changes it."""

from collections.abc import Collection, Iterable
from datetime import date
from types import ModuleType

from sqlalchemy import Connection, bindparam, select

from engagement.core.matching import GAP
from engagement.model.scope import EngagementScope, Scope
from engagement.upkeep.search import names as naming
from engagement.upkeep.search import postgresql, sqlite
from engagement.upkeep.search.names import Named
from engagement.upkeep.search.texts import Document, ScopeKeys, of_ids, of_range
from engagement.upkeep.trees import batches

WAITING = "words to be kept"  # in Connection.info: they are written last, in one go
_TURN = "SELECT id FROM engagement WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
_DAYS = select(EngagementScope.engagement_id, EngagementScope.local_date).where(
    EngagementScope.engagement_id.in_(bindparam("ids", expanding=True)),
    EngagementScope.kind == int(Scope.ALL),
)


def engine(connection: Connection) -> ModuleType:
    """How the engine of this connection keeps its index."""
    return sqlite if connection.dialect.name == "sqlite" else postgresql


def take_turn(connection: Connection, ids: list[int]) -> None:
    """Two who change one engagement write what is made from it one after the other (on SQLite they do so anyway)."""
    if ids and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_TURN, (ids,))


def days(connection: Connection, ids: list[int]) -> dict[int, date]:
    """The days under which these engagements are kept now. Call before their scope is written anew."""
    return dict(connection.execute(_DAYS, {"ids": ids}).all()) if ids else {}


def index(connection: Connection, ids: list[int], before: dict[int, date], scope: ScopeKeys | None = None) -> None:
    """Writes the index of the engagements `ids` anew, `before` being their `days` until now. Scope comes first, and is
    read again where it is not given."""
    documents = list(of_ids(connection, ids, scope))
    engine(connection).replace(connection, documents, before)
    hold_words(connection, documents)


def index_new(connection: Connection, first: int, last: int) -> None:
    """Writes the index of the engagements from `first` to `last`, which are in none yet."""
    documents = list(of_range(connection, first, last))
    engine(connection).add(connection, documents)
    hold_words(connection, documents)


def reindex(connection: Connection, ids: Iterable[int]) -> None:
    """Writes the index of engagements anew whose scope is as it was: what they name is called otherwise."""
    ids = sorted(ids)
    take_turn(connection, ids)
    for part in batches(ids):
        index(connection, part, days(connection, part))


def index_names(connection: Connection, records: Iterable[tuple[Named, int]]) -> None:
    """Writes the names of these records anew."""
    by_kind: dict[Named, set[int]] = {}
    for kind, key in records:
        by_kind.setdefault(kind, set()).add(key)
    for kind in sorted(by_kind):
        for part in batches(sorted(by_kind[kind])):
            found = naming.names(connection, kind, part)
            engine(connection).replace_names(connection, kind, part, found)
            _waiting(connection).update(*(words.split() for words in found.values()))


def index_all_names(connection: Connection) -> None:
    """Writes the names of all records."""
    for kind, record in naming.KINDS.items():
        index_names(connection, [(kind, key) for key in connection.scalars(select(record.id))])


def keep_words(connection: Connection) -> None:
    """Writes the words that came up in this transaction: the last thing before the commit."""
    words = _waiting(connection)
    words.discard(GAP)
    if words:
        engine(connection).add_words(connection, sorted(words))
        words.clear()


def hold_words(connection: Connection, documents: Collection[Document]) -> None:
    """Remembers the words of documents for `keep_words`."""
    _waiting(connection).update(*(document.words.split() for document in documents))


def _waiting(connection: Connection) -> set[str]:
    words: set[str] = connection.info.setdefault(WAITING, set())
    return words
