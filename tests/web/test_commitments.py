"""The list of commitments, and the tick."""

from http import HTTPStatus
from types import ModuleType

from engagement.desk import Desk
from engagement.model.words import CommitmentState
from tests.visits import Visit


def test_what_is_on_can_be_taken_off(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha, "Digital Agency")
    make.commitment(asha, make.engagement(asha, organisations=[body]), "Send it", due=make.days(asha, -4))
    make.commitment(asha, make.engagement(asha), "Elsewhere")
    browser = client(asha)
    assert browser.get("/commitments?side=&state=open").location == "/commitments?state=open"
    page = browser.get(f"/commitments?organisation={body.id}&overdue=1").text
    assert "Send it" in page
    assert "4 days late" in page
    assert "Elsewhere" not in page
    assert 'aria-label="Take off: Digital Agency"' in page
    assert "1 commitment" in page


def test_an_empty_list_says_what_to_do(asha: Desk, client: Visit) -> None:
    assert "Nothing was promised yet" in client(asha).get("/commitments").text
    assert "Take a filter off" in client(asha).get("/commitments?overdue=1").text


def test_a_made_up_page_is_refused(asha: Desk, client: Visit) -> None:
    assert client(asha).get("/commitments?after=xyz").status_code == HTTPStatus.BAD_REQUEST


def test_a_tick_leads_back_to_where_it_was_made_and_nowhere_else(asha: Desk, client: Visit, make: ModuleType) -> None:
    promise = make.commitment(asha)
    browser = client(asha)
    act = f"/commitments/{promise.id}/settlement"
    back = browser.post(act, headers={"Referer": "http://localhost/commitments?state=open"})
    assert back.location == "/commitments?state=open"
    away = browser.post(act, headers={"Referer": "https://evil.example/commitments"})
    assert away.location == f"/engagements/{promise.engagement_id}"


def test_a_promise_that_will_not_be_kept_is_dropped_on_its_record(asha: Desk, client: Visit, make: ModuleType) -> None:
    promise = make.commitment(asha)
    browser = client(asha)
    record = f"/engagements/{promise.engagement_id}"
    drop = f"/commitments/{promise.id}/dropping"
    assert drop in browser.get(record).text
    browser.post(drop)
    page = browser.get(record).text
    assert promise.state is CommitmentState.DROPPED
    assert drop not in page
    assert "Open again: Send the paper" in page
