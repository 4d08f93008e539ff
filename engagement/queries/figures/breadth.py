"""How widely we talk: reach, depth, and whether both sides of the record are filled."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, case, distinct, func, select
from sqlalchemy.orm import aliased

from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.engagements import EngagementMember, EngagementOfficial, EngagementOrganisation
from engagement.model.ledgers import Heard, Shared
from engagement.model.organisations import OrganisationTree
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures.breakdowns import over_held
from reports.records import Share

LEDGERS: tuple[Any, Any] = (Shared, Heard)


def bodies_met(desk: Desk, question: EngagementFilter, span: Period) -> int:
    """Distinct organisations at the held engagements."""
    n: int = over_held(desk, question, span, _bodies).scalar_one()
    return n


def officials_met(desk: Desk, question: EngagementFilter, span: Period) -> int:
    """Distinct officials at the held engagements: never the sum of those who attended."""
    n: int = over_held(desk, question, span, _officials).scalar_one()
    return n


def depth(desk: Desk, question: EngagementFilter, span: Period) -> Share:
    """Bodies met at two or more levels of their tree and by two or more of us, of the bodies met.

    A body here is the topmost of its tree; its levels are itself, what stands directly below it, and so on.
    """
    rows = over_held(desk, question, span, _levels).all()
    return Share(sum(levels > 1 and ours > 1 for _, levels, ours in rows), len(rows))


def reciprocity(desk: Desk, question: EngagementFilter, span: Period) -> Share:
    """Held engagements with both a shared and a heard entry, of those held."""
    n, of = over_held(desk, question, span, _reciprocal).one()
    return Share(n, of)


def exchanged(desk: Desk, question: EngagementFilter, span: Period) -> dict[int, tuple[int, int]]:
    """By organisation: how many entries were shared with it and heard from it."""
    shared, heard = (_counts(desk, question, span, ledger) for ledger in (_shared, _heard))
    return {key: (shared.get(key, 0), heard.get(key, 0)) for key in shared | heard}


def _counts(desk: Desk, question: EngagementFilter, span: Period, build: Callable[[Any], Any]) -> dict[int, int]:
    return {key: int(n) for key, n in over_held(desk, question, span, build)}


def _bodies(found: Any) -> Any:
    return _distinct(found, EngagementOrganisation, EngagementOrganisation.organisation_id)


def _officials(found: Any) -> Any:
    return _distinct(found, EngagementOfficial, EngagementOfficial.official_id)


def _distinct(found: Any, link: Any, key: Any) -> Any:
    query = select(func.count(distinct(key))).select_from(found)
    return query.join(link, found.c.engagement_id == link.engagement_id)


def _levels(found: Any) -> Any:
    tree, above = aliased(OrganisationTree), aliased(OrganisationTree)
    is_top = ~select(above.ancestor_id).where(above.descendant_id == tree.ancestor_id, above.depth > 0).exists()
    levels, ours = func.count(distinct(tree.depth)), func.count(distinct(EngagementMember.member_id))
    return (
        select(tree.ancestor_id, levels, ours)
        .join(EngagementOrganisation, EngagementOrganisation.organisation_id == tree.descendant_id)
        .join(found, found.c.engagement_id == EngagementOrganisation.engagement_id)
        .outerjoin(EngagementMember, EngagementMember.engagement_id == found.c.engagement_id)
        .where(is_top)
        .group_by(tree.ancestor_id)
    )


def _reciprocal(found: Any) -> Any:
    both = and_(
        *(
            select(kind.id).where(kind.engagement_id == found.c.engagement_id).exists().correlate(found)
            for kind in LEDGERS
        )
    )
    return select(func.count(case((both, 1))), func.count()).select_from(found)


def _shared(found: Any) -> Any:
    return _entries(found, Shared)


def _heard(found: Any) -> Any:
    return _entries(found, Heard)


def _entries(found: Any, ledger: Any) -> Any:
    return (
        select(EngagementOrganisation.organisation_id, func.count(distinct(ledger.id)))
        .join(found, found.c.engagement_id == EngagementOrganisation.engagement_id)
        .join(ledger, ledger.engagement_id == found.c.engagement_id)
        .group_by(EngagementOrganisation.organisation_id)
    )
