"""Search in one box: engagements and commitments newest first, names best first, each with the words marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from engagement.core.database import prepared
from engagement.core.matching import GAP, Marked, Term, excerpt, has, marked
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.words import CommitmentState, EngagementKind, Status
from engagement.queries.engagements import finding
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.engagements.counting import Count, limited
from engagement.queries.forgiving import forgiven
from engagement.queries.kept import among, dialect, keys_asked, rows_of
from engagement.queries.lookups import told
from engagement.queries.words import Way, Words, is_sqlite, seen, words_asked
from engagement.upkeep.search.names import Named
from engagement.upkeep.search.sqlite import KIND, OWNER
from engagement.upkeep.search.texts import BODIES, told_in

COUNTED = 1_000  # engagements and commitments; more are only known to be more
COMPARED = 50  # of each, to choose between two spellings
RANKED = 10_000  # names: ordering the best first costs in proportion


@dataclass(frozen=True, slots=True)
class FoundEngagement:
    """An engagement with the words marked: in its title, in whom it names, and in what was written."""

    id: int
    title: Marked
    kind: EngagementKind
    status: Status
    local_date: date
    confidential: bool
    bodies: Marked
    told: Marked


@dataclass(frozen=True, slots=True)
class FoundCommitment:
    """A commitment with the words marked, and its engagement."""

    id: int
    text: Marked
    state: CommitmentState
    due: date | None
    engagement_id: int
    title: str


@dataclass(frozen=True, slots=True)
class FoundName:
    """A record that is found by its name. `note` tells it from others of the same name."""

    kind: str
    id: int
    name: Marked
    note: Marked


@dataclass(frozen=True)
class Answer:
    """What was found; names by kind, each with how many there are in all. `instead`: what was looked for,
    since nothing is written as it was asked."""

    engagements: list[FoundEngagement]
    all_engagements: Count
    commitments: list[FoundCommitment]
    all_commitments: Count
    names: dict[str, tuple[list[FoundName], int]]
    instead: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found at all."""
        return not (self.engagements or self.commitments or self.names)


def search(desk: Desk, text: str, size: int) -> Answer:
    """What is found by `text`, at most `size` of each group; where nothing is, what is written a little otherwise.

    Raises ValueError where `text` asks for no word.
    """
    asked = words_asked(text)
    answer = _answer(desk, asked, size)
    if answer.is_empty and (other := forgiven(desk, asked, lambda other: _finds(desk, other))):
        return replace(_answer(desk, other, size), instead=other)
    return answer


def _answer(desk: Desk, asked: str, size: int) -> Answer:
    words, question = Words(desk, asked, (finding.newest(size), _newest(size))), EngagementFilter(q=asked)
    terms = words.terms
    ids = finding.found(desk, question, None, size, words=words)
    n = len(ids) if len(ids) < size else finding.counted(desk, question, COUNTED + 1, words)
    promises = _commitments(words, size)
    m = len(promises) if len(promises) < size else _count_commitments(words, COUNTED + 1)
    return Answer(
        _told_engagements(desk, ids, terms),
        limited(n, COUNTED),
        _told_commitments(desk, promises, terms),
        limited(m, COUNTED),
        _told_names(desk, _names(words, size), terms),
    )


def _finds(desk: Desk, asked: str) -> int:
    """How much the member finds by these words, counted up to a few of each: enough to compare two spellings."""
    words = Words(desk, asked)
    found = finding.counted(desk, EngagementFilter(q=asked), COMPARED, words) + _count_commitments(words, COMPARED)
    return found + sum(n for _, _, n in _names(words, 1))


@lru_cache(maxsize=2)
def _shown(dialect: str) -> Any:
    query = select(
        Engagement.id,
        Engagement.title,
        Engagement.kind,
        Engagement.status,
        Engagement.local_date,
        Engagement.confidential,
        Engagement.summary,
        Engagement.outcome,
        Engagement.result_sought,
        Engagement.place,
    )
    return prepared(query.where(among(dialect, Engagement.id)))


def _told_engagements(desk: Desk, ids: Sequence[int], terms: Sequence[Term]) -> list[FoundEngagement]:
    if not ids:
        return []
    named: dict[int, list[str]] = defaultdict(list)
    texts: dict[int, list[str]] = defaultdict(list)
    for engagement_id, number, text in told_in(desk.db.connection(), ids):
        (named if number == BODIES else texts)[engagement_id].append(text)
    made = {}
    for key, title, kind, status, day, confidential, *written in rows_of(
        desk, _shown(dialect(desk)), {"keys": keys_asked(desk, ids)}
    ):
        bodies = ", ".join(named[key])
        # what is written around the words that one does not see yet
        left = [term for term in terms if not (has(title, term) or has(bodies, term))]
        around = next((found for text in (*written, *texts[key]) if (found := excerpt(text, terms, left))), ())
        made[key] = FoundEngagement(
            key, marked(title, terms), kind, status, day, confidential, marked(bodies, terms), around
        )
    return [made[key] for key in ids]


def _newest(size: int) -> Way:
    return Way("search_commitment", "engagement_id DESC, id DESC", size)


def _commitments(words: Words, size: int) -> list[int]:
    """Those of engagements that the member may see, the newest engagement first."""
    if is_sqlite(words.desk):
        statement = f"SELECT rowid & {(1 << OWNER) - 1} {_PROMISES_SQLITE} ORDER BY rowid DESC LIMIT :size"
    else:
        walks = words.are_common(_newest(size))
        first = "c.engagement_id" if walks else "c.engagement_id + 0"
        statement = f"SELECT c.id {_promises_postgresql(walks=walks)} ORDER BY {first} DESC, c.id DESC LIMIT %(size)s"
    return list(words.desk.db.connection().exec_driver_sql(statement, _asked_of_commitments(words, size)).scalars())


