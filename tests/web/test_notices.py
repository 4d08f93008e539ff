"""The page on which several officials are noted as told."""

from datetime import date, timedelta

from engagement.model.officials import Notice
from engagement.queries.officials import OfficialFilter, count


def old(desk, make, name, source):
    person = make.official(desk, name, source=source)
    person.created_at = desk.now - timedelta(days=40)
    desk.db.commit()
    return person


def test_those_ticked_are_told_and_the_others_wait(asha, client, make):
    one, other = old(asha, make, "One", ""), old(asha, make, "Other", "import x")
    browser = client(asha)
    assert "2 officials were added over a month ago" in browser.get("/officials").text
    sent = {"which": "ticked", "official": [one.id, "junk"], "notice": "given", "notice_on": "2026-09-01"}
    assert browser.post("/officials/notices", data=sent).status_code == 302
    page = browser.get("/officials/notices").text
    assert "1 official" in page and "1 officials" not in page and "longest first" not in page
    assert "Other" in page
    assert (one.notice, one.notice_on, other.notice) == (Notice.GIVEN, date(2026, 9, 1), None)


def test_all_of_one_source_are_told_at_once(asha, client, make):
    for name in ("One", "Two"):
        old(asha, make, name, "import x")
    old(asha, make, "Three", "a card")
    sent = {"which": "all", "notice": "public notice", "notice_on": "2026-09-01", "notice_how": "on our page"}
    assert client(asha).post("/officials/notices?source=import x", data=sent).status_code == 302
    asha.db.commit()
    assert count(asha, OfficialFilter(untold=True)) == 1


def test_nobody_ticked_and_no_day_are_said_in_words(asha, client, make):
    old(asha, make, "One", "")
    answer = client(asha).post("/officials/notices", data={"which": "ticked", "notice": "given", "notice_on": ""})
    assert "Tick those who were told" in answer.text
    assert "Write the day." in answer.text


def test_the_form_keeps_notice_and_objection_and_the_page_shows_them(asha, client, make):
    person = make.official(asha, "Haruko Sato")
    browser = client(asha)
    assert "Not known" in browser.get(f"/officials/{person.id}").text
    sent = {"name": "Haruko Sato", "version": 1, "source": "her card", "notice": "given", "notice_how": "by letter"}
    sent |= {"objection": "Use my office's address", "review_on": "2027-01-31"}
    assert browser.post(f"/officials/{person.id}/edit", data=sent).status_code == 302
    page = browser.get(f"/officials/{person.id}").text
    for words in ("her card", "by letter", "Objected on 15 Sep", "Use my office&#39;s address", "31 Jan 2027"):
        assert words in page
    assert "Objected to our use" in browser.get("/officials?objected=1").text
