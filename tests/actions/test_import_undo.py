"""Undoing imports: what a run made goes, what it updated gets its earlier values, what was worked on stays."""

from typing import Any

import pytest

from engagement.actions.deeds.imports import ImportUndo
from engagement.actions.deeds.merging import MergeDraft, merge, part_again
from engagement.actions.imports.official_list import OfficialImport
from engagement.actions.imports.organisation_list import OrganisationImport
from engagement.actions.imports.run import End
from engagement.actions.imports.topic_list import TopicImport
from engagement.actions.wrong import Unknown
from engagement.desk import Desk
from engagement.intake import mappings
from engagement.model.deeds import Deed
from engagement.model.engagements import Engagement
from engagement.model.organisations import Organisation
from engagement.model.sources import ImportRun, SourceRow
from tests.actions.test_merging import agrees, everything
from tests.bringing import all_of, all_rows, bring, run

ROWS = (
    b"2024-03-01,Ministry of Finance,France,Anne Roux (Director),Asha Menon,Cloud > Exit,First talk,,ministry,1\n"
    b"2024-04-01,Ministry of Finance,France,Anne Roux (Director),,Cloud,Second talk,,ministry,2\n"
    b"2024-05-01,Digital Office,France,,,,Third talk,,agency,3\n"
)
NEWER = ROWS.replace(b"Second talk", b"Second talk again").replace(b"Cloud,", b"Cloud > Exit,")


def undo(desk: Desk, run_id: int, parts: int | None = None) -> ImportUndo:
    undoing = ImportUndo(run_id)
    undoing.begin(desk)
    while (parts is None or undoing.done < parts) and undoing.take(desk):
        desk.db.commit()
    if parts is None:
        undoing.finish(desk)
    desk.db.commit()
    return undoing


def without_runs(desk: Desk) -> dict[str, list[Any]]:
    found = everything(desk)
    del found["import_run"]
    found["search_word"] = []
    return found


def test_what_a_run_made_goes_and_comes_again_just_the_same(farid, make):
    make.engagement(farid)
    before = without_runs(farid)
    first = bring(farid, ROWS)
    brought = {name: len(rows) for name, rows in without_runs(farid).items()}
    assert undo(farid, first.run_id).left == {}
    assert without_runs(farid) == before and agrees(farid)
    again = bring(farid, ROWS)
    assert again.rows == first.rows and again.made == first.made
    assert {name: len(rows) for name, rows in without_runs(farid).items()} == brought


def test_an_update_is_undone_to_the_earlier_values_and_can_be_loaded_again(farid):
    first = bring(farid, ROWS)
    before = without_runs(farid)
    second = bring(farid, NEWER)
    assert second.rows[End.UPDATED] == 1
    assert undo(farid, second.run_id).left == {}
    assert without_runs(farid) == before and agrees(farid)
    assert bring(farid, ROWS).rows[End.UNCHANGED] == 3
    assert bring(farid, NEWER).rows[End.UPDATED] == 1
    assert undo(farid, first.run_id).left["engagement"] == 1, "what a later import updated stays"


def test_what_was_worked_on_since_stays_with_all_it_names(farid, make):
    first = bring(farid, ROWS)
    worked, noted, _ = all_of(farid, Engagement)
    worked.summary = "I was there."
    make.commitment(farid, noted)
    farid.db.commit()
    assert undo(farid, first.run_id).left == {"engagement": 2, "official": 1, "organisation": 1, "topic": 2}
    assert [one.title for one in all_of(farid, Engagement)] == ["First talk", "Second talk"]
    assert [one.name for one in all_of(farid, Organisation)] == ["Ministry of Finance"]
    assert len(all_rows(farid, SourceRow)) == 2 and agrees(farid)
    assert all_of(farid, Deed)[0].undone_at == farid.now


def test_an_undo_that_was_interrupted_goes_on(farid, monkeypatch):
    monkeypatch.setattr("engagement.actions.deeds.imports.PART", 1)
    before = without_runs(farid)
    first = bring(farid, ROWS)
    undo(farid, first.run_id, parts=2)
    assert len(all_of(farid, Engagement)) == 1
    undo(farid, first.run_id)
    assert without_runs(farid) == before and agrees(farid)
    assert undo(farid, first.run_id).left == {}, "a second time there is nothing to do"


def test_a_body_that_was_merged_stays_until_the_merge_is_undone(farid, make):
    first = bring(farid, ROWS)
    kept = make.organisation(farid, "Ministère des Finances", country="FR")
    gone = all_of(farid, Organisation)[0]
    made = merge(farid, MergeDraft("organisation", kept.id, gone.id, kept.version, gone.version))
    farid.db.commit()
    assert bring(farid, b"2024-06-01,Ministry of Finance,France,,,,A new talk,,ministry,9\n").made["organisations"] == 0
    undo(farid, first.run_id)
    assert {one.title for one in all_of(farid, Engagement)} == {"First talk", "Second talk", "A new talk"}
    part_again(farid, made)
    farid.db.commit()
    undo(farid, first.run_id)
    assert {one.title for one in all_of(farid, Engagement)} == {"A new talk"} and agrees(farid)


LISTS = {
    "organisations": (OrganisationImport, mappings.ORGANISATIONS),
    "officials": (OfficialImport, mappings.OFFICIALS),
    "topics": (TopicImport, mappings.TOPICS),
}
CONTENT = {
    "organisations": b"Name,Country,Kind,Other names,Website,Note,Parent\n"
    b"Here,FR,ministry,Ici,https://here.example,A note,There\nThere,FR,agency,,,,\nOld,FR,ministry,Vieux,,,There\n",
    "officials": b"Name,Organisation,Country,Post,E-mail\nAnne Roux,Old,FR,Director,anne@old.example\n"
    b"Luc Petit,New,FR,Head,\n",
    "topics": b"Name,Parent,Synonyms\nExit,Cloud,Leaving\nCloud,,Hosting\n",
}


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_lists_are_undone_too_with_what_they_added_to_what_was_there(farid, make, kind):
    make.official(farid, "Anne Roux", at=make.organisation(farid, "Old", country="FR"), title="Director")
    make.topic(farid, "Cloud")
    made, forms = LISTS[kind]
    form = next(iter(forms.values()))
    before = without_runs(farid)
    brought = made(form, "file.csv")
    ended = run(farid, brought, forms, CONTENT[kind])
    assert not [one.reason for one in ended if one.end is End.REJECTED]
    assert without_runs(farid) != before
    assert undo(farid, brought.run_id).left == {}
    assert without_runs(farid) == before and agrees(farid)


def test_only_an_administrator_undoes_a_run(farid, carmen):
    first = bring(farid, ROWS)
    with pytest.raises(Unknown):
        ImportUndo(first.run_id).begin(carmen)
    old = ImportRun(mapping="spreadsheet", file_name="old.csv", started_at=farid.now)
    farid.db.add(old)
    farid.db.commit()
    with pytest.raises(Unknown):
        ImportUndo(old.id).begin(farid)
