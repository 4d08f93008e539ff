"""Imports: what a row becomes, with what it is matched, and that nothing is made twice."""

from collections import Counter
from itertools import islice
from typing import Any

import pytest
from sqlalchemy import select

from engagement.actions.imports.engagements import EngagementImport
from engagement.actions.imports.run import End
from engagement.desk import Desk
from engagement.intake import bodies, mappings
from engagement.intake.kinds import KINDS
from engagement.intake.registers import eu_mep_meetings, wording
from engagement.intake.registers.canadian_filings import Province
from engagement.intake.registers.portland_lobbying import CHANNELS
from engagement.intake.registers.spreadsheet import ASKED_BY, STATUSES
from engagement.model.changes import Change
from engagement.model.engagements import Engagement, EngagementMember, EngagementOfficial, EngagementOrganisation
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation
from engagement.model.scope import EngagementScope
from engagement.model.sources import ImportRun
from engagement.model.topics import Topic
from engagement.model.words import AskedBy, Channel, EngagementKind, OrganisationKind, Status
from tests.bringing import FILES, HEADING, agrees, all_of, all_rows, bring, counts, run
from tests.tables import table_of


def test_a_row_becomes_an_engagement_with_all_that_it_says(farid, make):
    europe = make.region(farid, "Europe", ["BE"])
    done = bring(farid, "eu-mep-meetings.csv", "eu-mep-meetings")
    assert done.rows == Counter({End.IMPORTED: 4, End.UNCHANGED: 1, End.REJECTED: 2})
    first = all_of(farid, Engagement)[0]
    assert (first.title, first.status, first.zone, first.created_by_id) == (
        "Data sharing",
        Status.HELD,
        "Europe/Brussels",
        farid.member.id,
    )
    joined = farid.db.execute(
        select(Organisation.name, EngagementOrganisation.kind, EngagementOrganisation.region_id)
        .join(EngagementOrganisation, EngagementOrganisation.organisation_id == Organisation.id)
        .where(EngagementOrganisation.engagement_id == first.id)
        .order_by(EngagementOrganisation.position)
    ).all()
    assert [tuple(row) for row in joined] == [
        ("Committee on the Internal Market and Consumer Protection", OrganisationKind.PARLIAMENT, europe.id),
        ("Committee on Industry, Research and Energy", OrganisationKind.PARLIAMENT, europe.id),
        ("Bluewave", OrganisationKind.COMPANY, None),
    ]
    link = farid.db.scalars(select(EngagementOfficial).where(EngagementOfficial.engagement_id == first.id)).one()
    assert link.post_title == "Member of the European Parliament (Malta)" and link.post_id
    parliament = farid.db.get(Organisation, link.organisation_id)
    assert (parliament.name, parliament.country_id, parliament.region_id) == ("European Parliament", None, europe.id)
    assert agrees(farid)


def test_history_says_who_imported_what(farid, asha):
    bring(asha, "eu-mep-meetings.csv", "eu-mep-meetings")
    changes = farid.db.scalars(select(Change).where(Change.member_id == asha.member.id)).all()
    made = Counter((change.verb.value, change.kind) for change in changes)
    assert made["made", "engagement"] == 4 and made["made", "official"] == 2 and made["made", "post"] == 2
    assert made["made", "engagement_organisation"] == len(all_rows(farid, EngagementOrganisation))
    title = next(change.after["title"] for change in changes if change.kind == "engagement")
    assert title == "Data sharing"
    recorded = all_of(farid, ImportRun)[0]
    assert (recorded.imported, recorded.unchanged, recorded.rejected, recorded.member_id) == (4, 1, 2, asha.member.id)
    assert recorded.finished_at is not None


