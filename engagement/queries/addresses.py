"""Where pages are, for what is read outside the product: reports and mails. A test holds them to the routes."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from engagement.core.filtering import Filter
from engagement.model.engagements import Engagement
from engagement.model.members import Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.places import Country, Region
from engagement.model.topics import Topic
from engagement.queries.commitments import CommitmentFilter
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.key_bodies import KeyBodyFilter

LISTS: dict[type[Filter], str] = {
    CommitmentFilter: "/commitments",
    EngagementFilter: "/engagements",
    KeyBodyFilter: "/key-bodies",
}
RECORDS: dict[type[Any], str] = {
    Country: "/countries",
    Engagement: "/engagements",
    Member: "/members",
    Official: "/officials",
    Organisation: "/organisations",
    Region: "/regions",
    Topic: "/topics",
}


@dataclass(frozen=True)
class Pages:
    """Absolute addresses under `base` (such as https://engagement.example.com); without a base there are none."""

    base: str

    def asked(self, question: Filter) -> str:
        """The list that answers `question`, or "" where no page does."""
        path = LISTS.get(type(question))
        if not self.base or path is None:
            return ""
        said = urlencode(question.to_args())
        return f"{self.base}{path}?{said}" if said else f"{self.base}{path}"

    def record(self, kind: type[Any], key: int) -> str:
        """The page of a record, or "" where it has none."""
        path = RECORDS.get(kind)
        return f"{self.base}{path}/{key}" if self.base and path else ""
