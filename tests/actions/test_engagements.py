"""What a draft of an engagement becomes, and what it is refused for."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from engagement.actions.commitments import CommitmentDraft
from engagement.actions.engagements.drafting import EngagementDraft, HeardDraft, SharedDraft
from engagement.actions.engagements.recording import archive, cancel, hold_as_planned, log, restore, revise
from engagement.actions.turns import Changed
from engagement.actions.wrong import (
    Missing,
    NotANeed,
    NotPlanned,
    NotYet,
    OutOfRange,
    PutAway,
    Skipped,
    TooLong,
    Unknown,
    WrongDraft,
)
from engagement.desk import Desk
from engagement.model.changes import Change
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement, EngagementMember, EngagementOfficial, EngagementOrganisation
from engagement.model.ledgers import Heard
from engagement.model.words import EngagementKind, HeardKind, OrganisationKind, SharedKind, Side, Status
from engagement.queries.engagements.record import engagement, may_edit, record

TODAY = date(2026, 9, 15)


def draft(*organisations: Any, **parts: Any) -> EngagementDraft:
    """A meeting of today with these organisations."""
    parts = {"kind": EngagementKind.MEETING, "local_date": TODAY} | parts
    return EngagementDraft(organisation_ids=tuple(body.id for body in organisations), **parts)


def one(desk: Desk, kind: type[Any]) -> Any:
    return desk.db.scalars(select(kind)).one()


def test_everything_that_a_draft_says_is_kept(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    ministry, lab = make.organisation(asha, "Digital Agency"), make.organisation(asha, "Lab", country="KR")
    person = make.official(asha, at=ministry, title="Director")
    topic, need = make.topic(asha, "Data"), make.need_category(asha, "Exit")
    made = log(
        asha,
        draft(
            ministry,
            lab,
            local_time=time(15, 30),
            minutes=45,
            zone="Asia/Tokyo",
            officials=((person.id, None),),
            member_ids=(bruno.member.id, asha.member.id),
            topic_ids=(topic.id,),
            summary="They will publish a draft.",
            shared=(SharedDraft(SharedKind.POSITION, "One scheme", topic.id),),
            heard=(HeardDraft(HeardKind.NEED, "Leave without penalty", need.id),),
            commitments=(
                CommitmentDraft("Send the paper", due=date(2026, 9, 18)),
                CommitmentDraft("Send the draft", Side.THEIRS),
                CommitmentDraft("Ask legal", None),
            ),
        ),
    )
    asha.db.commit()
    kept = record(asha, made)
    assert made.title == "Digital Agency: Data"
    assert made.starts_at == datetime(2026, 9, 15, 6, 30, tzinfo=UTC)
    assert [link.organisation.name for link in kept.organisations] == ["Digital Agency", "Lab"]
    assert [(link.official.name, link.post_title) for link in kept.officials] == [("Haruko Sato", "Director")]
    assert [(link.member.name, link.lead) for link in kept.members] == [("Bruno Keller", True), ("Asha Menon", False)]
    assert [(entry.text, entry.topic_id) for entry in kept.shared] == [("One scheme", topic.id)]
    assert [(entry.text, entry.need_category_id) for entry in kept.heard] == [("Leave without penalty", need.id)]
    assert [(c.side, c.owner_id, c.organisation_id) for c in kept.commitments] == [
        (Side.OURS, bruno.member.id, None),
        (Side.THEIRS, None, ministry.id),
        (None, bruno.member.id, None),
    ]


def test_kind_and_one_body_are_enough(asha: Desk, make: ModuleType) -> None:
    made = log(asha, draft(make.organisation(asha, "Digital Agency")))
    assert (made.title, made.status, made.held_at) == ("Meeting with Digital Agency", Status.HELD, asha.now)


@pytest.mark.parametrize(
    ("parts", "error", "part"),
    [
        ({"title": "x" * 1_000_000}, TooLong, "title"),
        ({"summary": "x" * 50_001}, TooLong, "summary"),
        ({"minutes": -1}, OutOfRange, "minutes"),
        ({"hours": 1_001}, OutOfRange, "hours"),
        ({"zone": "Mars/Olympus"}, OutOfRange, "zone"),
        ({"zone": "../../etc/passwd"}, OutOfRange, "zone"),
        ({"local_date": date(1, 1, 1)}, OutOfRange, "local_date"),
        ({"local_date": date(2026, 9, 17)}, NotYet, "local_date"),
        ({"organisation_ids": ()}, Missing, "organisation_ids"),
        ({"organisation_ids": (2**31 - 1,)}, Unknown, "organisation_ids"),
        ({"officials": ((2**31 - 1, None),)}, Unknown, "officials"),
        ({"member_ids": (2**31 - 1,)}, Unknown, "member_ids"),
        ({"topic_ids": (2**31 - 1,)}, Unknown, "topic_ids"),
        ({"reader_ids": (2**31 - 1,), "confidential": True}, Unknown, "reader_ids"),
        ({"shared": (SharedDraft(SharedKind.LESSON, " "),)}, Missing, "shared"),
        ({"shared": (SharedDraft(SharedKind.LESSON, "x", 2**31 - 1),)}, Unknown, "shared"),
        ({"heard": (HeardDraft(HeardKind.CONCERN, "x", 1),)}, NotANeed, "heard"),
        ({"heard": (HeardDraft(HeardKind.NEED, "x", 2**31 - 1),)}, Unknown, "heard"),
        ({"heard": (HeardDraft(HeardKind.NEED, "x", id=4),)}, Unknown, "heard"),
        ({"commitments": (CommitmentDraft(""),)}, Missing, "commitments"),
        ({"commitments": (CommitmentDraft("x", owner_id=2**31 - 1),)}, Unknown, "commitments"),
        ({"commitments": (CommitmentDraft("x", Side.THEIRS, organisation_id=2**31 - 1),)}, Unknown, "commitments"),
    ],
)
def test_a_wrong_draft_says_where_and_leaves_nothing_behind(
    asha: Desk, make: ModuleType, parts: dict[str, Any], error: type[WrongDraft], part: str
) -> None:
    given = replace(draft(make.organisation(asha), member_ids=(asha.member.id,)), **parts)
    with pytest.raises(error) as refused:
        log(asha, given)
    asha.db.commit()
    assert refused.value.part == part
    assert make.rows(asha, Engagement) == 0


def test_a_time_that_the_clocks_skipped_is_refused_and_one_shown_twice_is_the_first(
    bruno: Desk, make: ModuleType
) -> None:
    body = make.organisation(bruno, country="ES")
    spring = draft(body, local_date=date(2026, 3, 29), local_time=time(2, 30), zone="Europe/Madrid")
    with pytest.raises(Skipped):
        log(bruno, spring)
    autumn = draft(body, local_date=date(2025, 10, 26), local_time=time(2, 30), zone="Europe/Madrid", minutes=120)
    made = log(bruno, autumn)
    assert made.starts_at == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert made.ends_at == datetime(2025, 10, 26, 2, 30, tzinfo=UTC)


def test_what_is_archived_cannot_be_chosen_but_stays_where_it_is(asha: Desk, make: ModuleType) -> None:
    body, topic = make.organisation(asha, "Old ministry"), make.topic(asha)
    made = log(asha, draft(body, topic_ids=(topic.id,), member_ids=(asha.member.id,)))
    make.archived(asha, topic)
    make.archived(asha, body)
    with pytest.raises(PutAway) as refused:
        log(asha, draft(body))
    assert refused.value.what == "Old ministry"
    revise(asha, made, draft(body, topic_ids=(topic.id,), title="Still there"), made.version)
    assert made.title == "Still there"


def test_the_post_is_the_one_held_on_that_day_at_a_body_that_took_part(asha: Desk, make: ModuleType) -> None:
    old, new, other = (make.organisation(asha) for _ in range(3))
    person = make.official(asha, at=old, title="Adviser", to_on=date(2025, 12, 31))
    make.post(asha, person, at=other, title="Board member", from_on=date(2026, 2, 1))
    make.post(asha, person, at=new, title="Minister", from_on=date(2026, 1, 1))

    def post(*bodies: Any, on: date) -> str:
        made = log(asha, draft(*bodies, local_date=on, officials=((person.id, None),)))
        query = select(EngagementOfficial.post_title).where(EngagementOfficial.engagement_id == made.id)
        return asha.db.scalars(query).one()

    assert post(old, on=date(2025, 6, 1)) == "Adviser"
    assert post(new, on=TODAY) == "Minister"
    assert post(other, on=TODAY) == "Board member"
    assert post(old, on=date(2026, 1, 15)) == "Minister"


def test_a_member_counts_for_the_region_of_the_body_if_at_work_there(asha: Desk, make: ModuleType) -> None:
    first, second = make.region(asha, "Gulf", ["SA"]), make.region(asha, "Levant", ["AE"])
    gita = make.member(asha, regions=[first, second])
    made = log(asha, draft(make.organisation(asha, country="AE"), member_ids=(gita.id,)))
    elsewhere = log(asha, draft(make.organisation(asha, country="FR"), member_ids=(gita.id,)))
    regions = {link.engagement_id: link.region_id for link in asha.db.scalars(select(EngagementMember))}
    assert regions == {made.id: second.id, elsewhere.id: first.id}


def test_a_supranational_body_counts_for_the_region_that_keeps_up_with_it(asha: Desk, make: ModuleType) -> None:
    region = make.region(asha, "Brussels")
    log(asha, draft(make.organisation(asha, country=None, region_id=region.id)))
    assert one(asha, EngagementOrganisation).region_id == region.id


def test_pictures_follow_a_plan_and_stand_still_once_it_was_held(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha, kind=OrganisationKind.AGENCY)
    plan = draft(body, local_date=date(2026, 9, 14), status=Status.PLANNED, member_ids=(asha.member.id,))
    made = log(asha, plan)
    body.kind = OrganisationKind.REGULATOR
    hold_as_planned(asha, made)
    assert one(asha, EngagementOrganisation).kind is OrganisationKind.REGULATOR
    body.kind = OrganisationKind.COURT
    revise(asha, made, replace(plan, status=Status.HELD, title="With notes"), made.version)
    assert one(asha, EngagementOrganisation).kind is OrganisationKind.REGULATOR


def test_a_corrected_day_brings_the_post_of_that_day(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha)
    person = make.official(asha, at=body, title="Deputy", to_on=date(2026, 8, 31))
    make.post(asha, person, at=body, title="Minister", from_on=date(2026, 9, 1))
    given = draft(body, officials=((person.id, None),))
    made = log(asha, given)
    assert one(asha, EngagementOfficial).post_title == "Minister"
    revise(asha, made, replace(given, local_date=date(2026, 8, 30)), made.version)
    assert one(asha, EngagementOfficial).post_title == "Deputy"


def test_the_writer_of_a_confidential_engagement_who_was_not_there_may_read_it(
    asha: Desk, bruno: Desk, dai: Desk, make: ModuleType
) -> None:
    body = make.organisation(asha)
    made = log(asha, draft(body, confidential=True, member_ids=(bruno.member.id,)))
    asha.db.commit()
    assert engagement(asha, made.id) and engagement(bruno, made.id) and not engagement(dai, made.id)
    revise(bruno, made, draft(body, member_ids=(bruno.member.id,), reader_ids=(dai.member.id,)), made.version)
    assert list(record(bruno, made).readers) == []


def test_who_saves_second_overwrites_nothing(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha)
    made = log(asha, draft(body, title="First"))
    revise(asha, made, draft(body, title="Second"), 1)
    asha.db.commit()
    with pytest.raises(Changed) as refused:
        revise(asha, made, draft(body, title="Third"), 1)
    assert (refused.value.now_version, refused.value.record.title) == (2, "Second")


def test_rows_are_changed_taken_out_and_added(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha)
    first, second = CommitmentDraft("Send the paper"), CommitmentDraft("Name a speaker")
    made = log(asha, draft(body, member_ids=(asha.member.id,), commitments=(first, second)))
    kept = record(asha, made).commitments[1]
    changed = replace(second, id=kept.id, text="Name two speakers")
    heard = HeardDraft(HeardKind.CONCERN, "Cost")
    revise(asha, made, draft(body, commitments=(changed,), heard=(heard,)), made.version)
    assert [(row.id, row.text) for row in record(asha, made).commitments] == [(kept.id, "Name two speakers")]
    assert [row.text for row in record(asha, made).heard] == ["Cost"]
    told = select(Change).where(Change.kind == "commitment", Change.verb == "removed")
    assert asha.db.scalars(told).one().before["text"] == "Send the paper"


def test_a_row_of_another_engagement_is_not_taken_over(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha)
    theirs = make.heard(asha, make.engagement(asha))
    made = log(asha, draft(body))
    with pytest.raises(Unknown):
        revise(asha, made, draft(body, heard=(HeardDraft(HeardKind.CONCERN, "Mine", id=theirs.id),)), made.version)
    assert one(asha, Heard).text == theirs.text


def test_the_lead_can_change_hands(asha: Desk, bruno: Desk, carmen: Desk, make: ModuleType) -> None:
    body = make.organisation(asha)
    team = (carmen.member.id, bruno.member.id, asha.member.id)
    made = log(asha, draft(body, member_ids=team[:2]))
    for ids in (team[1::-1], team[2:], team):
        revise(asha, made, draft(body, member_ids=ids), made.version)
        assert [(link.member_id, link.lead) for link in record(asha, made).members] == [
            (key, at == 0) for at, key in enumerate(ids)
        ]


def test_a_plan_is_held_or_called_off_once(asha: Desk, make: ModuleType) -> None:
    past, future = make.days(asha, -1), make.days(asha, 3)
    plan = make.engagement(asha, on=past, status=Status.PLANNED)
    hold_as_planned(asha, plan)
    assert (plan.status, plan.held_at, plan.version) == (Status.HELD, asha.now, 2)
    assert hold_as_planned(asha, plan).version == 2
    with pytest.raises(NotPlanned):
        cancel(asha, plan)
    coming = make.engagement(asha, on=future, status=Status.PLANNED)
    with pytest.raises(NotYet):
        hold_as_planned(asha, coming)
    assert cancel(asha, coming).status is Status.CANCELLED
    with pytest.raises(NotPlanned):
        hold_as_planned(asha, coming)


def test_an_archived_engagement_is_not_revised_until_it_is_back(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha)
    made = log(asha, draft(body))
    archive(asha, made)
    with pytest.raises(PutAway):
        revise(asha, made, draft(body), made.version)
    restore(asha, made)
    revise(asha, made, draft(body, title="Back"), made.version)
    assert made.title == "Back"


def test_a_manager_may_edit_what_others_logged_and_a_member_may_not(
    asha: Desk, bruno: Desk, carmen: Desk, make: ModuleType
) -> None:
    made = log(asha, draft(make.organisation(asha), member_ids=(asha.member.id,)))
    assert may_edit(asha, made.id) and may_edit(carmen, made.id) and not may_edit(bruno, made.id)


def test_a_promise_of_a_member_who_left_can_stay(asha: Desk, make: ModuleType) -> None:
    body, gita = make.organisation(asha), make.member(asha)
    made = log(asha, draft(body, commitments=(CommitmentDraft("Send it", owner_id=gita.id),)))
    make.archived(asha, gita)
    row = one(asha, Commitment)
    again = CommitmentDraft("Send it soon", owner_id=gita.id, id=row.id)
    revise(asha, made, draft(body, commitments=(again,)), made.version)
    assert row.text == "Send it soon"
    with pytest.raises(PutAway):
        log(asha, draft(body, commitments=(CommitmentDraft("New", owner_id=gita.id),)))