@pytest.mark.parametrize(
    ("name", "mapping"),
    [
        ("eu-mep-meetings.csv", "eu-mep-meetings"),
        ("nsw-ministerial-diaries.csv", "nsw-ministerial-diaries"),
        ("portland-lobbying-2014.csv", "portland-lobbying"),
        ("portland-lobbying-2017.csv", "portland-lobbying"),
        ("saskatchewan-lobbyist-filings.csv", "saskatchewan-lobbyist-filings"),
        ("manitoba-lobbyist-filings.csv", "manitoba-lobbyist-filings"),
        ("uk-hospitality.csv", "uk-hospitality"),
        ("spreadsheet.csv", "spreadsheet"),
    ],
)
def test_a_second_import_makes_nothing_twice(farid, name, mapping):
    first = bring(farid, name, mapping)
    before = counts(farid)
    second = bring(farid, name, mapping)
    assert counts(farid) == before and before["engagement"] > 0
    assert (second.rows[End.IMPORTED], second.rows[End.UPDATED]) == (0, 0)
    assert second.rows[End.UNCHANGED] == first.rows[End.IMPORTED] + first.rows[End.UNCHANGED]
    assert second.rows[End.REJECTED] == first.rows[End.REJECTED]


def test_an_import_goes_on_where_it_was_interrupted(farid):
    content = HEADING + b"".join(
        b"2026-03-%02d,Ministry %d,NO,Ada %d,,T%d,,,,\n" % (i % 28 + 1, i, i, i) for i in range(60)
    )
    broken = EngagementImport(mappings.ENGAGEMENTS["spreadsheet"], "file.csv")
    outcomes = mappings.ENGAGEMENTS["spreadsheet"].outcomes(table_of(content))
    broken.begin(farid)
    broken.take(farid, list(islice(outcomes, 25)))
    farid.db.commit()
    broken.take(farid, list(islice(outcomes, 25)))
    farid.db.rollback()  # as when the machine stops
    again = EngagementImport(mappings.ENGAGEMENTS["spreadsheet"], "file.csv")
    run(farid, again, mappings.ENGAGEMENTS, content, size=25)
    assert again.rows == Counter({End.UNCHANGED: 25, End.IMPORTED: 35})
    assert [counts(farid)[name] for name in ("engagement", "organisation", "official", "topic")] == [60] * 4
    assert agrees(farid)


def test_a_row_that_changed_at_its_source_changes_what_it_became(farid):
    bring(farid, b"2026-03-07,Ministry of Paper,NO,Ada Ortega,,Paper,First,,,7\n")
    done = bring(farid, b"2026-03-08,Ministry of Paper; Ink Agency,NO,Erik Lind,,Ink,Second,,,7\n")
    assert done.rows == Counter({End.UPDATED: 1})
    (changed,) = all_of(farid, Engagement)
    assert (changed.title, changed.local_date.day) == ("Second", 8)
    assert len(all_rows(farid, EngagementOrganisation)) == 2
    assert farid.db.scalars(select(EngagementOfficial)).one().official_id == all_of(farid, Official)[1].id
    assert bring(farid, b"2026-03-08,Ministry of Paper; Ink Agency,NO,Erik Lind,,Ink,Second,,,7\n").rows == Counter(
        {End.UNCHANGED: 1}
    )
    assert agrees(farid)


@pytest.mark.parametrize("how", ["edited", "added to", "put away"])
def test_what_was_worked_on_here_is_not_overwritten(farid, make, how):
    bring(farid, b"2026-03-07,Ministry of Paper,NO,,,,First,,,7\n")
    (mine,) = all_of(farid, Engagement)
    if how == "added to":
        make.commitment(farid, mine)
    elif how == "put away":
        mine.archived_at = farid.now
    else:
        mine.title, mine.version = "My own words", mine.version + 1
    farid.db.commit()
    done = bring(farid, b"2026-03-07,Ministry of Paper,NO,,,,Second,,,7\n")
    assert done.rows == Counter({End.REJECTED: 1}) and "worked on here since" in done.notes[0]
    farid.db.refresh(mine)
    assert mine.title != "Second"


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(farid):
    before = counts(farid)
    dry = bring(farid, "nsw-ministerial-diaries.csv", "nsw-ministerial-diaries", dry=True)
    assert counts(farid) == before and not all_of(farid, ImportRun)
    wet = bring(farid, "nsw-ministerial-diaries.csv", "nsw-ministerial-diaries")
    assert (dry.rows, dry.made) == (wet.rows, wet.made)


