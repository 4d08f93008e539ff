"""What was done is said with its names, which travel in no cookie."""

import ast
from pathlib import Path
from types import ModuleType

from flask import Flask

from engagement.actions.engagements.recording import archive
from engagement.desk import Desk
from engagement.installation import Installation
from tests.routes import address, records, signed_in_rules
from tests.visits import Client, Visit

SECRET = "Zephyr"
WEB = Path(__file__).parents[2] / "engagement" / "web"


def carried(app: Flask, visitor: Client) -> str:
    """All that the cookies of a browser hold, unpacked."""
    cookie = visitor.get_cookie("engagement-form")
    assert cookie
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(signer.loads(cookie.value))


def test_no_cookie_holds_what_a_record_is_called(
    app: Flask, client: Visit, installation: Installation, farid: Desk, make: ModuleType
) -> None:
    known = records(farid, make, installation, confidential=False)
    region, member = make.region(farid, f"{SECRET} region"), make.member(farid, f"{SECRET} Rao")
    body, topic = make.organisation(farid, f"{SECRET} office"), make.topic(farid, f"{SECRET} topic")
    person = make.official(farid, f"{SECRET} Ito", at=body)
    known |= {"region_id": region.id, "member_id": member.id, "organisation_id": body.id, "topic_id": topic.id}
    known |= {"official_id": person.id}
    visitor, told = client(farid), 0
    endings = (".archive", ".restore", ".end_sign_ins")
    for rule in sorted(signed_in_rules(app, "POST"), key=lambda rule: rule.endpoint):
        if rule.endpoint.endswith(endings):
            done = visitor.post(address(app, rule, known))
            assert "_flashes" in carried(app, visitor), rule.endpoint
            assert SECRET not in carried(app, visitor), rule.endpoint
            told += SECRET in visitor.get(done.location).text.split("data-toast", 1)[1].split("</div>")[0]
    assert told >= 10, "the page says the name"


def test_a_title_that_an_error_knows_stays_out_of_the_cookie(
    app: Flask, client: Visit, asha: Desk, carmen: Desk, make: ModuleType
) -> None:
    engagement = make.engagement(carmen, title=f"{SECRET} talks", members=[carmen.member])
    archive(carmen, engagement)
    visitor = client(asha)
    visitor.post(f"/engagements/{engagement.id}/participation")
    assert "was archived" in carried(app, visitor)
    assert SECRET not in carried(app, visitor)


def test_what_was_said_to_one_shows_no_other_what_is_confidential(
    app: Flask, client: Visit, asha: Desk, bruno: Desk, make: ModuleType
) -> None:
    kept, gone = (make.engagement(asha, title=f"{SECRET} {n}", confidential=True) for n in ("one", "two"))
    mine = client(asha)
    page = f"/engagements/{kept.id}/merge?gone={gone.id}"
    sent = {"kept_version": kept.version, "gone_version": gone.version}
    mine.post(page, data=sent)
    assert "was merged into this record" in carried(app, mine)
    assert SECRET not in carried(app, mine)
    theirs, held = client(bruno), mine.get_cookie("engagement-form")
    assert held
    theirs.set_cookie("engagement-form", held.value)
    assert "It was merged into this record." in theirs.get("/").text
    assert f"{SECRET} two was merged into this record." in mine.get(f"/engagements/{kept.id}").text


def test_no_page_puts_a_name_into_what_it_flashes() -> None:
    flashed = [
        (file.name, call)
        for file in WEB.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "flash"
    ]
    assert len(flashed) > 20
    for where, call in flashed:
        said = {part.attr for part in ast.walk(call) if isinstance(part, ast.Attribute)}
        said |= {part.id for part in ast.walk(call) if isinstance(part, ast.Name)}
        assert said.isdisjoint({"name", "title", "name_of"}), f"{where}:{call.lineno}"
