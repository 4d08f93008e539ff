"""My week shows what waits for me, and nothing of others."""

from datetime import timedelta
from types import ModuleType

from engagement.desk import Desk
from engagement.model.organisations import Organisation
from engagement.model.words import Status
from tests.visits import Visit


def test_an_empty_week_says_what_will_stand_there(asha: Desk, client: Visit) -> None:
    page = client(asha).get("/").text
    for words in ("You owe nobody anything", "Nothing is planned", "Nothing logged yet", "met within its cadence"):
        assert words in page


def test_what_waits_is_promised_planned_new_and_quiet(asha: Desk, bruno: Desk, client: Visit, make: ModuleType) -> None:
    body = make.organisation(asha, "Digital Agency")
    make.engagement(asha, "Was it held", on=make.days(asha, -1), status=Status.PLANNED)
    make.engagement(asha, "Comes next", on=make.days(asha, 2))
    make.engagement(bruno, "New in Asia", organisations=[body])
    make.engagement(bruno, "New in Europe", organisations=[make.organisation(asha, country="FR")])
    make.engagement(bruno, "Hidden in Asia", organisations=[body], confidential=True)
    make.commitment(asha, make.engagement(asha), "Send it soon", due=make.days(asha, -4))
    make.commitment(bruno, make.engagement(bruno), "Not mine")
    make.key_body(asha, make.organisation(asha, "Quiet body"), cadence_days=30)
    page = client(asha).get("/").text
    for words in ("Was it held", "Comes next", "New in Asia", "Send it soon", "4 days late", "All 1", "Quiet body"):
        assert words in page
    for words in ("New in Europe", "Hidden in Asia", "Not mine"):
        assert words not in page


def test_who_plans_a_meeting_with_the_same_body_that_week_stands_beside_ones_own(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    body, other = make.organisation(asha, "Digital Agency"), make.organisation(asha, "Other body")
    next_monday = asha.today + timedelta(days=7 - asha.today.weekday())

    def plan(desk: Desk, title: str, day: int, at: Organisation = body, *, confidential: bool = False) -> str:
        on = next_monday + timedelta(days=day)
        talk = make.engagement(desk, title, on=on, organisations=[at], confidential=confidential)
        return f'href="/engagements/{talk.id}"'

    mine, theirs = plan(asha, "My talk", 0), plan(bruno, "Their talk", 6)
    unseen = (
        plan(bruno, "Of the week after", 7),
        plan(bruno, "With another body", 1, other),
        plan(bruno, "Secret talk", 2, confidential=True),
    )
    page = client(asha).get("/").text
    assert mine in page and "Bruno Keller sees them too, " in page and theirs in page
    assert not [one for one in unseen if one in page]
