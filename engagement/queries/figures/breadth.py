"""How widely we talk: reach, depth, and whether both sides of the record are filled."""

from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import aliased

from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.engagements import EngagementMember, EngagementOfficial, EngagementOrganisation
from engagement.model.ledgers import Heard, Shared
from engagement.model.organisations import OrganisationTree
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import held_walk
from reports.records import Share

LEDGERS: tuple[Any, Any] = (Shared, Heard)


def bodies_met(desk: Desk, question: EngagementFilter, span: Period) -> int:
    """Distinct organisations at the held engagements."""
    return _distinct(desk, question, span, EngagementOrganisation.organisation_id)


def officials_met(desk: Desk, question: EngagementFilter, span: Period) -> int:
    """Distinct officials at the held engagements: never the sum of those who attended."""
    return _distinct(desk, question, span, EngagementOfficial.official_id)


def depth(desk: Desk, question: EngagementFilter, span: Period) -> Share:
    """Bodies met at two or more levels of their tree and by two or more of us, of the bodies met.

    A body here is the topmost of its tree; its levels are itself, what stands directly below it, and so on.
    """
    found, asked = held_walk(desk, question, span)
    tree, above = aliased(OrganisationTree), aliased(OrganisationTree)
    is_top = ~select(above.ancestor_id).where(above.descendant_id == tree.ancestor_id, above.depth > 0).exists()
    levels, ours = func.count(distinct(tree.depth)), func.count(distinct(EngagementMember.member_id))
    query = (
        select(tree.ancestor_id, levels, ours)
        .join(EngagementOrganisation, EngagementOrganisation.organisation_id == tree.descendant_id)
        .join(found, found.c.engagement_id == EngagementOrganisation.engagement_id)
        .outerjoin(EngagementMember, EngagementMember.engagement_id == found.c.engagement_id)
        .where(is_top)
        .group_by(tree.ancestor_id)
    )
    rows = desk.db.execute(query, asked).all()
    return Share(sum(levels > 1 and ours > 1 for _, levels, ours in rows), len(rows))


def reciprocity(desk: Desk, question: EngagementFilter, span: Period) -> Share:
    """Held engagements with both a shared and a heard entry, of those held."""
    found, asked = held_walk(desk, question, span)
    both = (
        select(kind.id).where(kind.engagement_id == found.c.engagement_id).exists().correlate(found) for kind in LEDGERS
    )
    n = desk.db.scalar(select(func.count()).select_from(found).where(*both), asked)
    of = desk.db.scalar(select(func.count()).select_from(found), asked)
    return Share(n or 0, of or 0)


def exchanged(desk: Desk, question: EngagementFilter, span: Period) -> dict[int, tuple[int, int]]:
    """By organisation: how many entries were shared with it and heard from it."""
    found, asked = held_walk(desk, question, span)
    counted: dict[int, list[int]] = {}
    for side, kind in enumerate(LEDGERS):
        query = (
            select(EngagementOrganisation.organisation_id, func.count(distinct(kind.id)))
            .join(found, found.c.engagement_id == EngagementOrganisation.engagement_id)
            .join(kind, kind.engagement_id == found.c.engagement_id)
            .group_by(EngagementOrganisation.organisation_id)
        )
        for organisation_id, n in desk.db.execute(query, asked):
            counted.setdefault(organisation_id, [0, 0])[side] = n
    return {key: (shared, heard) for key, (shared, heard) in counted.items()}


def _distinct(desk: Desk, question: EngagementFilter, span: Period, column: Any) -> int:
    found, asked = held_walk(desk, question, span)
    link = column.class_
    query = select(func.count(distinct(column))).join(found, found.c.engagement_id == link.engagement_id)
    return desk.db.scalar(query, asked) or 0
