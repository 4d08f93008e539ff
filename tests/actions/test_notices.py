"""Officials are told that data on them are kept; whoever objected is named in nothing further."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from engagement.actions import notices, officials
from engagement.actions.engagements.drafting import EngagementDraft
from engagement.actions.engagements.joining import Objects
from engagement.actions.engagements.recording import log
from engagement.actions.notices import NoticeDraft
from engagement.actions.officials import OfficialDraft, StillToCome
from engagement.actions.turns import Changed
from engagement.actions.wrong import Missing
from engagement.model.engagements import EngagementOfficial
from engagement.model.officials import Notice, Official
from engagement.model.words import EngagementKind
from engagement.queries.lookups import proposals
from engagement.queries.officials import OfficialFilter, count, longest_first
from tests.bringing import bring


def test_an_official_says_where_the_data_come_from_and_when_to_look_again(asha):
    made = officials.add(asha, OfficialDraft("김민준"))
    assert (made.source, made.review_on) == ("written by Asha Menon", date(2028, 9, 15))
    told = OfficialDraft("김민준", source="his card", notice=Notice.GIVEN, review_on=None)
    officials.revise(asha, made, told, 1)
    assert (made.source, made.notice_on, made.review_on) == ("his card", asha.today, None)


def test_a_notice_says_how_and_lies_not_ahead(asha):
    with pytest.raises(Missing):
        officials.add(asha, OfficialDraft("Somebody", notice_how="by letter"))
    with pytest.raises(StillToCome):
        officials.add(asha, OfficialDraft("Somebody", objected_on=asha.today + timedelta(days=1)))
    with pytest.raises(StillToCome):
        notices.give(asha, [], NoticeDraft(Notice.PUBLIC, asha.today + timedelta(days=1)))


def test_whoever_was_added_a_month_ago_and_not_told_waits_on_the_list_until_told(asha, make):
    month = asha.now - timedelta(days=30)
    waits, told = make.official(asha, "Waits"), make.official(asha, "Told", notice=Notice.GIVEN, notice_on=asha.today)
    young = make.official(asha, "Young")
    for person in (waits, told):
        person.created_at = month - timedelta(minutes=1)
    young.created_at = month
    asha.db.commit()
    untold = OfficialFilter(untold=True)
    assert [row.official for row in longest_first(asha, untold, 10)] == [waits]
    given = NoticeDraft(Notice.PUBLIC, date(2026, 9, 1), "on our page")
    assert notices.give(asha, [waits.id, told.id, 2**31 - 1], given) == 1
    asha.db.commit()
    assert (waits.notice, waits.notice_on, waits.notice_how) == (Notice.PUBLIC, date(2026, 9, 1), "on our page")
    assert (told.notice, count(asha, untold)) == (Notice.GIVEN, 0)
    with pytest.raises(Changed):  # a form that was open meanwhile does not undo it
        officials.revise(asha, waits, OfficialDraft("Waits"), 1)


def test_whose_day_is_past_is_looked_at_again(asha, make):
    make.official(asha, review_on=asha.today)
    past = make.official(asha, review_on=asha.today - timedelta(days=1))
    assert [row.official for row in longest_first(asha, OfficialFilter(review_past=True), 10)] == [past]


def test_whoever_objected_is_marked_and_named_in_no_further_engagement(asha, make):
    body = make.organisation(asha)
    person = make.official(asha, "Haruko Sato", at=body, objected_on=asha.today)
    before = make.engagement(asha, organisations=[body], officials=[person])
    assert "objected" in proposals(asha, "sato", ["official"])[0].note
    draft = EngagementDraft(EngagementKind.MEETING, asha.today, (body.id,), officials=((person.id, None),))
    with pytest.raises(Objects):
        log(asha, draft)
    assert before.id  # what was is not touched


def test_an_import_leaves_out_whoever_objected_and_keeps_the_meeting(farid, make):
    body = make.organisation(farid, "Ministry of Ink", country="NO")
    person = make.official(farid, "Jorg Lind", at=body, objected_on=farid.today)
    bring(farid, b"2026-03-07,Ministry of Ink,NO,Jorg Lind; Nora Dahl,,,,,,\n")
    linked = set(farid.db.scalars(select(EngagementOfficial.official_id)))
    made = farid.db.scalars(select(Official).where(Official.name == "Nora Dahl")).one()
    assert linked == {made.id} != {person.id}
    assert (made.source, made.review_on) == ("import spreadsheet", date(2028, 9, 15))
