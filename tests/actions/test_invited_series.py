"""Series of meetings by invitation, and the public samples that follow one another."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from engagement.actions.invitations.receipts import End
from engagement.core.clock import local_date
from engagement.desk import Desk
from engagement.intake.invitation.values import Unreadable
from engagement.model.invited import MeetingInvitation
from engagement.model.words import Status
from tests.inviting import ASHA, all_of, bring, bring_sample, calendar, ends, event, only
from tests.samples import sample


def test_a_series_becomes_one_engagement_for_each_occurrence_within_90_days(asha: Desk) -> None:
    series = event(ASHA, "RRULE:FREQ=WEEKLY", "EXDATE:20260930T090000Z", start=":20260902T090000Z")
    moved = event(ASHA, "RECURRENCE-ID:20261007T090000Z", title="Moved", start=":20261008T120000Z")
    receipts = bring(asha, calendar(moved, series))
    made = all_of(asha)
    assert [one.local_date for one in made][:4] == [
        date(2026, 9, 16),
        date(2026, 9, 23),
        date(2026, 10, 8),
        date(2026, 10, 14),
    ]
    assert (len(made), made[-1].local_date) == (12, date(2026, 12, 9))
    assert [one.title for one in made].count("Moved") == 1
    assert len(receipts[0].entries) == 12
    assert set(ends(bring(asha, calendar(moved, series)))) == {End.UNCHANGED}
    assert len(all_of(asha)) == 12


def test_a_daily_meeting_of_a_thousand_is_refused_and_nothing_of_it_made(asha: Desk) -> None:
    people = [f"ATTENDEE:mailto:guest{n}@sedia.example" for n in range(1_000)]
    with pytest.raises(Unreadable, match="more than 20,000 people in all"):
        bring(asha, calendar(event("RRULE:FREQ=DAILY", *people)))
    assert all_of(asha) == []


def test_a_series_moved_as_a_whole_moves_each_of_its_engagements(asha: Desk) -> None:
    bring(asha, calendar(event(ASHA, "RRULE:FREQ=WEEKLY;COUNT=3")))
    before = [one.id for one in all_of(asha)]
    moved = event(ASHA, "RRULE:FREQ=WEEKLY;COUNT=3", "SEQUENCE:1", start=":20261002T100000Z")
    assert ends(bring(asha, calendar(moved))) == [End.MOVED] * 3
    assert [(one.id, one.local_date.day) for one in all_of(asha)] == list(zip(before, (2, 9, 16), strict=True))
    shorter = event(ASHA, "RRULE:FREQ=WEEKLY;COUNT=2", "SEQUENCE:2", start=":20261002T100000Z")
    bring(asha, calendar(shorter))
    assert [one.status for one in all_of(asha)] == [Status.PLANNED, Status.PLANNED, Status.CANCELLED]


def test_a_daily_series_moved_by_a_day_keeps_one_key_for_each(asha: Desk) -> None:
    bring(asha, calendar(event(ASHA, "RRULE:FREQ=DAILY;COUNT=3")))
    moved = event(ASHA, "RRULE:FREQ=DAILY;COUNT=3", "SEQUENCE:1", start=":20261002T090000Z")
    bring(asha, calendar(moved))
    planned = [one for one in all_of(asha) if one.status is Status.PLANNED]
    assert [one.local_date.day for one in planned] == [2, 3, 4]


def test_an_exception_that_comes_alone_changes_its_occurrence_or_all_from_then_on(asha: Desk) -> None:
    bring(asha, calendar(event(ASHA, "RRULE:FREQ=WEEKLY;COUNT=4")))
    alone = event(ASHA, "RECURRENCE-ID:20261008T090000Z", "SEQUENCE:1", start=":20261009T090000Z")
    assert ends(bring(asha, calendar(alone))) == [End.MOVED]
    onwards = event(ASHA, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261015T090000Z", "SEQUENCE:2", start=":20261015T110000Z")
    assert ends(bring(asha, calendar(onwards))) == [End.MOVED] * 2
    assert [(one.starts_at.day, one.starts_at.hour) for one in all_of(asha) if one.starts_at] == [
        (1, 9), (9, 9), (15, 11), (22, 11)
    ]  # fmt: skip
    off = event(ASHA, "RECURRENCE-ID:20261022T090000Z", "SEQUENCE:3")
    assert ends(bring(asha, calendar(off, method="CANCEL"))) == [End.CALLED_OFF]
    assert [one.status for one in all_of(asha)] == [Status.PLANNED] * 3 + [Status.CANCELLED]


def test_what_the_last_invitation_said_is_kept_for_each_occurrence(asha: Desk) -> None:
    bring(asha, calendar(event(ASHA, "RRULE:FREQ=WEEKLY;COUNT=2", "DESCRIPTION:Bring the paper")))
    rows = asha.db.scalars(select(MeetingInvitation).order_by(MeetingInvitation.occurrence)).all()
    assert [row.occurrence for row in rows] == ["20261001T090000Z", "20261008T090000Z"]
    assert {row.said["text"] for row in rows} == {"Bring the paper"}


def at(desk: Desk, *when: int) -> Desk:
    """The same desk at another time."""
    return replace(desk, now=datetime(*when, tzinfo=UTC))  # type: ignore[misc, arg-type]


UID_OF_RSVPS = (
    b"UID:040000008200E00074C5B7101A82E00800000000F9125A30B06BD001000000000000000"
    b"0100000009D791C7548BFD144BFA54F14213CAD25"
)
SAMPLES: dict[str, tuple[tuple[int, ...], list[tuple[str, list[Any]]]]] = {
    "gcal": (
        (2015, 3, 1),
        [("syncengine-gcal_v1.ics", [End.MADE]), ("syncengine-gcal_v2.ics", [End.UPDATED])],
    ),
    "google": (
        (2015, 3, 1),
        [("syncengine-google_cancelled1.ics", [End.MADE]), ("syncengine-google_cancelled2.ics", [End.CALLED_OFF])],
    ),
    "icloud": (
        (2015, 3, 1),
        [("syncengine-icloud_cancelled1.ics", [End.MADE]), ("syncengine-icloud_cancelled2.ics", [End.CALLED_OFF])],
    ),
    "calconnect": (
        (2005, 4, 1),
        [
            ("ical4j-calconnect.ics", [End.MADE] * 5),
            ("ical4j-calconnect2.ics", [End.MOVED] * 5),
            ("ical4j-calconnect6.ics", [End.MADE]),
        ],
    ),
    "rsvps": (
        (2015, 3, 1),
        [
            ("syncengine-invite_w_rsvps1.ics", [End.MADE]),
            ("syncengine-invite_w_rsvps2.ics", [End.ANSWERED]),
            ("syncengine-invite_w_rsvps3.ics", [End.ANSWERED]),
        ],
    ),
}


@pytest.mark.samples
@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_that_belong_together_follow_one_another(asha: Desk, name: str) -> None:
    when, files = SAMPLES[name]
    desk = at(asha, *when)
    for file, expected in files:
        content = sample(f"invites/{file}").read_bytes()
        # the replies answer an invitation whose UID was put out of sight in the sample alone
        content = content.replace(b"UID:cccc@nylas.com", UID_OF_RSVPS) if name == "rsvps" else content
        assert ends(bring(desk, content)) == expected, file


@pytest.mark.samples
def test_the_second_version_of_a_sample_moves_only_its_place(asha: Desk) -> None:
    desk = at(asha, 2015, 3, 1)
    for version, place in (("v1", "Olympia Hall"), ("v2", "Le Zenith")):
        bring_sample(desk, f"syncengine-gcal_{version}.ics")
        assert place in only(asha).place.replace("é", "e")
    assert only(asha).starts_at == datetime(2015, 3, 19, 23, 30, tzinfo=UTC)


@pytest.mark.samples
def test_samples_that_are_long_past_wait_to_be_completed_or_make_nothing(asha: Desk) -> None:
    assert ends(bring_sample(asha, "biweekly-outlook-2010.ics")) == [End.TO_COMPLETE]
    assert ends(bring_sample(asha, "ical4j-calconnect.ics")) == [End.PAST]
    assert local_date(asha.now, "UTC") > only(asha).local_date
