"""What readers give: plain values in the words of the product, not yet matched with any record.

Closed words (kind, channel, level, …) are the values of engagement/model/words.py, as text; a test holds them together.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as a source names it. Without a country it is supranational, or the source does not say."""

    name: str
    kind: str
    country: str | None = None
    """ISO 3166, two letters, or a country's name as a spreadsheet writes it."""
    level: str | None = None
    parent: "Body | None" = None
    seat: str | None = None
    """For a supranational body: the country in whose region it is kept."""
    zone: str | None = None
    others: tuple[str, ...] = ()
    """Other names: abbreviations, translations."""


@dataclass(frozen=True, slots=True)
class Person:
    """An official and the post that the source says they held."""

    name: str
    post: str
    body: Body


@dataclass(frozen=True, slots=True)
class Subject:
    """A policy topic by its path from the top. What is only `if_known` is never made."""

    path: tuple[str, ...]
    if_known: bool = False


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A meeting as a register tells it. `key` stays the same over runs; `digest` changes with the content."""

    key: str
    digest: str
    held_on: date
    title: str
    kind: str
    zone: str
    bodies: tuple[Body, ...]
    """The government bodies that were met."""
    companies: tuple[Body, ...] = ()
    """Those that met them, without us."""
    officials: tuple[Person, ...] = ()
    topics: tuple[Subject, ...] = ()
    channel: str | None = None
    status: str | None = None
    asked_by: str | None = None
    place: str = ""
    summary: str = ""
    outcome: str = ""
    members: tuple[str, ...] = ()
    """Our own people, by name or e-mail address."""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A row of a list of organisations. `parents` are keys of the same list."""

    key: str
    digest: str
    body: Body
    parents: tuple[str, ...] = ()
    website: str = ""
    note: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """A row of a list of officials, or of a CRM's contacts."""

    key: str
    digest: str
    person: Person
    more_posts: tuple[Person, ...] = ()
    until: date | None = None
    email: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A row of a tree of topics. `parent` is a key of the same list; the name alone knows no topic."""

    key: str
    digest: str
    name: str
    parent: str | None = None
    code: str = ""
    description: str = ""
    synonyms: tuple[str, ...] = ()
