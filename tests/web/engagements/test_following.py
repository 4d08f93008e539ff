"""After the meeting: one click and its undo, the follow-up, and the same meeting logged once."""

from datetime import UTC, date, datetime
from types import ModuleType

from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement
from engagement.model.words import CommitmentState, Status
from engagement.queries.engagements import record as queries
from tests.visits import Visit

NEW = "/engagements/new"


def test_what_was_said_of_a_planned_meeting_is_taken_back_by_the_undo_of_the_toast(
    asha: Desk, client: Visit, make: ModuleType
) -> None:
    talk, visitor = make.engagement(asha, "Talk", on=make.days(asha, -1), status=Status.PLANNED), client(asha)
    for act, status in (("holding", Status.HELD), ("cancellation", Status.CANCELLED)):
        page = visitor.post(f"/engagements/{talk.id}/{act}", follow_redirects=True).text
        assert talk.status is status
        undo = f"/engagements/{talk.id}/planning?version={talk.version}"
        assert f'action="{undo}"' in page
        visitor.post(undo)
        assert (talk.status, talk.held_at) == (Status.PLANNED, None)
    visitor.post(undo)  # of long ago: somebody saved it since
    assert talk.status is Status.PLANNED


def test_a_follow_up_carries_people_and_topics_and_settles_what_was_open_without_doubling_it(
    asha: Desk, client: Visit, make: ModuleType
) -> None:
    body, topic, visitor = make.organisation(asha, "Digital Agency"), make.topic(asha, "Cloud"), client(asha)
    person = make.official(asha, "Haruko Sato", at=body)
    talk = make.engagement(
        asha, "First talk", on=date(2026, 9, 3), organisations=[body], officials=[person], topics=[topic]
    )
    kept, open_one = make.commitment(asha, talk, "A white paper"), make.commitment(asha, talk, "A name")
    assert f"{NEW}?follows={talk.id}" in visitor.get(f"/engagements/{talk.id}").text
    page = visitor.get(f"{NEW}?follows={talk.id}").text
    for words in ("Digital Agency", "Haruko Sato", "Cloud", "Still open from", "A white paper", "A name"):
        assert words in page
    assert "Follow-up meeting</h1>" in page and 'autofocus class="input" id="day"' in page
    assert page.count(" autofocus") == 2  # the other is the dialog's
    assert 'value="2026-10-01"' in page  # a Thursday like the first, two weeks from now at least
    assert '<option selected value="planned">' in page
    sent = {"who": [f"organisation:{body.id}"], "kind": "meeting", "status": "held", "day": "2026-09-14"}
    visitor.post(f"{NEW}?follows={talk.id}", data=sent | {"settled": [str(kept.id)], "zone": "Asia/Tokyo"})
    states = {one.text: one.state for one in asha.db.scalars(select(Commitment))}
    assert states == {"A white paper": CommitmentState.DONE, "A name": CommitmentState.OPEN}
    assert open_one.engagement_id == talk.id


def test_a_follow_up_of_what_one_may_not_see_begins_empty(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    talk = make.engagement(asha, "Secret", organisations=[make.organisation(asha, "Hidden body")], confidential=True)
    make.commitment(asha, talk, "Secret promise")
    page = client(bruno).get(f"{NEW}?follows={talk.id}")
    assert page.status_code == 200 and "Hidden body" not in page.text and "Secret promise" not in page.text


def test_who_logged_the_same_meeting_is_shown_and_one_adds_oneself(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    body = make.organisation(asha, "Digital Agency")
    talk = make.engagement(asha, "Talk", on=date(2026, 9, 14), organisations=[body])
    secret = make.engagement(asha, "Secret", on=date(2026, 9, 14), organisations=[body], confidential=True)
    week = make.engagement(asha, "Other day", on=date(2026, 9, 17), organisations=[body], status=Status.PLANNED)
    visitor, asked = client(bruno), f"/engagements/same?who=organisation:{body.id}&day=2026-09-14&zone=Asia/Tokyo"
    said = visitor.get(asked).text
    assert "logged this at" in said and f"/engagements/{talk.id}/participation" in said
    assert "Two of us see them this week" in said and f"/engagements/{week.id}" in said
    assert f"/engagements/{week.id}/participation" not in said and "Secret" not in said
    to = visitor.post(f"/engagements/{talk.id}/participation").location
    assert to == f"/engagements/{talk.id}"
    assert [link.member_id for link in queries.record(bruno, talk).members] == [asha.member.id, bruno.member.id]
    assert f"/engagements/{talk.id}/participation" not in visitor.get(asked).text
    assert visitor.post(f"/engagements/{secret.id}/participation").status_code == 404
    assert len(asha.db.scalars(select(Engagement)).all()) == 3


def test_two_meetings_of_one_day_at_other_times_are_two(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    body = make.organisation(asha, "Digital Agency")
    nine = datetime(2026, 9, 14, 9, tzinfo=UTC)
    make.engagement(asha, "Talk", on=nine.date(), starts_at=nine, minutes=45, organisations=[body])
    asked = f"/engagements/same?who=organisation:{body.id}&day=2026-09-14&length=45&zone=UTC&start="
    assert "participation" not in client(bruno).get(f"{asked}15:00").text
    assert "participation" in client(bruno).get(f"{asked}09:30").text
