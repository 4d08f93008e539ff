"""What a draft of an engagement names, as it stands today: the links keep a picture of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy.orm import joinedload

from engagement.access.rows import kept, select_visible
from engagement.core.database import prepared
from engagement.desk import Desk
from engagement.model.engagements import Engagement
from engagement.model.members import MemberRegion
from engagement.model.officials import Post
from engagement.model.organisations import Organisation
from engagement.queries.kept import keys_asked
from engagement.queries.keyed import by_key, these

_COUNTRY = joinedload(Organisation.country)


def organisations(desk: Desk, keys: Collection[int]) -> dict[int, Organisation]:
    """The organisations with their countries."""
    return by_key(desk, Organisation, keys, _COUNTRY)


def posts(desk: Desk, official_ids: Collection[int]) -> dict[int, list[Post]]:
    """All posts of these officials, the newest first."""
    found: dict[int, list[Post]] = defaultdict(list)
    if official_ids:
        asked = {"keys": keys_asked(desk, sorted(set(official_ids)))}
        for post in desk.db.scalars(kept(desk, _posts), asked):
            found[post.official_id].append(post)
    return found


def _posts(desk: Desk) -> Select[Any]:
    return these(desk, Post, "official_id").order_by(Post.from_on.is_(None), Post.from_on.desc(), Post.id.desc())


def regions(desk: Desk, member_ids: Collection[int]) -> dict[int, list[int]]:
    """The regions in which these members work, each one's first region first."""
    found: dict[int, list[int]] = defaultdict(list)
    if member_ids:
        asked = {"keys": keys_asked(desk, sorted(set(member_ids)))}
        for place in desk.db.scalars(kept(desk, _places), asked):
            found[place.member_id].append(place.region_id)
    return found


def _places(desk: Desk) -> Select[Any]:
    return these(desk, MemberRegion, "member_id").order_by(MemberRegion.position, MemberRegion.region_id)


def links(desk: Desk, engagement: Engagement, kind: type[Any], *loaded: Any) -> Sequence[Any]:
    """The rows of one kind that belong to an engagement, in their order."""
    asked = {"engagement_id": engagement.id}
    rows: Sequence[Any] = desk.db.scalars(kept(desk, _of_one, kind, loaded), asked).all()
    return rows


def _of_one(desk: Desk, kind: type[Any], loaded: tuple[Any, ...]) -> Select[Any]:
    query = select_visible(desk, kind).where(kind.engagement_id == bindparam("engagement_id")).options(*loaded)
    placed = [kind.position] if hasattr(kind, "position") else []
    return prepared(query.order_by(*placed, *kind.__table__.primary_key.columns))
