"""Merging on screen: choosing, comparing, the way back, old addresses, and who may."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from engagement.model.deeds import Merge
from engagement.model.engagements import EngagementOrganisation


def merge(visitor, kind, kept, gone, **chosen):
    sent = {"gone": gone.id, "kept_version": kept.version, "gone_version": gone.version, **chosen}
    return visitor.post(f"/{kind}s/{kept.id}/merge", data=sent)


@pytest.fixture
def two(asha, make):
    kept = make.organisation(asha, "Digital Agency", note="Old friends.")
    gone = make.organisation(
        asha, "Agency for Digital", country="FR", note="Met at the fair.", website="https://a.example"
    )
    return kept, gone


def test_the_page_shows_what_differs_what_moves_and_what_to_look_at(asha, bruno, make, client, two):
    kept, gone = two
    make.engagement(asha, organisations=[gone])
    make.engagement(bruno, "Secret", organisations=[gone], confidential=True)
    page = client(asha).get(f"/organisations/{kept.id}/merge?gone=organisation:{gone.id}&gone_text=")
    text = " ".join(re.sub("<[^>]*>", " ", page.text).split())
    assert "They are of different countries." in text and "Both, one after the other" in text
    assert "1 engagement " in text, "the confidential one is not counted"
    assert "What you may not see moves too." in text
    checked = re.findall(r'name="(\w+)" value="(\w+)" checked', page.text)
    assert dict(checked) == {"name": "kept", "place": "kept", "website": "gone", "note": "both"}


def test_a_merge_says_what_it_did_and_its_undo_makes_two_again(asha, client, two):
    kept, gone = two
    visitor = client(asha)
    done = merge(visitor, "organisation", kept, gone, website="gone", note="both")
    assert done.status_code == 302 and done.location == f"/organisations/{kept.id}"
    made = asha.db.scalars(select(Merge)).one()
    page = visitor.get(done.location).text
    assert "was merged into this record." in page and f'action="/merges/{made.id}/undoing"' in page
    assert "Nothing was worked on since that you may see" in visitor.get(f"/merges/{made.id}").text
    assert "was merged into this record" in visitor.get(f"/organisations/{kept.id}/history").text
    back = visitor.post(f"/merges/{made.id}/undoing")
    assert back.location == f"/organisations/{gone.id}"
    assert "are two again" in visitor.get(back.location).text


def test_every_old_address_leads_to_the_kept_one(asha, make, client, two):
    kept, gone = two
    make.engagement(asha, "Talk of old", organisations=[gone])
    visitor = client(asha)
    merge(visitor, "organisation", kept, gone)
    third = make.organisation(asha, "Third")
    asha.db.refresh(kept)
    merge(visitor, "organisation", third, kept)
    for path in ("", "/people", "/history", "/commitments", "/edit"):
        led = visitor.get(f"/organisations/{gone.id}{path}")
        assert (led.status_code, led.location) == (302, f"/organisations/{third.id}{path}")
    led = visitor.get(f"/engagements?organisation={gone.id}&status=held")
    assert led.location == f"/engagements?organisation={third.id}&status=held"
    assert "Talk of old" in visitor.get(led.location).text
    assert visitor.get(f"/engagements/new?organisation=organisation:{gone.id}").location.endswith(
        f"organisation:{third.id}"
    )
    assert visitor.get("/find.json?q=agency+for&kinds=organisation").text.count("Third") == 1
    sent = visitor.post(f"/organisations/{gone.id}/edit", data={"name": "Typed before", "version": gone.version})
    assert (sent.status_code, sent.location) == (303, f"/organisations/{third.id}")
    assert "Nothing was saved" in visitor.get(sent.location).text


@pytest.mark.parametrize("kind", ["organisation", "official", "topic", "engagement"])
def test_only_who_keeps_such_records_merges_them(asha, erin, make, client, kind):
    kept, gone = (getattr(make, kind)(asha) for _ in "kg")
    may = {"organisation": (True, True), "official": (True, True), "topic": (False, True), "engagement": (True, False)}
    for desk, allowed in zip((asha, erin), may[kind], strict=True):
        page = client(desk).get(f"/{kind}s/{kept.id}/merge?gone={gone.id}")
        assert page.status_code == 200 if allowed else page.status_code in (403, 404), desk.member.name
    merge(client(asha if may[kind][0] else erin), kind, kept, gone)
    made = asha.db.scalars(select(Merge)).one()
    other = client(erin if may[kind][0] else asha)
    if not all(may[kind]):
        assert other.post(f"/merges/{made.id}/undoing").status_code in (403, 404)
    asha.db.expire_all()
    assert made.undone_at is None


def test_what_changed_meanwhile_is_looked_at_again(asha, client, two):
    kept, gone = two
    page = client(asha).post(
        f"/organisations/{kept.id}/merge", data={"gone": gone.id, "kept_version": 7, "gone_version": 1}
    )
    assert page.status_code == 422 and "Look at both again" in page.text
    page = client(asha).get(f"/organisations/{kept.id}/merge?gone={kept.id}")
    assert "That is the same record" in page.text
    page = client(asha).get(f"/organisations/{kept.id}/merge?gone_text=Nobody+knows")
    assert "Nothing is called" in page.text


def test_a_later_merge_stands_in_the_way_in_words(asha, make, client, two):
    kept, gone = two
    visitor = client(asha)
    make.engagement(asha, organisations=[gone])
    merge(visitor, "organisation", kept, gone)
    asha.db.refresh(kept)
    merge(visitor, "organisation", make.organisation(asha, "Third"), kept)
    first, later = asha.db.scalars(select(Merge).order_by(Merge.id))
    refused = visitor.post(f"/merges/{first.id}/undoing")
    assert refused.location == f"/merges/{later.id}"
    assert "Undo that one first" in visitor.get(refused.location).text


def test_the_same_meeting_is_proposed_from_its_days(asha, make, client):
    body = make.organisation(asha)
    kept = make.engagement(asha, "Here", organisations=[body])
    make.engagement(asha, "Its twin", organisations=[body], on=make.days(asha, -1))
    make.engagement(asha, "Another", on=make.days(asha, -1))
    page = client(asha).get(f"/engagements/{kept.id}/merge").text
    assert "Its twin" in page and "Another" not in page


def test_a_meeting_is_not_chosen_by_a_name(asha, make, client):
    page = client(asha).get(f"/engagements/{make.engagement(asha).id}/merge?gone_text=Talk")
    assert page.status_code == 200 and "Number of the other one" in page.text


def test_two_meetings_are_compared_by_the_clocks_of_their_places(asha, client, make):
    nine = datetime(2026, 9, 14, 9, tzinfo=UTC)
    kept, gone = (
        make.engagement(asha, f"Talk in {zone}", on=nine.date(), starts_at=nine, minutes=90, zone=zone)
        for zone in ("Europe/Madrid", "Asia/Manila")
    )
    page = client(asha).get(f"/engagements/{kept.id}/merge?gone={gone.id}").text
    assert "14 Sep, 11:00, 1 h 30 min, Madrid" in page and "14 Sep, 17:00, 1 h 30 min, Manila" in page


@pytest.fixture
def secret(asha, bruno, make):
    """An open engagement and a confidential one of Asha's; Bruno sees the first alone."""
    body = make.organisation(asha)
    open_one = make.engagement(asha, "Talk", organisations=[body], summary="They asked.")
    hidden = make.engagement(asha, "Hidden talk", organisations=[body], summary="Hidden words.", confidential=True)
    make.shared(asha, hidden, "Hidden entry")
    return open_one, hidden


