"""The demonstration world without a database: the same each time, and as varied as the real one."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from engagement.demo.loading import COLUMNS, Rows
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement, EngagementOfficial, EngagementOrganisation
from engagement.model.ledgers import Heard, Shared
from engagement.model.members import Member
from engagement.model.officials import Official, Post
from engagement.model.organisations import KeyBody, Organisation
from engagement.model.words import (
    AskedBy,
    Channel,
    CommitmentState,
    EngagementKind,
    HeardKind,
    OrganisationKind,
    Purpose,
    SharedKind,
    Side,
    Status,
)
from tests.demo.worlds import happened
from tests.world import NOW

TODAY = NOW.date()


def digest(rows: Rows) -> str:
    return hashlib.sha256(repr(sorted((kind.__name__, rows[kind]) for kind in rows)).encode()).hexdigest()


@pytest.fixture(scope="module")
def rows() -> Rows:
    """The world of `make run`."""
    return happened(2_000)


def column(rows: Rows, kind: type[Any], name: str) -> list[Any]:
    at = COLUMNS[kind].index(name)
    return [row[at] for row in rows[kind]]


def records(rows: Rows, kind: type[Any]) -> Iterator[dict[str, Any]]:
    return (dict(zip(COLUMNS[kind], row, strict=True)) for row in rows[kind])


def test_the_same_day_makes_the_same_world_and_another_day_another() -> None:
    assert digest(happened(200)) == digest(happened(200))
    assert digest(happened(200)) != digest(happened(200, NOW + timedelta(days=1)))


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        (Engagement, "kind", EngagementKind),
        (Engagement, "status", Status),
        (Engagement, "channel", Channel),
        (Engagement, "asked_by", AskedBy),
        (Engagement, "purpose", Purpose),
        (EngagementOrganisation, "kind", OrganisationKind),
        (Shared, "kind", SharedKind),
        (Heard, "kind", HeardKind),
        (Commitment, "state", CommitmentState),
        (Commitment, "side", [*Side, None]),
    ],
)
def test_every_word_of_the_closed_lists_happens(rows: Rows, kind: type[Any], name: str, words: Any) -> None:
    assert set(column(rows, kind, name)) == set(words)


def test_names_come_in_every_script_that_reports_print(rows: Rows) -> None:
    names = "".join(column(rows, Organisation, "name") + column(rows, Official, "name"))
    scripts = {unicodedata.name(sign).split()[0] for sign in set(names) if sign.isalpha()}
    assert scripts >= {
        *("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "DEVANAGARI", "THAI", "CJK", "KATAKANA"),
        "HANGUL",
    }
    assert len({organisation["country_id"] for organisation in records(rows, Organisation)}) >= 60


def test_nobody_can_be_reached_by_mail(rows: Rows) -> None:
    addresses = [address for address in column(rows, Official, "email") + column(rows, Member, "email") if address]
    assert {address.split("@")[1] for address in addresses} == {"example.com", "example.org"}
    assert all(address.isascii() and " " not in address for address in addresses)


def test_next_week_is_planned_and_some_of_the_last_is_not_completed_yet(rows: Rows) -> None:
    planned = [each["local_date"] for each in records(rows, Engagement) if each["status"] is Status.PLANNED]
    assert sum(TODAY < day <= TODAY + timedelta(days=7) for day in planned) >= 10
    assert sum(day < TODAY for day in planned) >= 5
    assert all(each["local_date"] <= TODAY for each in records(rows, Engagement) if each["status"] is Status.HELD)


def test_some_promises_are_late_and_none_is_done_in_the_future(rows: Rows) -> None:
    promises = list(records(rows, Commitment))
    late = [p for p in promises if p["state"] is CommitmentState.OPEN and p["due"] and p["due"] < TODAY]
    assert {p["side"] for p in late} == {*Side, None}
    assert all(p["done_on"] <= TODAY for p in promises if p["state"] is CommitmentState.DONE)


def test_a_few_in_a_hundred_are_confidential_and_some_have_several_bodies(rows: Rows) -> None:
    assert 0.015 < sum(column(rows, Engagement, "confidential")) / 2_000 < 0.05
    bodies = Counter(column(rows, EngagementOrganisation, "engagement_id"))
    assert sum(n > 1 for n in bodies.values()) > 200


def test_whoever_took_part_held_the_post_on_that_day(rows: Rows) -> None:
    days = {each["id"]: each["local_date"] for each in records(rows, Engagement)}
    posts = {post["id"]: post for post in records(rows, Post)}
    for met in records(rows, EngagementOfficial):
        post = posts[met["post_id"]]
        assert post["from_on"] <= days[met["engagement_id"]] <= (post["to_on"] or datetime.max.date())
        assert (post["official_id"], post["title"]) == (met["official_id"], met["post_title"])


def test_posts_change_hands_and_officials_move_on(rows: Rows) -> None:
    assert sum(day is not None for day in column(rows, Post, "to_on")) > 100
    assert max(Counter(column(rows, Post, "official_id")).values()) > 1


def test_some_key_bodies_are_met_often_and_some_never(rows: Rows) -> None:
    met = Counter(column(rows, EngagementOrganisation, "organisation_id"))
    often = [met[body] for body in column(rows, KeyBody, "organisation_id")]
    assert min(often) == 0
    assert max(often) > 10


def test_records_do_not_read_alike(rows: Rows) -> None:
    held = [each for each in records(rows, Engagement) if each["status"] is Status.HELD]
    assert len({each["title"] for each in held}) > len(held) / 2
    assert len({each["summary"] for each in held}) > len(held) * 0.8
    assert not [
        each["title"] for each in records(rows, Engagement) if set("{}|_") & set(each["title"] + each["summary"])
    ]
