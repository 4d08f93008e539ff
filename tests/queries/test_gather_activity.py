"""What stands in an activity report, and what does not: for one reader, of one question."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import event

from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.words import Channel, CommitmentState, HeardKind, OrganisationKind, SharedKind, Side, Status
from engagement.queries.addresses import Pages
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.gather_activity.asking import ActivityOptions, Grouping
from engagement.queries.gather_activity.drawn import covered_by_country, exchanges
from engagement.queries.gather_activity.gathering import activity_report, period_words
from reports.activity import activity
from reports.records import ActivityReport, Contact, Detail, Share

QUARTER = {"first": date(2026, 7, 1), "last": date(2026, 9, 30)}
AUGUST = date(2026, 8, 3)
PAGES = Pages("https://engagement.example")


def gathered(desk: Desk, question: EngagementFilter | None = None, **options: Any) -> ActivityReport:
    return activity_report(desk, question or EngagementFilter(**QUARTER), ActivityOptions(**options), "Nimbus", PAGES)


def texts(value: Any) -> list[str]:
    """Every text anywhere in a report, its entries read."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for part in fields(value) for text in texts(getattr(value, part.name))]
    if isinstance(value, Sequence) or hasattr(value, "__next__"):
        return [text for one in value for text in texts(one)]
    return []


def test_a_full_entry_says_all_that_the_record_says(asha, bruno, make):
    ministry = make.organisation(asha, "Ministry of Finance", country="JP")
    sato = make.official(asha, "Haruko Sato", at=ministry, title="Vice-Minister")
    talk = make.engagement(
        asha,
        "Exit terms",
        organisations=[ministry, make.organisation(asha, "Digital Agency", country="JP")],
        officials=[sato],
        members=[asha.member, bruno.member],
        topics=[make.topic(asha, "Cloud")],
        on=AUGUST,
        starts_at=datetime(2026, 8, 3, 1, 30, tzinfo=UTC),
        zone="Asia/Tokyo",
        channel=Channel.VIDEO,
        summary="They asked about exit.",
        outcome="A test in autumn",
    )
    make.shared(asha, talk, "How others leave")
    make.heard(asha, talk, "We must be free to leave", need=make.need_category(asha, "Exit"))
    make.commitment(asha, talk, "Send the paper", due=date(2026, 9, 1))
    (group,) = gathered(asha, detail=Detail.FULL).groups
    (entry,) = group.entries
    assert (group.name, group.count, entry.title, entry.when) == ("Japan", 1, "Exit terms", "3 Aug 2026, 10:30, Tokyo")
    assert [body.name for body in entry.bodies] == ["Ministry of Finance", "Digital Agency"]
    assert entry.officials[0].post == "Vice-Minister" and entry.officials[0].body == "Ministry of Finance"
    assert list(entry.ours) == ["Asha Menon, CTO office", "Bruno Keller, CTO office"]
    assert (list(entry.topics), entry.channel, entry.outcome) == (["Cloud"], "video", "A test in autumn")
    assert (list(entry.shared), entry.heard[0].need) == (["How others leave"], "Exit")
    assert (entry.commitments[0].days_late, entry.commitments[0].owner) == (14, "Asha Menon")
    assert entry.href == f"https://engagement.example/engagements/{talk.id}"
    (brief,) = gathered(asha).groups[0].entries
    assert (brief.outcome, list(brief.shared), list(brief.commitments)) == ("A test in autumn", [], [])


def test_what_is_confidential_is_counted_for_its_people_and_shown_to_nobody(asha, bruno, make):
    body, need = make.organisation(asha, "The body"), make.need_category(asha, "Exit")
    make.engagement(asha, "Open talk", organisations=[body], on=AUGUST)
    secret = make.engagement(asha, "SECRET talk", organisations=[body], on=AUGUST, confidential=True, outcome="SECRET")
    make.commitment(asha, secret, "SECRET promise", due=date(2026, 9, 1))
    make.shared(asha, secret, "SECRET insight")
    make.heard(asha, secret, "We may leave", need=need)
    make.engagement(asha, "SECRET plan", on=date(2026, 9, 28), confidential=True)
    own, others = (gathered(desk, detail=Detail.FULL) for desk in (asha, bruno))
    assert (own.held, own.hidden, own.method.confidential) == (2, 0, 1)
    assert (others.held, others.hidden, others.method.confidential) == (1, 1, 0)
    quote = own.needs[0].quotes[0]
    assert (quote.words, quote.by, quote.href) == ("We may leave", "", "")
    assert (own.promises[0].due, list(own.promises[0].late_ones)) == (1, [])
    assert not [text for text in texts(own) if "SECRET" in text]
    assert not [text for text in texts(others) if "SECRET" in text or "leave" in text]


