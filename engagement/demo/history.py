"""The history of invented records: made once, when they were written down, by whoever wrote them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from engagement.demo.loading import COLUMNS, WITH_OWN_ID, Rows
from engagement.model.changes import Change
from engagement.model.engagements import Engagement
from engagement.upkeep.history import OWNERS, PARTS_OF, made

AT, BY = COLUMNS[Engagement].index("created_at"), COLUMNS[Engagement].index("created_by_id")


def remember(rows: Rows, since: datetime, kinds: Iterable[type[Any]]) -> None:
    """Adds to `rows` the history of its rows of these kinds; what belongs to no engagement was made at `since`."""
    written = {row[0]: (row[AT], row[BY]) for row in rows[Engagement]}
    for kind in list(kinds):
        table, columns = kind.__tablename__, COLUMNS[kind]
        owner = PARTS_OF.get(table) or ("engagement_id" if "engagement_id" in columns else "id")
        at = columns.index(owner)
        about = OWNERS.get(owner, table)
        for row in rows[kind]:
            key = row[0] if kind in WITH_OWN_ID else f"{row[0]}-{row[1]}"
            instant, member_id = written[row[at]] if about == "engagement" else (since, None)
            values = {name: value for name, value in zip(columns, row, strict=True) if name != "password_hash"}
            change = made(table, key, (about, row[at]), values)
            rows[Change].append((instant, member_id, *change.values()))
