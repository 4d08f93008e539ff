from datetime import date
from pathlib import Path

import pytest

from engagement.intake import mappings, table
from engagement.intake.mapping import Accepted, LeftOut, Mapping, Rejected
from engagement.intake.parties import Us
from engagement.intake.table import Unreadable
from engagement.intake.values import RegisterRow
from tests.tables import table_of

FILES = Path(__file__).parent / "files"


def read(name: str, mapping: str, us: str | None = None) -> tuple[list[RegisterRow], dict[int, str], int]:
    """The values, the reasons of the rejected rows by line, and how many rows were left out."""
    rows, reasons, left_out = [], {}, 0
    for outcome in mappings.ENGAGEMENTS[mapping].outcomes(table.from_path(FILES / name), Us(us) if us else None):
        match outcome:
            case Accepted(value=value):
                rows.append(value)
            case Rejected(record=record, reason=reason):
                reasons[record.line] = reason
            case LeftOut():
                left_out += 1
    return rows, reasons, left_out


def named(row: RegisterRow) -> list[str]:
    return [body.name for body in row.companies]


def test_a_meeting_of_a_member_of_the_european_parliament() -> None:
    rows, reasons, _ = read("eu-mep-meetings.csv", "eu-mep-meetings")
    first, trap, parcels, again, last = rows
    assert (first.held_on, first.title, first.channel) == (date(2019, 7, 3), "Data sharing", "video")
    assert [body.name for body in first.bodies] == [
        "Committee on the Internal Market and Consumer Protection",
        "Committee on Industry, Research and Energy",
    ]
    assert first.bodies[0].parent is not None and first.bodies[0].parent.name == "European Parliament"
    assert (first.bodies[0].country, first.bodies[0].seat) == (None, "BE")
    assert [(one.name, one.post) for one in first.officials] == [
        ("Ada Ortega Vela", "Member of the European Parliament (Malta)")
    ]
    assert named(first) == ["Bluewave"]
    assert [(subject.path, subject.if_known) for subject in first.topics] == [
        (("Internal market and consumer protection",), False),
        (("Industry, research and energy",), False),
        (("Data Act",), True),
    ]
    assert "XX" not in repr(first.summary)  # the political group is not ours to keep
    assert trap.bodies[0].name == "European Parliament" and trap.channel == "in person" and not trap.topics
    assert named(parcels) == ["Fédération des Postes", "Verband Deutscher Mühlen"]
    assert (parcels.kind, parcels.channel) == ("roundtable", "phone")
    assert parcels.key == again.key and parcels.digest != again.digest  # the same meeting, written twice
    assert (last.kind, named(last)) == ("webinar", ["MS Bluewave", "Paper & Sons, Inc."])
    assert reasons == {
        4: "31-02-2020 does not exist in the calendar.",
        8: "The row does not say which member held the meeting.",
    }


def test_our_rows_of_a_register_leave_us_out_of_the_other_side() -> None:
    rows, reasons, left_out = read("eu-mep-meetings.csv", "eu-mep-meetings", us="Bluewave")
    assert [named(row) for row in rows] == [[], ["Paper & Sons, Inc."]]
    assert (list(reasons), left_out) == ([4, 8], 3)


def test_several_rows_of_a_diary_are_one_meeting() -> None:
    rows, reasons, _ = read("nsw-ministerial-diaries.csv", "nsw-ministerial-diaries")
    rail, roundtable = rows
    assert (rail.title, rail.bodies[0].name) == (
        "Future of rail",
        "Minister for Planning, Minister for Women (New South Wales)",
    )
    assert named(rail) == ["Harbour Rail", "Bluewave"]
    assert [(one.name, one.post) for one in rail.officials] == [
        ("Okafor", "Minister"),
        ("Lena Brandt", "Member of Parliament"),
    ]
    assert (roundtable.kind, named(roundtable)) == ("roundtable", ["Research", "Bluewave", "Paper & Sons"])
    assert [reason[:31] for reason in reasons.values()] == [
        "The date 2025-07-14 cannot be r",
        "The row names no minister, so n",
    ]
    assert len(read("nsw-ministerial-diaries.csv", "nsw-ministerial-diaries", us="bluewave")[0]) == 2


def test_the_layout_without_a_heading_is_read_wholly() -> None:
    rows, reasons, _ = read("portland-lobbying-2014.csv", "portland-lobbying")
    assert [(named(row), row.held_on.isoformat(), row.kind) for row in rows] == [
        (["Bluewave, Inc."], "2014-10-15", "meeting"),
        (['Paper, "Sons" LLC'], "2014-10-17", "exchange of letters"),
    ]
    assert [one.name for one in rows[0].officials] == ["Erik Lind", "Ada Ortega"]
    assert reasons == {2: "The row tells of preparation or a campaign; nobody was met."}


