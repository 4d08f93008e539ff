"""Files of engagements: what comes in, and how it goes out."""

import io
from http import HTTPStatus
from types import ModuleType
from typing import Any

from sqlalchemy import select

from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.engagements import Engagement
from tests.visits import Visit

NEW = "/engagements/new"


def one(desk: Desk, kind: type[Any]) -> Any:
    return desk.db.scalars(select(kind)).one()


def test_files_come_in_and_go_out_and_a_lie_is_refused(
    asha: Desk, bruno: Desk, client: Visit, make: ModuleType
) -> None:
    body = make.organisation(asha)
    browser = client(asha)
    form = {"who": f"organisation:{body.id}", "us": f"member:{asha.member.id}", "confidential": "y"}
    form |= {"kind": "meeting", "status": "held", "day": "2026-09-15", "zone": "Asia/Tokyo"}
    lie = browser.post(NEW, data=form | {"files": (io.BytesIO(b"MZ\0"), "agenda.pdf")})
    assert "is of a kind that is not kept here" in lie.text
    assert make.rows(asha, Engagement) == 0
    browser.post(NEW, data=form | {"files": (io.BytesIO(b"%PDF-1.7"), "Tagesordnung für morgen.pdf")})
    kept = one(asha, Attachment)
    sent = browser.get(f"/attachments/{kept.id}")
    assert (sent.data, sent.mimetype) == (b"%PDF-1.7", "application/pdf")
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert client(bruno).get(f"/attachments/{kept.id}").status_code == HTTPStatus.NOT_FOUND
    browser.post(f"/attachments/{kept.id}/archive")
    assert "Tagesordnung" not in browser.get(f"/engagements/{kept.engagement_id}").text.split("toast")[0]
