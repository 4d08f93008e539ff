"""Compares scope, trees and months with the record they are made from, and makes them anew."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select

from engagement.model.engagements import Engagement
from engagement.model.scope import EngagementScope
from engagement.upkeep.scope import Disagreement, disagreements, rebuild_months, rescope, scope_new, wrong_months
from engagement.upkeep.trees import TREES, plant

BATCH = 1_000
Found = list[tuple[Disagreement, tuple[Any, ...]]]


def extent(engine: Engine) -> int:
    """How many engagements there are to go through."""
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Engagement)) or 0


def compare(engine: Engine) -> Iterator[tuple[int, Found]]:
    """Goes through all engagements in parts; yields how many were looked at and what disagrees. Changes nothing."""
    with engine.execution_options(reads=True).connect() as connection:
        for ids in _parts(connection):
            yield len(ids), disagreements(connection, ids)
        known = select(Engagement.id)
        orphans = select(EngagementScope.engagement_id).where(EngagementScope.engagement_id.not_in(known)).distinct()
        yield 0, [(Disagreement.SURPLUS, (key,)) for key in connection.scalars(orphans)]
        yield 0, wrong_months(connection)


def rebuild(engine: Engine) -> Iterator[int]:
    """Writes trees, scope and months anew, a part of the engagements in each transaction, while people work."""
    with engine.begin() as connection:
        for kind in TREES:
            plant(connection, kind)
        known = select(Engagement.id)
        connection.execute(delete(EngagementScope).where(EngagementScope.engagement_id.not_in(known)))
    with engine.execution_options(reads=True).connect() as connection:
        parts = list(_parts(connection))
    for ids in parts:
        with engine.begin() as connection:
            rescope(connection, ids)
        yield len(ids)
    with engine.begin() as connection:
        rebuild_months(connection)


def derive(connection: Connection) -> Iterator[int]:
    """Writes all that is kept for speed into a restored database, which has nothing of it, in the caller's transaction;
    yields how many engagements were done."""
    for kind in TREES:
        plant(connection, kind)
    for ids in _parts(connection):
        scope_new(connection, ids[0], ids[-1])
        yield len(ids)


def _parts(connection: Connection) -> Iterator[list[int]]:
    last = 0
    while ids := list(
        connection.scalars(select(Engagement.id).where(Engagement.id > last).order_by(Engagement.id).limit(BATCH))
    ):
        yield ids
        last = ids[-1]
