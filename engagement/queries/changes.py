"""History: what was saved, by whom and when, with before and after; of one record, or of all for the audit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload

from engagement.access.rows import select_visible
from engagement.core.filtering import Filter, asked, day, record_key
from engagement.core.paging import PAGE
from engagement.desk import Desk
from engagement.model.changes import Change
from engagement.model.engagements import Engagement
from engagement.model.ledgers import NeedCategory
from engagement.model.members import Function, Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.places import Country, Region
from engagement.model.sources import SourceRow
from engagement.model.topics import Topic
from engagement.queries.merges import gone_keys

KINDS: dict[str, Any] = {
    "engagement": Engagement,
    "organisation": Organisation,
    "official": Official,
    "topic": Topic,
    "member": Member,
    "region": Region,
    "country": Country,
    "function": Function,
    "need_category": NeedCategory,
}
NAMED_BY = {"owner_id": "member", "created_by_id": "member", "added_by_id": "member"}


def _kind(text: str) -> str:
    if text not in KINDS:
        raise ValueError(text)
    return text


@dataclass(frozen=True)
class ChangeFilter(Filter):
    """Which changes: of records of one kind, of one record, by one member, in a span of days."""

    about: str | None = asked(_kind)
    record: int | None = asked(record_key)
    member: int | None = asked(record_key)
    first: date | None = asked(day)
    last: date | None = asked(day)

    def conditions(self, desk: Desk) -> Iterator[ColumnElement[bool]]:
        """What a change must fulfil; days are those of the reader's clocks."""
        zone = ZoneInfo(desk.member.zone)
        if self.about:
            yield Change.about_kind == self.about
        if self.record:
            gone = gone_keys(desk, self.about, self.record) if self.about else []
            yield Change.about_id.in_([self.record, *gone])
        if self.member:
            yield Change.member_id == self.member
        if self.first:
            yield Change.at >= datetime.combine(self.first, time.min, zone)
        if self.last:
            yield Change.at <= datetime.combine(self.last, time.max, zone)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change, with the names of what it points at by key: (kind, key) to name."""

    change: Change
    names: dict[tuple[str, int], str]

    @property
    def about(self) -> str:
        """The name of the record whose history this belongs to; empty where it cannot be told."""
        return self.names.get((self.change.about_kind, self.change.about_id), "")

    @property
    def parts(self) -> list[tuple[str, Any, Any]]:
        """(column, before, after), keys turned into names."""
        columns = list(dict.fromkeys([*self.change.before, *self.change.after]))
        return [(one, self._told(one, self.change.before), self._told(one, self.change.after)) for one in columns]

    def _told(self, column: str, values: dict[str, Any]) -> Any:
        value = values.get(column)
        kind = pointed_at(self.change.kind, column)
        return self.names.get((kind, value), value) if kind and value is not None else value


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One page, newest first, and the key before which the next begins."""

    rows: list[ChangeRow]
    older: int | None


def changes(desk: Desk, question: ChangeFilter, before: int | None = None, size: int = PAGE) -> ChangePage:
    """The changes that fit and that the member may see, newest first; of rows of registers it tells nothing.

    The history of one record is that of those too that were merged into it.
    """
    query = select_visible(desk, Change).where(*question.conditions(desk), Change.kind != SourceRow.__tablename__)
    query = query.options(joinedload(Change.member))
    if before:
        query = query.where(Change.id < before)
    found = desk.db.scalars(query.order_by(Change.id.desc()).limit(size + 1)).all()
    page = found[:size]
    names = _names(desk, page)
    return ChangePage([ChangeRow(change, names) for change in page], page[-1].id if len(found) > size else None)


def pointed_at(table: str, column: str) -> str | None:
    """The kind of record whose key a column holds, if it holds one."""
    if column == "parent_id":
        return table
    kind = NAMED_BY.get(column, column.removesuffix("_id"))
    return kind if column.endswith("_id") and kind in KINDS else None


def _names(desk: Desk, page: Sequence[Change]) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = {}
    for change in page:
        wanted.setdefault(change.about_kind, set()).add(change.about_id)
        for values in (change.before, change.after):
            for column, value in values.items():
                kind = pointed_at(change.kind, column)
                if kind and isinstance(value, int):
                    wanted.setdefault(kind, set()).add(value)
    names: dict[tuple[str, int], str] = {}
    for kind, keys in wanted.items():
        record = KINDS.get(kind)
        if record is not None:
            name = record.title if record is Engagement else record.name
            query = select_visible(desk, record, record.id, name).where(record.id.in_(sorted(keys)))
            names |= {(kind, key): told for key, told in desk.db.execute(query)}
    return names
