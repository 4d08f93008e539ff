"""The likely answers of the form."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from engagement.desk import Desk
from engagement.model.words import AskedBy, Purpose, Status
from engagement.queries.engagements import likely


def shown(desk: Desk) -> str:
    """The proposed start on the member's clocks."""
    return f"{likely.start(desk).astimezone(ZoneInfo(desk.member.zone)):%d %H:%M}"


@pytest.mark.parametrize(
    ("now", "proposed"),
    [
        ((10, 0), "15 18:00"),  # it is 19:00 in Tokyo
        ((10, 14), "15 18:00"),
        ((10, 15), "15 18:30"),
        ((10, 45), "15 19:00"),
        ((15, 10), "15 23:00"),  # ten past midnight
    ],
)
def test_a_talk_of_the_usual_length_is_over_by_now(asha: Desk, now: tuple[int, int], proposed: str) -> None:
    assert shown(replace(asha, now=datetime(2026, 9, 15, *now, tzinfo=UTC))) == proposed


def test_a_half_hour_that_is_taken_is_not_proposed(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    start = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)  # 18:00 in Tokyo
    make.engagement(bruno, starts_at=start, minutes=60)
    make.engagement(asha, starts_at=start, minutes=60, status=Status.CANCELLED)
    assert shown(asha) == "15 18:00"
    make.engagement(asha, starts_at=start, minutes=60)
    assert shown(asha) == "15 17:00"
    make.engagement(asha, starts_at=start - timedelta(hours=2), minutes=120)
    assert shown(asha) == "15 15:00"


def test_no_hour_is_proposed_that_the_clocks_skipped(bruno: Desk, make: ModuleType) -> None:
    night = replace(bruno, now=datetime(2026, 3, 29, 1, 50, tzinfo=UTC))  # 03:50 in Madrid, where 03:00 followed 02:00
    make.engagement(bruno, on=date(2026, 3, 29), starts_at=datetime(2026, 3, 29, 1, 0, tzinfo=UTC), minutes=30)
    assert shown(night) == "29 01:00"


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
