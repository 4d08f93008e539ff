"""The setting of the world: who we are, whom we meet, what about. Made once; the engagements then happen in it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from babel import Locale
from pycountry import countries

from engagement.actions.proposed_regions import AMERICAS, ASIA, EUROPE, REGION_OF
from engagement.core.text import fold
from engagement.demo.holding import IN_LATIN, Holder, Holdings
from engagement.demo.leaning import leanings
from engagement.demo.loading import Rows
from engagement.demo.people import CTO, POLICY, Person
from engagement.demo.reading import Body, Place, Subject, Words
from engagement.model.members import Member, MemberRegion
from engagement.model.organisations import KeyBody, Organisation, OrganisationName
from engagement.model.topics import Topic, TopicName
from engagement.model.words import PARTNERS, Level, OrganisationKind, Role

WEIGHT_OF_KIND = {
    OrganisationKind.MINISTRY: 10,
    OrganisationKind.AGENCY: 9,
    OrganisationKind.REGULATOR: 7,
    OrganisationKind.PROCUREMENT: 6,
    OrganisationKind.INTERNATIONAL: 6,
    OrganisationKind.PARLIAMENT: 4,
    OrganisationKind.MUNICIPALITY: 4,
}  # others 2
# what the name of a body of a part of a country has in it
PARTS_OF_COUNTRIES = (
    *("State", "Provinc", "Region", "Région", "Land", "Kanton", "Gobierno de", "Government of", "New South"),
    *("Hansestadt", "Québec", "County", "Diputación"),
)
PLACE_OF_UNION = {"EU": EUROPE, "Europe": EUROPE, "Africa": EUROPE, "Asia": ASIA, "America": AMERICAS}


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
    subjects: list[int]  # places in Setting.subjects that it mostly talks about
    steward: "Ours"  # who of us mostly meets it
    seats: list[list[Holder]] = field(default_factory=list)

    def holders(self, day: date) -> list[Holder]:
        """Who holds its posts on `day`."""
        found = []
        for seat in self.seats:
            at = bisect_right(seat, day, key=lambda holder: holder.from_on)
            if at and not ((to_on := seat[at - 1].to_on) and to_on < day):
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
        self.trees: Counter[str] = Counter()  # bodies without a parent, by language
        for place in words.places:
            self._place(place)
        holdings = Holdings(words, self.rng, self.rows, self.new_id, span, self.since)
        for other in self.bodies:
            other.seats = holdings.seats(other.id, other.body, other.place, _level(other.body, other.place))
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
        country_id = int(countries.lookup(place.code).numeric) if place.is_country else None
        region = REGION_OF.get(place.code) or PLACE_OF_UNION.get(place.code) or PLACE_OF_UNION[place.zone.split("/")[0]]
        if place.is_country:
            country = self.names[place.code]
        else:
            country = "the Union" if place.code == "EU" else "the region"
        steward_pool = [
            ours
            for ours in self.members
            if ours.person.regions[0] == region and ours.person.role is not Role.ADMINISTRATOR
        ]
        stewards = self.rng.sample(steward_pool, min(3, len(steward_pool)))
        liked = self.rng.sample(range(len(self.subjects)), 8)
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
        if body.above is None:
            self.trees[place.language] += 1
            in_english = self.trees[place.language] % 2 == 0  # every second tree, so that each script is to be seen
        else:
            in_english = here[body.above].body.name.isascii()
        if place.language in IN_LATIN and body.english and in_english:
            body = replace(body, name=body.english, english=body.name)  # the team keeps it under its English name
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
        size = min(1.5, 0.3 + len(place.bodies) / 10)  # larger countries have more bodies, and more to say to us
        weight = WEIGHT_OF_KIND.get(body.kind, 2) * size * self.rng.choice((0.04, 0.3, 0.6, 1, 1, 1.4, 2))
        subjects = leanings(self.rng, self.subjects, body, liked)
        steward = self.rng.choice(stewards)
        return Other(number, body, place, country_id, region_id, *names, weight, subjects, steward)

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
                cadence = self.rng.choice((60, 90, 90, 120, 120, 180, 180, 365))
                self.rows[KeyBody].append(
                    (self.new_id(KeyBody), body.id, body.country_id, body.region_id, cadence, from_on, to_on)
                )
                body.weight *= self.rng.choice((0.02, 0.8, 1.2, 1.6, 2, 2.4, 2.4))


def _level(body: Body, place: Place) -> Level | None:
    if body.kind in PARTNERS:
        return None
    if not place.is_country:
        return Level.SUPRANATIONAL
    if body.kind is not OrganisationKind.MUNICIPALITY:
        return Level.NATIONAL
    return Level.REGIONAL if any(word in body.name for word in PARTS_OF_COUNTRIES) else Level.LOCAL
