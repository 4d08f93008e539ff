"""`engagement inbox read`: files and folders, each wholly or not at all."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from engagement.cli.inbox import inbox
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.engagements import Engagement
from tests.inviting import ASHA, calendar, event

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def run(installation: Installation, desk: Desk, *arguments: str) -> tuple[int, str]:
    """How the command ends, and what it prints; the desk lets go of the pen before."""
    desk.db.commit()
    done = CliRunner().invoke(inbox, ["read", *arguments], obj=installation)
    return done.exit_code, done.output


def test_a_folder_is_read_and_what_cannot_be_read_holds_up_nothing(
    installation: Installation, asha: Desk, tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "talk.ICS").write_bytes(calendar(event(ASHA)))
    (tmp_path / "bad.eml").write_bytes(b"Subject: lunch\n\nAt noon?")
    (tmp_path / "notes.txt").write_text("not asked for")
    status, said = run(installation, asha, str(tmp_path))
    made = asha.db.scalars(select(Engagement)).one()
    assert (status, made.created_by_id) == (1, asha.member.id)
    assert "Planned." in said and f"engagement {made.id}, 2026-10-01" in said
    assert "a mail without an invitation" in said and "notes.txt" not in said


def test_a_file_with_nobody_of_ours_needs_to_be_told_for_whom(
    installation: Installation, asha: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "talk.ics"
    file.write_bytes(calendar(event("ATTENDEE:mailto:x@sedia.example")))
    status, said = run(installation, asha, str(file))
    assert status == 0 and "--member" in said
    status, said = run(installation, asha, str(file), "--member", "nobody@nimbus.example")
    assert status == 2 and "No member signs in" in said
    status, said = run(installation, asha, str(file), "--member", asha.member.email)
    assert status == 0 and "Planned." in said and "no record knows: 1" in said