def _count_commitments(words: Words, most: int) -> int:
    """How many there are, counted up to `most`."""
    if is_sqlite(words.desk):
        promises = f"{_PROMISES_SQLITE} LIMIT :size"
    else:
        promises = f"{_promises_postgresql(walks=False)} LIMIT %(size)s"
    statement = f"SELECT count(*) FROM (SELECT 1 {promises}) AS found"
    asked = _asked_of_commitments(words, most)
    return int(words.desk.db.connection().exec_driver_sql(statement, asked).scalar_one())


def _asked_of_commitments(words: Words, size: int) -> dict[str, Any]:
    if is_sqlite(words.desk):
        return {"words": seen(words.desk, words.asked), "size": size}
    return {"words": words.asked, "size": size, "me": words.desk.member.id}


_PROMISES_SQLITE = "FROM search_commitment WHERE search_commitment MATCH :words"


def _promises_postgresql(*, walks: bool) -> str:
    return f"""
FROM search_commitment AS c JOIN search_engagement AS e ON e.id = c.engagement_id
WHERE (c.words @@ %(words)s::tsquery) {"IS TRUE" if walks else ""} AND {finding.MAY_SEE.format("e", "id")}
"""


@lru_cache(maxsize=2)
def _promised(dialect: str) -> Any:
    told = Commitment.text, Commitment.state, Commitment.due, Commitment.engagement_id, Engagement.title
    query = select(Commitment.id, *told).join(Engagement, Engagement.id == Commitment.engagement_id)
    return prepared(query.where(among(dialect, Commitment.id)))


def _told_commitments(desk: Desk, ids: Sequence[int], terms: Sequence[Term]) -> list[FoundCommitment]:
    if not ids:
        return []
    rows = rows_of(desk, _promised(dialect(desk)), {"keys": keys_asked(desk, ids)})
    made = {key: FoundCommitment(key, marked(text, terms), *others) for key, text, *others in rows}
    return [made[key] for key in ids]


def _names(words: Words, size: int) -> list[tuple[str, int, int]]:
    """(kind, key, how many of the kind) of the best of each kind."""
    whole = " ".join(word for term in words.terms for word in term.words)
    asked: dict[str, Any] = {"words": words.of_names, "whole": whole, "size": size, "most": RANKED}
    asked |= {f"word{at}": f" {word}" for at, word in enumerate(dict.fromkeys(whole.split()))}
    statement = _names_statement(len(asked) - 4, sqlite=is_sqlite(words.desk))
    found = words.desk.db.connection().exec_driver_sql(statement, asked)
    return [(Named(kind).name.lower(), key, n) for kind, key, n in found]


@lru_cache(maxsize=64)
def _names_statement(words: int, *, sqlite: bool) -> str:
    """The best first: called exactly so, another name of it, beginning so, with the words together in its name, with
    all of them in its name, and then those that have a word elsewhere: in a post, another name, a country."""

    def asked(name: str) -> str:
        return f":{name}" if sqlite else f"%({name})s::text"

    at = "instr" if sqlite else "strpos"
    main = f"substr(' ' || names, 1, {at}(names || ' {GAP}', ' {GAP}'))"
    whole = asked("whole")
    all_in_it = " AND ".join(f"{at}({main}, {asked(f'word{number}')}) > 0" for number in range(words))
    rank = f"""
CASE WHEN {main} = ' ' || {whole} THEN 0
 WHEN {at}(' {GAP} ' || names || ' {GAP} ', ' {GAP} ' || {whole} || ' {GAP} ') > 0 THEN 1
 WHEN {at}({main}, ' ' || {whole}) = 1 THEN 2
 WHEN {at}({main} || ' ', ' ' || {whole} || ' ') > 0 THEN 3
 WHEN {at}({main}, ' ' || {whole}) > 0 THEN 4
 WHEN {all_in_it} THEN 5 ELSE 6 END"""
    found = (
        f"SELECT rowid >> {KIND} AS kind, rowid & {(1 << KIND) - 1} AS id, words AS names FROM search_name"
        " WHERE search_name MATCH :words LIMIT :most"
        if sqlite
        else "SELECT kind, id, names FROM search_name WHERE words @@ %(words)s::tsquery LIMIT %(most)s"
    )
    return f"""
SELECT kind, id, n FROM (
 SELECT kind, id, count(*) OVER (PARTITION BY kind) AS n,
  row_number() OVER (PARTITION BY kind ORDER BY {rank}, length(names), names, id) AS place
 FROM ({found}) AS found
) AS ranked
WHERE place <= {asked("size").removesuffix("::text")} ORDER BY kind, place
"""


def _told_names(
    desk: Desk, found: Sequence[tuple[str, int, int]], terms: Sequence[Term]
) -> dict[str, tuple[list[FoundName], int]]:
    groups: dict[str, tuple[list[FoundName], int]] = {}
    numbers = {kind: n for kind, _, n in found}
    for one in told(desk, [(kind, key) for kind, key, _ in found]):
        names, _ = groups.setdefault(one.kind, ([], numbers[one.kind]))
        names.append(FoundName(one.kind, one.id, marked(one.name, terms), marked(one.note, terms)))
    return groups
