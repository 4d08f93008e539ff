"""Real invitations of many calendars as they must be read, and whatever a calendar says read back."""

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.intake.invitation.lines import components, parse
from engagement.intake.invitation.people import domain, person
from engagement.intake.invitation.reading import read
from engagement.intake.invitation.recurrence import Budget, read_rule, recurring
from engagement.intake.invitation.series import together, unfold
from engagement.intake.invitation.values import Unreadable
from tests.inviting import calendar, event
from tests.samples import sample

PARIS, NEW_YORK, BERLIN, ANGELES = "Europe/Paris", "America/New_York", "Europe/Berlin", "America/Los_Angeles"
OPEN = -1  # a series without an end

# file, and for each meeting: title (its beginning), key (UTC instant, day, or floating), zone, attendees, sequence, how
# often it takes place
READINGS: list[tuple[str, list[tuple[str, str, str | None, int, int, int]]]] = [
    ("biweekly-issue126.ics", [("", "20231122T083000Z", BERLIN, 0, 0, 1), ("", "20230422T073000Z", BERLIN, 0, 0, 1)]),
    ("biweekly-issue85.ics", [("Meeting in Berlin", "20180722T100000Z", BERLIN, 0, 0, 1)]),
    ("biweekly-outlook-2010.ics", [("Team Meeting", "20130610T160000Z", NEW_YORK, 2, 1, 1)]),
    ("ical4j-2207678.ics", [("Scheduled Reboot", "20081031T013000Z", "Asia/Singapore", 0, 0, OPEN)]),
    ("ical4j-Standup.ics", [("Standup", "20090309T223000Z", "Australia/Sydney", 0, 0, OPEN)]),
    ("ical4j-apple-iphone-os-26.ics", [("Antrag auf ID Austria", "20260522T083000Z", "Europe/Vienna", 0, 0, 1)]),
    ("ical4j-bhav23-2.ics", [("See the IRBâ€™s QI Checklist", "20120709T160000Z", "UTC", 0, 0, 1)]),
    ("ical4j-blankTzid.ics", [("", "20150826T090000Z", "UTC", 2, 1, 1)]),
    ("ical4j-calconnect.ics", [("5 day daily repeating meeting", "20050411T130000Z", NEW_YORK, 2, 0, 5)]),
    ("ical4j-calconnect2.ics", [("5 day daily repeating meeting", "20050411T140000Z", NEW_YORK, 2, 1, 5)]),
    ("ical4j-calconnect4.ics", [("5 day daily repeating meeting #2", "20050418T130000Z", NEW_YORK, 2, 0, 5)]),
    ("ical4j-calconnect6.ics", [("More complicated stream", "20050426T130000Z", NEW_YORK, 2, 1, 1)]),
    ("ical4j-evolution.ics", [("test", "20080624T180000Z", "America/Chicago", 0, 3, 1)]),
    ("ical4j-evolution2.ics", [("Webinar - Middle East M&A", "20210331T100000Z", "Asia/Dubai", 0, 0, 1)]),
    ("ical4j-groupwise.ics", [("LT Team Meeting", "20081217T073000Z", "UTC", 1, 7, 1)]),
    ("ical4j-zidestoreical4jbomb.ics", [("new palm created record", "20060611", None, 1, 0, 1)]),
    ("icalendar-alarm_thunderbird_future.ics", [("event with alarms", "20241023T140000Z", "Europe/London", 0, 0, 1)]),
    ("icalendar-issue_101_umlauts_in_organizer.ics", [("wichtiger termin 1", "20130416T100000Z", "UTC", 0, 0, 1)]),
    ("icalendar-issue_104_broken_calendar.ics", [("Broken Eevnt", "20140401T000000Z", "UTC", 0, 0, 1)]),
    ("icalendar-issue_156_RDATE_with_PERIOD_TZID_khal_2.ics", [("(omitted)", "20211101T150000Z", BERLIN, 1, 0, 4)]),
    ("icalendar-issue_165_missing_event.ics", [("Sprint 25 Daily Standup", "20150703T080000Z", BERLIN, 0, 0, 14)]),
    ("icalendar-issue_348_exception_parsing_value.ics", [("Sixt : détails", "20190624T063000Z", "UTC", 0, 0, 1)]),
    ("icalendar-issue_350.ics", [('Termin 4353 und"so"', "20220222T183000Z", "UTC", 0, 0, 1)]),
    ("icalendar-issue_836_do_not_quote_tzid.ics", [("Anonymous Test Event", "20241028T210000Z", NEW_YORK, 0, 0, 1)]),
    ("icalendar-timezone_same_start.ics", [("Test 4", "20170224T200000Z", ANGELES, 0, 0, 1)]),
    ("icalendar-x_location.ics", [("Daily Sync", "20161028T120000Z", "Europe/Zurich", 0, 0, OPEN)]),
    ("icaljs-zimbra-multiple_rrules.ics", [("sahaja <> frashed", "20120326T180000Z", ANGELES, 1, 9, 36)]),
    ("icaljs-zimbra-parserv2.ics", [("Calendar", "20120911T173000Z", ANGELES, 2, 1, OPEN)]),
    ("nextcloud-request_google.eml", [("Imip Testing", "20250220T180000Z", BERLIN, 3, 0, 1)]),
    (
        "nodeical-Office-2012-owa.ics",
        [
            ("TEST Syd", "20201028T023000Z", "Australia/Sydney", 0, 0, 1),
            ("TEST", "20201028T173000Z", NEW_YORK, 0, 0, 1),
            ("TEST 3", "20201102T183000Z", NEW_YORK, 0, 0, 1),
            ("TEST2", "20201102T183000Z", NEW_YORK, 0, 0, 87),
        ],
    ),
    (
        "nodeical-badRRULE.ics",
        [
            ("Brain Break", "20200903T154000Z", "America/Denver", 0, 0, OPEN),
            ("Academic Time", "", None, 0, 0, 0),
            ("Invalid RRULE property", "20201102T062000Z", "Europe/Budapest", 0, 1, OPEN),
        ],
    ),
    (
        "nodeical-bad_custom_ms_tz.ics",
        [
            ("[private]", "20210325T103500", None, 0, 0, 1),
            ("*masked-away*", "20210401T193000Z", "UTC", 0, 1, 1),
            ("*masked-away2*", "20210401", None, 0, 1, 1),
        ],
    ),
    ("nodeical-bad_ms_tz.ics", [("[private]", "20200825T143500Z", NEW_YORK, 0, 0, 34)]),
    (
        "nodeical-biweekly-exdate-until.ics",
        [
            ("Example of comma-separated exdates", "20170216T150000Z", "US/Central", 0, 0, 21),
            ("Example of exdate with bad times", "20170814T140000Z", "UTC", 0, 0, OPEN),
        ],
    ),
    ("nodeical-daily-count-exdate-recurrence-id.ics", [("Treasure", "20150706T190000Z", ANGELES, 0, 0, 8)]),
    ("nodeical-dst-transition-rules.ics", [("Morgendienst", "20221009T100000", None, 0, 0, 1)]),
    (
        "nodeical-duplicate-uid-sequence.ics",
        [
            ("Team Meeting (SEQUENCE 2)", "20240115T100000Z", "UTC", 0, 2, 1),
            ("Updated version (SEQUENCE 3)", "20240120T140000Z", "UTC", 0, 3, 1),
        ],
    ),
    (
        "nodeical-example-rrule.ics",
        [
            ("Recurring weekly meeting", "20170601T140000Z", "US/Central", 0, 0, 7),
            ("Single event on Dec 1", "20171201T190000Z", "US/Central", 0, 0, 1),
        ],
    ),
    ("nodeical-exchange-custom-tz.ics", [("Test event", "20190430T020000Z", "Asia/Bangkok", 0, 0, 1)]),
    ("nodeical-exchange_whole_day_moved_recurrence.ics", [("Exchange Recurring Test", "20260219", None, 0, 0, 52)]),
    ("nodeical-exchange_whole_day_moved_recurrence_offset_tz.ics", [("Exchange", "20260219", None, 0, 0, 52)]),
    ("nodeical-google-calendar-kiev-tz.ics", [("repeated", "20160825T110000Z", "Europe/Kiev", 0, 0, 4)]),
    ("nodeical-google-recurrence-order.ics", [("TEST RECURR 3", "20260210T170000Z", "America/Denver", 0, 0, 3)]),
    (
        "nodeical-mixed-timezone-handling.ics",
        [
            ("No Timezone", "20021028T012030", None, 0, 0, 1),
            ("UTC Timezone", "20021028T012030Z", "UTC", 0, 0, 1),
            ("Inline Timezone", "20021028T062030Z", NEW_YORK, 0, 0, 1),
            ("Date Only (Explicit)", "20021028", None, 0, 0, 1),
            ("Date Only (Implicit)", "20021028", None, 0, 0, 1),
        ],
    ),
    (
        "nodeical-ms_timezones.ics",
        [
            ("test", "20200910T070000Z", BERLIN, 0, 0, 1),
            ("Log Yesterday's Jira time", "20200609T070000Z", BERLIN, 0, 0, OPEN),
            ("Not the actual summary 1", "20200915T153000Z", ANGELES, 0, 0, 1),
            ("Not the actual summary either", "20200707T190000Z", ANGELES, 0, 3, 135),
        ],
    ),
    ("nodeical-recurrence-sequence.ics", [("Daily Meeting", "20240101T100000Z", "UTC", 0, 0, 7)]),
    (
        "nodeical-tentative-apple-calendar.ics",
        [
            ("Tentative", "20220704T230000Z", "UTC", 1, 0, 1),
            ("Confirmed", "20220705T160000Z", "America/Vancouver", 1, 0, 1),
            ("Cancelled", "20220706T200000Z", "America/Vancouver", 1, 0, 1),
            ("No Status", "20220707T160000Z", "America/Vancouver", 0, 0, 1),
        ],
    ),
    ("nodeical-whole_day_moved_over_dst_change_berlin.ics", [("test whole day", "20241027", None, 0, 1, 3)]),
    ("nodeical-windows-quoted-tz-rrule.ics", [("Treasure Hunting", "20150706T160000Z", NEW_YORK, 0, 0, 10)]),
    ("syncengine-bogus_sequence_number.ics", [("Spot le chien", "20150401T140000Z", "UTC", 1, 1407317367304, 1)]),
    ("syncengine-event_with_no_participants.ics", [("An all-day meeting", "20150316", None, 0, 0, 1)]),
    ("syncengine-gcal_recur.ics", [("Weekly Planning Meeting", "20150112T213000Z", ANGELES, 5, 0, OPEN)]),
    ("syncengine-gcal_v1.ics", [("the Strokes", "20150319T233000Z", "UTC", 2, 0, 1)]),
    ("syncengine-gcal_v2.ics", [("the Strokes", "20150319T233000Z", "UTC", 2, 0, 1)]),
    ("syncengine-google_cancelled1.ics", [("Buffalo Buffalo", "20150401T140000Z", "UTC", 2, 0, 1)]),
    ("syncengine-google_cancelled2.ics", [("Buffalo Buffalo", "20150401T140000Z", "UTC", 2, 1, 1)]),
    ("syncengine-icloud_cancelled1.ics", [("New Era", "20150331T023000Z", PARIS, 2, 0, 1)]),
    ("syncengine-icloud_cancelled2.ics", [("New Era", "20150331T023000Z", PARIS, 1, 1, 1)]),
    ("syncengine-invite_w_rsvps1.ics", [("Spot le chien", "20150401T140000Z", PARIS, 2, 0, 1)]),
    ("syncengine-invite_w_rsvps2.ics", [("Spot le chien", "", None, 1, 0, 0)]),
    ("syncengine-invite_w_rsvps3.ics", [("Spot le chien", "", None, 1, 0, 0)]),
    ("syncengine-iphone_through_exchange.ics", [("Nouvel ?v?nement", "20141227T150000Z", PARIS, 1, 0, 1)]),
    ("syncengine-windows_event.ics", [("Pommes", "20150220T083000Z", PARIS, 1, 4, 1)]),
]
REFUSED = {
    "icalendar-rfc_7256_multi_value_parameters.ics": "does not say when it begins",
    "nodeical-attendee-with-url.ics": "does not say when it begins",
    "nodeical-badRRULE.ics": "rule of recurrence",
}
NO_MEETING = {"nodeical-utf8-french-calendar.ics": "only tasks", "nodeical-vfreebusy-zimbra.ics": "free and busy"}