def merged(visitor, desk, kept, gone, **chosen):
    assert merge(visitor, "engagement", kept, gone, **chosen).status_code == 302
    made = desk.db.scalars(select(Merge).order_by(Merge.id.desc())).first()
    desk.db.expire_all()
    return made


def test_a_confidential_engagement_that_was_merged_comes_back_to_its_people_alone(asha, bruno, client, secret):
    kept, gone = secret
    visitor, other = client(asha), client(bruno)
    made = merged(visitor, asha, kept, gone, title="gone", summary="both")
    assert other.get(f"/engagements/{kept.id}").status_code == 404
    assert "Hidden talk" in visitor.get(f"/engagements/{kept.id}/history").text
    assert "Hidden talk" in visitor.get(f"/merges/{made.id}").text
    assert visitor.post(f"/merges/{made.id}/undoing").location == f"/engagements/{gone.id}"
    assert other.get(f"/engagements/{gone.id}").status_code == 404
    history = other.get(f"/engagements/{kept.id}/history")
    assert history.status_code == 200 and "Hidden" not in history.text and "Engagement:" not in history.text
    assert "Hidden words." in visitor.get(f"/engagements/{kept.id}/history").text


def test_what_was_written_while_confidential_is_not_opened_by_an_undo(asha, bruno, client, secret):
    kept, gone = secret
    visitor = client(asha)
    made = merged(visitor, asha, kept, gone, summary="both")
    kept.summary += " And more."
    asha.db.commit()
    assert "Talk" in visitor.get(f"/merges/{made.id}").text
    back = visitor.post(f"/merges/{made.id}/undoing")
    assert "is still confidential: look through what was written" in visitor.get(back.location).text
    asha.db.expire_all()
    assert kept.confidential and "Hidden words." in kept.summary
    assert client(bruno).get(f"/engagements/{kept.id}").status_code == 404