def test_the_layouts_with_a_heading_are_one_mapping() -> None:
    rows, reasons, _ = read("portland-lobbying-2017.csv", "portland-lobbying")
    assert rows[0] == rows[1] and len(rows) == 2  # an exact duplicate: the importer counts it as unchanged
    assert (rows[0].title, rows[0].topics[0].path) == ("Two lines.", ("Sustainable Development", "energy"))
    assert [body.name for body in rows[0].bodies] == ["City of Portland", "Planning Commission"]
    assert reasons == {6: "13/04/2017 does not exist in the calendar."}
    (row,), _, _ = read("portland-lobbying-2025.csv", "portland-lobbying")
    assert (row.channel, [one.name for one in row.officials]) == ("video", ["Jamie Dunn", "Ada Ortega"])
    assert "Until: 2025-03-31" in row.summary
    (ours,), _, _ = read("portland-lobbying-2014.csv", "portland-lobbying", us="Bluewave")
    assert ours.members == ("Otto Koski", "Sam Roe")


def test_filings_of_two_provinces() -> None:
    rows, reasons, _ = read("saskatchewan-lobbyist-filings.csv", "saskatchewan-lobbyist-filings", us="Bluewave")
    (row,) = rows
    assert [(body.name, body.kind) for body in row.bodies] == [
        ("Finance (Saskatchewan)", "ministry"),
        ("First Nations, Metis and Northern Affairs (Saskatchewan)", "ministry"),
        ("Legislative Assembly of Saskatchewan", "parliament or committee"),
        ("Saskatchewan Power Corporation", "state-owned enterprise"),
    ]
    assert (named(row), row.members) == (["North Strategies"], ("Sam Roe", "Otto Koski"))
    assert [subject.path for subject in row.topics] == [("Information Technology",), ("Taxes",)]
    assert "Ended" not in row.summary and "Details: LOBBYING DESCRIPTION: One\nCLIENT: Two" in row.summary
    assert reasons == {4: "The row names neither an organisation nor a client."}
    (row,), _, _ = read("manitoba-lobbyist-filings.csv", "manitoba-lobbyist-filings")
    assert (row.bodies[0].name, named(row)) == ("Government of Manitoba", ["Bluewave"])
    assert "Lobbyists: Sam Roe; Otto Koski" in row.summary


def test_hospitality_finds_name_and_office_whichever_stands_first() -> None:
    rows, reasons, _ = read("uk-hospitality.csv", "uk-hospitality")
    assert [(row.officials[0].name, row.officials[0].post) for row in rows] == [
        ("Ada Ortega", "Minister for Paper"),
        ("Erik Lind", "Parliamentary Secretary, (Minister for Ink)"),
        ("Jo Peters", "Chancellor of the Pond"),
    ]
    assert [(row.held_on.isoformat(), row.title) for row in rows][1] == (
        "2016-07-07",
        "Lunch with Otto Koski Chief Political Correspondent for The Gazette",
    )
    assert [named(row) for row in rows] == [[], ["Gazette"], ["Tech Isles"]]
    assert reasons == {8: "A nil return: nobody was met."}


def test_an_old_spreadsheet_is_read_by_its_plain_headings() -> None:
    rows, reasons, _ = read("spreadsheet.csv", "spreadsheet")
    (row,) = rows
    assert (row.held_on, row.title, row.channel, row.status) == (date(2026, 3, 7), "Café à Zürich", "video", "held")
    assert (row.bodies[0].name, row.bodies[0].kind, row.bodies[0].country) == (
        "Ministry of Digital Affairs",
        "ministry",
        "Norway",
    )
    assert [(one.name, one.post) for one in row.officials] == [("Erik Lind", "Director"), ("Ada Ortega", "")]
    assert (row.members, row.topics[0].path, row.summary) == (("Asha",), ("Data", "Cross-border"), "Two\nlines")
    assert list(reasons.values()) == [
        "The status “maybe” is none of planned, held, cancelled.",
        "30/02/2026 does not exist in the calendar.",
        "The date is missing.",
        "The organisation is missing.",
        "The row has 11 cells and the heading 10; something is shifted.",
    ]
    assert read("spreadsheet.csv", "spreadsheet-us-dates")[0][0].held_on == date(2026, 7, 3)


@pytest.mark.parametrize("mapping", mappings.ENGAGEMENTS.values(), ids=lambda mapping: mapping.name)
def test_a_file_of_another_form_is_refused_whole_with_what_is_missing(mapping: Mapping[RegisterRow]) -> None:
    with pytest.raises(Unreadable, match="not there"):
        list(mapping.outcomes(table_of(b"colour,size\nred,1\n")))
    with pytest.raises(Unreadable, match="empty"):
        list(mapping.outcomes(table_of(b"\n,,\n")))


def test_a_running_number_beside_the_columns_changes_nothing() -> None:
    content = (FILES / "eu-mep-meetings.csv").read_bytes()
    mapping = mappings.ENGAGEMENTS["eu-mep-meetings"]

    def rows(content: bytes) -> list[tuple[str, str]]:
        outcomes = mapping.outcomes(table_of(content))
        return [(one.value.key, one.value.digest) for one in outcomes if isinstance(one, Accepted)]

    assert rows(content.replace(b"\n0,", b"\n70,")) == rows(content)
    changed = rows(content.replace(b"Data Act", b"Chips Act"))
    assert changed != rows(content) and [key for key, _ in changed] == [key for key, _ in rows(content)]