@pytest.mark.samples
@pytest.mark.parametrize(("name", "meetings"), READINGS, ids=[name for name, _ in READINGS])
def test_a_real_invitation_is_read_as_it_was_meant(
    name: str, meetings: list[tuple[str, str, str | None, int, int, int]]
) -> None:
    found = together(read(sample(f"invites/{name}").read_bytes()).events)
    assert len(found) == len(meetings)
    for series, (title, key, zone, people, sequence, times) in zip(found, meetings, strict=True):
        unfolded = unfold(series, date(1900, 2, 1), date(2100, 1, 1), Budget())
        first = next(series.all())
        assert series.title.startswith(title)
        assert (len(first.people), first.sequence) == (people, sequence)
        assert len(unfolded) == (200 if times == OPEN else times)
        if key:
            assert (unfolded[0].key, unfolded[0].start.zone) == (key, zone)


@pytest.mark.samples
@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_what_no_meeting_can_be_made_of_is_refused_with_a_reason(name: str, reason: str) -> None:
    refused = [one.refused for one in read(sample(f"invites/{name}").read_bytes()).events if one.refused]
    assert refused and all(reason in one for one in refused)


@pytest.mark.samples
@pytest.mark.parametrize(("name", "reason"), NO_MEETING.items())
def test_a_file_without_a_meeting_says_what_it_holds(name: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(sample(f"invites/{name}").read_bytes())


@pytest.mark.samples
def test_the_details_of_real_ones_that_are_easily_lost() -> None:
    def only(name: str) -> list[object]:
        return list(read(sample(f"invites/{name}").read_bytes()).events)

    umlauts = read(sample("invites/icalendar-issue_101_umlauts_in_organizer.ics").read_bytes()).events[0]
    assert umlauts.organiser and umlauts.organiser.name == "ädmin acme"
    room = read(sample("invites/ical4j-groupwise.ics").read_bytes()).events[0].people[0]
    assert not room.is_person
    moved = read(sample("invites/nodeical-google-recurrence-order.ics").read_bytes())
    unfolded = unfold(together(moved.events)[0], date(2026, 1, 1), date(2027, 1, 1), Budget())
    assert [one.event.title for one in unfolded] == ["TEST RECURR 3", "TEST RECURR 3 - MODIFIED", "TEST RECURR 3"]
    unknown = read(sample("invites/nodeical-bad_custom_ms_tz.ics").read_bytes()).events[0]
    assert "tzone://Microsoft/Custom" in unknown.notes[0]
    assert read(sample("invites/syncengine-icloud_cancelled2.ics").read_bytes()).events[0].cancelled
    assert only("nodeical-example-rrule.ics")


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60)


