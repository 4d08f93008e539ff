"""The setting of the world: who we are, whom we meet, what about. Made once; the engagements then happen in it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from babel import Locale
from pycountry import countries

from engagement.core.text import fold
from engagement.demo.loading import Rows
from engagement.demo.people import CTO, POLICY, Person
from engagement.demo.reading import KINDS, MAN, WOMAN, Body, Culture, Place, Subject, Words
from engagement.demo.regions import AMERICAS, ASIA, EUROPE, REGION_OF
from engagement.model.members import Member, MemberRegion
from engagement.model.officials import Official, Post
from engagement.model.organisations import KeyBody, Organisation, OrganisationName
from engagement.model.topics import Topic, TopicName
from engagement.model.words import PARTNERS, Level, OrganisationKind

KIND_WORDS = {kind: word for word, kind in KINDS.items()}
SEATS_OF = {OrganisationKind.MINISTRY: 4, OrganisationKind.AGENCY: 3, OrganisationKind.REGULATOR: 3}  # others 2
WEIGHT_OF_KIND = {
    OrganisationKind.MINISTRY: 10,
    OrganisationKind.AGENCY: 9,
    OrganisationKind.REGULATOR: 7,
    OrganisationKind.PROCUREMENT: 6,
    OrganisationKind.INTERNATIONAL: 6,
    OrganisationKind.PARLIAMENT: 4,
    OrganisationKind.MUNICIPALITY: 4,
}  # others 2
# what the name of a body that minds security has in it, folded; and of a body of a part of a country
SECURITY = (
    *("cyber", "siber", "ciber", "kyber", "kiber", "sicherheit", "securite", "security", "segurança"),
    *("κυβερνο", "סייבר", "السيبران", "サイバー", "安全", "criptolog", "sandi"),
)
PARTS_OF_COUNTRIES = (
    *("State", "Provinc", "Region", "Région", "Land", "Kanton", "Gobierno de", "Government of", "New South"),
    *("Hansestadt", "Québec", "County", "Diputación"),
)
PLACE_OF_UNION = {"EU": EUROPE, "Europe": EUROPE, "Africa": EUROPE, "Asia": ASIA, "America": AMERICAS}


@dataclass(frozen=True)
class Holder:
    """An official in a post of a body, from a day on."""

    from_on: date
    official_id: int
    post_id: int
    title: str


@dataclass(eq=False)
class Other:
    """An organisation of the other side, with what an engagement wants to know of it."""

    id: int
    body: Body
    place: Place
    country_id: int | None
    region_id: int
    region: str
    country: str  # its name, for prose
    weight: float
    subjects: list[int] = field(default_factory=list)  # places in Setting.subjects that it mostly talks about
    steward: "Ours | None" = None  # who of us mostly meets it
    seats: list[list[Holder]] = field(default_factory=list)

    def holders(self, day: date) -> list[Holder]:
        """Who holds its posts on `day`."""
        found = []
        for seat in self.seats:
            at = bisect_right(seat, day, key=lambda holder: holder.from_on)
            if at:
                found.append(seat[at - 1])
        return found


@dataclass(frozen=True)
class Ours:
    """A team member with ids."""

    id: int
    person: Person
    function_id: int
    region_id: int


@dataclass(frozen=True)
class Ids:
    """Ids that an installation gave to its lists, by name, and the first free id of each kind."""

    regions: dict[str, int]
    functions: dict[str, int]
    need_categories: dict[str, int]
    first: dict[type[Any], int]


class Setting:
    """Builds members, topics, organisations, officials and key bodies; `rows` is what to write of them."""

    def __init__(self, words: Words, ids: Ids, team: Sequence[Person], secret: str, span: tuple[date, date]) -> None:
        self.words, self.ids, self.span = words, ids, span
        self.next = dict(ids.first)
        self.rng = Random("setting")  # noqa: S311  (a world, not a secret)
        self.rows = Rows()
        self.names = Locale("en").territories
        self.since = datetime.combine(span[0] - timedelta(days=30), time(8), UTC)
        self.members = [self._member(person, secret) for person in team]
        self.subjects: list[tuple[Subject, int]] = []
        self._topics()
        self.bodies: list[Other] = []
        self.taken: set[tuple[str, str]] = set()  # names of officials, by country
        self.free: dict[str, list[tuple[date, int, str]]] = {}  # who left a post, when, by country
        for place in words.places:
            self._place(place)
        for body in self.bodies:
            self._officials(body)
        self._key_bodies()

    def new_id(self, kind: type[Any]) -> int:
        """The next free id of `kind`."""
        number = self.next[kind]
        self.next[kind] = number + 1
        return number

    def last_ids(self) -> dict[type[Any], int]:
        """The highest id given away of each kind."""
        return {kind: number - 1 for kind, number in self.next.items()}

    def _member(self, person: Person, secret: str) -> Ours:
        number = self.new_id(Member)
        function = self.ids.functions[person.function]
        regions = [self.ids.regions[name] for name in person.regions]
        key = person.email.casefold()
        self.rows[Member].append(
            (
                *(number, person.name, fold(person.name), person.email, key, secret, person.role, function),
                *(person.zone, self.since),
            )
        )
        self.rows[MemberRegion].extend((number, region, at) for at, region in enumerate(regions))
        return Ours(number, person, function, regions[0])

    def _topics(self) -> None:
        keepers = [ours.id for ours in self.members if ours.person.function == POLICY]
        advisers = [ours.id for ours in self.members if ours.person.function == CTO]
        branch_ids = {}
        for at, branch in enumerate(self.words.branches):
            branch_ids[branch.name] = self._topic(branch, None, keepers[at % len(keepers)])
        for at, subject in enumerate(self.words.subjects):
            technical = subject.branch in ("Security & resilience", "Artificial intelligence")
            owners = advisers if technical else keepers
            topic_id = self._topic(subject, branch_ids[subject.branch], owners[at % len(owners)])
            self.subjects.append((subject, topic_id))

    def _topic(self, subject: Subject, parent_id: int | None, owner_id: int) -> int:
        number = self.new_id(Topic)
        self.rows[Topic].append((number, subject.name, fold(subject.name), parent_id, owner_id))
        self.rows[TopicName].extend(
            (self.new_id(TopicName), number, synonym, fold(synonym)) for synonym in subject.synonyms
        )
        return number

    def _place(self, place: Place) -> None:
        country_id = int(countries.get(alpha_2=place.code).numeric) if place.is_country else None
        region = REGION_OF.get(place.code) or PLACE_OF_UNION.get(place.code) or PLACE_OF_UNION[place.zone.split("/")[0]]
        if place.is_country:
            country = self.names[place.code]
        else:
            country = "the Union" if place.code == "EU" else "the region"
        steward_pool = [
            ours for ours in self.members if ours.person.regions[0] == region and ours is not self.members[5]
        ]
        stewards = self.rng.sample(steward_pool, min(3, len(steward_pool)))
        liked = self.rng.sample(range(len(self.subjects)), 6)
        here: list[Other] = []
        for body in place.bodies:
            here.append(self._body(body, place, here, country_id, (region, country), stewards, liked))
        self.bodies += here

    def _body(
        self,
        body: Body,
        place: Place,
        here: list[Other],
        country_id: int | None,
        names: tuple[str, str],
        stewards: list[Ours],
        liked: list[int],
    ) -> Other:
        number = self.new_id(Organisation)
        region_id = self.ids.regions[names[0]]
        parent_id = here[body.above].id if body.above is not None else None
        own_region = None if country_id else region_id
        zone = None if country_id else place.zone
        self.rows[Organisation].append(
            (
                *(number, body.name, fold(body.name), body.kind, _level(body, place), country_id, own_region),
                *(parent_id, zone, self.since),
            )
        )
        if body.english:
            self.rows[OrganisationName].append(
                (self.new_id(OrganisationName), number, body.english, fold(body.english))
            )
        weight = WEIGHT_OF_KIND.get(body.kind, 2) * self.rng.choice((0.04, 0.3, 0.6, 1, 1, 1.4, 2))
        made = Other(number, body, place, country_id, region_id, *names, weight)
        made.steward = self.rng.choice(stewards)
        made.subjects = self._leanings(body, liked)
        return made

    def _leanings(self, body: Body, liked: list[int]) -> list[int]:
        """Three to five topics that a body mostly talks about: by its kind and name, and by its country's mood."""
        name = fold(f"{body.name} {body.english}")
        if any(fold(word) in name for word in SECURITY):
            branches = ["Security & resilience"]
        elif body.kind is OrganisationKind.PROCUREMENT:
            branches = ["Procurement"]
        elif body.kind is OrganisationKind.REGULATOR:
            branches = ["Data & privacy", "Artificial intelligence", "Competition & telecoms"]
        elif body.kind in (OrganisationKind.MUNICIPALITY, OrganisationKind.CIVIL_SOCIETY):
            branches = ["Digital government", "Skills & economy", "Sustainability"]
        else:
            branches = ["Cloud policy", "Digital government", "Artificial intelligence", "Security & resilience"]
        own = [at for at, (subject, _) in enumerate(self.subjects) if subject.branch in branches]
        mood = self.rng.sample(liked, 1 if body.kind is OrganisationKind.PROCUREMENT else 2)
        return self.rng.sample(own, min(3, len(own))) + mood

    def _officials(self, body: Other) -> None:
        foreign_name = body.body.name.isascii() and body.place.language == "hi"
        language = "en" if foreign_name or body.body.kind is OrganisationKind.EMBASSY else body.place.language
        culture = self.words.cultures["in" if foreign_name else body.place.culture]
        titles = self._titles(body.body.kind, language)
        for title in self.rng.sample(titles, min(len(titles), SEATS_OF.get(body.body.kind, 2))):
            body.seats.append(self._seat(body, title, culture))

    def _titles(self, kind: OrganisationKind, language: str) -> list[str]:
        posts = self.words.posts[language]
        if kind in PARTNERS:
            return posts.get(KIND_WORDS[kind]) or self.words.posts["en"][KIND_WORDS[kind]]
        return posts.get(KIND_WORDS[kind], []) + (
            posts["any"] if kind in SEATS_OF or KIND_WORDS[kind] not in posts else []
        )

    def _seat(self, body: Other, marked: str, culture: Culture) -> list[Holder]:
        """A post and who held it over the span, one after the other; the last holds it today."""
        title, wanted = (marked[:-2], marked[-1]) if marked[-1] in (WOMAN, MAN) else (marked, "")
        begin, today = self.span
        from_on = begin - timedelta(days=self.rng.randrange(60, 900))
        holders = []
        while True:
            to_on = from_on + timedelta(days=self.rng.randrange(500, 2600))
            official_id, sex = self._successor(body.place.code, from_on, wanted) or self._newcomer(
                body, culture, wanted
            )
            post_id = self.new_id(Post)
            ended = to_on if to_on < today else None
            self.rows[Post].append((post_id, official_id, body.id, title, from_on, ended))
            holders.append(Holder(from_on, official_id, post_id, title))
            if ended is None:
                return holders
            self.free.setdefault(body.place.code, []).append((to_on, official_id, sex))
            from_on = to_on + timedelta(days=self.rng.choice((1, 1, 15, 45)))
            if from_on > today:
                return holders

    def _successor(self, code: str, from_on: date, wanted: str) -> tuple[int, str] | None:
        """Somebody of the country who left a post some time before, for one in three that fall free."""
        for free in self.free.get(code, ()):
            left, official_id, sex = free
            fits = not wanted or not sex or sex == wanted
            if fits and timedelta(0) < from_on - left < timedelta(days=400) and self.rng.random() < 0.35:
                self.free[code].remove(free)
                return official_id, sex
        return None

    def _newcomer(self, body: Other, culture: Culture, wanted: str) -> tuple[int, str]:
        name, sex = culture.name(self.rng)
        tries = 0
        while (wanted and sex and sex != wanted) or ((body.place.code, name) in self.taken and tries < 60):
            name, sex = culture.name(self.rng)
            tries += 1
        self.taken.add((body.place.code, name))
        official_id = self.new_id(Official)
        self.rows[Official].append((official_id, name, fold(name), self._email(name), self.since))
        return official_id, sex

    def _email(self, name: str) -> str:
        flat = "".join(char for char in fold(name) if char.isascii() and (char.isalpha() or char == " "))
        parts = flat.split()
        return f"{parts[0]}.{parts[-1]}@example.org" if len(parts) > 1 and self.rng.random() < 0.6 else ""

    def _key_bodies(self) -> None:
        begin, today = self.span
        by_place: dict[str, list[Other]] = {}
        for body in self.bodies:
            if body.body.kind in WEIGHT_OF_KIND and body.body.kind is not OrganisationKind.MUNICIPALITY:
                by_place.setdefault(body.place.code, []).append(body)
        for listed in by_place.values():
            for body in sorted(listed, key=lambda other: -WEIGHT_OF_KIND[other.body.kind])[: 2 + len(listed) // 3]:
                from_on = self.rng.choice((begin - timedelta(days=200), begin, begin + (today - begin) / 2))
                from_on = from_on.replace(day=1)
                off = self.rng.random() < 0.06
                to_on = (today - timedelta(days=self.rng.randrange(20, 200))).replace(day=1) if off else None
                if to_on and to_on <= from_on:
                    to_on = None
                cadence = self.rng.choice((30, 60, 90, 90, 90, 120, 180))
                self.rows[KeyBody].append(
                    (self.new_id(KeyBody), body.id, body.country_id, body.region_id, cadence, from_on, to_on)
                )
                body.weight *= self.rng.choice((0.02, 1.5, 2, 2.5, 3))


def _level(body: Body, place: Place) -> Level | None:
    if body.kind in PARTNERS:
        return None
    if not place.is_country:
        return Level.SUPRANATIONAL
    if body.kind is not OrganisationKind.MUNICIPALITY:
        return Level.NATIONAL
    return Level.REGIONAL if any(word in body.name for word in PARTS_OF_COUNTRIES) else Level.LOCAL
