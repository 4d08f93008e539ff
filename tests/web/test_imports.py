"""The list of imports and undoing one, as an administrator sees it."""

from engagement.jobs import worker
from engagement.model.engagements import Engagement
from tests.actions.test_import_undo import ROWS
from tests.bringing import all_of, bring


def test_a_run_is_undone_from_its_page(farid, client):
    run = bring(farid, ROWS)
    first = all_of(farid, Engagement)[0]
    first.summary = "I was there."
    farid.db.commit()
    visitor = client(farid)
    assert f"/administration/imports/{run.run_id}" in visitor.get("/administration/imports").text
    page = visitor.get(f"/administration/imports/{run.run_id}").text
    assert "2 engagements, 1 official, 2 organisations, 2 topics" in page
    assert "<b>1 engagement</b> stays as it is" in page and first.title in page
    done = visitor.post(f"/administration/imports/{run.run_id}/undoing")
    assert done.status_code == 302
    page = visitor.get(done.location).text
    assert "What was worked on since stays as it is." in page and "The file can be loaded again" in page
    assert [one.title for one in all_of(farid, Engagement)] == [first.title]


def test_a_large_run_is_undone_by_a_worker_with_progress(farid, client, installation, monkeypatch):
    monkeypatch.setattr("engagement.web.imports.AT_ONCE", 1)
    run = bring(farid, ROWS)
    visitor = client(farid)
    page = visitor.get(visitor.post(f"/administration/imports/{run.run_id}/undoing").location).text
    assert "Waiting for its turn" in page and "Undo this import" not in page
    visitor.post(f"/administration/imports/{run.run_id}/undoing")
    farid.db.commit()
    assert worker.step(installation) and not worker.step(installation), "asked twice it is done once"
    farid.db.expire_all()
    assert all_of(farid, Engagement) == []
    farid.db.commit()
    assert "The import is undone" in visitor.get(f"/administration/imports/{run.run_id}/progress").text
