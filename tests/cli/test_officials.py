"""`engagement official` writes the access pack, and erases by number or by a list after a restore."""

import json
import stat

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from engagement.cli.officials import official
from engagement.model.officials import Official


def run(installation, *arguments, typed=""):
    return CliRunner().invoke(official, [str(one) for one in arguments], obj=installation, input=typed)


@pytest.fixture
def person(asha, make):
    found = make.official(asha, "Haruko Sato")
    make.engagement(asha, "Talk", officials=[found], summary="Haruko Sato came")
    make.engagement(asha, "Secret talk", officials=[found], confidential=True)
    return found


def test_the_pack_is_written_as_pdf_and_json(installation, person, tmp_path):
    done = run(installation, "pack", person.id, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "Not in it: 1 confidential" in done.output
    told = json.loads((tmp_path / "out" / f"access-pack-{person.id}.json").read_text())
    assert [one["title"] for one in told["engagements"]] == ["Talk"]
    pages = PdfReader(tmp_path / "out" / f"access-pack-{person.id}.pdf").pages
    assert "Haruko Sato came" in "\n".join(page.extract_text() for page in pages)
    papers = list((tmp_path / "out").iterdir())
    assert len(papers) == 2
    assert {stat.S_IMODE(paper.stat().st_mode) for paper in papers} == {0o600}, "its owner alone may read it"
    mine = run(installation, "pack", person.id, "--as", "asha@nimbus.example", "-o", tmp_path)
    assert "Not in it" not in mine.output


def test_a_name_is_erased_when_it_is_typed_and_again_from_the_list(installation, asha, person):
    assert run(installation, "erase", person.id, typed="Sato\n").exit_code == 1
    done = run(installation, "erase", person.id, typed="Haruko Sato\n")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Erased: 1.")
    assert run(installation, "erase", person.id, "--yes").exit_code == 2
    asha.db.expire_all()
    person.name, person.erased_at = "Haruko Sato", None
    asha.db.commit()
    listed = installation.settings.erased_list
    assert "Erased: 1." in run(installation, "erase", "--listed", listed).output
    assert "Erased: 0." in run(installation, "erase", "--listed", listed).output
    with installation.desk() as desk:
        found = desk.db.get(Official, person.id)
        assert found and found.name == f"Official {person.id}"
    junk = installation.settings.folder / "junk"
    junk.write_text("a,b\n")
    assert "no list of erased" in run(installation, "erase", "--listed", junk).output
