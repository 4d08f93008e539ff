"""Writes many rows at once, in the form in which the model would write them, on either engine."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Table, text

from engagement.model.changes import Change
from engagement.model.commitments import Commitment
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementReader,
    EngagementTopic,
)
from engagement.model.ledgers import Heard, Shared
from engagement.model.members import Member, MemberRegion
from engagement.model.officials import Official, Post
from engagement.model.organisations import KeyBody, Organisation, OrganisationName
from engagement.model.topics import Topic, TopicName

# The columns that the world fills in, in the order of its rows; the kinds in the order in which they may be written.
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Member: (
        "id",
        "name",
        "folded",
        "email",
        "email_key",
        "password_hash",
        "role",
        "function_id",
        "zone",
        "created_at",
    ),
    MemberRegion: ("member_id", "region_id", "position"),
    Topic: ("id", "name", "folded", "parent_id", "owner_id"),
    TopicName: ("id", "topic_id", "name", "folded"),
    Organisation: (
        *("id", "name", "folded", "kind", "level", "country_id", "region_id", "parent_id", "zone", "created_at"),
    ),
    OrganisationName: ("id", "organisation_id", "name", "folded"),
    Official: (
        *("id", "name", "folded", "email", "created_at", "source", "notice", "notice_on", "notice_how", "review_on"),
    ),
    Post: ("id", "official_id", "organisation_id", "title", "from_on", "to_on"),
    KeyBody: ("id", "organisation_id", "country_id", "region_id", "cadence_days", "from_on", "to_on"),
    Engagement: (
        *("id", "title", "kind", "status", "channel", "asked_by", "purpose", "local_date", "starts_at", "minutes"),
        *("zone", "place", "summary", "outcome", "result_sought", "confidential", "created_by_id", "created_at"),
        "held_at",
    ),
    EngagementOrganisation: ("engagement_id", "organisation_id", "position", "kind", "country_id", "region_id"),
    EngagementOfficial: ("engagement_id", "official_id", "position", "post_id", "post_title", "organisation_id"),
    EngagementMember: ("engagement_id", "member_id", "position", "lead", "function_id", "region_id"),
    EngagementTopic: ("engagement_id", "topic_id", "position"),
    EngagementReader: ("engagement_id", "member_id"),
    Shared: ("id", "engagement_id", "position", "kind", "text", "topic_id", "taken_up_on"),
    Heard: ("id", "engagement_id", "position", "kind", "text", "need_category_id", "topic_id", "answered_on"),
    Commitment: (
        *("id", "engagement_id", "position", "side", "text", "owner_id", "organisation_id", "due", "state", "done_on"),
    ),
    Change: ("at", "member_id", "verb", "kind", "record_id", "about_kind", "about_id", "before", "after"),
}
WITH_OWN_ID = tuple(kind for kind, columns in COLUMNS.items() if columns[0] == "id")  # their ids the world chooses


class Rows(defaultdict[type[Any], list[tuple[Any, ...]]]):
    """Rows by kind, each in the order of its COLUMNS."""

    def __init__(self) -> None:
        super().__init__(list)


class Loader:
    """Writes rows through the bare driver: `executemany` on SQLite, COPY on PostgreSQL."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.copies = connection.dialect.name == "postgresql"
        self.forms = {kind: _forms(kind.__table__, columns, connection) for kind, columns in COLUMNS.items()}

    def write(self, rows: Rows) -> None:
        """Writes all of `rows`."""
        for kind, columns in COLUMNS.items():
            if rows[kind]:
                self._write(kind.__table__.name, columns, _formed(rows[kind], self.forms[kind]))

    def _write(self, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        if not self.copies:
            marks = ", ".join("?" * len(columns))
            statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608  (names of the model's own)
            self.connection.exec_driver_sql(statement, list(rows))
            return
        driver = self.connection.connection.cursor()
        with driver.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def finish(self, last: dict[type[Any], int]) -> None:
        """Lets PostgreSQL count on from the ids that were chosen here, and look at what it now holds."""
        if self.copies:
            for kind, number in last.items():
                if number == 0:  # nothing of the kind was made, and a sequence begins at 1
                    continue
                sequence = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :number)")
                self.connection.execute(sequence, {"table": kind.__table__.name, "number": number})
            self.connection.execute(text("ANALYZE"))


Form = Callable[[Any], Any]


def _forms(table: Table, columns: tuple[str, ...], connection: Connection) -> list[tuple[int, Form]]:
    """The columns whose values the model writes in another form than Python's: closed words, dates of SQLite, JSON."""
    forms: list[tuple[int, Form]] = []
    for at, name in enumerate(columns):
        form = table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        if form:
            forms.append((at, form))
    return forms


def _formed(rows: list[tuple[Any, ...]], forms: list[tuple[int, Form]]) -> Iterable[tuple[Any, ...]]:
    if not forms:
        return rows
    return (_form(row, forms) for row in rows)


def _form(row: tuple[Any, ...], forms: list[tuple[int, Form]]) -> tuple[Any, ...]:
    made = list(row)
    for at, form in forms:
        made[at] = form(made[at])
    return tuple(made)
