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


@pytest.mark.parametrize("kind", ["organisation", "official", "topic", "member", "region", "country"])
def test_the_search_dialog_goes_to_the_page_of_each_kind(
    asha: Desk, client: Visit, make: ModuleType, kind: str
) -> None:
    make.organisation(asha, "Asha body")
    make.official(asha, "Asha person")
    make.topic(asha, "Asha topic")
    make.region(asha, "Asha region", ["FR"])
    make.country(asha, "FR").name = "Asha country"
    browser = client(asha)
    found = items(browser.get(f"/find.json?q=asha&go=1&kind={kind}"))
    assert len(found) == 1
    assert browser.get(found[0]["href"]).status_code == 200


def test_everything_is_found_on_one_page_in_groups(asha: Desk, client: Visit, make: ModuleType) -> None:
    make.organisation(asha, "Fair <Trade>")
    make.topic(asha, "Fair dealing")
    page = client(asha).get("/find?q=fair").text
    assert "Fair &lt;Trade&gt;" in page
    assert "Fair dealing" in page
    assert "Nothing is called so" in client(asha).get("/find?q=zzz").text