def test_an_old_address_does_not_lead_to_what_is_hidden(asha, bruno, client, secret):
    gone, kept = secret
    made = merged(client(asha), asha, kept, gone)
    other = client(bruno)
    assert other.get(f"/engagements/{gone.id}").status_code == 404
    assert other.get(f"/engagements/{gone.id}/edit").status_code == 404
    assert other.post(f"/engagements/{gone.id}/participation").status_code == 404
    assert other.get(f"/merges/{made.id}").status_code == 404
    assert client(asha).get(f"/engagements/{gone.id}").location == f"/engagements/{kept.id}"


def test_who_sees_what_of_two_confidential_ones_is_said_before(asha, make, client, secret):
    open_one, hidden = secret
    other = make.engagement(asha, confidential=True)
    visitor = client(asha)
    assert (
        "Who may see one of them will see all of both"
        in visitor.get(f"/engagements/{hidden.id}/merge?gone={other.id}").text
    )
    assert "will be, and those who may see it" in visitor.get(f"/engagements/{hidden.id}/merge?gone={open_one.id}").text


def test_who_took_part_undoes_a_merge_without_having_logged_either(asha, bruno, make, client):
    kept, gone = (make.engagement(asha, members=[asha.member, bruno.member]) for _ in "kg")
    visitor = client(bruno)
    made = merged(visitor, asha, kept, gone)
    assert visitor.post(f"/merges/{made.id}/undoing").location == f"/engagements/{gone.id}"
    asha.db.expire_all()
    assert made.undone_at is not None


def test_an_undo_does_not_tell_that_something_hidden_was_worked_on(asha, bruno, make, client, two):
    kept, gone = two
    hidden = make.engagement(bruno, "Hidden", organisations=[gone], confidential=True)
    visitor = client(asha)
    merge(visitor, "organisation", kept, gone)
    made = asha.db.scalars(select(Merge)).one()
    visitor.get(f"/organisations/{kept.id}")  # which says that it was merged, once

    def told():
        return re.sub("<[^>]*>", " ", visitor.get(f"/merges/{made.id}").text)

    before = told()
    bruno.db.delete(bruno.db.get(EngagementOrganisation, (hidden.id, kept.id)))
    bruno.db.commit()
    assert told() == before
    back = visitor.post(f"/merges/{made.id}/undoing")
    assert "stays as it is" not in visitor.get(back.location).text


def test_an_old_address_takes_no_orders_on_how_the_new_one_is_made(asha, client, two):
    kept, gone = two
    visitor = client(asha)
    merge(visitor, "organisation", kept, gone)
    led = visitor.get(f"/organisations/{gone.id}?_scheme=javascript&_external=1&_anchor=x&endpoint=y&before=3")
    assert led.location == f"/organisations/{kept.id}?before=3"
