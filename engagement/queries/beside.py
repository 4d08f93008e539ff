"""Who and what was there: the members, officials, bodies and topics of the engagements held about one thing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from engagement.access.rows import kept, visible_scope
from engagement.desk import Desk
from engagement.model.engagements import (
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementTopic,
)
from engagement.model.members import Member
from engagement.model.officials import Official
from engagement.model.organisations import Organisation
from engagement.model.scope import EngagementScope, Scope
from engagement.model.topics import Topic
from engagement.queries.engagements.walking import Key
from engagement.queries.kept import rows_of

LOOKED_AT = 2_000  # engagements, the newest: so that a page costs the same however long the record grows
LINKS: dict[Any, tuple[Any, Any]] = {
    Member: (EngagementMember, EngagementMember.member_id),
    Official: (EngagementOfficial, EngagementOfficial.official_id),
    Organisation: (EngagementOrganisation, EngagementOrganisation.organisation_id),
    Topic: (EngagementTopic, EngagementTopic.topic_id),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A record that engagements name: in how many of those looked at, and the local date of the last."""

    id: int
    name: str
    n: int
    last: date


def beside(desk: Desk, about: Key, kind: Any, size: int = 8) -> list[Beside]:
    """The records of `kind` in the engagements held about `about` (a scope and its key), the most frequent first.

    Our own people stand by who met them last: a count of meetings per person is no figure (REPORTS.md).
    """
    asked = {"key": about[1], "today": desk.today, "size": size}
    return [Beside(*row) for row in rows_of(desk, kept(desk, _most, about[0], kind), asked)]


def _most(desk: Desk, scope: Scope, kind: Any) -> Select[Any]:
    held = (
        select(EngagementScope.engagement_id, EngagementScope.local_date)
        .where(EngagementScope.kind == int(scope), EngagementScope.key == bindparam("key"))
        .where(EngagementScope.held.is_(True), EngagementScope.local_date <= bindparam("today"), visible_scope(desk))
        .order_by(EngagementScope.local_date.desc(), EngagementScope.engagement_id.desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    link, key = LINKS[kind]
    order_by_last = kind is Member
    n, last = func.count().label("n"), func.max(held.c.local_date).label("last")
    return (
        select(kind.id, kind.name, n, last)
        .join(link, key == kind.id)
        .join(held, held.c.engagement_id == link.engagement_id)
        .group_by(kind.id, kind.name)
        .order_by(*((last.desc(), kind.id) if order_by_last else (n.desc(), last.desc(), kind.id)))
        .limit(bindparam("size"))
    )
