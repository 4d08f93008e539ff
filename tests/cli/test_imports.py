"""`engagement import`: what it says, what it writes beside, and that a killed run goes on where it stopped."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import create_engine, text

from engagement.installation import Installation
from engagement.upkeep import doctor
from tests.cli.importing import FILES, KINDS, folder, run
from tests.samples import SAMPLES, sample

__all__ = ["folder"]  # a fixture of every test here


def eu(installation: Installation, *more: str, file: Path = FILES / "eu-mep-meetings.csv") -> Result:
    return run(installation, "engagements", file, "--mapping", "eu-mep-meetings", *more)


def number(installation: Installation, table: str) -> int:
    with installation.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_it_counts_how_rows_ended_and_says_why(installation: Installation) -> None:
    done = eu(installation)
    assert done.exit_code == 0
    lines = [" ".join(line.split()) for line in done.output.splitlines()]
    assert [line for line in lines if line.split()[-1].isdigit()] == ["imported 4", "unchanged 1", "rejected 2"]
    assert "Made 4 engagements, 10 organisations, 2 officials, 3 topics." in lines
    assert "line 4: 31-02-2020 does not exist in the calendar." in lines
    assert number(installation, "engagement") == 4


def test_rejected_rows_are_written_beside_and_can_be_mended_and_read_again(
    installation: Installation, folder: Path
) -> None:
    eu(installation)
    rejected = folder / "eu-mep-meetings.rejected.csv"
    rows = list(csv.reader(rejected.read_text("utf-8-sig").splitlines()))
    assert rows[0][:4] == ["line", "reason", "", "committees"]
    assert [(row[0], row[5]) for row in rows[1:]] == [("4", "31-02-2020"), ("8", "06-07-2019")]
    rejected.write_text(rejected.read_text("utf-8-sig").replace("31-02-2020", "28-02-2020"), "utf-8")
    again = eu(installation, file=rejected)
    assert again.exit_code == 0 and number(installation, "engagement") == 5
    assert (folder / "eu-mep-meetings.rejected.rejected.csv").exists()  # what was mended is never written over


def test_rejected_rows_of_a_layout_without_a_heading_are_read_again_too(
    installation: Installation, folder: Path
) -> None:
    run(installation, "engagements", FILES / "portland-lobbying-2014.csv", "--mapping", "portland-lobbying")
    rejected = folder / "portland-lobbying-2014.rejected.csv"
    rejected.write_text(rejected.read_text("utf-8-sig").replace("Meeting Preparation", "Email"), "utf-8")
    done = run(installation, "engagements", rejected, "--mapping", "portland-lobbying")
    assert done.exit_code == 0 and number(installation, "engagement") == 3


def test_a_dry_run_leaves_neither_rows_nor_files(installation: Installation, folder: Path) -> None:
    done = eu(installation, "--dry-run")
    assert done.exit_code == 0 and "Nothing was changed. It would be:" in done.output
    assert "Would make 4 engagements, 10 organisations" in done.output
    assert number(installation, "engagement") == number(installation, "import_run") == 0
    assert not list(folder.glob("*.rejected.csv"))


def test_all_rows_rejected_is_a_failure(installation: Installation) -> None:
    (Path.cwd() / "bad.csv").write_text("date,organisation\n,\nx,Ministry\n")
    done = run(installation, "engagements", "bad.csv", "--mapping", "spreadsheet")
    assert done.exit_code == 1 and "“x” is not a date" in done.output


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"colour,size\nred,1\n", "the columns “date”, “mep”, “lobbyists”, “title” are not there"),
        (b"PK\x03\x04", "save it as CSV first"),
        (b"", "The file is empty"),
        (b'date,mep,lobbyists,title\n1,"2,3,4\n', "a quotation mark is opened and never closed"),
    ],
)
def test_a_file_of_another_form_is_refused_whole_in_words(
    installation: Installation, content: bytes, words: str
) -> None:
    (Path.cwd() / "other.csv").write_bytes(content)
    done = eu(installation, file=Path("other.csv"))
    assert done.exit_code == 1 and words in done.output
    assert number(installation, "engagement") == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["engagements", "absent.csv", "--mapping", "spreadsheet"], "does not exist"),
        (["engagements", __file__, "--mapping", "nonsense"], "'nonsense' is not one of"),
        (["engagements", __file__], "Missing option '--mapping'"),
        (["engagements", __file__, "--mapping", "spreadsheet", "--us", "Bluewave"], "is your own record"),
        (["engagements", __file__, "--mapping", "eu-mep-meetings", "--us", " "], "needs the name of a company"),
        (["topics", __file__, "--mapping", "cofog", "--encoding", "base64"], "base64 is no encoding of text"),
        (["topics", __file__, "--mapping", "cofog", "--by", "who@x.example"], "No member signs in with who@x.example"),
    ],
)
def test_wrong_usage_says_how_it_is_meant(installation: Installation, arguments: list[str], words: str) -> None:
    done = run(installation, *arguments)
    assert done.exit_code == 2 and words in done.output


def test_history_names_the_member_who_imports(installation: Installation) -> None:
    assert eu(installation, "--by", "FARID@nimbus.example", "--us", "Bluewave").exit_code == 0
    with installation.engine.connect() as connection:
        who = "SELECT DISTINCT name FROM change JOIN member ON member.id = member_id WHERE kind = 'engagement'"
        assert connection.execute(text(who)).scalars().all() == ["Farid Rahman"]


def test_every_form_is_listed_with_what_it_needs(installation: Installation) -> None:
    done = run(installation, "mappings")
    assert all(name in done.output for name in KINDS)
    assert "needs “date”, “mep”, “lobbyists”, “title”" in done.output
    assert "takes “title”, “kind”, “channel”" in done.output


def test_a_killed_run_loses_and_doubles_nothing(installation: Installation, folder: Path) -> None:
    file = folder / "long.csv"
    with file.open("w", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["date", "organisation", "country", "officials", "topics", "title"])
        for at in range(6_000):
            rows.writerow(
                [f"2026-{at % 9 + 1:02}-11", f"Ministry {at % 900}", "NO", f"Ada {at % 450}", f"T{at % 50}", f"No {at}"]
            )
    url = installation.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "engagement", "import", "engagements", str(file), "--mapping", "spreadsheet"]
    environment = os.environ | {"DATABASE_URL": url, "ENGAGEMENT_FOLDER": str(folder / "var")}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder)
    kept = create_engine(url)
    with kept.connect() as connection:
        while process.poll() is None and not connection.execute(text("SELECT count(*) FROM source_row")).scalar_one():
            connection.rollback()
            time.sleep(0.02)
    kept.dispose()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    there = number(installation, "engagement")
    assert 0 < there < 6_000 and there % 500 == 0
    done = run(installation, "engagements", file, "--mapping", "spreadsheet")
    assert done.exit_code == 0 and f"{there:,}" in done.output and f"{6_000 - there:,}" in done.output
    sizes = {
        name: number(installation, name) for name in ("engagement", "organisation", "official", "topic", "source_row")
    }
    assert sizes == {"engagement": 6_000, "organisation": 900, "official": 900, "topic": 50, "source_row": 6_000}
    assert [wrong for _, found in doctor.compare(installation.engine) for wrong in found] == []


@pytest.mark.samples
@pytest.mark.parametrize("name, mapping, expected", SAMPLES, ids=[name for name, _, _ in SAMPLES])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_every_public_sample_is_imported_once(
    installation: Installation, name: str, mapping: str, expected: tuple[int, int, int, int]
) -> None:
    values, rows, repeats, rejected = expected
    first: Any = run(installation, KINDS[mapping], sample(name), "--mapping", mapping)
    assert first.exit_code == 0
    counted = {
        line.split()[0]: line.split()[1]
        for line in first.output.splitlines()
        if line.startswith("  ") and len(line.split()) == 2
    }
    assert (counted["imported"], counted["unchanged"], counted["rejected"]) == (
        f"{rows:,}",
        f"{repeats:,}",
        f"{rejected:,}",
    )
    if KINDS[mapping] == "engagements":
        assert number(installation, "engagement") == values
