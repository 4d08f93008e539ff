"""Each figure by a worked example that can be counted on one's fingers, and the rules that hold for all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.core.periods import Period
from engagement.model.words import CommitmentState, HeardKind, OrganisationKind, Side, Status
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures import breadth, coverage, promises, quality
from engagement.queries.figures.answers import median, needs_answered, time_to_answer
from engagement.queries.figures.defined import (
    BODIES,
    CADENCE,
    COVERAGE,
    ENGAGEMENTS,
    NEEDS_ANSWERED,
    PROMISES_OURS,
    TIME_TO_ANSWER,
    figures,
)
from engagement.queries.figures.values import Days, per_cent, reads
from reports.records import Share

Q3 = Period(date(2026, 7, 1), date(2026, 9, 30))
Q2 = Q3.before()
ALL = EngagementFilter()
AUGUST = date(2026, 8, 3)


def test_coverage_counts_key_bodies_met_against_the_list_of_the_first_day(asha, bruno, make):
    treasury, senate, court, late, gone = (make.organisation(asha, name) for name in "TSCLG")
    directorate = make.organisation(asha, parent=treasury)
    for body in (treasury, senate, court):
        make.key_body(asha, body)
    make.key_body(asha, late, from_on=date(2026, 8, 1))
    make.key_body(asha, gone, to_on=date(2026, 7, 1))
    for body in (directorate, late, gone):
        make.engagement(asha, organisations=[body], on=AUGUST)
    make.engagement(asha, organisations=[senate], on=AUGUST, status=Status.CANCELLED)
    make.engagement(asha, organisations=[senate], on=date(2026, 6, 30))
    make.engagement(asha, organisations=[court], on=AUGUST, confidential=True)
    assert coverage.coverage(asha, ALL, Q3) == Share(2, 3)
    assert coverage.coverage(bruno, ALL, Q3) == Share(1, 3)
    met = coverage.met_in(bruno, ALL, Q2, [treasury.id, senate.id])
    assert met == {senate.id}


def test_coverage_of_a_topic_asks_who_spoke_of_it_and_that_of_a_country_who_is_there(asha, make):
    japan, india = make.organisation(asha, country="JP"), make.organisation(asha, country="IN")
    cloud = make.topic(asha)
    for body in (japan, india):
        make.key_body(asha, body)
        make.engagement(asha, organisations=[body], on=AUGUST)
    make.engagement(asha, organisations=[india], on=AUGUST, topics=[make.topic(asha, parent=cloud)])
    assert coverage.coverage(asha, EngagementFilter(topic=cloud.id), Q3) == Share(1, 2)
    assert coverage.coverage(asha, EngagementFilter(country=japan.country_id), Q3) == Share(1, 1)
    assert coverage.coverage(asha, EngagementFilter(organisation=japan.id), Q3) == Share(1, 1)
    for kind, n in ((japan.kind, 2), (OrganisationKind.COURT, 0)):
        question = EngagementFilter(body_kind=kind)
        assert coverage.coverage(asha, question, Q3) == Share(n, n)
        assert len(coverage.kept_up_with(asha, question, Q3.first, Q3.last)) == n


def test_a_cadence_is_kept_until_its_last_day_and_never_met_is_missed(asha, make):
    on_time, a_day_late, never = (make.organisation(asha) for _ in range(3))
    for body in (on_time, a_day_late, never):
        make.key_body(asha, body, cadence_days=30)
    make.engagement(asha, organisations=[on_time], on=asha.today - timedelta(days=30))
    make.engagement(asha, organisations=[a_day_late], on=asha.today - timedelta(days=31))
    assert coverage.cadence_kept(asha, ALL, Q3) == Share(1, 3)


def test_who_plans_to_meet_and_who_knows_a_key_body(asha, bruno, make):
    body, other = make.organisation(asha), make.organisation(asha)
    make.engagement(asha, organisations=[body], on=AUGUST)
    make.engagement(asha, organisations=[body], on=AUGUST, members=[bruno.member, asha.member])
    make.engagement(asha, organisations=[other], on=date(2026, 9, 28))
    both = [body.id, other.id]
    assert coverage.known_by(asha, ALL, Q3, both) == {body.id: ["Asha Menon", "Bruno Keller"]}
    assert coverage.planned_in(asha, ALL, Q3, both) == {other.id}


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Q3, [(1, 7, 9)]),
        (Period(date(2026, 2, 10), date(2026, 9, 30)), [(1, 1, 3), (1, 4, 6), (1, 7, 9)]),
    ],
)
def test_a_period_falls_into_the_quarters_that_it_touches(span, said):
    assert [(q.first.day, q.first.month, q.last.month) for q in coverage.quarters(span)] == said


def test_promises_of_ours_and_theirs_are_counted_apart_by_their_due_date(asha, bruno, make):
    due, done = date(2026, 8, 10), CommitmentState.DONE
    at = make.engagement(asha, on=date(2025, 1, 5))
    make.commitment(asha, at, due=due, state=done, done_on=due)
    make.commitment(asha, at, due=due, state=done, done_on=due + timedelta(days=1))
    make.commitment(asha, at, due=due)
    make.commitment(asha, at, due=due, state=CommitmentState.DROPPED)
    make.commitment(asha, at, due=date(2026, 9, 29))  # not due yet
    make.commitment(asha, at, due=due, side=None)  # a follow-up is no promise
    make.commitment(asha, at, due=due, side=Side.THEIRS, state=done, done_on=due)
    make.commitment(asha, due=due, state=done, done_on=due, confidential=True)
    assert promises.fell_due(bruno, ALL, Q3, Side.OURS) == promises.Due(kept=1, late=1, open=1, dropped=1)
    assert promises.kept_by_us(asha, ALL, Q3) == Share(2, 5)
    assert promises.kept_by_them(asha, ALL, Q3) == Share(1, 1)
    assert promises.kept_by_us(asha, replace(ALL, member=bruno.member.id), Q3) == Share(0, 0)


def test_promises_are_the_same_whichever_way_they_are_looked_up(asha, bruno, make):
    body, topic = make.organisation(asha, country="JP"), make.topic(asha, "Cloud > Certification")
    person = make.official(asha, at=body)
    everything = {"organisations": [body], "officials": [person], "topics": [topic], "members": [asha.member]}
    due, done = date(2026, 8, 10), CommitmentState.DONE
    for confidential in (False, True):
        at = make.engagement(asha, on=date(2025, 1, 5), confidential=confidential, **everything)
        make.commitment(asha, at, due=due, state=done, done_on=due)
        make.commitment(asha, at, due=due)
        make.commitment(asha, at, due=date(2026, 12, 1))
    archived = make.engagement(asha, on=date(2025, 1, 5), **everything)
    make.commitment(asha, archived, due=due)
    make.archived(asha, archived)
    narrow = [{"organisation": body.id}, {"official": person.id}, {"topic": topic.id}, {"member": asha.member.id}]
    wide = [{}, {"country": body.country_id}, {"country": body.country_id, "topic": topic.parent_id}]
    for desk, n in ((asha, 2), (bruno, 1)):
        found = [promises.fell_due(desk, replace(ALL, **keys), Q3, Side.OURS) for keys in (*narrow, *wide)]
        assert found == [promises.Due(kept=n, late=0, open=n, dropped=0)] * len(found)


def test_a_need_is_answered_when_any_of_its_entries_of_that_body_is(asha, make):
    security, cost = make.need_category(asha, "Exit"), make.need_category(asha, "Price")
    one, two = make.organisation(asha), make.organisation(asha)
    joint = make.engagement(asha, organisations=[one, two], on=date(2026, 1, 9))
    alone = make.engagement(asha, organisations=[one], on=AUGUST)
    make.heard(asha, joint, need=security)
    make.heard(asha, alone, need=security, answered_on=date(2026, 9, 1))
    make.heard(asha, alone, need=cost, answered_on=date(2026, 11, 1))  # after the period's day
    make.heard(asha, make.engagement(asha, on=date(2025, 9, 1)), need=cost)  # more than a year ago
    assert needs_answered(asha, ALL, Q3) == Share(1, 3)
    assert NEEDS_ANSWERED.opens(ALL, Q3) == EngagementFilter(
        status=Status.HELD, first=date(2025, 10, 1), last=date(2026, 9, 30)
    )


def test_time_to_answer_is_the_middle_one_and_hidden_under_five(asha, make):
    need = make.need_category(asha, "Exit")
    talk = make.engagement(asha, on=date(2026, 8, 1))
    for days in (2, 4, 10, 30):
        make.heard(asha, talk, need=need, answered_on=date(2026, 8, 1) + timedelta(days=days))
    assert time_to_answer(asha, ALL, Q3) is None
    make.heard(asha, talk, need=need)  # open for 45 days on 15 September
    make.heard(asha, talk, kind=HeardKind.CONCERN)
    assert time_to_answer(asha, ALL, Q3) == Days(10)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=5, max_size=30))
def test_a_median_with_open_ones_never_says_more_than_is_known(waits):
    """Of needs that waited so long, and may wait longer: whatever comes, the median said is right or a lower bound."""
    said = median([(days, more > 45) for days, more in waits])
    final = median([(days + (more if more > 45 else 0), False) for days, more in waits])
    assert said.n <= final.n if said.at_least else said == final


def test_reach_counts_each_body_and_official_once(asha, make):
    body = make.organisation(asha)
    sato, kim = make.official(asha, "Sato", at=body), make.official(asha, "Kim", at=body)
    cloud = make.topic(asha)
    for officials in ([sato, kim], [sato], []):
        make.engagement(asha, organisations=[body], officials=officials, topics=[cloud], on=AUGUST)
    make.engagement(asha, on=AUGUST)
    question = EngagementFilter(topic=cloud.id)
    assert (breadth.bodies_met(asha, question, Q3), breadth.officials_met(asha, question, Q3)) == (1, 2)


def test_depth_needs_two_levels_and_two_of_us(asha, bruno, make):
    deep, flat, lonely = (make.organisation(asha) for _ in range(3))
    make.engagement(asha, organisations=[deep], on=AUGUST)
    make.engagement(bruno, organisations=[make.organisation(asha, parent=deep)], on=AUGUST)
    make.engagement(asha, organisations=[flat], on=AUGUST, members=[asha.member, bruno.member])
    make.engagement(asha, organisations=[lonely, make.organisation(asha, parent=lonely)], on=AUGUST)
    assert breadth.depth(asha, ALL, Q3) == Share(1, 3)


def test_reciprocity_wants_both_sides_of_the_record(asha, make):
    body = make.organisation(asha)
    both, half, planned = (
        make.engagement(asha, organisations=[body], on=day) for day in (AUGUST, AUGUST, date(2026, 9, 28))
    )
    for talk in (both, planned):
        make.shared(asha, talk)
        make.heard(asha, talk)
    make.heard(asha, half)
    assert breadth.reciprocity(asha, ALL, Q3) == Share(1, 2)
    assert breadth.exchanged(asha, ALL, Q3) == {body.id: (1, 2)}


def test_record_quality_is_whether_it_was_logged_soon_and_came_to_something(asha, make):
    make.engagement(asha, on=asha.today - timedelta(days=7), outcome="They will test it")
    make.engagement(asha, on=asha.today - timedelta(days=8))
    make.engagement(asha, on=asha.today - timedelta(days=3), status=Status.PLANNED)
    assert quality.quality(asha, ALL, Q3) == quality.Quality(logged=Share(1, 2), outcome=Share(1, 2))
    assert quality.to_be_completed(asha, ALL, Q3) == 1


def test_a_comparison_is_refused_when_the_records_are_not_alike(asha, make):
    for days in range(3):
        make.engagement(asha, on=asha.today - timedelta(days=days), outcome="Agreed")
        make.engagement(asha, on=date(2026, 5, 1), outcome="Agreed")  # logged in September
    count, bodies = figures(asha, ALL, Q3, [ENGAGEMENTS, BODIES])
    assert (str(count), count.reads_before, str(bodies)) == ("3", "", "3")
    assert count.refused == (
        "Not compared: 3 of 3 engagements are logged within 7 days, and 0 of 3 of the period before."
    )


def test_a_comparison_stands_when_the_record_is_alike(asha, make):
    for on in (AUGUST, AUGUST, date(2026, 5, 1)):
        make.engagement(asha, on=on, outcome="Agreed")
    (count,) = figures(asha, ALL, Q3, [ENGAGEMENTS])
    assert (str(count), count.reads_before, count.refused) == ("2", "1", "")
    assert count.opens == EngagementFilter(status=Status.HELD, first=Q3.first, last=Q3.last)


@given(st.integers(0, 200), st.integers(1, 200), st.integers(0, 200), st.integers(1, 200))
def test_ten_points_are_allowed_and_eleven_are_not(n, of, m, other):
    now, before = (quality.Quality(Share(min(a, b), b), Share(b, b)) for a, b in ((n, of), (m, other)))
    points = abs(100 * now.logged.n / now.logged.of - 100 * before.logged.n / before.logged.of)
    if abs(points - 10) > 1e-9:
        assert bool(quality.refusal(now, before)) is (points > 10)


def test_another_ones_confidential_engagement_changes_no_figure(asha, bruno, make):
    wanted = [ENGAGEMENTS, COVERAGE, CADENCE, PROMISES_OURS, NEEDS_ANSWERED, TIME_TO_ANSWER, BODIES]
    body, need = make.organisation(asha), make.need_category(asha, "Exit")
    make.key_body(asha, body)
    make.engagement(bruno, on=AUGUST)
    before = [str(figure) for figure in figures(bruno, ALL, Q3, wanted)]
    secret = make.engagement(asha, organisations=[body], on=AUGUST, confidential=True, outcome="Agreed")
    make.commitment(asha, secret, due=AUGUST, state=CommitmentState.DONE, done_on=AUGUST)
    for _ in range(6):
        make.heard(asha, secret, need=need, answered_on=AUGUST)
    assert [str(figure) for figure in figures(bruno, ALL, Q3, wanted)] == before
    assert [str(figure) for figure in figures(asha, ALL, Q3, wanted)] != before


@pytest.mark.parametrize(
    ("value", "always_of", "words"),
    [
        (Share(14, 19), False, "14 of 19"),
        (Share(14, 20), False, "70%"),
        (Share(14, 22), True, "14 of 22"),
        (Share(0, 0), False, "none due"),
        (Days(1), False, "1 day"),
        (Days(31, at_least=True), False, "at least 31 days"),
        (1204, False, "1,204"),
    ],
)
def test_a_small_share_is_said_as_n_of_m(value, always_of, words):
    assert reads(value, "none due", always_of) == words


@given(st.integers(20, 5000), st.data())
def test_a_hundred_per_cent_is_all_and_nothing_less(of, data):
    n = data.draw(st.integers(0, of))
    said = per_cent(Share(n, of))
    assert (said == 100) is (n == of) and (said == 0) is (n == 0)