@settings(max_examples=60)
@given(PLAIN, PLAIN, st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.integers(1, 74))
def test_what_a_calendar_says_is_read_back_wherever_it_is_folded(
    title: str, place: str, start: datetime, width: int
) -> None:
    def escaped(text: str) -> str:
        return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")

    said = event(f"LOCATION:{escaped(place)}", title=escaped(title), start=f":{start:%Y%m%dT%H%M%S}Z")
    lines = calendar(said).split(b"\r\n")
    folded = b"\r\n".join(
        b"\r\n ".join(one[at : at + width] for at in range(0, max(len(one), 1), width)) for one in lines
    )
    (found,) = read(folded).events
    assert (found.title, found.place) == (title, place)
    assert found.start and found.start.local == start.replace(microsecond=0)


def test_a_mail_in_another_encoding_brings_its_invitation_once() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Einladung"
    mail.set_content("Guten Tag")
    text = calendar(event(title="Gespräch über Souveränität")).decode()
    mail.add_alternative(text.encode("latin-1"), maintype="text", subtype="calendar", params={"charset": "latin-1"})
    mail.add_attachment(text.encode("latin-1"), maintype="application", subtype="ics", filename="invite.ics")
    found = together(read(mail.as_bytes()).events)
    assert [one.title for one in found] == ["Gespräch über Souveränität"]