def test_rows_of_our_company_make_no_organisation_of_us(farid, make):
    ada = make.member(farid, "Otto Koski")
    done = bring(farid, "portland-lobbying-2014.csv", "portland-lobbying", us="Bluewave")
    assert done.rows == Counter({End.IMPORTED: 1, End.LEFT_OUT: 1, End.REJECTED: 1})
    assert [body.name for body in all_of(farid, Organisation)] == ["City of Portland"]
    link = farid.db.scalars(select(EngagementMember)).one()
    assert (link.member_id, link.lead) == (ada.id, True)
    assert "For us: Otto Koski; Sam Roe" in all_of(farid, Engagement)[0].summary


def names_linked(desk: Desk, kind: type[Any] = EngagementOrganisation) -> set[int]:
    column = kind.official_id if kind is EngagementOfficial else kind.organisation_id
    return set(desk.db.scalars(select(column)))


def test_bodies_are_matched_by_folded_names_and_other_names(farid, make):
    agency = make.organisation(farid, "Autorité du Papier", country="FR", names=["AdP"])
    other = make.organisation(farid, "Autorité du Papier", country="BE")
    company = make.organisation(farid, "Paper Ltd", country=None, kind=OrganisationKind.COMPANY, level=None)
    bring(farid, b"2026-03-07,autorite DU papier;ADP,France,,,,,,,\n2026-03-08,Paper ltd,fr,,,,,,company,\n")
    assert names_linked(farid) == {agency.id, company.id}
    bring(farid, b"2026-03-09,Autorite du papier,Luxembourg,,,,,,,\n")
    assert other.id not in names_linked(farid) and len(all_of(farid, Organisation)) == 4


def test_an_archived_body_is_matched_rather_than_made_again(farid, make):
    old = make.organisation(farid, "Ministry of Ink", country="NO", archived_at=farid.now)
    bring(farid, b"2010-03-07,Ministry of Ink,Norway,,,,,,,\n")
    assert names_linked(farid) == {old.id}


def test_officials_are_matched_within_their_organisation(farid, make):
    ministry = make.organisation(farid, "Ministry of Ink", country="NO")
    elsewhere = make.organisation(farid, "Ministry of Ink", country="SE")
    known = make.official(farid, "Jörg Lind", at=ministry, title="Director")
    namesake = make.official(farid, "Jorg Lind", at=elsewhere)
    bring(farid, 'x,Ministry of Ink,NO,"Lind, Jorg",,,,,,\n'.replace("x", "2026-03-07").encode())
    bring(farid, b"2026-03-08,Ministry of Ink,NO,Lind Jorg (Minister),,,,,,\n")
    assert names_linked(farid, EngagementOfficial) == {known.id} and namesake.id != known.id
    posts = farid.db.execute(select(Post.title).where(Post.official_id == known.id).order_by(Post.id)).scalars().all()
    assert posts == ["Director", "Minister"]
    titles = farid.db.scalars(select(EngagementOfficial.post_title).order_by(EngagementOfficial.engagement_id)).all()
    assert titles == ["Director", "Minister"]


def test_a_namesake_elsewhere_is_another_person(farid, make):
    namesake = make.official(farid, "Jorg Lind", at=make.organisation(farid, "Ministry of Ink", country="SE"))
    bring(farid, b"2026-03-07,Ministry of Ink,NO,Jorg Lind,,,,,,\n")
    assert names_linked(farid, EngagementOfficial) == {official.id for official in all_of(farid, Official)} - {
        namesake.id
    }


def test_a_topic_is_not_known_by_its_name_alone(farid, make):
    data, trade = make.topic(farid, "Data", names=["Données"]), make.topic(farid, "Trade")
    below_data, _ = make.topic(farid, "Flows", parent=data), make.topic(farid, "Flows", parent=trade)
    bring(farid, "2026-03-07,Ministry,NO,,,données; Data > flows; Flows; Data > New,,,,\n".encode())
    known = all_of(farid, Topic)
    assert [(topic.name, topic.parent_id) for topic in known[4:]] == [("Flows", None), ("New", data.id)]
    linked = set(farid.db.scalars(select(EngagementScope.key).where(EngagementScope.kind == 8)))
    assert linked == {data.id, below_data.id, known[4].id, known[5].id}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"2026-03-07,Ministry,Atlantis,,,,,,,", "no country of ISO 3166"),
        (b"2026-03-07,Ministry,NO,,,,,,circus,", "no kind of organisation"),
        (b"2026-03-07," + b"x" * 301 + b",NO,,,,,,,", "longer than 300"),
        ("2026-03-07,\u200b,NO,,,,,,,".encode(), "no name that could be read"),
        (b"2026-03-07,Ministry,NO,,,,,yes,,", "nobody could read it"),
        (b"2026-03-07,Ministry,NO,,,,,perhaps,,", "neither yes nor no"),
        (b"1949-03-07,Ministry,NO,,,,,,,", "cannot be right"),
    ],
)
def test_a_row_that_cannot_stand_is_rejected_and_makes_nothing(installation, row, reason):
    with installation.desk() as desk:
        done = bring(desk, row + b"\n")
        assert done.rows == Counter({End.REJECTED: 1})
        assert reason in done.notes[0]
        assert counts(desk)["organisation"] == counts(desk)["engagement"] == 0


