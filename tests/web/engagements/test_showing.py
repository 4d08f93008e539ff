"""The page of an engagement, and what can be said of it in one click."""

from http import HTTPStatus
from types import ModuleType
from typing import Any

from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.words import CommitmentState, Status
from tests.visits import Visit


def one(desk: Desk, kind: type[Any]) -> Any:
    return desk.db.scalars(select(kind)).one()


def test_only_who_took_part_or_leads_edits(
    asha: Desk, bruno: Desk, carmen: Desk, client: Visit, make: ModuleType
) -> None:
    talk = make.engagement(asha)
    at = f"/engagements/{talk.id}/edit"
    assert client(bruno).get(at).status_code == HTTPStatus.FORBIDDEN
    assert client(bruno).post(at, data={}).status_code == HTTPStatus.FORBIDDEN
    assert client(carmen).get(at).status_code == HTTPStatus.OK


def test_a_confidential_record_is_absent_for_others(asha: Desk, bruno: Desk, client: Visit, make: ModuleType) -> None:
    talk = make.engagement(asha, "Secret talk", confidential=True)
    outside = client(bruno)
    for path in ("", "/history", "/edit"):
        assert outside.get(f"/engagements/{talk.id}{path}").status_code == HTTPStatus.NOT_FOUND
    for act in ("holding", "cancellation", "archive", "restoration"):
        assert outside.post(f"/engagements/{talk.id}/{act}").status_code == HTTPStatus.NOT_FOUND
    assert "Secret talk" not in outside.get("/engagements").text
    assert "Secret talk" not in outside.get("/engagements.csv").text
    assert "Secret talk" in client(asha).get("/engagements").text


def test_a_plan_that_is_past_is_held_in_one_click(asha: Desk, client: Visit, make: ModuleType) -> None:
    plan = make.engagement(asha, on=make.days(asha, -2), status=Status.PLANNED)
    browser = client(asha)
    assert "Held as planned" in browser.get("/").text
    browser.post(f"/engagements/{plan.id}/holding", headers={"Referer": "http://localhost/"})
    assert one(asha, Engagement).status is Status.HELD
    assert "Held as planned" not in browser.get("/").text.replace("Held as planned.", "")


def test_a_record_is_archived_and_back(asha: Desk, client: Visit, make: ModuleType) -> None:
    talk = make.engagement(asha, "Talk on exits")
    browser = client(asha)
    browser.post(f"/engagements/{talk.id}/archive")
    assert "Talk on exits" not in browser.get("/engagements").text
    page = browser.get(f"/engagements/{talk.id}").text
    assert "was archived on 15 Sep" in page
    assert browser.get(f"/engagements/{talk.id}/edit").status_code == HTTPStatus.FOUND
    browser.post(f"/engagements/{talk.id}/restoration")
    assert "Talk on exits" in browser.get("/engagements").text
    assert "Archived" in browser.get(f"/engagements/{talk.id}/history").text


def test_the_place_s_time_comes_first_and_the_reader_s_second(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    talk = make.engagement(asha, starts_at=asha.now.replace(hour=1), minutes=45, zone="Asia/Tokyo")
    page = client(bruno).get(f"/engagements/{talk.id}").text
    assert "Tuesday 15 September 2026, 10:00 to 10:45, Tokyo time" in page
    assert "03:00 to 03:45 in Madrid" in page


def test_a_promise_is_ticked_by_its_owner_and_opened_again(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    promise = make.commitment(asha)
    act = f"/commitments/{promise.id}/settlement"
    assert client(bruno).post(act).status_code == HTTPStatus.FORBIDDEN
    browser = client(asha)
    browser.post(act)
    assert one(asha, Commitment).state is CommitmentState.DONE
    browser.post(f"/commitments/{promise.id}/reopening")
    assert one(asha, Commitment).state is CommitmentState.OPEN


def test_a_need_is_answered_in_one_click_and_open_again(asha: Desk, client: Visit, make: ModuleType) -> None:
    talk = make.engagement(asha)
    need = make.heard(asha, talk, need=make.need_category(asha, "Exit"))
    concern = make.heard(asha, talk, "Too dear")
    browser = client(asha)
    at = f"/engagements/{talk.id}/answers"
    browser.post(f"{at}?heard={need.id}")
    assert need.answered_on == asha.today
    assert "Answered on 15 Sep" in browser.get(f"/engagements/{talk.id}").text
    browser.post(f"{at}?heard={need.id}&open=1")
    assert need.answered_on is None
    for wrong in (str(concern.id), "9" * 20, ""):
        assert browser.post(at, data={"heard": wrong}).status_code == HTTPStatus.FOUND
    assert concern.answered_on is None


def test_what_came_before_and_after_with_the_same_body_stands_beside(
    asha: Desk, client: Visit, make: ModuleType
) -> None:
    body = make.organisation(asha)
    talks = [
        make.engagement(asha, f"Talk {number}", organisations=[body], on=make.days(asha, -90 + 7 * number))
        for number in range(10)
    ]
    make.engagement(asha, "Talk elsewhere", on=make.days(asha, -60))
    page = client(asha).get(f"/engagements/{talks[5].id}").text
    beside = [number for number in range(10) if f">Talk {number}</" in page.rsplit("With this body so far", 1)[1]]
    assert beside == [1, 2, 3, 4, 5, 6, 7]
    assert "Talk elsewhere" not in page