DAYS = st.sampled_from(["", ";BYDAY=MO,WE", ";BYMONTH=3,9"])
WEEKS = st.sampled_from(["MO;WKST=MO", "TU,TH;WKST=SU", "SU,SA;WKST=MO", "SU,MO;WKST=SU"])
LAST_WORKING_DAY = "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
MONTHS = st.sampled_from(
    ["BYDAY=2TU", "BYDAY=-1FR", "BYMONTHDAY=31", "BYMONTHDAY=-1", "BYDAY=FR;BYMONTHDAY=13", LAST_WORKING_DAY]
)
YEARS = st.sampled_from(
    [
        *("BYMONTH=3;BYDAY=-1SU", "BYMONTH=2;BYMONTHDAY=29", "BYYEARDAY=100,-1", "BYDAY=20MO"),
        "BYMONTH=6;BYDAY=1MO,3MO",
        *("BYWEEKNO=1,20;BYDAY=MO,SU", "BYWEEKNO=-1,53;BYDAY=TH;WKST=SU", "BYWEEKNO=1,52;BYDAY=SA,SU;BYMONTH=12"),
        *("BYWEEKNO=10,20,30;BYDAY=TU,WE;BYSETPOS=2,-1", "BYWEEKNO=6;BYMONTHDAY=9,10"),
    ]
)
RULES = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}{}".format, st.integers(1, 9), DAYS),
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, st.integers(1, 4), WEEKS),
    st.builds("FREQ=MONTHLY;INTERVAL={};{}".format, st.integers(1, 7), MONTHS),
    st.builds("FREQ=YEARLY;INTERVAL={};{}".format, st.integers(1, 3), YEARS),
)