def test_a_confidential_row_is_for_its_people_and_who_imports(farid, asha, bruno, make):
    bring(farid, b"2026-03-07,Ministry,NO,,Asha Menon,,,yes,,\n")
    made = all_of(farid, Engagement)[0]
    readers = set(farid.db.scalars(select(EngagementScope.key).where(EngagementScope.kind == 14))) - {0}
    assert made.confidential and readers == {asha.member.id, farid.member.id} and bruno.member.id not in readers


def test_team_members_are_found_by_name_or_address_and_others_named(farid, asha, bruno):
    bring(farid, b"2026-03-07,Ministry,JP,,asha menon; BRUNO@nimbus.example; Zoe,,,,,\n")
    links = farid.db.scalars(select(EngagementMember).order_by(EngagementMember.position)).all()
    assert [(link.member_id, link.lead) for link in links] == [(asha.member.id, True), (bruno.member.id, False)]
    assert links[0].function_id == asha.member.function_id and links[0].region_id
    assert "Team members as written: Zoe" in all_of(farid, Engagement)[0].summary


def test_a_day_to_come_is_planned_and_one_past_was_held(farid):
    bring(farid, b"2026-09-15,A,NO,,,,,,,\n2026-09-17,B,NO,,,,,,,\n")
    assert [made.status for made in all_of(farid, Engagement)] == [Status.HELD, Status.PLANNED]


def test_rows_of_one_meeting_that_stand_apart_are_rejected(farid):
    lines = (FILES / "nsw-ministerial-diaries.csv").read_bytes().decode().splitlines(keepends=True)
    assert lines[1].startswith("2015") and lines[3].startswith("2015")
    apart = "".join([*lines[:3], *lines[9:10], *lines[3:5]])
    made = EngagementImport(mappings.ENGAGEMENTS["nsw-ministerial-diaries"], "x")
    ended = run(farid, made, mappings.ENGAGEMENTS, apart.encode())
    assert [one.reason for one in ended if "together" in one.reason] == [
        "The meeting stands on line 2 already; its rows must stand together."
    ]


def test_two_rows_of_one_name_that_differ_are_not_taken_for_one(farid):
    row = b"2026-03-07,Ministry,NO,,,%s,,,,\n"
    done = bring(farid, row % b"Data" + row % b"Trade" + row % b"Data")
    assert done.rows == Counter({End.IMPORTED: 1, End.REJECTED: 1, End.UNCHANGED: 1})
    assert done.notes[0].startswith("Line 2 has the same date") and done.notes[1] == "It repeats line 2."


def test_the_words_of_readers_are_the_words_of_the_model():
    kinds = {*KINDS, *bodies.UK_KINDS.values(), *(body.kind for body in eu_mep_meetings.BODIES.values())}
    kinds |= {Province("X", "UTC", False).department(name).kind for name in ("A", "A Corporation", "A Agency")}
    assert kinds <= set(OrganisationKind)
    assert {wording.kind(text) for text in ("webinar", "roundtable", "workshop", "summit", "site visit", "")} < set(
        EngagementKind
    )
    assert {wording.channel(text) for text in ("Zoom", "phone", "e-mail", "Rome")} == set(Channel)
    assert {(kind, channel) for _, kind, channel in CHANNELS} <= {
        (kind, channel) for kind in EngagementKind for channel in Channel
    }
    assert set(STATUSES.values()) == set(Status) and set(ASKED_BY.values()) == set(AskedBy)
