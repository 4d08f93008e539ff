"""Whatever is archived comes back by one click on what says so."""

import re
from types import ModuleType

from flask import Flask
from sqlalchemy import select

from engagement.core.database import Base
from engagement.desk import Desk
from engagement.installation import Installation
from tests.routes import address, records, signed_in_rules
from tests.visits import Visit


def put_away(desk: Desk) -> int:
    desk.db.expire_all()
    tables = [table for table in Base.metadata.sorted_tables if "archived_at" in table.c]
    return sum(len(desk.db.execute(select(one).where(one.c.archived_at.is_not(None))).all()) for one in tables)


def test_every_archive_has_its_undo(
    app: Flask, client: Visit, installation: Installation, farid: Desk, make: ModuleType
) -> None:
    known = records(farid, make, installation, confidential=False)
    known |= {"region_id": make.region(farid, "Nowhere").id, "member_id": make.member(farid, "Gita Rao").id}
    visitor = client(farid)
    before = put_away(farid)
    rules = [rule for rule in signed_in_rules(app, "POST") if rule.endpoint.endswith(".archive")]
    assert len(rules) >= 9
    for rule in rules:
        farid.db.commit()
        done = visitor.post(address(app, rule, known))
        assert put_away(farid) == before + 1, rule.endpoint
        toast = re.search(r'data-toast>.*?action="([^"]+)"', visitor.get(done.location).text, re.DOTALL)
        assert toast, rule.endpoint
        farid.db.commit()
        visitor.post(toast[1])
        assert put_away(farid) == before, rule.endpoint
