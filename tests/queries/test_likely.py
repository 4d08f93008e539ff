"""The likely answers of the form."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import ModuleType

import pytest

from engagement.desk import Desk
from engagement.model.words import AskedBy, Purpose, Status
from engagement.queries.engagements import likely


@pytest.mark.parametrize(
    ("now", "proposed"),
    [
        ((10, 0), time(18, 0)),  # 19:00 in Tokyo
        ((10, 14), time(18, 0)),
        ((10, 15), time(18, 30)),
        ((10, 45), time(19, 0)),
    ],
)
def test_a_talk_of_the_usual_length_is_over_by_now(asha: Desk, now: tuple[int, int], proposed: time) -> None:
    at = replace(asha, now=datetime(2026, 9, 15, *now, tzinfo=UTC))
    assert likely.start(at) == (date(2026, 9, 15), proposed)


def test_a_half_hour_that_is_taken_is_not_proposed(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    start = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)  # 18:00 in Tokyo
    make.engagement(bruno, starts_at=start, minutes=60)
    make.engagement(asha, starts_at=start, minutes=60, status=Status.CANCELLED)
    assert likely.start(asha)[1] == time(18, 0)
    make.engagement(asha, starts_at=start, minutes=60)
    assert likely.start(asha)[1] == time(17, 0)
    make.engagement(asha, starts_at=start - timedelta(hours=2), minutes=120)
    assert likely.start(asha)[1] == time(15, 0)


def test_a_promise_is_due_in_three_working_days() -> None:
    assert likely.due(date(2026, 9, 15)) == date(2026, 9, 18)
    assert likely.due(date(2026, 9, 17)) == date(2026, 9, 22)


def test_what_the_law_asks_is_proposed_as_said_last(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    assert likely.facts(asha) == likely.Facts()
    make.engagement(asha, asked_by=AskedBy.THEY, purpose=Purpose.ADVISE)
    make.engagement(bruno, asked_by=AskedBy.WE)
    assert likely.facts(asha) == likely.Facts(AskedBy.THEY, Purpose.ADVISE)


def test_a_new_body_is_of_the_country_that_its_neighbours_or_its_name_say(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha, country="FR")
    france, india, japan = (make.country(asha, code).id for code in ("FR", "IN", "JP"))
    assert likely.country(asha, "Council of India", [body.id], "Asia/Tokyo") == france
    assert likely.country(asha, "Council of India", [], "Asia/Tokyo") == india
    assert likely.country(asha, "Council", [], "Asia/Tokyo") == japan


def test_the_member_is_the_first_who_may_keep_a_promise(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    gone = make.archived(asha, make.member(asha))
    names = [name for _, name in likely.colleagues(asha, {bruno.member.id})]
    assert names[:3] == ["Asha Menon", "Bruno Keller", "Carmen Díaz"]  # Carmen works in Asia too
    assert gone.name not in names
    assert gone.name in [name for _, name in likely.colleagues(asha, {gone.id})]
