"""What a line names: its runs of words found among officials, organisations, topics, members and countries.

Two statements find names (whole ones; then the beginnings and single words of those that are of no record), and
lookups.told tells the records: a small fixed number, however long the line is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, String, and_, bindparam, literal, null, or_, select, union_all

from engagement.access.rows import select_visible
from engagement.core.filtering import record_key
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.intake.line.language import Language
from engagement.intake.line.reading import read
from engagement.intake.line.spans import Meaning, Name, Newcomer, Place, Reading, Span
from engagement.intake.line.words import key, runs, tidied
from engagement.model.engagements import EngagementOfficial
from engagement.model.officials import Official, Post
from engagement.model.organisations import OrganisationName
from engagement.model.places import Country
from engagement.model.scope import EngagementScope, Scope
from engagement.model.topics import TopicName
from engagement.queries.lookups import KINDS, RECENT, Proposal, told

MOST_CHOICES = 8
MOST_PARTIAL = 6  # names of no record that are looked for by their parts
MOST_NEAR = 400  # officials whom one met of late, or who are of the bodies named
MOST_BEGINNING = 60
NEW = "new-"  # a pick of this and a kind makes a new record: new-official

WHO = ("official", "organisation", "member")
TOPIC = ("topic",)

Pair = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something that the line names.

    `words` as typed, without brackets; `meant` is the record where it is sure; else `choices` may be meant. `fresh`:
    the kind of record that a new name was said to be. `is_topic`: it stands where a topic stands.
    """

    span: Span
    words: str
    choices: tuple[Proposal, ...] = ()
    meant: Proposal | None = None
    fresh: str = ""
    is_topic: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """A line with the records that it names."""

    reading: Reading
    mentions: tuple[Mention, ...] = ()
    brought: tuple[Proposal, ...] = ()  # organisations that officials bring along

    @property
    def meant(self) -> list[Proposal]:
        """The records that are sure, whom the line names first."""
        return list({(one.meant.kind, one.meant.id): one.meant for one in self.mentions if one.meant}.values())

    @property
    def open(self) -> list[Mention]:
        """What is not sure: new names, and names of several records."""
        return [one for one in self.mentions if one.meant is None]


def understood(
    desk: Desk,
    text: str,
    languages: Sequence[Language],
    released: Collection[str] = frozenset(),
    picks: Mapping[str, str] | None = None,
) -> Understood:
    """The line read in that one of `languages` in which most of it is understood, the first among equals.

    `released`: words that are text and nothing else (an organisation that was brought along: its value). `picks`: for
    words (see words.key) the record that is meant, "official:5", or "new-official" where there is none yet.
    """
    text = tidied(text)
    found = list(runs(text))
    called = _called(desk, {folded for folded, _, _ in found})
    names = [_name(called[folded], start, end) for folded, start, end in found if folded in called]
    readings = [read(text, desk.today, language, names, released) for language in languages]
    best = max(readings, key=lambda reading: reading.understood)
    return _Resolver(desk, best, called, released, picks or {}).understood()


def _name(pairs: Iterable[tuple[str, int, str | None]], start: int, end: int) -> Name:
    kinds = {kind for kind, _, _ in pairs}
    zone = next((zone for kind, _, zone in pairs if kind == "country"), None)
    return Name(start, end, frozenset(kinds - {"country"} or kinds), zone)


def _called(desk: Desk, folded: Collection[str]) -> dict[str, list[tuple[str, int, str | None]]]:
    """(kind, key, zone of a country) of the records that have one of these names, in one statement."""
    if not folded:
        return {}
    asked = bindparam("folded", sorted(folded), String, expanding=True)
    parts = []
    for kind in ("official", "organisation", "topic", "member", "country"):
        record = KINDS[kind]
        zone = Country.zone if kind == "country" else null()
        in_use = record.archived_at.is_(None) if kind != "country" else record.folded.is_not(None)
        own = select_visible(desk, record, literal(kind), record.id, record.folded, zone)
        parts.append(own.where(record.folded.in_(asked), in_use))
        if kind in OTHER:
            table, owner = OTHER[kind]
            other = select_visible(desk, record, literal(kind), record.id, table.folded, null())
            parts.append(other.join(table, owner == record.id).where(table.folded.in_(asked), in_use))
    found: dict[str, list[tuple[str, int, str | None]]] = {}
    row: Any
    for row in desk.db.execute(union_all(*parts)):
        entry = (row[0], row[1], row[3])
        if entry not in (listed := found.setdefault(row[2], [])):
            listed.append(entry)
    return found


