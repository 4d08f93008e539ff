"""What may be chosen about an activity report, beside its question."""

from dataclasses import dataclass

from engagement.core.filtering import Filter, asked
from engagement.core.text import clean
from engagement.model.words import Word
from reports.records import Detail, Paper

LONGEST = 600  # characters of each of the author's sentences


class Grouping(Word):
    """Under what headings the engagements stand; a joint one stands once, under what it names first."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    TOPIC = "topic"
    MONTH = "month"


def _sentence(text: str) -> str:
    return clean(text).strip()[:LONGEST]


@dataclass(frozen=True)
class ActivityOptions(Filter):
    """How a report is made. What is not asked has the likely answer."""

    paper: Paper | None = asked(Paper)
    detail: Detail | None = asked(Detail)
    grouping: Grouping | None = asked(Grouping)
    changed: str | None = asked(_sentence)
    means: str | None = asked(_sentence)
    wanted: str | None = asked(_sentence)
