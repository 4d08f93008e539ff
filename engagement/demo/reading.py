"""Reads the words of the demonstration world: plain text files whose first lines say how they are written."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from engagement.model.words import OrganisationKind

WORDS = Path(__file__).parent / "words"
KINDS = {
    "ministry": OrganisationKind.MINISTRY,
    "agency": OrganisationKind.AGENCY,
    "regulator": OrganisationKind.REGULATOR,
    "procurement": OrganisationKind.PROCUREMENT,
    "parliament": OrganisationKind.PARLIAMENT,
    "court": OrganisationKind.COURT,
    "municipality": OrganisationKind.MUNICIPALITY,
    "soe": OrganisationKind.STATE_ENTERPRISE,
    "embassy": OrganisationKind.EMBASSY,
    "international": OrganisationKind.INTERNATIONAL,
    "company": OrganisationKind.COMPANY,
    "association": OrganisationKind.ASSOCIATION,
    "academia": OrganisationKind.ACADEMIA,
    "civil society": OrganisationKind.CIVIL_SOCIETY,
}
WOMAN, MAN = "♀", "♂"
Phrases = dict[str, list[str]]


@dataclass(frozen=True)
class Body:
    """An organisation to be. `above` is its parent's place in the list of its country."""

    kind: OrganisationKind
    name: str
    english: str = ""
    above: int | None = None


@dataclass
class Place:
    """A country, or a seat of supranational bodies: `code` is then "EU", or "ZZ" for those of no union."""

    code: str
    zone: str
    language: str
    culture: str
    seat: str
    bodies: list[Body] = field(default_factory=list)

    @property
    def is_country(self) -> bool:
        """Whether ISO 3166-1 knows it."""
        return self.code not in ("EU", "ZZ")


@dataclass
class Culture:
    """How people are called. Whole names where the family name agrees with who bears it."""

    family_first: bool
    joint: str
    names: Phrases = field(default_factory=lambda: defaultdict(list))

    def name(self, rng: Random) -> tuple[str, str]:
        """A name, and WOMAN, MAN or nothing where it does not tell."""
        if "f" in self.names:
            sex = rng.choice((WOMAN, MAN))
            return rng.choice(self.names["f" if sex == WOMAN else "m"]), sex
        sex = rng.choice((WOMAN, MAN)) if "women" in self.names else ""
        given = rng.choice(self.names[{WOMAN: "women", MAN: "men"}.get(sex, "given")])
        family = rng.choice(self.names["family"])
        return self.joint.join((family, given) if self.family_first else (given, family)), sex


@dataclass
class Subject:
    """A policy topic to be, with all that is said about it."""

    name: str
    branch: str
    synonyms: list[str] = field(default_factory=list)
    said: Phrases = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Words:
    """All of it."""

    places: list[Place]
    cultures: dict[str, Culture]
    posts: dict[str, Phrases]  # by language, then by kind of body, "any" or "units"
    cities: dict[str, tuple[str, list[str]]]  # by country: how a city's body is called, and cities
    branches: list[Subject]
    subjects: list[Subject]
    phrases: Phrases
    languages: dict[str, Phrases]


@cache
def read_words() -> Words:
    """The words of the world, read once."""
    branches, subjects = _subjects()
    return Words(
        places=[place for file in sorted(WORDS.glob("bodies_*.txt")) for place in _places(file)],
        cultures=_cultures(),
        posts=_by_language("posts.txt", split="; "),
        cities=_cities(),
        branches=branches,
        subjects=subjects,
        phrases=_phrases("phrases.txt"),
        languages=_by_language("other_languages.txt"),
    )


def _lines(file: Path) -> Iterator[str]:
    for line in file.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith('# "') and not (line.startswith("# ") and file.stem[:6] != "topics"):
            yield line


def _places(file: Path) -> Iterator[Place]:
    place: Place | None = None
    for line in _lines(file):
        if line[:2].isupper() and line[2:3] == " " and ": " not in line:
            if place:
                yield place
            code, zone, language, culture, seat = line.split(" ", 4)
            place = Place(code, zone, language, culture, seat)
            continue
        assert place is not None, line
        below = line.startswith("- ")
        kind, name = line.removeprefix("- ").split(": ", 1)
        name, _, english = name.partition(" = ")
        above = (
            next(at for at in reversed(range(len(place.bodies))) if place.bodies[at].above is None) if below else None
        )
        place.bodies.append(Body(KINDS[kind], name, english, above))
    if place:
        yield place


def _cultures() -> dict[str, Culture]:
    found: dict[str, Culture] = {}
    culture: Culture | None = None
    for line in _lines(WORDS / "names.txt"):
        word, colon, names = line.partition(": ")
        if not colon:
            code, order, joint = line.split()
            culture = found[code] = Culture(order == "family", " " if joint == "space" else "")
        elif culture:
            culture.names[word] = [name.replace("_", " ") for name in names.split()]
    for culture in found.values():
        culture.names = dict(culture.names)
    return found


def _by_language(name: str, split: str = "") -> dict[str, Phrases]:
    found: dict[str, Phrases] = {}
    phrases: Phrases = {}
    for line in _lines(WORDS / name):
        word, colon, text = line.partition(": ")
        if not colon:
            phrases = found[line] = {}
        else:
            phrases.setdefault(word, []).extend(text.split(split) if split else [text])
    return found


def _cities() -> dict[str, tuple[str, list[str]]]:
    rows = (line.split(" | ") for line in _lines(WORDS / "cities.txt"))
    return {country: (pattern, cities.split(", ")) for country, pattern, cities in rows}


def _phrases(name: str) -> Phrases:
    found: Phrases = {}
    for line in _lines(WORDS / name):
        word, text = line.split(": ", 1)
        found.setdefault(word, []).append(text)
    return found


def _subjects() -> tuple[list[Subject], list[Subject]]:
    branches: list[Subject] = []
    subjects: list[Subject] = []
    for file in sorted(WORDS.glob("topics_*.txt")):
        subject: Subject | None = None
        for line in _lines(file):
            if line.startswith("# {"):
                continue
            if line.startswith("# "):
                subject = Subject(line[2:], "")
                branches.append(subject)
            elif line.startswith("## "):
                subject = Subject(line[3:], branches[-1].name)
                subjects.append(subject)
            elif subject:
                word, text = line.split(": ", 1)
                if word == "synonyms":
                    subject.synonyms = text.split(", ")
                else:
                    subject.said[word].append(text)
    return branches, subjects