def test_another_ones_confidential_engagement_changes_nothing_but_the_stated_number(asha, bruno, make):
    body, need = make.organisation(asha), make.need_category(asha, "Exit")
    make.key_body(asha, body)
    make.engagement(bruno, on=AUGUST)
    before = gathered(bruno)
    before_texts = texts(before)
    secret = make.engagement(asha, organisations=[body], on=AUGUST, confidential=True, topics=[make.topic(asha)])
    make.commitment(asha, secret, due=AUGUST)
    make.heard(asha, secret, need=need)
    make.shared(asha, secret)
    after = gathered(bruno)
    assert (before.hidden, after.hidden) == (0, 1)
    assert texts(after) == before_texts
    assert (after.held, after.charts, after.method) == (before.held, before.charts, before.method)


def test_needs_promises_and_what_we_gave(asha, make):
    kenya, treasury = make.organisation(asha, "Kenya ICT", country="KE"), make.organisation(asha, country=None)
    exit_, price = make.need_category(asha, "Exit"), make.need_category(asha, "Price")
    talk = make.engagement(asha, organisations=[kenya, treasury], on=AUGUST)
    make.heard(asha, talk, "Free to leave", need=exit_, answered_on=date(2026, 9, 1))
    make.heard(asha, make.engagement(asha, organisations=[kenya], on=AUGUST), "Too dear", need=price)
    make.heard(asha, talk, kind=HeardKind.FEEDBACK)
    make.heard(asha, make.engagement(asha, organisations=[kenya], on=date(2026, 5, 1)), need=price)
    make.shared(asha, talk, "Guide", kind=SharedKind.RESOURCE)
    done = CommitmentState.DONE
    make.commitment(asha, talk, "Late", due=AUGUST, state=done, done_on=date(2026, 8, 13), organisation=kenya)
    make.commitment(asha, talk, "Kept", due=AUGUST, state=done, done_on=AUGUST)
    make.commitment(asha, talk, "Theirs", due=AUGUST, side=Side.THEIRS, organisation=kenya)
    report = gathered(asha)
    assert [(n.category, n.bodies, n.answered) for n in report.needs] == [("Exit", 2, 2), ("Price", 1, 0)]
    assert report.needs[0].quotes[0].by == "Kenya ICT, Kenya"
    assert [(g.kind, g.engagements, g.bodies, g.things[0].what) for g in report.given] == [("Resource", 1, 2, "Guide")]
    ours, theirs = report.promises
    assert (ours.due, ours.kept, ours.late, ours.open) == (2, 1, 1, 0)
    assert [(p.text, p.days_late, p.owner, p.body) for p in ours.late_ones] == [("Late", 10, "Asha Menon", "Kenya ICT")]
    assert [(p.text, p.owner, p.state) for p in theirs.late_ones] == [("Theirs", "Kenya ICT", "open")]


def test_coverage_names_whom_not_by_quarter(asha, make):
    met, planned, nobody, new = (make.organisation(asha, name) for name in ("Met", "Planned", "Quiet", "New"))
    for body in (met, planned, nobody):
        make.key_body(asha, body, cadence_days=90)
    make.key_body(asha, new, from_on=date(2026, 7, 1))
    make.engagement(asha, organisations=[met], on=AUGUST)
    make.engagement(asha, organisations=[planned], on=date(2026, 9, 29))
    found = gathered(asha).coverage
    assert (found.engaged, found.quarters[-1]) == (Share(1, 4), "Q3 2026")
    rows = {body.body.name: body for body in found.bodies}
    assert [rows[name].quarters[-1] for name in ("Met", "Planned", "Quiet")] == [
        Contact.ENGAGED,
        Contact.PLANNED,
        Contact.NEGLECTED,
    ]
    assert rows["New"].quarters[0] is Contact.UNLISTED
    assert (rows["Met"].is_missed, rows["Quiet"].is_missed, rows["Quiet"].last_met) == (False, True, None)
    assert (list(rows["Met"].known_by), rows["Met"].cadence) == (["Asha Menon"], "every quarter")


