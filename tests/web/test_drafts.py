"""What was typed is kept for its writer alone, fills the form again, and goes with the save."""

from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from engagement.actions import drafts
from engagement.core.tokens import new_token
from engagement.desk import Desk
from engagement.model.drafts import FormDraft
from tests.visits import Visit

NEW = "/engagements/new"
SUMMARY = "They asked how others certify."


def written(**fields: Any) -> dict[str, Any]:
    return {"draft_page": NEW, "draft_title": "Log an engagement", "summary": SUMMARY, "day": "2026-02-30"} | fields


def test_a_draft_is_offered_on_the_form_and_on_my_week_and_fills_the_form(
    asha: Desk, client: Visit, make: ModuleType
) -> None:
    body, key, visitor = make.organisation(asha, "Digital Agency"), new_token(), client(asha)
    who = [f"organisation:{body.id}", "new-official:Haruko Sato"]
    rows = {"newcomers-0-field": "who", "newcomers-0-name": "Haruko Sato", "newcomers-0-answer": "new-official"}
    promised = {"commitments-0-text": "A white paper", "commitments-0-due": "2026-09-20"}
    fields = written(who=who, who_text="Minis", **promised, **rows, **{"newcomers-0-title": "Deputy head"})
    kept = visitor.post(f"/drafts/{key}", data=fields)
    assert (kept.status_code, kept.json) == (201, {"at": "19:00"})
    address = f"{NEW}?draft={key}"
    for page in (NEW, "/"):
        text = visitor.get(page).text
        assert "You were writing" in text and "kept at 19:00" in text and address in text
    filled = visitor.get(address).text
    for words in (SUMMARY, "Digital Agency", "A white paper", 'value="Deputy head"', "Haruko Sato", 'value="Minis"'):
        assert words in filled
    assert 'value="2026-02-30"' in filled and 'id="problems"' not in filled  # as it was left, not judged yet
    assert f'name="form_key" type="hidden" value="{key}"' in filled
    assert "You were writing" not in filled


def test_the_save_takes_the_draft_along_and_one_that_comes_later_does_not_bring_it_back(
    asha: Desk, client: Visit, make: ModuleType
) -> None:
    key, visitor = new_token(), client(asha)
    visitor.post(f"/drafts/{key}", data=written())
    form = {"who": [f"organisation:{make.organisation(asha).id}"], "kind": "meeting", "status": "held"}
    refused = visitor.post(NEW, data=form | {"day": "2026-02-30", "form_key": key})
    assert refused.status_code == 422
    assert "You were writing" in visitor.get("/").text  # what was refused is not lost
    saved = visitor.post(NEW, data=form | {"day": "2026-09-14", "zone": "Asia/Tokyo", "form_key": key})
    late = visitor.post(f"/drafts/{key}", data=written())
    assert (late.status_code, late.json) == (200, {"led_to": saved.location})
    assert "You were writing" not in visitor.get("/").text
    drafts.keep(asha, key, NEW, "Came while it was being saved", [])
    assert "You were writing" not in visitor.get("/").text
    assert visitor.get(f"/drafts/{key}").json == {"led_to": saved.location}


def test_a_draft_is_its_writers_own(asha: Desk, bruno: Desk, client: Visit) -> None:
    key = new_token()
    client(asha).post(f"/drafts/{key}", data=written())
    other = client(bruno)
    assert other.get(f"/drafts/{key}").json == {}
    assert SUMMARY not in other.get(f"{NEW}?draft={key}").text
    other.post(f"/drafts/{key}/dropping")
    assert SUMMARY in client(asha).get(f"{NEW}?draft={key}").text
    client(asha).post(f"/drafts/{key}/dropping")
    assert SUMMARY not in client(asha).get(f"{NEW}?draft={key}").text


def test_two_tabs_of_one_form_are_two_drafts(asha: Desk, client: Visit) -> None:
    for _ in range(2):
        client(asha).post(f"/drafts/{new_token()}", data=written())
    assert client(asha).get(NEW).text.count("You were writing") == 2