OTHER: dict[str, tuple[Any, Any]] = {
    "organisation": (OrganisationName, OrganisationName.organisation_id),
    "topic": (TopicName, TopicName.topic_id),
}


class _Resolver:
    """Finds the records of one reading."""

    def __init__(
        self,
        desk: Desk,
        reading: Reading,
        called: Mapping[str, list[tuple[str, int, str | None]]],
        released: Collection[str],
        picks: Mapping[str, str],
    ) -> None:
        self.desk, self.reading, self.called = desk, reading, called
        self.released, self.picks = released, picks

    def understood(self) -> Understood:
        spans = [span for span in self.reading.spans if span.meaning in (Meaning.NAME, Meaning.TOPIC)]
        mentions = [self._mention(span) for span in spans]
        exact = [self._exact(one) for one in mentions]
        bodies = {key for pairs in exact for kind, key in pairs if kind == "organisation"}
        near = self._partial([one for one in mentions if self._is_unknown(one)], bodies)
        picked = [self._picked(one) for one in mentions]
        wanted = [pair for pairs in exact for pair in pairs]
        wanted += [pair for pairs in near.values() for pair, _ in pairs] + [pair for pair in picked if pair]
        records = {(one.kind, one.id): one for one in told(self.desk, wanted)}
        made = []
        for mention, pairs, pick in zip(mentions, exact, picked, strict=True):
            likely = near.get(mention.words, [])
            every = [records[pair] for pair in (*pairs, *(pair for pair, _ in likely)) if pair in records]
            sure = [records[pair] for pair, is_sure in likely if is_sure and pair in records]
            made.append(self._settled(mention, every, sure, records.get(pick) if pick else None))
        return self._with_bodies(self._narrowed(made))

    def _mention(self, span: Span) -> Mention:
        value, text = span.value, self.reading.text
        words = text[value.start : value.end].lstrip("#") if isinstance(value, Name) else value.text
        picked = self.picks.get(key(words), "")
        fresh = picked.removeprefix(NEW) if picked.startswith(NEW) else ""
        return Mention(span, words, fresh=fresh, is_topic=span.meaning is Meaning.TOPIC)

    def _is_unknown(self, one: Mention) -> bool:
        return isinstance(one.span.value, Newcomer) and not one.is_topic

    def _exact(self, one: Mention) -> list[Pair]:
        """The records that are called exactly so and may stand there."""
        if not isinstance(one.span.value, Name):
            return []
        name = one.span.value
        forms = {fold(self.reading.text[name.start : name.end]), fold(one.words), key(one.words)}
        found = [(kind, key) for form in sorted(forms) for kind, key, _ in self.called.get(form, ())]
        right = TOPIC if one.is_topic else WHO
        return [pair for pair in dict.fromkeys(found) if pair[0] in right]

    def _picked(self, one: Mention) -> Pair | None:
        kind, _, number = self.picks.get(key(one.words), "").partition(":")
        if kind not in (TOPIC if one.is_topic else WHO):
            return None
        try:
            return kind, record_key(number)
        except ValueError:
            return None

    def _partial(self, unknown: Sequence[Mention], bodies: Collection[int]) -> dict[str, list[tuple[Pair, bool]]]:
        """For names of no record those that begin so, and of people close by those that have every word; with whether
        it is close: a colleague, somebody of a body that is named, or whom the member met of late."""
        asked = {one.words: fold(one.words) for one in unknown[:MOST_PARTIAL] if one.words}
        if not asked:
            return {}
        rows: list[Any] = list(self.desk.db.execute(_close(self.desk, list(asked.values()), bodies)))
        found: dict[str, list[tuple[Pair, bool]]] = {}
        for words, folded in asked.items():
            close = {(row[0], row[1]): row for row in rows if row[3] and _has_words(row[2], folded)}
            begins = {(row[0], row[1]): row for row in rows if row[2].startswith(folded)}
            pairs = [*close, *(pair for pair in begins if pair not in close)][:MOST_CHOICES]
            found[words] = [(pair, pair in close) for pair in pairs]
        return found

    def _settled(self, one: Mention, every: list[Proposal], sure: list[Proposal], picked: Proposal | None) -> Mention:
        choices = tuple(dict.fromkeys(every))[:MOST_CHOICES]
        if one.fresh or picked:
            return replace(one, choices=choices, meant=picked)
        if isinstance(one.span.value, Name):
            meant = choices[0] if len(choices) == 1 else None
        else:
            meant = sure[0] if len(sure) == 1 else None
        return replace(one, choices=choices, meant=meant)

    def _narrowed(self, mentions: list[Mention]) -> list[Mention]:
        """Of several people of one name the one who is of a body that the line names; of several bodies the one that a
        person named brings, or whose country or city the line names."""
        bodies = {one.meant.id for one in mentions if one.meant and one.meant.kind == "organisation"}
        named = {body.id for one in mentions if not one.meant for body in one.choices if body.kind == "organisation"}
        mentions = [
            self._one_of(one, lambda choice: choice.brings is not None and choice.brings.id in bodies | named)
            for one in mentions
        ]
        brought = {one.meant.brings.id for one in mentions if one.meant and one.meant.brings}
        zones = {span.value.zone for span in self.reading.spans if isinstance(span.value, Place) and span.value.zone}
        for fits in (lambda choice: choice.id in brought, lambda choice: choice.zone in zones):
            mentions = [
                self._one_of(one, lambda choice, fits=fits: choice.kind == "organisation" and fits(choice))
                for one in mentions
            ]
        return mentions

    def _one_of(self, one: Mention, fits: Any) -> Mention:
        if one.meant or one.fresh:
            return one
        left = [choice for choice in one.choices if fits(choice)]
        return replace(one, meant=left[0]) if len(left) == 1 else one

    def _with_bodies(self, mentions: list[Mention]) -> Understood:
        """An official brings the organisation, unless one stands in brackets behind the name."""
        me = ("member", self.desk.member.id)  # is there by logging it
        ours = [one for one in mentions if not (one.meant and (one.meant.kind, one.meant.id) == me)]
        brought: dict[int, Proposal] = {}
        named = {one.meant.id for one in ours if one.meant and one.meant.kind == "organisation"}
        for at, one in enumerate(ours):
            body = one.meant.brings if one.meant else None
            after = ours[at + 1] if at + 1 < len(ours) else None
            in_brackets = after is not None and self.reading.text[one.span.end : after.span.start + 1].strip() == "("
            if body and body.id not in named and not in_brackets and key(body.value) not in self.released:
                brought[body.id] = body
        return Understood(self.reading, tuple(ours), tuple(brought.values()))