def test_the_next_ninety_days_hold_what_is_planned_and_what_is_due_soonest_first(asha, make):
    body = make.organisation(asha, "Treasury")
    make.commitment(asha, make.engagement(asha, organisations=[body], on=AUGUST), "Paper", due=date(2026, 9, 20))
    make.engagement(asha, "Visit", organisations=[body], on=date(2026, 10, 1))
    make.engagement(asha, "Too far", on=date(2027, 1, 1))
    ahead = gathered(asha).ahead
    assert [(one.what, one.kind, one.owner, one.bodies[0].name) for one in ahead] == [
        ("Paper", "our promise", "Asha Menon", "Treasury"),
        ("Visit", "meeting", "Asha Menon", "Treasury"),
    ]


@pytest.mark.parametrize(
    ("grouping", "names"),
    [
        (Grouping.COUNTRY, [("Germany", 1), ("India", 1), ("Supranational", 1)]),
        (Grouping.ORGANISATION, [("Bank", 1), ("Council", 1), ("Ministry", 1)]),
        (Grouping.TOPIC, [("Cloud", 2), ("Without a topic", 1)]),
        (Grouping.MONTH, [("July 2026", 1), ("August 2026", 2)]),
    ],
)
def test_a_joint_engagement_stands_once_under_what_it_names_first(asha, make, grouping, names):
    ministry, bank = make.organisation(asha, "Ministry", country="IN"), make.organisation(asha, "Bank", country="DE")
    cloud = make.topic(asha, "Cloud")
    make.engagement(asha, organisations=[ministry, bank], topics=[cloud, make.topic(asha, "Skills")], on=AUGUST)
    make.engagement(asha, organisations=[bank], topics=[cloud], on=date(2026, 7, 9))
    make.engagement(asha, organisations=[make.organisation(asha, "Council", country=None)], on=AUGUST)
    make.engagement(asha, on=AUGUST, status=Status.CANCELLED)
    report = gathered(asha, grouping=grouping)
    assert [(group.name, group.count) for group in report.groups] == names
    assert [len(list(group.entries)) for group in report.groups] == [count for _, count in names]


def test_a_report_on_a_country_groups_under_that_country_what_it_shares_with_another(asha, make):
    india, japan = make.organisation(asha, country="IN"), make.organisation(asha, country="JP")
    make.engagement(asha, organisations=[india, japan], on=AUGUST)
    report = gathered(asha, EngagementFilter(country=japan.country_id, **QUARTER))
    assert [group.name for group in report.groups] == ["Japan"]


def test_charts_count_each_month_of_the_period_beside_the_year_before(asha, make):
    cloud = make.topic(asha, "Cloud")
    below = make.topic(asha, "Exit", parent=cloud)
    body = make.organisation(asha, country="JP", kind=OrganisationKind.REGULATOR)
    for on in (AUGUST, date(2025, 8, 3)):
        talk = make.engagement(asha, organisations=[body], topics=[below], on=on)
        talk.held_at = datetime(on.year, 9, 1, tzinfo=UTC)  # both logged late, so the two years may be compared
    asha.db.commit()
    charts = gathered(asha).charts
    assert [(bar.label, bar.value, bar.before) for bar in charts.by_month] == [
        ("July 2026", 0, 0),
        ("August 2026", 1, 1),
        ("September 2026", 0, 0),
    ]
    for bars, label in (
        (charts.by_country, "Japan"),
        (charts.by_kind_of_body, "Regulator"),
        (charts.by_topic, "Cloud"),
        (charts.by_function, "CTO office"),
    ):
        assert [(bar.label, bar.value) for bar in bars] == [(label, 1)]
    below_cloud = gathered(asha, EngagementFilter(topic=cloud.id, **QUARTER))
    assert (below_cloud.scope, [bar.label for bar in below_cloud.charts.by_topic]) == ("Cloud", ["Exit"])


