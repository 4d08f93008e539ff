"""Our team in the demonstration: invented people of an invented company. The cast of the tests comes first."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from engagement.actions.proposed_regions import AMERICAS, ASIA, EUROPE
from engagement.core.text import fold
from engagement.demo.reading import Culture
from engagement.model.words import Role

CTO, POLICY, LEAD, CENTRE = "CTO office", "Public policy", "Regional lead", "Centre of Expertise"
WORLD = (EUROPE, ASIA, AMERICAS)


@dataclass(frozen=True)
class Person:
    """A team member to be. The first region is the one that counts for what they take part in."""

    name: str
    role: Role
    function: str
    regions: tuple[str, ...]
    zone: str

    @property
    def email(self) -> str:
        """An address that can reach nobody: example.com is kept for such use (RFC 2606)."""
        return ".".join(fold(self.name).replace("’", "").split()) + "@example.com"


TEAM = (
    Person("Asha Menon", Role.MEMBER, CTO, (ASIA,), "Asia/Tokyo"),
    Person("Bruno Keller", Role.MEMBER, CTO, (EUROPE,), "Europe/Madrid"),
    Person("Carmen Díaz", Role.MANAGER, LEAD, (ASIA,), "Asia/Singapore"),
    Person("Dai Evans", Role.POLICY, POLICY, (EUROPE, ASIA, AMERICAS), "Europe/London"),
    Person("Erin Walsh", Role.CENTRE, CENTRE, (AMERICAS, EUROPE, ASIA), "America/New_York"),
    Person("Farid Rahman", Role.ADMINISTRATOR, CTO, WORLD, "Europe/London"),
    Person("Annelie Strand", Role.MANAGER, LEAD, (EUROPE,), "Europe/Stockholm"),
    Person("Rafael Monteverde", Role.MANAGER, LEAD, (AMERICAS,), "America/Sao_Paulo"),
    Person("Keiko Tachibana", Role.MEMBER, LEAD, (ASIA,), "Asia/Tokyo"),
    Person("Vikram Deshpande", Role.MEMBER, LEAD, (ASIA,), "Asia/Kolkata"),
    Person("Joost van den Akker", Role.MEMBER, LEAD, (EUROPE,), "Europe/Brussels"),
    Person("Layla Haddad", Role.MEMBER, LEAD, (EUROPE,), "Asia/Dubai"),
    Person("Wanjiku Njoroge", Role.MEMBER, LEAD, (EUROPE,), "Africa/Nairobi"),
    Person("Claire Montagne", Role.POLICY, POLICY, (EUROPE,), "Europe/Paris"),
    Person("Michał Sobieraj", Role.MEMBER, POLICY, (EUROPE,), "Europe/Warsaw"),
    Person("Min-jun Seo", Role.POLICY, POLICY, (ASIA,), "Asia/Seoul"),
    Person("Priscilla Ong", Role.MEMBER, POLICY, (ASIA,), "Asia/Singapore"),
    Person("Marisol Quiroga", Role.POLICY, POLICY, (AMERICAS,), "America/Bogota"),
    Person("Thomas Greer", Role.MEMBER, POLICY, (AMERICAS,), "America/New_York"),
    Person("Ingrid Aasen", Role.MEMBER, CTO, (EUROPE, ASIA), "Europe/Oslo"),
    Person("Tiago Barreto", Role.MEMBER, CTO, (AMERICAS,), "America/Sao_Paulo"),
    Person("Olivia Marsden", Role.MEMBER, LEAD, (ASIA,), "Australia/Sydney"),
    Person("Jamal Whitaker", Role.MEMBER, LEAD, (AMERICAS,), "America/Chicago"),
    Person("Sofia Lindholm", Role.CENTRE, CENTRE, (EUROPE,), "Europe/Helsinki"),
)
CAST = TEAM[:6]


def colleagues(rng: Random, cultures: dict[str, Culture], number: int) -> Iterator[Person]:
    """Further team members for a large world, named from these cultures."""
    homes = (("en", EUROPE, "Europe/London"), ("us", AMERICAS, "America/New_York"), ("sg", ASIA, "Asia/Singapore"))
    taken = {person.email for person in TEAM}
    while number:
        culture, region, zone = rng.choice(homes)
        function = rng.choice((CTO, POLICY, LEAD, LEAD, CENTRE))
        role = rng.choice((Role.MEMBER,) * 8 + (Role.POLICY, Role.MANAGER))
        person = Person(cultures[culture].name(rng)[0], role, function, (region,), zone)
        if person.email not in taken:
            taken.add(person.email)
            number -= 1
            yield person
