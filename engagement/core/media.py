"""What a file is, by its content. A name is only believed where it says the same."""

import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

TEXT = "text/plain"
EMAIL = "message/rfc822"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
# endings that each content may have; the first is the usual one
ENDINGS: dict[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    f"{OFFICE}wordprocessingml.document": ("docx",),
    f"{OFFICE}spreadsheetml.sheet": ("xlsx",),
    f"{OFFICE}presentationml.presentation": ("pptx",),
    f"{OPEN_DOCUMENT}text": ("odt",),
    f"{OPEN_DOCUMENT}spreadsheet": ("ods",),
    f"{OPEN_DOCUMENT}presentation": ("odp",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    TEXT: ("txt", "text", "md"),
    "text/csv": ("csv", "tsv"),
    "text/calendar": ("ics",),
    EMAIL: ("eml",),
}
SAYS = {ending: media for media, endings in ENDINGS.items() for ending in endings}
OFFICE_FOLDERS = {
    "word/": f"{OFFICE}wordprocessingml.document",
    "xl/": f"{OFFICE}spreadsheetml.sheet",
    "ppt/": f"{OFFICE}presentationml.presentation",
}
OF_TEXT = (TEXT, "text/csv", "text/calendar", EMAIL)  # told apart by their names and first lines
MOST_PARTS = 20_000  # of a zip: a file of one office document has some hundreds
NOT_IN_TEXT = bytes({*range(32), 127} - {9, 10, 12, 13, 27})


class UnknownKind(ValueError):
    """Content that is of no kind we keep."""


class Macros(UnknownKind):
    """An office document with programs in it."""


class Lies(ValueError):
    """A file whose name says another kind than its content is: `says` and `holds` are endings."""

    def __init__(self, says: str, holds: str) -> None:
        super().__init__(f"says {says}, holds {holds}")
        self.says, self.holds = says, holds


def media_type(name: str, path: Path) -> str:
    """The kind of the file at `path`, called `name`. Raises UnknownKind, Macros, Lies."""
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    with path.open("rb") as file:
        holds = _held(file)
    if holds in OF_TEXT:
        holds = _text_kind(path, ending)
    if ending and SAYS.get(ending) != holds:
        if ending not in SAYS and holds in OF_TEXT:
            raise UnknownKind(ending)
        raise Lies(ending, ENDINGS[holds][0])
    return holds


def _held(file: BinaryIO) -> str:
    head = file.read(16)
    for start, media in (
        (b"%PDF-", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
    ):
        if head.startswith(start):
            return media
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file)
    file.seek(0)
    if _is_text(file):
        return TEXT
    raise UnknownKind("")


def _zipped(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as parts:
            names = parts.namelist()
            if len(names) > MOST_PARTS:
                raise UnknownKind("zip")
            if "mimetype" in names and parts.getinfo("mimetype").file_size < 200:
                media = parts.read("mimetype").decode("ascii", "replace").strip()
                if media in ENDINGS:
                    return media
    except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError) as error:
        raise UnknownKind("zip") from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Macros("zip")
    if "[Content_Types].xml" in names:
        for folder, media in OFFICE_FOLDERS.items():
            if any(name.startswith(folder) for name in names):
                return media
    raise UnknownKind("zip")


def _is_text(file: BinaryIO) -> bool:
    """Whether no byte of it is one that text does not have; UTF-16 says itself by its first two bytes."""
    if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
        return True
    file.seek(0)
    while part := file.read(1 << 16):
        if part.translate(None, NOT_IN_TEXT) != part:
            return False
    return True


def _text_kind(path: Path, ending: str) -> str:
    with path.open("rb") as file:
        head = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.upper().startswith(b"BEGIN:VCALENDAR"):
        return "text/calendar"
    named = SAYS.get(ending)
    if named == EMAIL and head.split(b"\n", 1)[0].partition(b":")[1]:
        return EMAIL
    return "text/csv" if named == "text/csv" else TEXT
