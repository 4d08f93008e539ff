"""The access pack holds what names a person, as far as its maker may see it, on paper and for machines."""

import io
import json
from datetime import date

import pikepdf
import pytest
from pikepdf import pdfa
from pypdf import PdfReader

from engagement.actions import officials as actions
from engagement.actions.attachments import attach
from engagement.actions.officials import OfficialDraft, PostDraft
from engagement.core.files import FileStore
from engagement.model.invited import InvitedPerson
from engagement.model.officials import Notice
from engagement.queries import mentions
from engagement.queries.access_pack import AccessPack, access_pack, as_json
from reports.access_pack import access_pack as write_pack

HELD = date(2026, 8, 3)


def pages(pack: AccessPack) -> tuple[bytes, str]:
    out = io.BytesIO()
    write_pack(pack, out)
    return out.getvalue(), "\n".join(page.extract_text() for page in PdfReader(out).pages)


@pytest.mark.parametrize("at_once", [1, 2, mentions.AT_ONCE])
def test_all_that_names_the_person_is_in_it(asha, farid, make, installation, monkeypatch, at_once):
    monkeypatch.setattr(mentions, "AT_ONCE", at_once)
    body = make.organisation(asha, "Digital Agency")
    draft = OfficialDraft("Lucía Ferrán", "l@dg.example", note="speaks at fairs", source="her card")
    person = actions.add(asha, draft, PostDraft(body.id, "Head of cloud"))
    asha.db.commit()
    talk = make.engagement(asha, "Talk", organisations=[body], officials=[person], on=HELD, summary="about exit")
    make.heard(asha, talk, "FERRAN, Lucia asked for a paper")
    make.commitment(asha, make.engagement(asha, "Other", on=HELD), "call Lucia Ferran")
    attach(asha, FileStore(installation.settings.files_folder), talk, "lucia-ferran.txt", io.BytesIO(b"x"), 10)
    asha.db.add(InvitedPerson(engagement_id=talk.id, address="l@dg.example", name="", official_id=person.id))
    asha.db.commit()
    told = OfficialDraft("Lucía Ferrán", "l@dg.example", source="her card", notice=Notice.GIVEN, notice_how="by mail")
    actions.revise(asha, person, told, 1)
    asha.db.commit()
    pack = access_pack(farid, person, "Nimbus")
    assert (pack.source, pack.notice, pack.notice_how, pack.hidden) == ("her card", "Given", "by mail", 0)
    assert [(one.title, one.organisation) for one in pack.posts] == [("Head of cloud", "Digital Agency")]
    assert [(one.title, one.post, one.organisations) for one in pack.engagements] == [
        ("Talk", "Head of cloud", ["Digital Agency"])
    ]
    assert {(one.where, one.text) for one in pack.texts} == {
        ("Heard", "FERRAN, Lucia asked for a paper"),
        ("Commitment", "call Lucia Ferran"),
    }
    assert [one.name for one in pack.files] == ["lucia-ferran.txt"]
    assert [one.address for one in pack.invitations] == ["l@dg.example"]
    assert ("note", "speaks at fairs", "") in [part for change in pack.changes for part in change.parts]


def test_what_its_maker_may_not_see_is_counted_and_not_told(asha, bruno, farid, make):
    person = make.official(asha, "Haruko Sato")
    make.engagement(bruno, "Zweitvermerk", officials=[person], confidential=True)
    make.heard(bruno, make.engagement(bruno, "Zweitvermerk too", confidential=True), "Haruko Sato said so")
    pack = access_pack(farid, person, "Nimbus")
    _, text = pages(pack)
    assert pack.hidden == 2
    assert "2 confidential engagements name this person and are not in this pack" in " ".join(text.split())
    assert "Zweitvermerk" not in text + as_json(pack)
    assert access_pack(bruno, person, "Nimbus").hidden == 0


def test_a_namesake_brings_nothing_into_the_pack(asha, farid, make):
    one, other = make.official(asha, "Haruko Sato"), make.official(asha, "Haruko SATO")
    make.engagement(asha, "Theirs", officials=[other], summary="Haruko Sato came")
    assert access_pack(farid, one, "Nimbus").texts == []
    assert len(access_pack(farid, other, "Nimbus").texts) == 1


def test_the_paper_is_tagged_and_kept_for_long_and_the_json_says_its_shape(asha, farid, make):
    person = make.official(asha, "محمد علي", title="مدير", email="m@gov.example")
    body = make.organisation(asha, "総務省")
    for _ in range(60):
        make.engagement(asha, "会議 مع <b>بيان</b>", organisations=[body], officials=[person], on=HELD)
    pack = access_pack(farid, person, "Nimbus")
    data, text = pages(pack)
    assert text.count("総務省") == 60
    with pikepdf.open(io.BytesIO(data)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert pdfa.check(paper, "2b").findings == []
        assert len(paper.pages) > 2
    told = json.loads(as_json(pack))
    assert (told["format"], told["version"], told["name"]) == ("engagement access pack", 1, "محمد علي")
    assert told["engagements"][0]["on"] == "2026-08-03"
    assert set(told) - {"format", "version"} == set(AccessPack.__dataclass_fields__)