@settings(max_examples=200)
@given(RULES, st.datetimes(datetime(2015, 1, 1), datetime(2027, 1, 1)), st.one_of(st.none(), st.integers(1, 30)))
def test_a_rule_recurs_as_dateutil_has_it(rule: str, start: datetime, count: int | None) -> None:
    start = start.replace(second=0, microsecond=0)
    text = rule if count is None else f"{rule};COUNT={count}"
    last = date(2029, 1, 1)
    first = next(iter(rrulestr(rule, dtstart=start)), None)
    if first is None or first.date() > last:
        return
    # a start that its rule leaves out counts all the same (RFC 5545); with the first that it means they must agree
    theirs = []
    for one in rrulestr(text, dtstart=first):
        if one.date() > last:
            break
        theirs.append(one)
    ours = list(recurring(read_rule(text, None), first, first.date(), last, Budget(10_000_000)))
    assert ours == theirs
    late = first.date() + timedelta(days=400)
    part = list(recurring(read_rule(text, None), first, late, last, Budget(10_000_000)))
    assert part == [one for one in theirs if one.date() >= late], "beginning late changes nothing"


@settings(max_examples=100)
@given(
    RULES, RULES, st.one_of(st.none(), st.integers(1, 30)), st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1))
)
def test_a_rule_of_exceptions_leaves_out_what_dateutil_leaves_out(
    rule: str, but: str, count: int | None, start: datetime
) -> None:
    start = start.replace(second=0, microsecond=0)
    first, last, end = date(2026, 11, 24), date(2027, 5, 1), "UNTIL=20270502T000000"
    left_out = set(islice(rrulestr(f"{but};{end}", dtstart=start), count))
    kept = {start, *rrulestr(f"{rule};{end}", dtstart=start)} - left_out
    but = but if count is None else f"{but};COUNT={count}"
    said = event(f"RRULE:{rule}", f"EXRULE:{but}", start=f":{start:%Y%m%dT%H%M%S}")
    (series,) = together(read(calendar(said)).events)
    found = [one.start.local for one in unfold(series, first, last, Budget(10_000_000))]
    assert found == sorted(one for one in kept if first <= one.date() <= last)


def test_a_rule_of_exceptions_ends_when_it_says_and_may_leave_out_the_start() -> None:
    weekly = event("RRULE:FREQ=WEEKLY;COUNT=6", "EXRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261020T000000Z")
    (series,) = together(read(calendar(weekly)).events)
    days = [one.start.day for one in unfold(series, date(2026, 9, 1), date(2027, 1, 1), Budget())]
    assert days == [date(2026, 10, 8), date(2026, 10, 22), date(2026, 10, 29), date(2026, 11, 5)]


