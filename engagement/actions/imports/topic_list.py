"""Brings in a tree of topics. One that is there is matched by its code, else by its name below the same parent."""

from collections.abc import Iterable, Sequence

from engagement.actions.imports.run import End, Ended, Run, passed_over
from engagement.actions.imports.subjects import Subjects
from engagement.actions.imports.wording import check_name
from engagement.actions.imports.writing import Values, write
from engagement.actions.texts import TEXT
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.intake.mapping import Accepted, LeftOut, Mapping, Rejected
from engagement.intake.tidy import Unfit, shortened
from engagement.intake.values import Subject, TopicRow
from engagement.model.topics import Topic, TopicName
from engagement.queries import matches
from engagement.upkeep.trees import replant

Outcome = Accepted[TopicRow] | Rejected | LeftOut
Place = tuple[str, int | None]


class TopicImport(Run):
    """Brings in the rows of a tree of topics, parents before their children. See Run."""

    def __init__(self, mapping: Mapping[TopicRow], file_name: str, dry: bool = False) -> None:
        super().__init__(mapping.name, file_name, dry)
        self._subjects = Subjects(dry)
        self._ids: dict[str, int] = {}
        self._made = 0

    def take(self, desk: Desk, outcomes: Sequence[Outcome]) -> list[Ended]:
        """Brings one part of the rows in; tells how each ended."""
        with self.at_work(desk):
            return self._take(desk, outcomes)

    def _take(self, desk: Desk, outcomes: Sequence[Outcome]) -> list[Ended]:
        ended = passed_over(outcomes)
        rows = [one for one in outcomes if isinstance(one, Accepted)]
        self._make_parents(desk, [one.value for one in rows])
        coded = matches.topics_coded(desk, [one.value.code for one in rows if one.value.code])
        named = matches.topics_named(desk, [fold(one.value.name) for one in rows])
        placed: dict[Place, int] = {}
        for folded, topics in named.items():
            for topic in topics:
                if topic.by_name and not (topic.code and any(one.value.code for one in rows)):
                    placed.setdefault((folded, topic.parent_id), topic.id)
        keys = range(-self._made - 1, -self._made - 1 - len(rows), -1) if self.dry else None
        fresh = iter(keys or matches.fresh_keys(desk, Topic, len(rows)))
        new: list[Values] = []
        names: dict[int, list[str]] = {}
        ends: list[tuple[Accepted[TopicRow], int, bool]] = []
        for one in rows:
            row = one.value
            try:
                parent_id = self._parent(desk, row, coded)
                for name in (row.name, *row.synonyms):
                    check_name("topic", name)
            except Unfit as unfit:
                ended.append(Ended(one.records[0], End.REJECTED, unfit.reason))
                continue
            place = (fold(row.name), parent_id)
            key = coded.get(row.code) if row.code else placed.get(place)
            is_new = key is None
            if key is None:
                key = next(fresh)
                new.append(_topic(key, row, parent_id))
                placed[place] = key
                if row.code:
                    coded[row.code] = key
            self._ids[row.key] = key
            names.setdefault(key, []).extend([row.name, *row.synonyms])
            ends.append((one, key, is_new))
        self._made += len(new)
        more: set[int] = set() if self.dry else _write(desk, new, names)
        for one, key, is_new in ends:
            end = End.IMPORTED if is_new else End.UPDATED if key in more else End.UNCHANGED
            ended.append(Ended(one.records[0], end))
        self.made["topics"] = self._made + self._subjects.made
        self.count(desk, ended)
        return ended

    def _make_parents(self, desk: Desk, rows: Iterable[TopicRow]) -> None:
        """Parents that are named by name and have no row of their own stand at the top."""
        known = set(self._ids)
        for row in rows:
            if row.parent is not None and not row.code and row.parent not in known and fold(row.parent):
                subject = Subject((row.parent,))
                self._ids[row.parent] = self._subjects.find(desk, [subject])[subject]
                known.add(row.parent)
            known.add(row.key)

    def _parent(self, desk: Desk, row: TopicRow, coded: dict[str, int]) -> int | None:
        if row.parent is None:
            return None
        if row.parent not in self._ids and row.code:
            self._ids |= (
                {row.parent: key} if (key := coded.get(row.parent)) else matches.topics_coded(desk, [row.parent])
            )
        if row.parent not in self._ids:
            raise Unfit(f"The topic “{shortened(row.parent, 60)}”, below which this one belongs, is not there.")
        return self._ids[row.parent]


def _topic(key: int, row: TopicRow, parent_id: int | None) -> Values:
    return {
        "id": key,
        "name": row.name,
        "folded": fold(row.name),
        "parent_id": parent_id,
        "code": row.code,
        "description": shortened(row.description, TEXT),
    }


def _write(desk: Desk, new: list[Values], names: dict[int, list[str]]) -> set[int]:
    """Writes the new topics and the names that are missing; returns the topics that got further names."""
    write(desk, Topic, new)
    own = {row["id"]: {row["folded"]} for row in new} | matches.topic_names(
        desk, names.keys() - {row["id"] for row in new}
    )
    rows: list[Values] = []
    for key, listed in names.items():
        for name in listed:
            if fold(name) not in own[key]:
                own[key].add(fold(name))
                rows.append({"topic_id": key, "name": name, "folded": fold(name)})
    keys = matches.fresh_keys(desk, TopicName, len(rows))
    write(desk, TopicName, [{"id": key, **row} for key, row in zip(keys, rows, strict=True)])
    if new:
        replant(desk.db.connection(), "topic", [row["id"] for row in new])
    return {row["topic_id"] for row in rows}
