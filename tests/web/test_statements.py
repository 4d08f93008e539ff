"""A page asks the database a fixed small number of times, however long it is."""

from collections import Counter
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic
from tests.routes import address, records, signed_in_rules
from tests.visits import Client, Visit

MOST = 32  # of any page, the sign-in and the counts of the frame included
# Lists have fewer; pages of figures more, since each figure has its one definition and is asked by itself; and the page
# of a person's rights, which looks through each table that may name them.
MOST_OF = {
    "engagements.index": 12,
    "countries.show": 50,
    "regions.show": 44,
    "reports.activity": 90,
    "rights.index": 40,
}
MORE = 6


def statements(app: Flask, visitor: Client, installation: Installation, known: dict[str, Any]) -> Counter[str]:
    """How many statements each page of a signed-in member sends."""
    sent: Counter[str] = Counter()
    page = ""

    def count(*_arguments: object) -> None:
        sent[page] += 1

    for rule in signed_in_rules(app, "GET"):
        page = rule.endpoint
        where = address(app, rule, known)
        visitor.get(where)  # statements are compiled and connections opened
        event.listen(installation.engine, "before_cursor_execute", count)
        visitor.get(where)
        event.remove(installation.engine, "before_cursor_execute", count)
    return sent


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_longer_page_asks_no_more_often(
    app: Flask, client: Visit, installation: Installation, farid: Desk, make: ModuleType
) -> None:
    known = records(farid, make, installation, confidential=False)
    body = farid.db.get(Organisation, known["organisation_id"])
    topic = farid.db.get(Topic, known["topic_id"])
    assert body and topic

    def add(number: int) -> None:
        person = make.official(farid, f"Official {number}", at=body)
        child = make.organisation(farid, parent=body)
        make.topic(farid, parent=topic)
        make.member(farid, f"Member{number} Rao")
        for on in (-number, -40, number):
            both = {"organisations": [body, child], "officials": [person], "topics": [topic]}
            talk = make.engagement(farid, on=make.days(farid, on), **both)
            make.shared(farid, talk, topic=topic)
            make.heard(farid, talk, topic=topic)
            make.commitment(farid, talk, due=make.days(farid, on))

    add(1)
    visitor = client(farid)
    short = statements(app, visitor, installation, known)
    for number in range(2, MORE):
        add(number)
    long = statements(app, visitor, installation, known)
    assert {page: (short[page], long[page]) for page in long if long[page] > short[page]} == {}
    assert {page: number for page, number in long.items() if number > MOST_OF.get(page, MOST)} == {}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", ["/find/box?q=clou", "/find?q=clou", "/engagements?q=clou"])
def test_what_is_found_by_words_costs_the_same_however_much_it_is(
    client: Visit, installation: Installation, asha: Desk, make: ModuleType, path: str
) -> None:
    visitor = client(asha)
    sent: Counter[int] = Counter()
    for number in range(1, 31):
        body = make.organisation(asha, f"Cloud agency {number}")
        make.official(asha, f"Claudia Cloud {number}", at=body)
        make.topic(asha, f"Cloud {number}")
        make.commitment(asha, make.engagement(asha, "Cloud", organisations=[body]), text="Send the cloud paper")
        if number in (29, 30):
            visitor.get(path)

            def count(*_arguments: object, at: int = number) -> None:
                sent[at] += 1

            event.listen(installation.engine, "before_cursor_execute", count)
            visitor.get(path)
            event.remove(installation.engine, "before_cursor_execute", count)
    assert sent[29] == sent[30] <= 26
