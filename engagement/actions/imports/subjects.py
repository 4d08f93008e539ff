"""Policy topics that rows name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engagement.actions.imports.wording import check_name
from engagement.actions.imports.writing import write
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.intake.values import Subject
from engagement.model.topics import Topic
from engagement.queries import matches
from engagement.queries.matches import KnownTopic
from engagement.upkeep.trees import replant

Path = tuple[str, ...]
MOST_REMEMBERED = 50_000


@dataclass
class Subjects:
    """Finds or makes the topics of a run, by their path from the top."""

    dry: bool = False
    made: int = 0
    _known: dict[Path, int | None] = field(default_factory=dict)

    def check(self, subject: Subject) -> None:
        """Raises Unfit for what no topic can be."""
        if not subject.if_known:
            for name in subject.path:
                check_name("topic", name)

    def find(self, desk: Desk, subjects: Iterable[Subject]) -> dict[Subject, int]:
        """The topics of these (checked) subjects; one that is only `if_known` and is not there is left out."""
        if len(self._known) > MOST_REMEMBERED and not self.dry:
            self._known.clear()
        wanted = dict.fromkeys(subjects)
        made = {tuple(map(fold, subject.path)): subject.path for subject in wanted if not subject.if_known}
        paths = {path[: at + 1]: names[: at + 1] for path, names in made.items() for at in range(len(path))}
        paths = dict(sorted(paths.items(), key=lambda pair: len(pair[0])))
        known_only = {tuple(map(fold, subject.path)) for subject in wanted if subject.if_known}
        asked = [path for path in (*paths, *known_only) if self._known.get(path) is None]
        named = matches.topics_named(desk, {name for path in asked for name in path})
        new: list[int] = []
        for path, names in paths.items():
            if self._known.get(path) is None:
                found = self._choose(path, named)
                if found is None:
                    found = self._make(desk, names[-1], self._known[path[:-1]] if len(path) > 1 else None)
                    new.append(found)
                self._known[path] = found
        if new and not self.dry:
            replant(desk.db.connection(), "topic", new)
        for path in known_only:
            if self._known.get(path) is None:
                self._known[path] = self._choose(path, named)
        found_for = {subject: self._known[tuple(map(fold, subject.path))] for subject in wanted}
        return {subject: key for subject, key in found_for.items() if key is not None}

    def _choose(self, path: Path, named: dict[str, list[KnownTopic]]) -> int | None:
        candidates = named.get(path[-1], [])
        if len(path) > 1:
            above = self._known.get(path[:-1])
            return next((topic.id for topic in candidates if topic.parent_id == above and above is not None), None)
        tops = [topic for topic in candidates if topic.parent_id is None]
        # a name alone means the topic at the top, else the only one there is: two places are no place
        return tops[0].id if tops else candidates[0].id if len(candidates) == 1 else None

    def _make(self, desk: Desk, name: str, parent_id: int | None) -> int:
        self.made += 1
        if self.dry:
            return -self.made
        (key,) = matches.fresh_keys(desk, Topic, 1)
        write(desk, Topic, [{"id": key, "name": name, "folded": fold(name), "parent_id": parent_id}])
        return key