def test_a_period_of_centuries_draws_the_months_that_have_something(asha, make):
    for on in (date(2026, 3, 1), AUGUST):
        make.engagement(asha, on=on)
    centuries = EngagementFilter(first=date(1900, 1, 2), last=date(2999, 12, 31))
    drawn = gathered(asha, centuries).charts.by_month
    assert [bar.value for bar in drawn] == [1, 0, 0, 0, 0, 1]
    assert {bar.before for bar in drawn} == {None}, "the year before lies within the span itself"
    assert len(gathered(asha, replace(centuries, topic=make.topic(asha).id)).charts.by_month) == 1


def test_a_region_shows_coverage_by_country_and_the_exchange_with_each_body(asha, make):
    treasury, agency = make.organisation(asha, "Treasury", country="JP"), make.organisation(asha, country="IN")
    make.key_body(asha, treasury)
    make.key_body(asha, agency)
    talk = make.engagement(asha, organisations=[treasury], on=AUGUST)
    for _ in range(3):
        make.heard(asha, talk)
    make.shared(asha, talk)
    make.shared(asha, make.engagement(asha, organisations=[agency], on=AUGUST, status=Status.PLANNED))
    question, span = EngagementFilter(region=make.country(asha, "JP").region_id), Period(**QUARTER)
    found = covered_by_country(asha, question, span, PAGES)
    assert [(tile.name, tile.n, tile.of) for tile in found] == [("India", 0, 1), ("Japan", 1, 1)]
    assert found[1].href.endswith(f"/key-bodies?region={question.region}&country={treasury.country_id}&on=2026-07-01")
    (one,) = exchanges(asha, question, span, PAGES)
    assert (one.label, one.shared, one.heard) == ("Treasury", 1, 3)


def test_a_report_without_a_period_ends_where_the_record_does(asha, bruno, make):
    make.engagement(asha, on=date(2025, 3, 3))
    make.engagement(asha, on=date(2024, 1, 1), confidential=True)
    make.engagement(asha, on=date(2026, 10, 2))
    report = gathered(bruno, EngagementFilter())
    assert (report.starts_on, report.ends_on) == (date(2025, 3, 3), date(2026, 10, 2))
    assert gathered(bruno, EngagementFilter(topic=make.topic(asha).id)).held == 0


def test_the_words_of_a_question_are_its_scope_and_its_filters(asha, make):
    topic, country = make.topic(asha, "Cloud"), make.country(asha, "JP")
    question = EngagementFilter(country=country.id, topic=topic.id, status=Status.HELD, **QUARTER)
    report = gathered(asha, question, changed="Japan opened.")
    assert (report.scope, report.filters, report.changed) == (
        "Japan",
        ["Topic: Cloud", "Status: Held"],
        "Japan opened.",
    )
    assert report.href == (
        f"https://engagement.example/engagements?country={country.id}&topic={topic.id}"
        "&status=held&first=2026-07-01&last=2026-09-30"
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 7, 1), date(2026, 9, 30), "July to September 2026"),
        (date(2026, 7, 1), date(2026, 7, 31), "July 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2025, 10, 1), date(2026, 9, 30), "October 2025 to September 2026"),
        (date(2026, 7, 3), date(2026, 9, 9), "3 July 2026 to 9 September 2026"),
    ],
)
def test_a_period_reads_as_people_say_it(first, last, words):
    assert period_words(Period(first, last)) == words


def test_a_longer_record_takes_no_more_queries(asha, make):
    def queries() -> int:
        asked: list[str] = []
        engine = asha.db.get_bind()
        listener = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        report = gathered(asha)
        for group in report.groups:
            list(group.entries)
        event.remove(engine, "before_cursor_execute", listener)
        return len(asked)

    body = make.organisation(asha)
    make.key_body(asha, body)
    make.engagement(asha, organisations=[body], on=AUGUST)
    few = queries()
    for day in range(1, 20):
        make.engagement(asha, organisations=[body], on=date(2026, 8, day))
    assert queries() == few


def test_an_empty_installation_has_a_report_too(asha):
    report = gathered(asha)
    assert (report.held, report.coverage, list(report.needs), list(report.groups)) == (0, None, [], [])
    out = BytesIO()
    activity(report, out)
    assert out.getvalue().startswith(b"%PDF-")
