"""Taken in again, on either engine: everything that was there, or nothing at all."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from engagement.actions.attachments import attach
from engagement.actions.engagements.recording import archive as put_away
from engagement.core.files import FileStore
from engagement.core.periods import Period
from engagement.demo import large
from engagement.desk import Desk
from engagement.installation import Installation, migrate
from engagement.keeping.archive import Archive
from engagement.keeping.backup import back_up
from engagement.keeping.manifest import Damaged, Newer, NoBackup
from engagement.keeping.restore import NotEmpty, check, restore
from engagement.model.drafts import FormDraft, SentForm
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.defined import BODIES, COVERAGE, ENGAGEMENTS, PROMISES_OURS, figures
from tests.engines import ENGINES, Engines
from tests.hostile import HOSTILE
from tests.keeping.copies import (
    altered,
    contents,
    disagreements,
    empty,
    files,
    is_untouched,
    rows,
    silent,
    take_in,
)

NASTY = "𝔘𝔫𝔦 \u202e עברית العربية 日本語 한국어 e\u0301 \u2028\u2029 \\N \\. \t'\" \U0001f469\u200d\U0001f4bb"
ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
INTO_SQLITE = pytest.mark.parametrize("target", ["sqlite"], indirect=True)
Change = Callable[[dict[str, bytes], dict[str, Any]], None]


@pytest.fixture(params=ENGINES)
def target(request: pytest.FixtureRequest, engines: Engines, tmp_path: Path) -> Iterator[Installation]:
    """An empty installation on each engine in turn."""
    with empty(engines, request.param, tmp_path / "target") as made:
        yield made


@pytest.fixture
def backup(installation: Installation, asha: Desk, make: ModuleType, tmp_path: Path) -> Path:
    """A backup of one engagement with a file."""
    talk = make.engagement(asha)
    attach(asha, FileStore(installation.settings.files_folder), talk, "notes.txt", io.BytesIO(b"Notes"), 100)
    asha.db.commit()
    asha.db.close()
    return back_up(installation, tmp_path / "backup.zip", silent).path


def furnish(installation: Installation, asha: Desk, make: ModuleType) -> None:
    """A demonstration world, and beside it whatever is hard to carry over."""
    asha.db.commit()
    large.load(installation, 60, lambda _: None)
    ministry = make.organisation(asha, NASTY, parent=make.organisation(asha, "Above"), names=["Alias"])
    make.organisation(asha, "Later parent of an older child")
    ministry.parent_id = make.organisation(asha, "Newer than its child").id
    talk = make.engagement(
        asha,
        NASTY,
        organisations=[ministry],
        officials=[make.official(asha, at=ministry)],
        topics=[make.topic(asha, parent=make.topic(asha))],
        readers=[asha.member],
        confidential=True,
        hours=12.1,
        starts_at=datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
        summary="\n".join(text.replace("\0", "") for text in HOSTILE),
    )
    make.heard(asha, talk, need=make.need_category(asha, "Exit"))
    make.commitment(asha, talk, due=date(9999, 12, 31))
    put_away(asha, make.engagement(asha, "Put away", hours=0.25))
    store = FileStore(installation.settings.files_folder)
    for name, content in (("a.txt", b"one"), ("b.txt", b"one"), ("c.txt", "zwei ü".encode() * 50_000)):
        attach(asha, store, talk, name, io.BytesIO(content), 1_000_000)
    asha.db.add(FormDraft(
        key="k" * 30, member_id=asha.member.id, page="/engagements/new", title=NASTY,
        fields=[["summary", NASTY], ["hours", "1.5"]], begun_at=asha.now, kept_at=asha.now,
    ))  # fmt: skip
    asha.db.add(SentForm(key="sent", member_id=asha.member.id, at=asha.now))
    asha.db.commit()


def test_the_round_trip_brings_back_every_row_file_and_figure(
    installation: Installation, target: Installation, asha: Desk, make: ModuleType, tmp_path: Path
) -> None:
    furnish(installation, asha, make)
    made = back_up(installation, tmp_path, silent)
    take_in(target, made.path)
    before, after = contents(installation), contents(target)
    for name in before:
        assert after[name] == before[name], name
    assert len(before["engagement"]) == 62 and len(before["engagement_scope"]) > 500 and before["form_draft"]
    assert rows(target, "sent_form") == [] != rows(installation, "sent_form")
    assert files(target) == files(installation) and len(files(target)) == 2
    assert disagreements(target) == []
    asked = (
        EngagementFilter(),
        Period(date(2026, 1, 1), date(2026, 12, 31)),
        (ENGAGEMENTS, BODIES, COVERAGE, PROMISES_OURS),
    )
    with target.desk(asha.member, reads=True) as desk:
        assert figures(desk, *asked) == figures(asha, *asked)
    again = back_up(target, tmp_path / "again.zip", silent)
    with Archive(made.path) as first, Archive(again.path) as second:
        told = [
            {part.name: (part.rows, part.sha256) for part in archive.manifest.tables if part.name != "engagement"}
            for archive in (first, second)
        ]
    assert told[0] == told[1]  # engagement has hours: 12.10 on one engine is 12.1 on the other


def test_a_restored_installation_goes_on_with_new_keys(
    target: Installation, backup: Path, asha: Desk, make: ModuleType
) -> None:
    take_in(target, backup)
    before = {row.id for row in rows(target, "engagement")}
    with target.desk(asha.member) as desk:
        made = make.engagement(desk)
        assert made.id not in before
    assert disagreements(target) == []


def test_a_backup_of_an_older_revision_is_taken_in_and_brought_forward(
    installation: Installation, target: Installation, backup: Path, tmp_path: Path
) -> None:
    now = contents(installation)
    with installation.engine.connect() as connection:
        migrate(connection, "0001")
    take_in(target, back_up(installation, tmp_path / "old.zip", silent).path)
    assert contents(target)["engagement"] == now["engagement"]
    with target.engine.connect() as connection:
        migrate(connection, "head")  # nothing is left to do
    assert disagreements(target) == []


@ONE_ENGINE
def test_an_installation_that_was_started_and_never_used_counts_as_empty(target: Installation, backup: Path) -> None:
    target.upgrade()
    take_in(target, backup)
    assert len(rows(target, "member")) == 6 and len(rows(target, "region")) == 3


def test_a_backup_is_never_mixed_with_other_data(installation: Installation, backup: Path) -> None:
    before = contents(installation)
    with pytest.raises(NotEmpty):
        take_in(installation, backup)
    assert contents(installation) == before


def test_files_that_a_killed_restore_left_are_its_own_and_others_are_in_the_way(
    installation: Installation, target: Installation, backup: Path
) -> None:
    store = FileStore(target.settings.files_folder)
    store.keep("notes.txt", io.BytesIO(b"Notes"), 100)
    stranger = store.keep("other.txt", io.BytesIO(b"Other"), 100)
    with pytest.raises(NotEmpty):
        take_in(target, backup)
    store.path(stranger.sha256).unlink()
    take_in(target, backup)
    assert files(target) == files(installation)


def no_manifest_field(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    del manifest["tables"]


def another_name(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["../../etc/cron.d/evil"] = b"* * * * * root true\n"


def another_table(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["tables"].append({"name": 'x" (id) --', "columns": [], "rows": 0, "size": 0, "sha256": "0" * 64})


def a_sign_in(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["tables"].append({"name": "sign_in", "columns": [["id", "integer"]]})
    parts["tables/sign_in.jsonl"] = b"[1]\n"


def fewer_tables(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["tables"] = [table for table in manifest["tables"] if table["name"] != "change"]
    del parts["tables/change.jsonl"]


def no_such_column(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["tables"][0]["columns"][0][0] = "nonsense"


def a_link_to_nothing(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["tables/engagement_topic.jsonl"] = b"[999,999,0]\n"


def text_for_a_number(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["tables/engagement_topic.jsonl"] = b'["one",1,0]\n'


def a_number_beyond_all(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["tables/engagement_topic.jsonl"] = b"[" + b"9" * 40 + b",1,0]\n"


def a_word_that_is_none(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["tables/engagement.jsonl"] = parts["tables/engagement.jsonl"].replace(b'"held"', b'"dreamt"')


def half_a_sign(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["tables/member.jsonl"] = parts["tables/member.jsonl"].replace(b"Asha Menon", b"Asha \\ud800")


def a_deep_row(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["tables/engagement_topic.jsonl"] = b"[" * 300_000 + b"\n"


def half_a_row(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["tables/member.jsonl"] = parts["tables/member.jsonl"][:-9]


def a_bomb(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["tables/change.jsonl"] = bytes(300_000_000)


def a_bomb_of_rows(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["tables/change.jsonl"] = b"[0]\n" * 50_000_000


def no_file(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    for name in [name for name in parts if name.startswith("files/")]:
        del parts[name]
    manifest["files"] = 0


def another_file(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    for name in [name for name in parts if name.startswith("files/")]:
        parts[name] = b"Nodes"


UNREADABLE = [
    no_manifest_field,
    another_name,
    another_table,
    a_sign_in,
    fewer_tables,
    no_such_column,
    text_for_a_number,
]
UNREADABLE += [a_deep_row, half_a_row, a_bomb, a_bomb_of_rows, no_file, another_file]
UNFIT = [
    a_link_to_nothing,
    a_number_beyond_all,
    a_word_that_is_none,
    half_a_sign,
]  # what the database itself would refuse


@pytest.mark.parametrize(
    ("target", "change"),
    [("sqlite", change) for change in UNREADABLE + UNFIT] + [("postgresql", change) for change in UNFIT],
    indirect=["target"],
)
@ONE_ENGINE
def test_an_archive_that_somebody_altered_is_refused_and_leaves_nothing(
    target: Installation, backup: Path, change: Change
) -> None:
    with pytest.raises(Damaged):
        take_in(target, altered(backup, change))
    assert is_untouched(target)


@INTO_SQLITE
@ONE_ENGINE
def test_what_a_restore_would_refuse_a_check_refuses(target: Installation, backup: Path) -> None:
    with Archive(backup) as archive:
        check(archive, silent)
    with Archive(altered(backup, a_link_to_nothing)) as archive, pytest.raises(Damaged):
        check(archive, silent)


@pytest.mark.parametrize(
    "change",
    [
        lambda _, manifest: manifest.update(revision="9999", version="99.0"),
        lambda _, manifest: manifest.update(format=2, version="99.0", tables="unknown"),
    ],
    ids=["schema", "format"],
)
@INTO_SQLITE
@ONE_ENGINE
def test_a_newer_backup_is_refused_with_the_version_that_made_it(
    target: Installation, backup: Path, change: Change
) -> None:
    with zipfile.ZipFile(backup) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    manifest = json.loads(parts["manifest.json"])
    change({}, manifest)
    with zipfile.ZipFile(newer := backup.with_name("newer.zip"), "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (parts | {"manifest.json": json.dumps(manifest).encode()}).items():
            made.writestr(name, content, zipfile.ZIP_STORED if name.startswith("files/") else None)
    with pytest.raises(Newer, match=r"99\.0"):
        take_in(target, newer)
    assert is_untouched(target)


@ONE_ENGINE
def test_wherever_an_archive_was_cut_off_it_is_refused(backup: Path) -> None:
    whole = backup.read_bytes()
    cut = backup.with_name("cut.zip")
    for length in random.Random(1).sample(range(len(whole)), 40):
        cut.write_bytes(whole[:length])
        with pytest.raises((Damaged, NoBackup)), Archive(cut):
            pass


@ONE_ENGINE
def test_a_flipped_bit_is_found_or_harmless(installation: Installation, engines: Engines, backup: Path) -> None:
    whole = backup.read_bytes()
    before = contents(installation)
    found = 0
    for at in random.Random(2).sample(range(len(whole)), 24):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << at % 8
        (damaged := backup.with_name("flipped.zip")).write_bytes(flipped)
        with empty(engines, "sqlite", backup.parent / f"at {at}") as target:
            try:
                take_in(target, damaged)
            except (Damaged, NoBackup, Newer):
                found += 1
                assert is_untouched(target), at
            else:  # a date of the zip, say
                assert contents(target) == before and files(target) == files(installation), at
    assert found > 12


@ONE_ENGINE
def test_whatever_the_list_of_parts_says_is_answered_in_words(backup: Path) -> None:
    whole = backup.read_bytes()
    entries = [at for at in range(len(whole)) if whole.startswith(b"PK\1\2", at)]
    said = {"version": (6, b"\xc8"), "password": (8, b"\1"), "place": (42, b"\xff\xff\xff\xef"), "name": (9, b"\x08")}
    for at, new in said.values():
        for entry in (entries[0], entries[-1]):
            changed = bytearray(whole)
            changed[entry + at : entry + at + len(new)] = new
            if at == 9:
                changed[entry + 46] = 0xFF  # no letter of UTF-8
            (damaged := backup.with_name("said.zip")).write_bytes(changed)
            with pytest.raises((Damaged, NoBackup)), Archive(damaged) as archive:
                archive.verify(lambda _done, _total: None)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"SQLite format 3\0" + bytes(4_000)])
def test_a_file_of_another_kind_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (path := tmp_path / "other").write_bytes(content)
    with pytest.raises(NoBackup), Archive(path):
        pass


def test_another_zip_is_no_backup(tmp_path: Path) -> None:
    with zipfile.ZipFile(path := tmp_path / "other.zip", "w") as other:
        other.writestr("readme.txt", "Hello")
    with pytest.raises(NoBackup), Archive(path):
        pass


@INTO_SQLITE
@ONE_ENGINE
def test_a_restore_that_is_broken_off_leaves_nothing(target: Installation, backup: Path) -> None:
    class Stop(Exception):
        pass

    def stopping(label: str) -> Any:
        if label == "Files":
            raise Stop
        return silent(label)

    with Archive(backup) as archive, pytest.raises(Stop):
        restore(target, archive, stopping)
    assert is_untouched(target)
