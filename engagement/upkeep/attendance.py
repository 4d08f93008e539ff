"""Listens to the sessions of an installation, so that upkeep happens whatever changed the data."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, sessionmaker

from engagement.desk import Desk
from engagement.model.engagements import Engagement, EngagementOrganisation, EngagementTopic
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic
from engagement.upkeep.history import WITHOUT_HISTORY, write_history
from engagement.upkeep.scope import rescope
from engagement.upkeep.search import keeping as search
from engagement.upkeep.search.names import PARTS, Named, named_in, told_by
from engagement.upkeep.trees import batches, replant

LINKS: dict[str, tuple[type[Any], Any, Any]] = {
    "organisation": (Organisation, EngagementOrganisation.organisation_id, EngagementOrganisation.engagement_id),
    "topic": (Topic, EngagementTopic.topic_id, EngagementTopic.engagement_id),
}


def attend(maker: sessionmaker[Session]) -> None:
    """From now on every session of `maker` keeps history, trees, scope, months and search with what it commits."""
    event.listen(maker, "after_flush", _after_flush)
    event.listen(maker, "before_commit", settle)


def _after_flush(session: Session, _context: object) -> None:
    desk: Desk = session.info["desk"]
    write_history(session, desk.now, desk.member_id)
    engagements: set[int] = session.info.setdefault("engagements", set())
    session.info.setdefault("new engagements", set()).update(
        record.id for record in session.new if isinstance(record, Engagement)
    )
    for record in [*session.new, *session.dirty, *session.deleted]:
        if isinstance(record, Engagement):
            engagements.add(record.id)
        elif hasattr(record, "engagement_id") and record.__tablename__ not in WITHOUT_HISTORY:
            engagements.add(record.engagement_id)
    for kind, (node, _, _) in LINKS.items():
        planted: set[int] = session.info.setdefault(f"{kind}s", set())
        new = {record.id for record in session.new if isinstance(record, node)}
        planted |= new
        planted |= {record.id for record in session.dirty if isinstance(record, node) and _moved(record)}
        session.info.setdefault(f"new {kind}s", set()).update(new)
    _note_names(session)


def _note_names(session: Session) -> None:
    """Remembers the records whose names must be written anew, and which of them were called otherwise until now."""
    for record in [*session.new, *session.dirty, *session.deleted]:
        part = PARTS.get(type(record))
        if part is None:
            continue
        kind, owner, columns = part
        changed = [name for name in columns if inspect(record).attrs[name].history.has_changes()]
        if changed or record in session.deleted:
            session.info.setdefault("named", set()).add((kind, getattr(record, owner)))
            if owner != "id" or record not in session.new:
                session.info.setdefault("renamed", set()).add((kind, getattr(record, owner)))


def note_names(session: Session, kind: type[Any], rows: Iterable[dict[str, Any]]) -> None:
    """The same for rows that are written without the session: of records that are new."""
    if kind in PARTS:
        named, owner, _ = PARTS[kind]
        session.info.setdefault("named", set()).update((named, row[owner]) for row in rows)


def note_engagements(session: Session, ids: Iterable[int]) -> None:
    """Remembers engagements that were changed without the session."""
    session.info.setdefault("engagements", set()).update(ids)


def note_renamed(session: Session, kind: Named, ids: Iterable[int]) -> None:
    """Remembers records that were given another name without the session."""
    keys = [(kind, key) for key in ids]
    session.info.setdefault("named", set()).update(keys)
    session.info.setdefault("renamed", set()).update(keys)


def settle(session: Session) -> None:
    """Brings trees, scope, months and search up to what was flushed; a commit does it by itself."""
    session.flush()
    connection = session.connection()
    engagements: set[int] = session.info.pop("engagements", set())
    made: set[int] = session.info.pop("new engagements", set())
    for kind, (_, node_id, engagement_id) in LINKS.items():
        planted = session.info.pop(f"{kind}s", set())
        new = session.info.pop(f"new {kind}s", set())
        if not planted:
            continue
        # below a node made in this transaction stand only nodes that were planted with it
        moved = replant(connection, kind, planted) - new
        for part in batches(sorted(moved)):
            engagements |= set(connection.scalars(select(engagement_id).where(node_id.in_(part))))
    if engagements:
        rescope(connection, engagements, made)
    named = session.info.pop("named", set())
    for kind, key in session.info.pop("renamed", set()):
        named |= set(told_by(connection, kind, [key]))
        search.reindex(connection, named_in(connection, kind, [key]) - engagements)
    if named:
        search.index_names(connection, named)
    search.keep_words(connection)


def _moved(record: Any) -> bool:
    return bool(inspect(record).attrs.parent_id.history.has_changes())
