"""What is done to break the reader of invitations, and what it never does."""

import time as clocks
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.intake.invitation.reading import read
from engagement.intake.invitation.recurrence import Budget, Spent
from engagement.intake.invitation.series import together, unfold
from engagement.intake.invitation.values import Unreadable
from tests.inviting import FILE, calendar, event


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "undefined", "zip", "no\0ne", "é"])
def test_an_encoding_that_is_none_of_texts_is_passed_over(charset: str) -> None:
    meeting = calendar(event(f"X-LONG:{'a' * 400_000}-{'a' * 400_000}"))
    head = f'Subject: x\nContent-Type: text/calendar; charset="{charset}"\n'
    name = "Content-Disposition: attachment; filename*=idna''x%41.ics\n\n"
    begins = clocks.process_time()
    assert len(read(head.encode() + name.encode() + meeting).events) == 1
    assert clocks.process_time() - begins < 5


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BOMBS = {
    "events": calendar(*["BEGIN:VEVENT\r\nEND:VEVENT"] * 100_000),
    "no end": calendar(*[event("RRULE:FREQ=DAILY", uid=str(n), start=":19010101T090000Z") for n in range(2_000)]),
    "never": calendar(*[event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", uid=str(n)) for n in range(2_000)]),
    "people": calendar(event(*["ATTENDEE:mailto:a@b.example"] * 90_000)),
    "dates": calendar(event("RDATE:" + ",".join(["20261001T090000Z"] * 200_000))),
    "quotes": b"BEGIN:VCALENDAR\nA;B=" + b'"' * 4_900_000,
    "parameters": b"BEGIN:VCALENDAR\nA" + b";B=c" * 1_200_000,
    "components": b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 290_000,
    "lines": b"BEGIN:VCALENDAR\n" + b"\n" * 5_000_000,
    "parts": b"Subject: x\n"
    + b"".join(b"Content-Type: multipart/x; boundary=%d\n\n--%d\n" % (n, n) for n in range(5_000)),
    "mails": b"Subject: x\n" + b"Content-Type: message/rfc822\n\n" * 50_000,
    "header": b"Subject: x\nContent-Type: text/calendar;" + b"a=b;" * 1_000_000 + b"\n\n" + calendar(event()),
    "zones": calendar(
        "BEGIN:VTIMEZONE\r\nTZID:q",
        *[
            "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETTO:+0117\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU\r\nEND:STANDARD"
        ]
        * 300,
        "END:VTIMEZONE",
        *[event(uid=str(year), start=f";TZID=q:{year}1001T090000") for year in range(1901, 2_200)],
    ),
    "rules of a zone": calendar(
        "BEGIN:VTIMEZONE\r\nTZID:q\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETTO:+0117",
        *["RRULE:FREQ=YEARLY;BYDAY=-1SU"] * 50_000,
        *["RDATE:20200101T000000"] * 50_000,
        "END:STANDARD\r\nEND:VTIMEZONE",
        *[event(uid=str(year), start=f";TZID=q:{year}1001T090000") for year in range(1990, 2_040)],
    ),
    "weekdays": calendar(
        *[event(f"RRULE:FREQ=YEARLY;BYDAY={','.join(['53SU'] * 40_000)}", uid=str(n)) for n in range(20)]
    ),
    "many weekdays": calendar(
        *[
            event(
                f"RRULE:FREQ=MONTHLY;COUNT=9999;BYDAY={','.join(f'{nth}{on}' for nth in range(5) for on in DAYS)}",
                uid=str(n),
            )
            for n in range(2_000)
        ]
    ),
    "exceptions": calendar(
        *[
            event(
                "RRULE:FREQ=DAILY",
                *[f"EXRULE:FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))}"]
                * 9,
                uid=str(n),
            )
            for n in range(500)
        ]
    ),
    "exceptions that never come": calendar(
        *[event("RRULE:FREQ=DAILY", "EXRULE:FREQ=YEARLY;BYWEEKNO=53;BYMONTH=2", uid=str(n)) for n in range(2_000)]
    ),
    "weeks": calendar(
        *[
            event(f"RRULE:FREQ=YEARLY;COUNT=9;BYMONTH=6;BYWEEKNO={','.join(['53', '-53', '1'] * 9)}", uid=str(n))
            for n in range(2_000)
        ]
    ),
    "names": calendar(event(*[f"ATTENDEE;CN={'(' * 4_000}:mailto:a{n}@b.example" for n in range(1_000)])),
    "fifty megabytes": calendar(event()) + b"x" * 50_000_000,
}


ENDS = {  # how; the others are read, within bounds
    "events": "more than 2,000 events",
    "no end": "spent",
    "never": "spent",
    "quotes": "holds no event",
    "parameters": "holds no event",
    "components": "holds no event",
    "lines": "more than 300,000 lines",
    "parts": "too many parts",
    "mails": "too many parts",
    "header": "say too much of themselves",
    "many weekdays": "spent",
    "exceptions": "spent",
    "exceptions that never come": "spent",
    "weeks": "spent",
    "fifty megabytes": "larger than 5 MB",
}


def unfolded(content: bytes) -> str:
    """Unfolds all that a file says. Where it is not read to its end: why."""
    budget = Budget()
    try:
        for series in together(read(content).events):
            unfold(series, date(2026, 11, 24), date(2027, 2, 22), budget)
    except Unreadable as told:
        assert told.reason
        return told.reason
    except Spent:
        return "spent"
    return ""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_answered_at_once(name: str) -> None:
    begins = clocks.process_time()
    why, expected = unfolded(BOMBS[name]), ENDS.get(name, "")
    assert clocks.process_time() - begins < 5, "a second or two; the machine of the test may be slow"
    assert expected in why and bool(expected) == bool(why)


@given(
    st.binary(max_size=400),
    st.sampled_from(
        (b"", b"BEGIN:VCALENDAR\n", b"BEGIN:VEVENT\nDTSTART:", b"Subject: x\nContent-Type: text/calendar;")
    ),
)
def test_no_bytes_break_the_reader(content: bytes, before: bytes) -> None:
    assert unfolded(before + content) or read(before + content).events


@given(st.integers(0, len(FILE.read_bytes())), st.binary(max_size=30))
def test_an_invitation_torn_anywhere_is_read_or_refused(at: int, torn: bytes) -> None:
    whole = FILE.read_bytes()
    left = whole[:at] + torn + whole[at + len(torn) :]
    assert unfolded(left) or read(left).events
