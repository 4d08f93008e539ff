"""Files: what they are by their content, and where they lie."""

import hashlib
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

from engagement.actions.attachments import archive, attach, plain_name, remove_for_good
from engagement.core.files import FileStore, NoContent, TooLarge
from engagement.core.media import Lies, Macros, UnknownKind
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.attachments import Attachment

MOST = 100_000


def zipped(*names: str, mimetype: str = "") -> bytes:
    """A zip of files with these names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        if mimetype:
            parts.writestr("mimetype", mimetype)
        for name in names:
            parts.writestr(name, "x")
    return made.getvalue()


WORD = zipped("[Content_Types].xml", "word/document.xml")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("a.PNG", PNG, "image/png"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0 ...", "image/jpeg"),
        ("a.gif", b"GIF89a...", "image/gif"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        ("a.docx", WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "a.ods",
            zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("заметки.txt", "Заметки".encode(), "text/plain"),
        ("a.csv", "körper;land\n".encode("cp1252"), "text/csv"),
        ("a.csv", "a,b\n".encode("utf-16"), "text/csv"),
        ("a.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar"),
        ("a.eml", b"From: a@example.com\r\n\r\nHello", "message/rfc822"),
        ("no ending", b"%PDF-1.4", "application/pdf"),
    ],
)
def test_a_file_is_what_its_content_says(store: FileStore, name: str, content: bytes, kind: str) -> None:
    kept = store.keep(name, io.BytesIO(content), MOST)
    assert (kept.media_type, kept.size) == (kind, len(content))
    assert store.path(kept.sha256).read_bytes() == content
    assert kept.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("picture.png", b"%PDF-1.7", Lies),
        ("report.pdf", b"MZ\x90\0", UnknownKind),
        ("report.pdf", b"only words", Lies),
        ("table.xlsx", WORD, Lies),
        ("page.html", b"<script>alert(1)</script>", UnknownKind),
        ("picture.svg", b"<svg onload='x'/>", UnknownKind),
        ("run.sh", b"#!/bin/sh", UnknownKind),
        ("calendar.ics", b"not a calendar", Lies),
        ("a.docx", zipped("[Content_Types].xml", "word/vbaProject.bin"), Macros),
        ("a.zip", zipped("anything"), UnknownKind),
        ("a.docx", b"PK\x03\x04 broken", UnknownKind),
        ("empty.txt", b"", NoContent),
        ("large.txt", b"x" * (MOST + 1), TooLarge),
    ],
)
def test_what_we_do_not_keep_leaves_nothing_on_the_disk(
    store: FileStore, name: str, content: bytes, error: type[ValueError]
) -> None:
    with pytest.raises(error):
        store.keep(name, io.BytesIO(content), MOST)
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_a_file_belongs_to_its_engagement_and_is_put_away_with_its_content_kept(
    asha: Desk, store: FileStore, make: ModuleType
) -> None:
    talk = make.engagement(asha)
    twice = [attach(asha, store, talk, "C:\\Users\\me\\Agenda.pdf", io.BytesIO(b"%PDF-"), MOST) for _ in range(2)]
    archive(asha, twice[0])
    asha.db.commit()
    assert [(one.name, one.is_archived) for one in twice] == [("Agenda.pdf", True), ("Agenda.pdf", False)]
    assert make.rows(asha, Attachment) == 2
    assert len([path for path in store.folder.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("a\0b\n.pdf", "ab .pdf"), ("", "file"), ("x" * 300 + ".pdf", "x" * 190 + ".pdf")],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_a_file_is_removed_for_good_unless_another_record_keeps_the_same(
    asha: Desk, farid: Desk, make: ModuleType, store: FileStore
) -> None:
    one, other = (attach(asha, store, make.engagement(asha), f"{n}.txt", io.BytesIO(b"the same"), MOST) for n in (1, 2))
    content = store.path(one.sha256)
    remove_for_good(farid, store, one)
    farid.db.commit()
    assert content.exists()
    remove_for_good(farid, store, other)
    assert content.exists()  # until it is saved
    farid.db.commit()
    assert not content.exists()
    assert make.rows(farid, Attachment) == 0


def test_what_comes_again_while_the_same_is_removed_stays(
    asha: Desk, farid: Desk, make: ModuleType, store: FileStore
) -> None:
    one = attach(asha, store, make.engagement(asha), "1.txt", io.BytesIO(b"the same"), MOST)
    asha.db.commit()
    remove_for_good(farid, store, one)
    store.keep("2.txt", io.BytesIO(b"the same"), MOST)  # its record is written as soon as the removal is
    farid.db.commit()
    assert store.path(one.sha256).exists()


def test_a_removal_waits_for_those_who_are_keeping_the_same(
    installation: Installation, farid: Desk, make: ModuleType, store: FileStore
) -> None:
    talk = make.engagement(farid)
    one = attach(farid, store, talk, "1.txt", io.BytesIO(b"the same"), MOST)
    farid.db.commit()

    def remove() -> None:
        with installation.desk(farid.member) as removing:
            remove_for_good(removing, store, removing.db.get_one(Attachment, one.id))
            removing.db.commit()

    with ThreadPoolExecutor() as pool, installation.desk(farid.member) as keeping:
        attach(keeping, store, keeping.db.merge(talk), "2.txt", io.BytesIO(b"the same"), MOST)
        removed = pool.submit(remove)
        with pytest.raises(TimeoutError):
            removed.result(0.3)  # it waits
        keeping.db.commit()
        removed.result()
    assert store.path(one.sha256).exists()
