"""The real registers, which lie beside the checkout: what every row of them becomes."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engagement.intake import mappings, table
from engagement.intake.mapping import Accepted, LeftOut, Mapping, Rejected
from engagement.intake.parties import Us
from tests.samples import SAMPLES, sample

pytestmark = [pytest.mark.samples]
MAPPINGS: dict[str, Mapping[Any]] = {
    **mappings.ENGAGEMENTS, **mappings.ORGANISATIONS, **mappings.OFFICIALS, **mappings.TOPICS,
}  # fmt: skip


def counts(path: Path, mapping: str, us: Us | None = None) -> tuple[int, int, int, int]:
    """Values, rows in them, rows that repeat one above, rejected rows."""
    seen: set[str] = set()
    found: Counter[str] = Counter()
    for outcome in MAPPINGS[mapping].outcomes(table.from_path(path), us):
        match outcome:
            case Accepted(records=records, value=value):
                if value.key in seen:
                    found["repeats"] += len(records)
                else:
                    found["values"] += 1
                    found["rows"] += len(records)
                seen.add(value.key)
            case Rejected():
                found["rejected"] += 1
            case LeftOut():
                found["left out"] += 1
    return found["values"], found["rows"], found["repeats"], found["rejected"]


@pytest.mark.parametrize(("name", "mapping", "expected"), SAMPLES, ids=[name for name, _, _ in SAMPLES])
def test_every_row_of_a_sample_ends_as_it_should(name: str, mapping: str, expected: tuple[int, int, int, int]) -> None:
    assert counts(sample(name), mapping) == expected


@pytest.mark.parametrize(
    ("us", "name", "mapping", "values"),
    [
        ("Microsoft", "meetings/eu-mep-meetings.csv", "eu-mep-meetings", 64),
        ("Google", "meetings/eu-mep-meetings.csv", "eu-mep-meetings", 106),
        ("IBM", "meetings/eu-mep-meetings.csv", "eu-mep-meetings", 17),
        ("Google", "meetings/nsw-ministerial-diaries.csv.gz", "nsw-ministerial-diaries", 17),
        ("Microsoft", "meetings/nsw-ministerial-diaries.csv.gz", "nsw-ministerial-diaries", 10),
        ("Airbnb", "meetings/portland-lobbying-2017-q1.csv", "portland-lobbying", 23),
        ("Microsoft", "meetings/ca-saskatchewan-lobbyist-filings.csv", "saskatchewan-lobbyist-filings", 7),
    ],
)
def test_the_meetings_of_one_company_are_found(us: str, name: str, mapping: str, values: int) -> None:
    assert counts(sample(name), mapping, Us(us))[0] == values
