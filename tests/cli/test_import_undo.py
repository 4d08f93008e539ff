"""`engagement import undo`, and files of rejected rows: mended and read again, for every form of file."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from engagement.cli.imports import EVERY
from engagement.installation import Installation
from engagement.intake import table
from engagement.intake.mapping import Accepted
from engagement.upkeep import doctor
from tests.cli.importing import FILES, KINDS, folder, run

__all__ = ["folder"]  # a fixture of every test here
ONCE = ("organisation", "organisation_name", "official", "post", "topic", "topic_name", "engagement")


def brought(installation: Installation) -> dict[str, Any]:
    """How many records there are, by what they are called, and the rows of registers with their content."""
    with installation.engine.connect() as connection:
        found: dict[str, Any] = {
            table: sorted(
                connection.execute(
                    text(f"SELECT {'title' if table in ('engagement', 'post') else 'name'} FROM {table}")
                ).scalars()
            )
            for table in ONCE
        }
        rows = connection.execute(text("SELECT mapping, key, digest FROM source_row"))
        return found | {"source_row": sorted(tuple(row) for row in rows)}


def test_a_run_is_listed_and_undone_by_its_number(installation: Installation) -> None:
    before = brought(installation)
    run(installation, "engagements", FILES / "eu-mep-meetings.csv", "--mapping", "eu-mep-meetings")
    assert "1  " in run(installation, "runs").output and "4 imported" in run(installation, "runs").output
    done = run(installation, "undo", "1", "--by", "farid@nimbus.example")
    assert done.exit_code == 0 and "are as they were before" in done.output
    assert brought(installation) == before and "undone" in run(installation, "runs").output
    assert "There is no run 7" in run(installation, "undo", "7").output


CONTENT = {
    "spreadsheet": b"date,organisation,country,officials,topics,title\n"
    + b"".join(b"0%d/04/2025,Ministry %d,FR,Anne %d (Head),Cloud,Talk %d\n" % (at, at, at, at) for at in range(1, 7)),
    "organisations": b"name,country,kind,parent,other names\nHere,FR,ministry,There,Ici\nThere,FR,agency,,\n"
    b"Old,FR,ministry,,Vieux\nNew,FR,agency,There,\n",
    "uk-government-organisation-register": b"government-organisation,name,start-date,end-date\n"
    b"A1,Paper Office,,\nB2,Mill Office,1990,2001\nC3,Ink Office,,\nD4,Pen Office,,\n",
    "jp-house-of-councillors-groups": "会派名,略称\n紙の会,紙\n筆の会,筆\n墨の会,墨\n".encode(),
    "contacts": b"name,organisation,country,post,email\nAnne Roux,Old,FR,Head,anne@old.example\n"
    b"Luc Petit,New,FR,Chief,\nEve Blanc,Old,FR,,\nAda Noir,New,FR,Clerk,\n",
    "es-diputados": b'full_name,first_name,last_name\n"Sol, Ana",Ana,Sol\n"Mar, Luis",Luis,Mar\n"Rio, Eva",Eva,Rio\n',
    "jp-house-of-councillors-members": "議員氏名,役職等,任期満了,選挙区\n紙　花子,総務委員会委員,2031-07-28,東京\n"
    "筆　太郎,総務委員会委員長,2034-07-25,大阪\n墨　次郎,内閣委員会理事,2034-07-25,京都\n".encode(),
    "cofog-names": b"Code,Description\n01,Allgemeines\n02,Schutz\n03,Ordnung\n",
}
FILE_OF = {
    "spreadsheet-us-dates": "spreadsheet",
    "portland-lobbying": "portland-lobbying-2025.csv",
    "uk-govuk-organisations": "uk-govuk-organisations.tsv",
}


def content_of(name: str) -> bytes:
    """An invented file of this form."""
    where = FILE_OF.get(name, f"{name}.csv")
    return CONTENT[name] if name in CONTENT else CONTENT[where] if where in CONTENT else (FILES / where).read_bytes()


@pytest.mark.parametrize("name", sorted(KINDS))
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_rejected_rows_mended_in_a_spreadsheet_come_to_the_same(
    installation: Installation, folder: Path, name: str
) -> None:
    """Every second row is spoiled by a cell too many; what is mended is saved as a spreadsheet of our region would."""
    records = certain(EVERY[KINDS[name]][name], content_of(name))
    width = max(map(len, records))
    write(folder / "right.csv", records)
    even = [row + ("",) * (width - len(row)) for row in records]
    write(folder / "list.csv", [row + ("x",) * (at % 2) for at, row in enumerate(even)])
    run(installation, KINDS[name], "right.csv", "--mapping", name)
    right = brought(installation)
    assert any(right.values())
    run(installation, "undo", "1")
    run(installation, KINDS[name], "list.csv", "--mapping", name)
    assert brought(installation) != right, "some rows were rejected"
    rejected = list(
        csv.reader(io.StringIO((folder / "list.rejected.csv").read_bytes().decode("utf-8-sig"), newline=""))
    )
    mended = [tuple(row[: width + 2]) for row in rejected]
    write(folder / "mended.csv", mended, delimiter=";", encoding="utf-8-sig")
    done = run(installation, KINDS[name], "mended.csv", "--mapping", name)
    assert done.exit_code == 0 and brought(installation) == right
    again = run(installation, KINDS[name], "right.csv", "--mapping", name)
    assert again.exit_code == 0 and brought(installation) == right


def certain(mapping: Any, content: bytes) -> list[tuple[str, ...]]:
    """The heading, where there is one, and the rows that are taken, each key once (of two that differ the first wins,
    and which is first changes when one is rejected), without the blanks around cells that a spreadsheet may drop."""
    opened = table.read(lambda: io.BytesIO(content))
    seen: dict[str, list[tuple[str, ...]]] = {}
    for one in mapping.outcomes(opened):
        if isinstance(one, Accepted):
            seen.setdefault(one.value.key, [tuple(map(str.strip, record.cells)) for record in one.records])
    heading = mapping.heading(opened)
    return [*([heading] if heading else []), *(cells for rows in seen.values() for cells in rows)]


def write(path: Path, rows: list[tuple[str, ...]], delimiter: str = ",", encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(rows)


@pytest.mark.parametrize("same", [True, False], ids=["the same file", "two files"])
def test_two_imports_at_once_make_nothing_twice(installation: Installation, folder: Path, same: bool) -> None:
    heading = ("date", "organisation", "country", "officials", "topics", "title")
    for name in ("a", "b"):
        talks = "a" if same else name
        rows = [
            (f"2025-{at % 9 + 1:02}-11", f"Ministry {at % 90}", "NO", f"Ada {at % 45}", f"T{at % 5}", f"{talks} {at}")
            for at in range(1_200)
        ]
        write(folder / f"{name}.csv", [heading, *rows])
    url = installation.engine.url.render_as_string(hide_password=False)
    environment = os.environ | {"DATABASE_URL": url, "ENGAGEMENT_FOLDER": str(folder / "var")}
    command = [sys.executable, "-m", "engagement", "import", "engagements", "--mapping", "spreadsheet"]
    both = [
        subprocess.Popen([*command, f"{name}.csv"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for name in ("a", "b")
    ]
    said = [one.communicate(timeout=300)[0].decode() for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    there = brought(installation)
    assert {kind: len(there[kind]) for kind in ("organisation", "official", "topic", "engagement", "source_row")} == {
        "organisation": 90,
        "official": 90,
        "topic": 5,
        "engagement": 1_200 if same else 2_400,
        "source_row": 1_200 if same else 2_400,
    }
    assert [wrong for _, found in doctor.compare(installation.engine) for wrong in found] == []
