"""A backup is what the record was at one instant, whatever people write meanwhile, or it is not there at all."""

import io
import json
import stat
import tracemalloc
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event
from types import ModuleType

import pytest
from sqlalchemy import insert, text

from engagement.actions.attachments import attach
from engagement.actions.engagements.drafting import EngagementDraft
from engagement.actions.engagements.recording import log
from engagement.core.files import FileStore
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.keeping.archive import Archive
from engagement.keeping.backup import NothingThere, OtherFile, back_up
from engagement.model.changes import Change, Verb
from engagement.model.members import Member
from engagement.model.words import EngagementKind
from engagement.upkeep.tables import LEFT_OUT, Unfit, drawn
from tests.engines import Engines
from tests.keeping.copies import disagreements, empty, files, rows, silent, take_in

LINKS = ("engagement_organisation", "engagement_member", "engagement_topic")


def keep_logging(installation: Installation, member: Member, bodies: list[int], topics: list[int], stop: Event) -> int:
    """Logs engagements with a file each until told to stop; how many."""
    store = FileStore(installation.settings.files_folder)
    number = 0
    while not stop.is_set():
        with installation.desk(member) as desk:
            talk = log(
                desk,
                EngagementDraft(
                    kind=EngagementKind.MEETING,
                    local_date=date(2026, 9, 1),
                    organisation_ids=tuple(bodies),
                    member_ids=(member.id,),
                    topic_ids=tuple(topics),
                    title=f"{member.name} {number}",
                ),
            )
            desk.db.flush()
            attach(desk, store, talk, "notes.txt", io.BytesIO(f"{member.name} {number}".encode()), 100)
        number += 1
    return number


def test_a_backup_made_while_people_write_holds_whole_records_and_all_of_their_history(
    installation: Installation, asha: Desk, bruno: Desk, make: ModuleType, engines: Engines, tmp_path: Path
) -> None:
    bodies = [make.organisation(asha).id for _ in range(2)]
    topics = [make.topic(asha).id for _ in range(2)]
    members = asha.member, bruno.member
    asha.db.commit()
    stop = Event()
    with ThreadPoolExecutor() as people:
        writing = [people.submit(keep_logging, installation, one, bodies, topics, stop) for one in members]
        try:
            made = [back_up(installation, tmp_path / f"{at}.zip", silent) for at in range(4)]
        finally:
            stop.set()
        written = sum(one.result() for one in writing)
    seen = []
    for backup in made:
        assert backup.manifest.missing == ()
        with empty(engines, "sqlite", tmp_path / f"restored {backup.path.stem}") as target:
            take_in(target, backup.path)
            engagements = {row.id for row in rows(target, "engagement")}
            for link in LINKS:
                expected = 1 if link == "engagement_member" else 2
                assert Counter(row.engagement_id for row in rows(target, link)) == dict.fromkeys(engagements, expected)
            told = Counter(row.kind for row in rows(target, "change") if row.about_kind == "engagement")
            assert told["engagement"] == told["attachment"] == len(rows(target, "attachment")) == len(engagements)
            assert told["engagement_organisation"] == 2 * len(engagements)
            assert files(target) == {row.sha256 for row in rows(target, "attachment")}
            assert disagreements(target) == []
            seen.append(len(engagements))
    assert seen == sorted(seen) and 0 < seen[-1] <= written


def test_a_table_that_comes_later_is_in_it_by_itself(installation: Installation, tmp_path: Path) -> None:
    with installation.engine.begin() as connection:
        connection.execute(text("CREATE TABLE lesson (id INTEGER PRIMARY KEY, words VARCHAR NOT NULL)"))
        connection.execute(text("INSERT INTO lesson VALUES (7, 'Ask first')"))
    made = back_up(installation, tmp_path, silent)
    with Archive(made.path) as archive:
        part = next(part for part in archive.manifest.tables if part.name == "lesson")
        assert (part.columns, list(archive.rows(part))) == ((("id", "integer"), ("words", "text")), [[7, "Ask first"]])


def test_it_says_what_it_is_and_nobody_but_its_owner_reads_it(installation: Installation, tmp_path: Path) -> None:
    made = back_up(installation, tmp_path, silent)
    assert made.path.parent == tmp_path and made.path.name.startswith("engagement-20")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    with zipfile.ZipFile(made.path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = {name.removeprefix("tables/").removesuffix(".jsonl") for name in archive.namelist()}
    assert manifest["engine"] == installation.engine.dialect.name and manifest["revision"] >= "0001"
    with installation.engine.connect() as connection:
        assert names == {shape.name for shape in drawn(connection)} | {"manifest.json"}
    assert not names & LEFT_OUT and "member" in names and "form_draft" in names


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_file_that_was_lost_is_named_and_the_rest_is_kept(
    installation: Installation, asha: Desk, make: ModuleType, engines: Engines, tmp_path: Path, harm: str
) -> None:
    store = FileStore(installation.settings.files_folder)
    talk = make.engagement(asha)
    lost, kept = (attach(asha, store, talk, "a.txt", io.BytesIO(content), 9).sha256 for content in (b"lost", b"kept"))
    asha.db.commit()
    asha.db.close()
    store.path(lost).unlink() if harm == "gone" else store.path(lost).write_bytes(b"lose")
    made = back_up(installation, tmp_path, silent)
    assert made.manifest.missing == (lost,)
    with empty(engines, "sqlite", tmp_path / "restored") as target:
        take_in(target, made.path)
        assert files(target) == {kept} and len(rows(target, "attachment")) == 2


def test_an_older_backup_is_replaced_and_no_other_file(installation: Installation, tmp_path: Path) -> None:
    first = back_up(installation, tmp_path / "monday.zip", silent)
    assert back_up(installation, first.path, silent).path == first.path
    (diary := tmp_path / "diary.txt").write_text("Mine")
    with pytest.raises(OtherFile):
        back_up(installation, diary, silent)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["diary.txt", "monday.zip"]
    assert diary.read_text() == "Mine"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_no_engine_could_take_back_is_no_backup(installation: Installation, tmp_path: Path) -> None:
    with installation.engine.begin() as connection:
        connection.execute(text("UPDATE member SET version = 'many'"))  # which SQLite keeps in a column of numbers
    with pytest.raises(Unfit, match=r"member\.version"):
        back_up(installation, tmp_path, silent)
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_where_nothing_was_started_there_is_nothing_to_copy(engines: Engines, engine_name: str, tmp_path: Path) -> None:
    with empty(engines, engine_name, tmp_path / "var") as installation, pytest.raises(NothingThere):
        back_up(installation, tmp_path, silent)


def test_neither_way_needs_more_memory_for_more_rows(
    installation: Installation, asha: Desk, engines: Engines, tmp_path: Path
) -> None:
    row = {"at": asha.now, "verb": Verb.CHANGED, "kind": "engagement", "about_kind": "engagement", "about_id": 1}
    row |= {"record_id": "1", "before": {}, "after": {"summary": "0123456789" * 1_000}}
    asha.db.execute(insert(Change), [row] * 4_000)
    asha.db.commit()
    asha.db.close()
    tracemalloc.start()
    made = back_up(installation, tmp_path, silent)
    with empty(engines, "sqlite", tmp_path / "restored") as target:
        take_in(target, made.path)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(rows(target, "change")) > 4_000
    assert most < 20_000_000
