"""Officials and team members that rows name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from engagement.actions.imports.bodies import Bodies
from engagement.actions.imports.wording import check_name
from engagement.actions.imports.writing import Values, write
from engagement.actions.texts import NAME
from engagement.core.periods import years_on
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.intake.names import same
from engagement.intake.tidy import Unfit, shortened
from engagement.intake.values import Body, Person
from engagement.model.officials import REVIEWED_AFTER, Official, Post
from engagement.queries import matches
from engagement.queries.matches import KnownPost

MOST_REMEMBERED = 50_000


@dataclass
class Officials:
    """Finds or makes the officials and posts of a run.

    An official is known by name within one tree of organisations: two people of one name at two ministries of two
    countries stay two. "Last First" without its comma is found too.
    """

    bodies: Bodies
    source: str  # where the data come from, as each official that is made says
    dry: bool = False
    made: int = 0
    new: set[int] = field(default_factory=set)
    """Keys of the officials that the last call of `find` made or gave a post."""
    _known: dict[tuple[str, int], list[KnownPost]] = field(default_factory=dict)

    def check(self, person: Person) -> None:
        """Raises Unfit for what no official can be."""
        check_name("official", person.name)
        if len(person.post) > NAME:
            raise Unfit(f"The post “{shortened(person.post, 60)}” is longer than {NAME} characters.")

    def find(self, desk: Desk, people: Iterable[Person]) -> dict[Person, list[KnownPost]]:
        """The posts of all these (checked) people in the tree of their organisation, the one that is meant first."""
        if len(self._known) > MOST_REMEMBERED and not self.dry:
            self._known.clear()
        self.new.clear()
        wanted = dict.fromkeys(people)
        found = self.bodies.find(desk, (body for person in wanted for body in (person.body, _topmost(person.body))))
        at = {person: found[person.body].id for person in wanted}
        tops = matches.roots(desk, {body.id for body in found.values()})
        keys = {
            # what a dry run would make has no place in the tree yet; it stands below what the source says
            person: (same(person.name), tops.get(at[person]) or tops.get(top := found[_topmost(person.body)].id, top))
            for person in wanted
        }
        self._recall(desk, [person for person, key in keys.items() if key not in self._known], keys, at)
        people_made: list[Values] = []
        posts_made: list[tuple[Person, Values]] = []
        fresh = self._fresh(desk, [key for key in dict.fromkeys(keys.values()) if not self._known[key]])
        for person, key in keys.items():
            known = self._known[key]
            if not known and key in fresh:
                official_id = fresh.pop(key)
                people_made.append(
                    {
                        "id": official_id,
                        "name": person.name,
                        "folded": fold(person.name),
                        "created_at": desk.now,
                        "source": self.source,
                        "review_on": years_on(desk.today, REVIEWED_AFTER),
                    }
                )
            elif known and (not person.post or any(_is(post, person, at[person]) for post in known)):
                continue
            else:
                official_id = known[0].official_id
            row: Values = {"official_id": official_id, "organisation_id": at[person], "title": person.post}
            posts_made.append((person, row))
            self.new.add(official_id)
            known.append(KnownPost(official_id, 0, at[person], person.post, None, None))
        self._write(desk, people_made, posts_made, keys)
        return {
            person: sorted(self._known[key], key=lambda post: not _is(post, person, at[person]))
            for person, key in keys.items()
        }

    def _recall(
        self, desk: Desk, people: list[Person], keys: dict[Person, tuple[str, int]], at: dict[Person, int]
    ) -> None:
        """Remembers who is there already: under each key the posts of one official, those at the place meant first."""
        if not people:
            return
        spellings = {person: {fold(person.name), _turned(fold(person.name))} for person in people}
        named = matches.posts_named(desk, {name for names in spellings.values() for name in names})
        tops = (
            matches.roots(desk, {post.organisation_id for posts in named.values() for post in posts}) if named else {}
        )
        for person, names in spellings.items():
            posts = [post for name in sorted(names) for post in named.get(name, [])]
            near = [post for post in posts if tops[post.organisation_id] == keys[person][1]]
            near.sort(key=lambda post: (post.organisation_id != at[person], post.official_id))
            self._known.setdefault(keys[person], [post for post in near if post.official_id == near[0].official_id])

    def _fresh(self, desk: Desk, keys: list[tuple[str, int]]) -> dict[tuple[str, int], int]:
        ids = (
            range(-self.made - 1, -self.made - 1 - len(keys), -1)
            if self.dry
            else matches.fresh_keys(desk, Official, len(keys))
        )
        self.made += len(keys)
        return dict(zip(keys, ids, strict=True))

    def _write(
        self, desk: Desk, people: list[Values], posts: list[tuple[Person, Values]], keys: dict[Person, tuple[str, int]]
    ) -> None:
        if self.dry or not posts:
            return
        write(desk, Official, people)
        ids = matches.fresh_keys(desk, Post, len(posts))
        write(desk, Post, [{"id": key, **row} for key, (_, row) in zip(ids, posts, strict=True)])
        for key, (person, row) in zip(ids, posts, strict=True):
            known = self._known[keys[person]]
            at = next(at for at, post in enumerate(known) if post.id == 0 and post.title == row["title"])
            known[at] = KnownPost(row["official_id"], key, row["organisation_id"], row["title"], None, None)


def held(posts: list[KnownPost], day: date) -> KnownPost | None:
    """The post of these that was held on `day`."""
    return next((post for post in posts if post.held_on(day)), None)


def _is(post: KnownPost, person: Person, organisation_id: int) -> bool:
    return post.organisation_id == organisation_id and fold(post.title) == fold(person.post)


def _topmost(body: Body) -> Body:
    return _topmost(body.parent) if body.parent else body


def _turned(folded: str) -> str:
    words = folded.split()
    return " ".join(reversed(words)) if len(words) == 2 else folded
