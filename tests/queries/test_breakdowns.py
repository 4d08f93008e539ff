"""Counts by month and by key: the same from the months as one would count by hand, for each viewer."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from engagement.core.periods import Period, month_number
from engagement.desk import Desk, command_line
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOrganisation,
    EngagementReader,
    EngagementTopic,
)
from engagement.model.organisations import OrganisationTree
from engagement.model.scope import Scope
from engagement.model.topics import TopicTree
from engagement.model.words import Channel, EngagementKind, OrganisationKind, Status
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import by_key, by_month, held

YEAR = Period(date(2025, 10, 1), date(2026, 9, 30))


@pytest.fixture
def world(asha: Desk, bruno: Desk, carmen: Desk, make: ModuleType) -> dict[str, Any]:
    """Forty engagements of every sort over some fifteen months, one in four confidential."""
    desks = [asha, bruno, carmen]
    parent = make.organisation(asha, country="JP")
    bodies = [
        parent,
        make.organisation(asha, country="JP", parent=parent, kind=OrganisationKind.AGENCY),
        make.organisation(asha, country="IN"),
        make.organisation(asha, country="DE", kind=OrganisationKind.REGULATOR),
        make.organisation(asha, country=None, kind=OrganisationKind.INTERNATIONAL),
    ]
    root = make.topic(asha)
    topics = [root, make.topic(asha, parent=root), make.topic(asha, parent=root), make.topic(asha)]
    for n in range(40):
        make.engagement(
            desks[n % 3],
            organisations=[bodies[n % 5]] + [bodies[n % 4]] * (n % 3 == 0 and n % 5 != n % 4),
            topics=[topics[n % 4]] + [topics[(n + 1) % 4]] * (n % 2),
            members=[desks[n % 3].member, *([desks[(n + 1) % 3].member] * (n % 5 == 0))],
            readers=[carmen.member] * (n % 8 == 0 and n % 3 != 2),
            on=date(2025, 7, 1) + timedelta(days=n * 11 % 440),
            status=[Status.HELD, Status.HELD, Status.HELD, Status.PLANNED, Status.CANCELLED][n % 5],
            kind=list(EngagementKind)[n % 3],
            channel=[None, Channel.VIDEO][n % 2],
            confidential=n % 4 == 0,
        )
    return {"bodies": bodies, "topics": topics, "desks": desks}


def seen(desk: Desk) -> Iterator[tuple[Engagement, set[tuple[Scope, int]]]]:
    """Every engagement that a member may see, with all that it counts under: in plain Python from the plain tables."""
    db, me = desk.db, desk.member.id

    def links(kind: Any, *columns: str) -> list[Any]:
        return list(db.execute(select(*(getattr(kind, name) for name in columns))))

    above = links(OrganisationTree, "descendant_id", "ancestor_id")
    topics_above = links(TopicTree, "descendant_id", "ancestor_id")
    bodies = links(EngagementOrganisation, "engagement_id", "organisation_id", "country_id", "region_id", "kind")
    people = links(EngagementMember, "engagement_id", "member_id", "function_id")
    named = links(EngagementReader, "engagement_id", "member_id")
    subjects = links(EngagementTopic, "engagement_id", "topic_id")
    for one in db.scalars(select(Engagement).where(Engagement.archived_at.is_(None))):
        readers = {row[1] for row in [*people, *named] if row[0] == one.id}
        if one.confidential and me not in readers:
            continue
        keys: set[tuple[Scope, Any]] = {(Scope.KIND, one.kind.number)}
        for row in bodies:
            if row[0] == one.id:
                keys |= {(Scope.COUNTRY, row[2]), (Scope.REGION, row[3]), (Scope.BODY_KIND, row[4].number)}
                keys |= {(Scope.ORGANISATION, up) for below, up in above if below == row[1]}
        for row in people:
            if row[0] == one.id:
                keys |= {(Scope.MEMBER, row[1]), (Scope.FUNCTION, row[2])}
        for row in subjects:
            if row[0] == one.id:
                keys |= {(Scope.TOPIC, up) for below, up in topics_above if below == row[1]}
        yield one, {key for key in keys if key[1] is not None}


def questions(world: dict[str, Any], asha: Desk) -> list[EngagementFilter]:
    country = world["bodies"][0].country_id
    region = asha.db.scalar(
        select(EngagementOrganisation.region_id).where(EngagementOrganisation.country_id == country)
    )
    return [
        EngagementFilter(),
        EngagementFilter(region=region),
        EngagementFilter(country=country, status=Status.PLANNED),
        EngagementFilter(organisation=world["bodies"][0].id),
        EngagementFilter(topic=world["topics"][0].id),
        EngagementFilter(region=region, topic=world["topics"][0].id),
        EngagementFilter(member=asha.member.id, kind=EngagementKind.MEETING),
        EngagementFilter(confidential=True),
    ]


@settings(max_examples=8)
@given(first=st.dates(date(2025, 6, 1), date(2026, 9, 30)), days=st.integers(0, 460))
def test_counts_are_those_of_a_count_by_hand_for_every_viewer(world, asha, first, days):
    for desk in world["desks"]:
        records = list(seen(desk))
        for span, question in product((YEAR, Period(first, first + timedelta(days=days))), questions(world, asha)):
            fitting = [
                (one, keys)
                for one, keys in records
                if one.local_date in span
                and one.status is Status.HELD
                and {key for key in question.keys(desk) if key[0] not in (Scope.STATUS, Scope.CONFIDENTIAL)} <= keys
                and (one.confidential or not question.confidential)
            ]
            assert by_month(desk, question, span) == Counter(month_number(one.local_date) for one, _ in fitting)
            assert held(desk, question, span) == len(fitting)
            for scope in (Scope.COUNTRY, Scope.BODY_KIND, Scope.TOPIC, Scope.FUNCTION):
                counted = Counter(key for _, keys in fitting for kind, key in keys if kind is scope)
                if scope is Scope.COUNTRY and question.region:
                    counted.pop(world["bodies"][3].country_id, None)  # Germany, in joint ones with Japan
                assert by_key(desk, question, span, scope) == counted, (question, span, scope)


def test_a_country_that_moved_to_another_region_leaves_the_past_where_it_was(asha, make):
    japan = make.organisation(asha, country="JP")
    make.engagement(asha, organisations=[japan], on=date(2026, 2, 3))
    asia = japan_region = make.country(asha, "JP").region_id
    make.region(asha, "Pacific", ["JP"])
    make.engagement(asha, organisations=[japan], on=date(2026, 3, 3))
    question = EngagementFilter(region=asia)
    assert by_key(asha, question, YEAR, Scope.COUNTRY) == {japan.country_id: 1}
    assert by_month(asha, question, YEAR) == {month_number(date(2026, 2, 1)): 1}
    assert japan_region != make.country(asha, "JP").region_id


def test_the_command_line_counts_only_what_everybody_may_see(asha, make):
    make.engagement(asha, confidential=True)
    make.engagement(asha)
    shell = Desk(asha.db, command_line("UTC"), asha.now)
    assert held(shell, EngagementFilter(), YEAR) == 1
    assert held(shell, EngagementFilter(confidential=True), YEAR) == 0
