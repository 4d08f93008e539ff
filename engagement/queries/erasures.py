"""What an erasure asks of the record: what it would change, in numbers, and what it cannot reach."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from engagement.access.rows import select_visible
from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.officials import Official, Post
from engagement.model.organisations import OrganisationName
from engagement.queries.keyed import by_key
from engagement.queries.mentions import TEXTS, changes_naming, person, rows_naming, seen_of, told_in_engagements


@dataclass(frozen=True)
class Foretold:
    """What an erasure would change. `files` are those that the member may see of engagements with the person: their
    content is not rewritten. `hidden_files` are those that the member may not see."""

    posts: int
    engagements: int
    hidden_engagements: int
    texts: int
    changes: int
    is_alone: bool
    files: Sequence[Attachment]
    hidden_files: int


def foretold(desk: Desk, official: Official) -> Foretold:
    """Looks through the whole record, and changes nothing."""
    whom = person(desk, official)
    naming = {*whom.engagement_ids, *(key for key, *_ in told_in_engagements(desk, whom))}
    return Foretold(
        desk.db.scalar(select(func.count()).select_from(Post).where(Post.official_id.in_(whom.keys))) or 0,
        len(whom.engagement_ids),
        len(naming - seen_of(desk, naming)),
        sum(1 for kind in TEXTS for _ in rows_naming(desk, whom, kind, seen=False)),
        sum(1 for _ in changes_naming(desk, whom)),
        whom.is_alone,
        *files(desk, whom.engagement_ids),
    )


def files(desk: Desk, engagement_ids: Collection[int]) -> tuple[Sequence[Attachment], int]:
    """The files of these engagements, archived ones too, and how many there are that the member may not see."""
    at = Attachment.engagement_id.in_(engagement_ids)
    query = select_visible(desk, Attachment).where(at).options(joinedload(Attachment.engagement))
    seen = desk.db.scalars(query.order_by(Attachment.id.desc())).all()
    return seen, (desk.db.scalar(select(func.count()).select_from(Attachment).where(at)) or 0) - len(seen)


def organisations_of(desk: Desk, name_ids: Collection[int]) -> list[int]:
    """The organisations that have these other names."""
    query = select(OrganisationName.organisation_id).where(OrganisationName.id.in_(name_ids))
    return list(desk.db.scalars(query))


def brought_back(desk: Desk, listed: Sequence[tuple[int, datetime]]) -> list[Official]:
    """Of officials who were erased, by key and instant of their making, those who stand here by name."""
    made = dict(listed)
    found = by_key(desk, Official, made).values()
    return [one for one in found if one.erased_at is None and one.created_at == made[one.id]]
