"""What becomes of invitations: planned engagements, changes of them, answers, and what is left alone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import ModuleType

import pytest
from sqlalchemy import select

from engagement.actions.engagements.drafting import as_draft
from engagement.actions.engagements.recording import archive, cancel, hold_as_planned, revise
from engagement.actions.invitations.receipts import End
from engagement.actions.wrong import Missing, WrongDraft
from engagement.desk import Desk, command_line
from engagement.intake.invitation.values import Unreadable
from engagement.model.changes import Change
from engagement.model.engagements import Engagement, EngagementMember
from engagement.model.invited import InvitedPerson, Reply
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.words import AskedBy, Channel, Status
from engagement.queries.engagements.record import engagement as seen
from engagement.queries.engagements.record import record
from engagement.queries.invited import invited
from tests.inviting import ASHA, BRUNO, FILE, all_of, bring, calendar, ends, event, only

WEEKLY = "RRULE:FREQ=WEEKLY"


def ours(desk: Desk, engagement: Engagement) -> list[str]:
    """The first names of ours who take part, the lead first."""
    return [link.member.name.split()[0] for link in record(desk, engagement).members]


def test_an_invitation_becomes_a_planned_engagement_on_the_clocks_of_its_zone(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha, "SEDIA", country="ES", website="https://www.digital.example/es")
    lucia = make.official(asha, "Lucía Ferrán", at=body, email="lucia.ferran@digital.example")
    (receipt,) = bring(asha, FILE.read_bytes())
    made = only(asha)
    stands = record(asha, made)
    assert (made.status, made.title, made.place) == (
        Status.PLANNED,
        "Security of the public cloud, second talk",
        "Calle Mayor 1, Madrid",
    )
    assert (made.starts_at, made.minutes, made.zone) == (datetime(2026, 12, 1, 14, tzinfo=UTC), 45, "Europe/Paris")
    assert (made.channel, made.asked_by, made.created_by_id) == (Channel.IN_PERSON, AskedBy.THEY, asha.member.id)
    assert ours(asha, made) == ["Asha", "Bruno"]
    assert [link.official_id for link in stands.officials] == [lucia.id]
    assert [link.organisation_id for link in stands.organisations] == [body.id]
    assert (ends([receipt]), receipt.entries[0].engagement_id, receipt.newcomers) == ([End.MADE], made.id, 1)


def test_whom_no_record_knows_is_proposed_at_the_organisation_of_the_address_and_not_made(
    asha: Desk, make: ModuleType
) -> None:
    body = make.organisation(asha, "SEDIA", country="ES", website="https://www.digital.example/es")
    bring(asha, FILE.read_bytes())
    people = invited(asha, only(asha))
    told = {one.person.address: (one.person.name, one.body and one.body.id, one.is_new) for one in people}
    assert told["lucia.ferran@digital.example"] == ("Lucía Ferrán", body.id, True)
    assert told["pablo.ruiz@digital.example"] == ("Pablo Ruiz", body.id, True)
    assert told["bruno@nimbus.example"] == ("Bruno Keller", None, False)
    assert "sala3@digital.example" not in told, "a room is nobody"
    assert people[0].person.organises
    assert make.rows(asha, Official) == 0 and make.rows(asha, Organisation) == 1
    assert record(asha, only(asha)).organisations == [], "proposed is not said"


@pytest.mark.parametrize(
    ("address", "website", "is_proposed"),
    [
        ("a@meti.go.jp", "https://www.meti.go.jp/english", True),
        ("a@mail.meti.go.jp", "https://www.meti.go.jp", True),
        ("a@gmail.com", "https://gmail.com", False),
        ("a@yahoo.co.jp", "https://yahoo.co.jp", False),
        ("a@hmrc.gov.uk", "https://www.gov.uk/government/organisations/cabinet-office", False),
        ("a@nimbus.example", "https://nimbus.example", False),
    ],
)
def test_an_address_gives_an_organisation_away_by_its_website(
    asha: Desk, make: ModuleType, address: str, website: str, is_proposed: bool
) -> None:
    make.organisation(asha, "The body", website=website)
    bring(asha, calendar(event(ASHA, f"ATTENDEE;CN=A B:mailto:{address}")))
    (person,) = [one for one in invited(asha, only(asha)) if one.person.address == address]
    assert bool(person.body) is is_proposed
    assert person.is_colleague is ("nimbus" in address)


def test_an_address_gives_an_organisation_away_by_its_officials_and_a_name_is_known_there(
    asha: Desk, make: ModuleType
) -> None:
    body = make.organisation(asha, "Digital Agency")
    make.official(asha, "Haruko Sato", at=body, email="sato@digital.go.jp")
    kenji = make.official(asha, "Kenji Ito", at=body)
    make.official(asha, "Kenji Ito")  # of another body
    bring(asha, calendar(event(ASHA, 'ATTENDEE;CN="Ito, Kenji":mailto:k.ito@digital.go.jp')))
    assert [link.official_id for link in record(asha, only(asha)).officials] == [kenji.id]


def test_an_update_moves_the_meeting_and_keeps_what_people_wrote(asha: Desk, bruno: Desk) -> None:
    bring(asha, calendar(event(ASHA, "LOCATION:Room 1", "DTEND:20261001T093000Z")))
    made = only(asha)
    mine = as_draft(record(asha, made))
    revise(asha, made, replace(mine, title="What I call it", summary="Ask for the pilot", minutes=45), made.version)
    update = event(ASHA, BRUNO, "SEQUENCE:1", "LOCATION:Room 2", "DTEND:20261001T113000Z", start=":20261001T110000Z")
    receipts = bring(bruno, calendar(update))
    made = only(asha)
    assert ends(receipts) == [End.MOVED]
    assert (made.title, made.summary, made.place) == ("What I call it", "Ask for the pilot", "Room 2")
    assert (made.starts_at, made.minutes, made.zone) == (datetime(2026, 10, 1, 11, tzinfo=UTC), 30, "Europe/Madrid")
    assert ours(asha, made) == ["Asha", "Bruno"]
    told = asha.db.scalars(select(Change).where(Change.kind == "engagement").order_by(Change.id)).all()
    assert told[-1].member_id == bruno.member.id and told[-1].after["place"] == "Room 2"


def test_a_time_that_a_person_changed_stays_until_the_invitation_moves_it(asha: Desk) -> None:
    bring(asha, calendar(event(ASHA)))
    made = only(asha)
    mine = replace(as_draft(record(asha, made)), minutes=90)
    revise(asha, made, mine, made.version)
    assert ends(bring(asha, calendar(event(ASHA, "SEQUENCE:1", title="Talk, renamed")))) == [End.UPDATED]
    assert (only(asha).title, only(asha).minutes) == ("Talk, renamed", 90)


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("SEQUENCE:1", "SEQUENCE:0", "First"),
        ("SEQUENCE:0", "SEQUENCE:1", "Second"),
        ("DTSTAMP:20260901T000000Z", "DTSTAMP:20260901T000001Z", "Second"),
        ("DTSTAMP:20260901T000001Z", "DTSTAMP:20260901T000000Z", "First"),
        ("LAST-MODIFIED:20260901T000000Z", "LAST-MODIFIED:20260902T000000Z", "Second"),
        ("SEQUENCE:0", "SEQUENCE:0", "First"),
    ],
)
def test_the_later_version_counts_in_whatever_order_they_come(asha: Desk, first: str, second: str, title: str) -> None:
    bring(asha, calendar(event(ASHA, first, title="First")))
    bring(asha, calendar(event(ASHA, second, title="Second")))
    assert only(asha).title == title


def test_the_same_invitation_sent_to_three_colleagues_is_one_engagement(asha: Desk, bruno: Desk, dai: Desk) -> None:
    for desk in (asha, bruno, dai):
        who = f"ATTENDEE:mailto:{desk.member.email}"
        receipts = bring(desk, calendar(event(who, "DTSTAMP:20260901T000000Z")))
        assert ends(receipts) == [End.MADE if desk is asha else End.JOINED]
    assert ours(asha, only(asha)) == ["Asha", "Bruno", "Dai"]
    assert ends(bring(dai, calendar(event("ATTENDEE:mailto:dai@nimbus.example")))) == [End.OLDER]


def test_whoever_brings_it_takes_part_where_none_of_ours_is_on_it(asha: Desk) -> None:
    bring(asha, calendar(event("ATTENDEE:mailto:x@sedia.example")))
    assert ours(asha, only(asha)) == ["Asha"]


def test_who_declined_does_not_take_part(asha: Desk) -> None:
    bring(asha, calendar(event(ASHA, "ATTENDEE;PARTSTAT=DECLINED:mailto:bruno@nimbus.example")))
    assert ours(asha, only(asha)) == ["Asha"]


def test_the_command_line_accepts_for_the_first_of_ours_and_else_for_nobody(farid: Desk) -> None:
    desk = farid.seat(command_line("UTC"))
    assert ends(bring(desk, calendar(event("ATTENDEE:mailto:x@sedia.example")))) == [End.NOBODY]
    assert ends(bring(desk, calendar(event(BRUNO)))) == [End.MADE]
    assert (ours(farid, only(farid)), only(farid).zone) == (["Bruno"], "Europe/Madrid")


def test_a_cancellation_calls_off_and_a_later_version_plans_again(asha: Desk) -> None:
    bring(asha, calendar(event(ASHA)))
    assert ends(bring(asha, calendar(event(ASHA, "SEQUENCE:1"), method="CANCEL"))) == [End.CALLED_OFF]
    assert only(asha).status is Status.CANCELLED
    assert ends(bring(asha, calendar(event(ASHA, "SEQUENCE:1"), method="CANCEL"))) == [End.UNCHANGED]
    assert ends(bring(asha, calendar(event(ASHA)))) == [End.OLDER], "what came before it says nothing any more"
    assert ends(bring(asha, calendar(event(ASHA, "SEQUENCE:2")))) == [End.RESUMED]
    assert only(asha).status is Status.PLANNED


def test_what_is_held_or_put_away_or_called_off_here_is_left(asha: Desk, make: ModuleType) -> None:
    update, off = calendar(event(ASHA, "SEQUENCE:1", title="New")), calendar(event(ASHA, "SEQUENCE:2"), method="CANCEL")
    bring(asha, calendar(event(ASHA, start=":20260914T090000Z")))
    made = only(asha)
    draft = replace(as_draft(record(asha, made)), organisation_ids=(make.organisation(asha).id,))
    revise(asha, made, draft, made.version)
    hold_as_planned(asha, only(asha))
    assert (ends(bring(asha, update)), ends(bring(asha, off))) == ([End.HELD], [End.HELD])
    assert (only(asha).title, only(asha).status) == ("Talk", Status.HELD)
    archive(asha, only(asha))
    assert (ends(bring(asha, update)), ends(bring(asha, off))) == ([End.PUT_AWAY], [End.PUT_AWAY])
    bring(asha, calendar(event(ASHA, uid="other")))
    other = all_of(asha)[-1]
    cancel(asha, other)
    later = calendar(event(ASHA, "SEQUENCE:3", uid="other", title="New"))
    assert (ends(bring(asha, later)), other.status) == ([End.CALLED_OFF_HERE], Status.CANCELLED)


def test_a_meeting_without_an_organisation_is_held_only_when_somebody_says_which(asha: Desk, make: ModuleType) -> None:
    bring(asha, calendar(event(ASHA, start=":20260914T090000Z")))
    made = only(asha)
    assert made.is_to_be_completed(asha.today)
    with pytest.raises(Missing):
        hold_as_planned(asha, made)
    nobody = as_draft(record(asha, made))
    with pytest.raises(Missing):
        revise(asha, made, replace(nobody, status=Status.HELD), made.version)
    revise(asha, made, replace(nobody, summary="Notes before"), made.version)
    said = replace(as_draft(record(asha, made)), organisation_ids=(make.organisation(asha).id,))
    revise(asha, made, said, made.version)
    with pytest.raises(WrongDraft):
        revise(asha, made, replace(as_draft(record(asha, made)), organisation_ids=()), made.version)
    assert hold_as_planned(asha, made).status is Status.HELD


@pytest.mark.parametrize(
    ("said", "end"),
    [
        (event(ASHA, WEEKLY + ";UNTIL=20260910T000000Z", start=":20260801T090000Z"), End.PAST),
        (event(ASHA, WEEKLY, start=":20270801T090000Z"), End.FAR),
        (event(ASHA, "RRULE:FREQ=SECONDLY"), End.REFUSED),
        (event(ASHA, "RRULE:nonsense"), End.REFUSED),
        (event(ASHA, "STATUS:CANCELLED"), End.NOT_KNOWN),
        (f"BEGIN:VEVENT\r\nUID:x\r\n{ASHA}\r\nEND:VEVENT", End.REFUSED),
    ],
)
def test_nothing_is_made_and_the_receipt_says_why(asha: Desk, make: ModuleType, said: str, end: End) -> None:
    (receipt,) = bring(asha, calendar(said))
    assert (receipt.end, receipt.entries, make.rows(asha, Engagement)) == (end, (), 0)
    assert receipt.words()


def test_a_reply_changes_attendance_only_and_an_older_one_nothing(asha: Desk, make: ModuleType) -> None:
    def reply(answer: str, stamp: str) -> list[End | None]:
        said = event(f"ATTENDEE;PARTSTAT={answer}:mailto:lucia@sedia.example", f"DTSTAMP:{stamp}", title="Re: Talk")
        return ends(bring(asha, calendar(said, method="REPLY")))

    assert reply("ACCEPTED", "20260901T000000Z") == [End.NOT_ASKED]
    bring(asha, calendar(event(ASHA, "ATTENDEE;CN=Lucía:mailto:lucia@sedia.example")))
    version = only(asha).version
    assert reply("ACCEPTED", "20260902T000000Z") == [End.ANSWERED]
    assert reply("TENTATIVE", "20260901T000000Z") == [End.UNCHANGED]
    person = asha.db.scalars(select(InvitedPerson).where(InvitedPerson.address == "lucia@sedia.example")).one()
    assert (person.reply, only(asha).version, only(asha).title) == (Reply.ACCEPTED, version, "Talk")


def test_a_hidden_engagement_is_neither_changed_nor_told_of(asha: Desk, bruno: Desk) -> None:
    private = event("CLASS:PRIVATE", "ATTENDEE:mailto:x@sedia.example", title="Merger talks")
    bring(asha, calendar(private))
    asha.db.commit()
    made = only(asha)
    assert made.confidential and seen(bruno, made.id) is None
    forged = event(BRUNO, "SEQUENCE:9", title="What Bruno guesses", start=":20261111T090000Z")
    (receipt,) = bring(bruno, calendar(forged))
    assert (receipt.title, receipt.end, receipt.entries) == ("What Bruno guesses", End.HIDDEN, ())
    assert seen(bruno, made.id) is None and only(asha).title == "Merger talks"
    assert ends(bring(bruno, calendar(forged, method="CANCEL"))) == [End.HIDDEN]
    assert make_members(asha, made) == ["Asha"]


def make_members(desk: Desk, engagement: Engagement) -> list[str]:
    links = desk.db.scalars(select(EngagementMember).where(EngagementMember.engagement_id == engagement.id))
    return ["Asha" for link in links if link.member_id == desk.member.id]


def test_a_file_of_somebody_elses_record_cannot_shut_the_team_out_of_it(asha: Desk, bruno: Desk) -> None:
    bring(asha, calendar(event(ASHA)))
    bring(bruno, calendar(event(ASHA, "SEQUENCE:1", "CLASS:PRIVATE")))
    assert not only(asha).confidential
    bring(asha, calendar(event(ASHA, "SEQUENCE:2", "CLASS:PRIVATE")))
    assert only(asha).confidential


def test_a_file_that_would_flood_the_record_makes_nothing(asha: Desk, make: ModuleType) -> None:
    many = [event(ASHA, uid=f"u{number}") for number in range(301)]
    with pytest.raises(Unreadable, match="more than 300"):
        bring(asha, calendar(*many))
    assert make.rows(asha, Engagement) == 0


def test_a_whole_day_has_no_start_and_an_unknown_zone_is_the_readers_own(asha: Desk) -> None:
    bring(asha, calendar(event(ASHA, start=";VALUE=DATE:20261001")))
    assert (only(asha).starts_at, only(asha).local_date, only(asha).minutes) == (None, date(2026, 10, 1), None)
    (receipt,) = bring(asha, calendar(event(ASHA, uid="mars", start=";TZID=Mars/Olympus:20261002T090000")))
    mars = all_of(asha)[-1]
    assert (mars.zone, mars.starts_at) == ("Asia/Tokyo", datetime(2026, 10, 2, 0, tzinfo=UTC))
    assert any("Mars/Olympus" in words for words in receipt.words())


def test_a_uid_of_any_length_and_one_without_are_each_brought_once(asha: Desk) -> None:
    for uid in ("x" * 5_000, ""):
        for end in (End.MADE, End.UNCHANGED):
            assert ends(bring(asha, calendar(event(ASHA, uid=uid)))) == [end]
