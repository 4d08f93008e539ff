"""Finding by name: proposals for fields, ways for the search dialog, and a page without JavaScript."""

from types import ModuleType
from typing import Any

import pytest

from engagement.desk import Desk
from tests.visits import Visit


def items(answer: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.get_json()["items"]
    return found


def test_an_official_brings_the_body_and_its_clock(asha: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha, "Digital Agency", country="JP")
    person = make.official(asha, "Haruko Sato", at=body, title="Director")
    found = items(client(asha).get("/find.json?q=haru&kind=official&kind=organisation"))
    brings = {"value": f"organisation:{body.id}", "name": "Digital Agency", "zone": "Asia/Tokyo"}
    assert found == [
        {
            "kind": "official",
            "value": f"official:{person.id}",
            "name": "Haruko Sato",
            "note": "Director, Digital Agency",
            "brings": brings,
        }
    ]


def test_everything_is_found_on_one_page_in_groups_with_the_words_marked(
    asha: Desk, client: Visit, make: ModuleType
) -> None:
    body = make.organisation(asha, "Fair <Trade>")
    make.topic(asha, "Fair dealing")
    talk = make.engagement(asha, "On <b>fair</b> terms", organisations=[body])
    make.commitment(asha, talk, text="Send the fair copy")
    browser = client(asha)
    for address in ("/find?q=fair", "/find/box?q=fair"):
        page = browser.get(address).text
        assert "<mark>Fair</mark> &lt;Trade&gt;" in page
        assert "On &lt;b&gt;<mark>fair</mark>&lt;/b&gt; terms" in page
        assert "<mark>Fair</mark> dealing" in page and "Send the <mark>fair</mark> copy" in page
        for kind, key in (("organisations", body.id), ("engagements", talk.id)):
            assert browser.get(f"/{kind}/{key}").status_code == 200
            assert f'href="/{kind}/{key}"' in page


def test_more_than_a_page_shows_leads_to_the_list_with_the_words(asha: Desk, client: Visit, make: ModuleType) -> None:
    for number in range(11):
        make.engagement(asha, f"Cloud {number}")
    browser = client(asha)
    for address in ("/find?q=clou", "/find/box?q=clou"):
        assert 'href="/engagements?q=clou"' in browser.get(address).text
    listed = browser.get("/engagements?q=clou&kind=meeting").text
    assert "11 engagements" in listed and "“clou”" in listed
    assert browser.get("/engagements.csv?q=clou").text.count("Cloud") == 11


def test_what_is_mended_is_said(asha: Desk, client: Visit, make: ModuleType) -> None:
    make.engagement(asha, "Talk with the ministry")
    for address in ("/find?q=minstry", "/find/box?q=minstry"):
        page = client(asha).get(address).text
        assert "Nothing is written “<bdi>minstry</bdi>”" in page and "Talk with the <mark>ministry</mark>" in page


@pytest.mark.parametrize("asked", ["zzz", "?!", "%00", "%ED%A0%80", "<script>alert(1)</script>", '"', "a" * 3_000])
def test_nothing_found_is_said_and_never_an_error(asha: Desk, client: Visit, asked: str) -> None:
    browser = client(asha)
    page = browser.get(f"/find?q={asked}")
    assert page.status_code == 200 and ("Nothing found" in page.text or "Any words will do" in page.text)
    assert "<script>alert" not in page.text
    assert browser.get(f"/find/box?q={asked}").status_code == 200
    assert browser.get(f"/engagements?q={asked}").status_code in (200, 302, 400)


def test_a_report_is_not_narrowed_by_words(asha: Desk, client: Visit, make: ModuleType) -> None:
    make.engagement(asha, "Cloud")
    browser = client(asha)
    assert "PDF report" not in browser.get("/engagements?q=cloud").text
    answer = browser.get("/reports?q=cloud")
    assert answer.status_code == 400 and "words" in answer.text
