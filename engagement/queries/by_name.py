"""Records by the name that somebody wrote on a command line."""

from typing import Any

from sqlalchemy import or_

from engagement.access.rows import select_visible
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.model.organisations import Organisation, OrganisationName
from engagement.model.places import Country
from engagement.model.topics import Topic, TopicName

OTHER_NAMES: dict[type[Any], tuple[Any, Any]] = {
    Organisation: (OrganisationName, OrganisationName.organisation_id),
    Topic: (TopicName, TopicName.topic_id),
}


def keys(desk: Desk, kind: type[Any], name: str) -> list[tuple[int, str]]:
    """Key and name of the records called `name` (accents and case do not matter; other names count)."""
    called = kind.folded == fold(name)
    if kind is Country:
        called = or_(called, Country.code == name.upper())
    if kind in OTHER_NAMES:
        other, owner = OTHER_NAMES[kind]
        called = or_(called, kind.id.in_(select_visible(desk, other, owner).where(other.folded == fold(name))))
    query = select_visible(desk, kind, kind.id, kind.name).where(called).order_by(kind.id).limit(10)
    return [(key, found) for key, found in desk.db.execute(query)]
