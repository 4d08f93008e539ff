"""Imports as tests run them, and what they left behind."""

from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from engagement.actions.imports.engagements import EngagementImport
from engagement.actions.imports.run import Ended, Run
from engagement.desk import Desk
from engagement.intake import mappings
from engagement.intake.parties import Us
from engagement.model.changes import Change
from engagement.model.engagements import Engagement, EngagementOfficial, EngagementOrganisation
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation, OrganisationName
from engagement.model.scope import EngagementScope
from engagement.model.sources import SourceRow
from engagement.model.topics import Topic
from engagement.upkeep import doctor
from tests.tables import table_of

FILES = Path(__file__).parent / "intake" / "files"
HEADING = b"Date,Organisation,Country,Officials,Team members,Topics,Title,Confidential,Kind of organisation,Id\n"
TABLES: tuple[type[Any], ...] = (
    *(Engagement, EngagementOrganisation, EngagementOfficial, Organisation, OrganisationName, Official, Post, Topic),
    *(SourceRow, Change, EngagementScope),
)


def run(
    desk: Desk, made: Run, kind: dict[str, Any], content: bytes, us: str | None = None, size: int = 500
) -> list[Ended]:
    """Brings all of `content` in, each part in a transaction of its own."""
    outcomes = kind[made.mapping_name].outcomes(table_of(content), Us(us) if us else None)
    made.begin(desk)
    desk.db.commit()
    ended: list[Ended] = []
    while part := list(islice(outcomes, size)):
        ended += made.take(desk, part)  # type: ignore[attr-defined]
        desk.db.rollback() if made.dry else desk.db.commit()
    made.finish(desk)
    desk.db.commit()
    return ended


def bring(
    desk: Desk, content: bytes | str, mapping: str = "spreadsheet", *, us: str | None = None, dry: bool = False
) -> EngagementImport:
    """An import of engagements: of a file of invented rows by its name, or of rows of a spreadsheet."""
    rows = (FILES / content).read_bytes() if isinstance(content, str) else HEADING + content
    made = EngagementImport(mappings.ENGAGEMENTS[mapping], "file.csv", dry)
    ended = run(desk, made, mappings.ENGAGEMENTS, rows, us)
    made.notes = [one.reason for one in ended if one.reason]
    return made


def all_of(desk: Desk, kind: type[Any]) -> list[Any]:
    return list(desk.db.scalars(select(kind).order_by(kind.id)))


def all_rows(desk: Desk, kind: type[Any]) -> list[Any]:
    return list(desk.db.execute(select(kind.__table__)))


def counts(desk: Desk) -> dict[str, int]:
    return {kind.__tablename__: desk.db.scalar(select(func.count()).select_from(kind)) or 0 for kind in TABLES}


def agrees(desk: Desk) -> bool:
    """Whether scope, trees and months say what the record says."""
    engine: Any = desk.db.get_bind()
    return not [wrong for _, found in doctor.compare(engine) for wrong in found]


def tree(desk: Desk, kind: type[Any]) -> dict[str, str | None]:
    records = {record.id: record for record in all_of(desk, kind)}
    return {one.name: records[one.parent_id].name if one.parent_id else None for one in records.values()}
