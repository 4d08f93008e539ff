"""Makes a report and looks into it."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from reports.activity import activity
from reports.records import ActivityReport


def printed(report: ActivityReport) -> bytes:
    out = io.BytesIO()
    activity(report, out)
    return out.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def pages(data: bytes) -> list[str]:
    """The text of each page, as pypdf reads it."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def asked(program: str, *arguments: str, data: bytes, folder: Path) -> str:
    """What a program of Debian says of the paper; the test is skipped where the program is missing."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed (Debian: poppler-utils, qpdf)")
    file = folder / "paper.pdf"
    file.write_bytes(data)
    run = subprocess.run([found, *(str(file) if each == "FILE" else each for each in arguments)], capture_output=True)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def links(data: bytes) -> list[str]:
    """Where the links of the web lead."""
    found = []
    for page in opened(data).pages:
        for annotation in page.get("/Annots", []):
            if "/A" in annotation:
                found.append(str(annotation.A.URI))
    return found


def outline(data: bytes) -> list[Any]:
    """Titles, those of a lower level as a list after their title."""

    def titles(entries: list[Any]) -> list[Any]:
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in entries]

    return titles(pypdf.PdfReader(io.BytesIO(data)).outline)