def _has_words(folded: str, asked: str) -> bool:
    return set(asked.split()) <= set(folded.split())


def _close(desk: Desk, asked: Sequence[str], bodies: Collection[int]) -> Any:
    """(kind, key, folded, close): members, officials and bodies that begin so; and the officials close by."""
    parts = []
    for kind, close in (("member", 1), ("official", 0), ("organisation", 0)):
        record = KINDS[kind]
        begins = or_(*(_begins(desk, record.folded, f"{one} ") for one in asked))
        query = select_visible(desk, record, literal(kind), record.id, record.folded, literal(close).label("close"))
        parts.append(query.where(begins, record.archived_at.is_(None)).order_by(record.folded).limit(MOST_BEGINNING))
    mine = (
        select(EngagementScope.engagement_id)
        .where(EngagementScope.kind == int(Scope.MEMBER), EngagementScope.key == desk.member.id)
        .order_by(EngagementScope.local_date.desc(), EngagementScope.engagement_id.desc())
        .limit(RECENT)
    )
    met = select(EngagementOfficial.official_id).where(EngagementOfficial.engagement_id.in_(mine))
    of_them = select_visible(desk, Post, Post.official_id).where(Post.organisation_id.in_(sorted(bodies)))
    near = select_visible(desk, Official, literal("official"), Official.id, Official.folded, literal(1).label("close"))
    near = near.where(Official.archived_at.is_(None), or_(Official.id.in_(met), Official.id.in_(of_them)))
    parts.append(near.order_by(Official.id.desc()).limit(MOST_NEAR))
    return union_all(*(select(part.subquery()) for part in parts))


def _begins(desk: Desk, column: Any, text: str) -> ColumnElement[bool]:
    """Whether `column` begins with `text`, by its index: SQLite's LIKE takes none, and its order is that of signs."""
    if desk.db.get_bind().dialect.name == "sqlite":
        return and_(column >= text, column < text[:-1] + chr(ord(text[-1]) + 1))
    begins: ColumnElement[bool] = column.startswith(text, autoescape=True)
    return begins