def test_an_old_draft_of_a_record_that_was_changed_leads_into_the_comparison(
    asha: Desk, client: Visit, make: ModuleType
) -> None:
    talk, visitor, key = make.engagement(asha, "Talk"), client(asha), new_token()
    page = f"/engagements/{talk.id}/edit"
    fields = {"version": str(talk.version), "summary": SUMMARY, "day": "2026-09-14", "kind": "meeting"}
    visitor.post(f"/drafts/{key}", data=fields | {"draft_page": page})
    talk.summary, talk.version = "What Bruno wrote", talk.version + 1
    asha.db.commit()
    filled = visitor.get(f"{page}?draft={key}").text
    assert f'name="version" type="hidden" value="{fields["version"]}"' in filled
    who = [f"organisation:{body.id}" for body in [make.organisation(asha)]]
    sent = visitor.post(page, data=fields | {"who": who, "status": "held", "zone": "Asia/Tokyo", "form_key": key})
    assert sent.status_code == 409
    assert "What Bruno wrote" in sent.text and SUMMARY in sent.text
    assert f"{page}?draft={key}" in visitor.get("/").text


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("short", {}, 404),
        ("k" * 43, {"summary": "x" * 600_001}, 413),
        ("k" * 43, {"n" * 301: ""}, 413),
        ("k" * 43, {"draft_page": "/" + "x" * 4_001}, 413),
    ],
)
def test_what_is_no_draft_is_not_kept(
    asha: Desk, client: Visit, path: str, fields: dict[str, str], status: int
) -> None:
    assert client(asha).post(f"/drafts/{path}", data=written(**fields)).status_code == status
    assert asha.db.scalars(select(FormDraft)).all() == []


@pytest.mark.parametrize("page", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_a_draft_leads_to_a_page_of_ours_only(asha: Desk, client: Visit, page: str) -> None:
    client(asha).post(f"/drafts/{new_token()}", data=written(draft_page=page))
    assert "elsewhere" not in client(asha).get("/").text


def test_a_sign_in_that_ended_leads_back_to_the_form_as_it_was_kept(asha: Desk, client: Visit) -> None:
    key = new_token()
    to = client().post(NEW, data={"form_key": key, "summary": SUMMARY}).location
    assert to == f"/sign-in?next=/engagements/new?draft%3D{key}"
    answer = client().post(f"/drafts/{key}", data=written(), headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_old_drafts_and_too_many_are_let_go(asha: Desk) -> None:
    for number in range(drafts.MOST + 2):
        drafts.keep(asha, f"{number:030}", NEW, f"Number {number}", [])
    drafts_there = asha.db.scalars(select(FormDraft)).all()
    assert len(drafts_there) == drafts.MOST
    drafts_there[0].kept_at = asha.now - timedelta(days=31)
    asha.db.flush()
    drafts.forget(asha)
    assert len(asha.db.scalars(select(FormDraft.key)).all()) == drafts.MOST - 1


def test_a_draft_of_what_is_hidden_by_now_is_not_offered_and_takes_its_place_all_the_same(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    talk = make.engagement(asha, "Talk")
    key, page, visitor = new_token(), f"/engagements/{talk.id}/edit", client(bruno)
    visitor.post(f"/drafts/{key}", data=written(draft_page=page, draft_title="Edit: Talk of the day"))
    assert "Talk of the day" in visitor.get("/").text
    talk.confidential = True
    asha.db.commit()
    assert "Talk of the day" not in visitor.get("/").text
    assert visitor.get(f"{page}?draft={key}").status_code == 404
    for _ in range(drafts.MOST):
        drafts.keep(bruno, new_token(), "/engagements/999/edit", "Another", [])
    assert len(bruno.db.scalars(select(FormDraft)).all()) == drafts.MOST
