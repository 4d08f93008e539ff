"""The posts of the other side and who holds them, one after the other, over the span of the world."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from engagement.core.periods import years_on
from engagement.core.text import fold
from engagement.demo.loading import Rows
from engagement.demo.reading import KINDS, MAN, WOMAN, Body, Culture, Place, Words
from engagement.model.officials import Notice, Official, Post
from engagement.model.words import PARTNERS, Level, OrganisationKind

KIND_WORDS = {kind: word for word, kind in KINDS.items()}
# languages written otherwise, and how their people are called in Latin letters
IN_LATIN = {
    "ja": "ja-latin",
    "ko": "ko-latin",
    "zh-Hans": "zh-latin",
    "zh-Hant": "zh-latin",
    "ar": "ar-latin",
    "he": "he-latin",
    "th": "th-latin",
    "el": "el-latin",
    "hi": "in",
    "kk": "kk-latin",
    **dict.fromkeys(("bg", "sr", "uk"), "slavic-latin"),
}
SEATS_OF = {OrganisationKind.MINISTRY: 3, OrganisationKind.AGENCY: 2, OrganisationKind.REGULATOR: 2}  # others 1


@dataclass(frozen=True)
class Holder:
    """An official in a post of a body, from a day to a day (none: still)."""

    from_on: date
    to_on: date | None
    official_id: int
    post_id: int
    title: str


@dataclass
class Holdings:
    """Makes officials and their posts."""

    words: Words
    rng: Random
    rows: Rows
    new_id: Callable[[type[Any]], int]
    span: tuple[date, date]
    since: datetime

    def __post_init__(self) -> None:
        self.taken: set[tuple[str, str]] = set()  # names, by country
        self.free: dict[str, list[tuple[date, int, str]]] = {}  # who left a post, and when, by country

    def seats(self, organisation_id: int, body: Body, place: Place, level: Level | None) -> list[list[Holder]]:
        """The posts of a body, each with all who held it in turn."""
        in_english = body.name.isascii() and place.language in IN_LATIN  # kept under its English name
        culture = self.words.cultures[IN_LATIN[place.language] if in_english else place.culture]
        language = "en" if in_english or body.kind is OrganisationKind.EMBASSY else place.language
        titles = self._titles(body.kind, level, self._own(language, place.code))
        chosen = self.rng.sample(titles, min(len(titles), SEATS_OF.get(body.kind, 1)))
        return [self._seat(organisation_id, place.code, title, culture) for title in chosen]

    def _own(self, language: str, code: str) -> str:
        return f"{language}-{code}" if f"{language}-{code}" in self.words.posts else language

    def _titles(self, kind: OrganisationKind, level: Level | None, language: str) -> list[str]:
        posts, word = self.words.posts[language], KIND_WORDS[kind]
        in_english = self.words.posts["en"]
        if level is Level.REGIONAL:
            return posts["any"]  # a state has no mayor
        if word in posts and kind not in SEATS_OF:
            return posts[word]
        if kind in PARTNERS or (language.startswith("en") and kind not in SEATS_OF):
            return in_english[word]
        return posts.get(word, []) + posts["any"]

    def _seat(self, organisation_id: int, code: str, marked: str, culture: Culture) -> list[Holder]:
        title, wanted = (marked[:-2], marked[-1]) if marked[-1] in (WOMAN, MAN) else (marked, "")
        begin, today = self.span
        from_on = begin - timedelta(days=self.rng.randrange(60, 499))
        holders = []
        while from_on <= today:
            to_on = from_on + timedelta(days=self.rng.randrange(500, 2600))
            official_id, sex = self._mover(code, from_on, wanted) or self._newcomer(code, culture, wanted)
            post_id = self.new_id(Post)
            ended = to_on if to_on < today else None
            self.rows[Post].append((post_id, official_id, organisation_id, title, from_on, ended))
            holders.append(Holder(from_on, ended, official_id, post_id, title))
            self.free.setdefault(code, []).append((to_on, official_id, sex))
            from_on = to_on + timedelta(days=self.rng.choice((1, 1, 15, 45)))
        return holders

    def _mover(self, code: str, from_on: date, wanted: str) -> tuple[int, str] | None:
        """Somebody of the country who left another post in the year before."""
        for free in self.free.get(code, ()):
            left, official_id, sex = free
            fits = not wanted or not sex or sex == wanted
            if fits and timedelta(0) < from_on - left < timedelta(days=400) and self.rng.random() < 0.35:
                self.free[code].remove(free)
                return official_id, sex
        return None

    def _newcomer(self, code: str, culture: Culture, wanted: str) -> tuple[int, str]:
        name, sex = culture.name(self.rng)
        tries = 0
        while (wanted and sex and sex != wanted) or ((code, name) in self.taken and tries < 60):
            name, sex = culture.name(self.rng)
            tries += 1
        self.taken.add((code, name))
        official_id = self.new_id(Official)
        self.rows[Official].append(
            (official_id, name, fold(name), self._email(name), self.since, *_told(official_id, self.since.date()))
        )
        return official_id, sex

    def _email(self, name: str) -> str:
        """An address at example.org, which is kept for such use, for most whose name our keyboards can write."""
        flat = "".join(char for char in fold(name) if char.isascii() and (char.isalpha() or char == " "))
        parts = flat.split()
        return f"{parts[0]}.{parts[-1]}@example.org" if len(parts) > 1 and self.rng.random() < 0.6 else ""


def _told(official_id: int, since: date) -> tuple[str, Notice | None, date | None, str, date]:
    """Where the data come from, how the official was told of it, and when somebody looks at it again."""
    source = "import contacts-outlook" if official_id % 4 == 0 else "the organisation's own directory"
    review = years_on(since, 2 if official_id % 40 == 7 else 5)
    if official_id % 25 == 4:
        return source, None, None, "", review
    if official_id % 3 == 0:
        return source, Notice.GIVEN, since + timedelta(days=9), "with the first mail", review
    return source, Notice.PUBLIC, since + timedelta(days=12), "on our website", review