def test_a_week_of_the_year_means_the_weekday_of_the_start_where_none_is_named() -> None:
    rule, start = read_rule("FREQ=YEARLY;BYWEEKNO=20", None), datetime(2026, 5, 13, 9)  # a Wednesday
    found = list(recurring(rule, start, date(2026, 1, 1), date(2028, 12, 31), Budget()))
    assert [one.date() for one in found] == [date(2026, 5, 13), date(2027, 5, 19), date(2028, 5, 17)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("RRULE:RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8", "says “RSCALE=HEBREW”, which is not read"),
        ("RRULE:FREQ=WEEKLY;BYEASTER=1", "says “BYEASTER=1”, which is not read"),
        ("RRULE:FREQ=DAILY;BYSECOND=0,30", "says “BYSECOND=0,30”, which is not read"),
        ("RRULE:FREQ=WEEKLY;BYWEEKNO=20", "rule of recurrence cannot be read"),
        ("RRULE:FREQ=WEEKLY\r\nEXRULE:FREQ=HOURLY", "by the hour or faster"),
        ("RRULE:FREQ=WEEKLY\r\nEXRULE:FREQ=WEEKLY;BYDAY=XX", "rule of recurrence cannot be read"),
    ],
)
def test_a_part_of_a_rule_that_is_not_read_is_never_passed_over(line: str, why: str) -> None:
    assert [why in one.refused for one in read(calendar(event(line))).events] == [True]


def test_parts_of_a_rule_that_change_nothing_do_no_harm() -> None:
    (one,) = read(calendar(event("RRULE:FREQ=DAILY;BYHOUR=9;BYSECOND=0;RSCALE=GREGORIAN;SKIP=OMIT;X-A=b"))).events
    assert one.rules == (read_rule("FREQ=DAILY;BYHOUR=9", None),) and not one.refused


def test_more_rules_than_are_read_are_said() -> None:
    (one,) = read(calendar(event(*["RRULE:FREQ=DAILY"] * 6))).events
    assert one.notes == ("It has more than 5 rules of recurrence; the others are left out",)


@pytest.mark.parametrize(
    ("address", "found"),
    [("a@meti.go.jp", "meti.go.jp"), ("a@gmail.com", ""), ("a@yahoo.co.uk", ""), ("a@web.de", "")],
)
def test_providers_of_mail_to_everybody_tell_no_organisation(address: str, found: str) -> None:
    assert domain(address) == found


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('ATTENDEE;CN="Sato, Haruko (MOFA)":mailto:h@mofa.example', "Haruko Sato"),
        ("ATTENDEE:mailto:haruko.sato@mofa.example", "Haruko Sato"),
        ("ATTENDEE;CN=h.sato@mofa.example:mailto:h.sato@mofa.example", "H Sato"),
        ("ATTENDEE;CN=Lucía Ferrán:MAILTO:lucia@sedia.example", "Lucía Ferrán"),
    ],
)
def test_a_name_is_read_as_it_is_spoken(line: str, name: str) -> None:
    said = parse(line)
    assert said and person(said).name == name


def test_lines_that_are_none_are_counted_and_left_out() -> None:
    top, strange = components(b"BEGIN:VCALENDAR\nX\nVERSION:2.0\nEND:VCALENDAR\n")
    assert (strange, top.parts[0].text("VERSION")) == (1, "2.0")


def test_a_zone_of_its_own_goes_by_all_of_its_dates() -> None:
    spring = [f"RDATE:{year}0310T020000" for year in range(1990, 2030)]
    autumn = [f"RDATE:{year}1031T020000" for year in range(1990, 2030)]
    clocks = [
        *("BEGIN:VTIMEZONE", "TZID:Ours"),
        *("BEGIN:DAYLIGHT", "TZOFFSETTO:-0400", "DTSTART:19900310T020000", *spring, "END:DAYLIGHT"),
        *("BEGIN:STANDARD", "TZOFFSETTO:-0500", "DTSTART:19901031T020000", *autumn, "END:STANDARD"),
        "END:VTIMEZONE",
    ]
    (meeting,) = read(calendar(*clocks, event(start=";TZID=Ours:20260701T090000"))).events
    assert meeting.start.zone == "America/New_York"
