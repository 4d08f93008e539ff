"""The page on which an administrator answers what a person asks of us."""

import io
import json

from engagement.actions.attachments import attach
from engagement.core.files import FileStore
from engagement.model.attachments import Attachment


def test_a_name_is_erased_only_when_it_was_typed(asha, farid, client, make):
    person = make.official(asha, "Haruko Sato", email="h@gov.example")
    talk = make.engagement(asha, "Talk with Haruko Sato", officials=[person])
    browser = client(farid)
    page = browser.get(f"/officials/{person.id}/rights").text
    assert f"Official {person.id} will stand in the place of the name" in page
    refused = browser.post(f"/officials/{person.id}/rights", data={"typed": "Sato"})
    assert "Type Haruko Sato, and nothing else." in refused.text
    assert person.name == "Haruko Sato"
    assert browser.post(f"/officials/{person.id}/rights", data={"typed": "haruko sato"}).status_code == 302
    assert talk.title == f"Talk with Official {person.id}"
    for path in (f"/officials/{person.id}", f"/officials/{person.id}/history", f"/engagements/{talk.id}/history", "/"):
        page = browser.get(path).text
        assert "Sato" not in page
        assert "Haruko" not in page
    page = browser.get(f"/officials/{person.id}/rights").text
    assert "The name was erased on 15 Sep" in page
    for path in ("edit", "posts/new", "access-pack.pdf", "access-pack.json"):
        assert browser.get(f"/officials/{person.id}/{path}").status_code == 404, path
    assert browser.post(f"/officials/{person.id}/restoration").status_code == 404


def test_the_pack_is_downloaded(asha, farid, client, make):
    person = make.official(asha, "Haruko Sato")
    answer = client(farid).get(f"/officials/{person.id}/access-pack.json")
    assert json.loads(answer.text)["made_by"] == "Farid Rahman"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client(farid).get(f"/officials/{person.id}/access-pack.pdf").data.startswith(b"%PDF")


def test_files_are_removed_for_good_by_the_administrator_alone(asha, farid, client, make, installation):
    talk = make.engagement(asha, officials=[make.official(asha, "Haruko Sato")])
    store = FileStore(installation.settings.files_folder)
    file = attach(asha, store, talk, "scan.txt", io.BytesIO(b"Haruko Sato"), 100)
    content = store.path(file.sha256)
    assert client(asha).post(f"/attachments/{file.id}/removal").status_code == 403
    assert client(farid).post(f"/attachments/{file.id}/removal").status_code == 302
    assert not content.exists()
    assert make.rows(asha, Attachment) == 0
