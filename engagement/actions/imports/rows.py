"""The rows of an imported engagement and its links, as recording and joining would write them one by one."""

from engagement.actions.engagements.drafting import EngagementDraft
from engagement.actions.imports.drafting import Drafted
from engagement.actions.imports.writing import Values
from engagement.desk import Desk
from engagement.model.words import Status


def engagement_row(desk: Desk, key: int, draft: EngagementDraft) -> Values:
    """The engagement itself."""
    return {
        "id": key,
        "title": draft.title,
        "kind": draft.kind,
        "status": draft.status,
        "channel": draft.channel,
        "asked_by": draft.asked_by,
        "local_date": draft.local_date,
        "zone": draft.zone,
        "place": draft.place,
        "summary": draft.summary,
        "outcome": draft.outcome,
        "confidential": draft.confidential,
        "created_by_id": desk.member_id,
        "created_at": desk.now,
        "held_at": desk.now if draft.status is Status.HELD else None,
    }


def organisation_rows(key: int, one: Drafted) -> list[Values]:
    """Those that took part, with kind, country and region of today."""
    return [
        {
            "engagement_id": key,
            "organisation_id": body.id,
            "position": position,
            "kind": body.kind,
            "country_id": body.country_id,
            "region_id": body.region_id,
        }
        for position, body in enumerate(one.bodies)
    ]


def official_rows(key: int, one: Drafted) -> list[Values]:
    """The officials, with the post that is meant."""
    return [
        {
            "engagement_id": key,
            "official_id": post.official_id,
            "position": position,
            "post_id": post.id,
            "post_title": post.title,
            "organisation_id": post.organisation_id,
        }
        for position, post in enumerate(one.posts)
    ]


def member_rows(key: int, one: Drafted) -> list[Values]:
    """Ours, with function and region of today: the engagement's region if they work there. The first one leads."""
    places = [body.region_id for body in one.bodies]
    return [
        {
            "engagement_id": key,
            "member_id": member.id,
            "position": position,
            "lead": position == 0,
            "function_id": member.function_id,
            "region_id": next((at for at in places if at in member.regions), next(iter(member.regions), None)),
        }
        for position, member in enumerate(one.members)
    ]


def topic_rows(key: int, one: Drafted) -> list[Values]:
    """What it was about."""
    return [{"engagement_id": key, "topic_id": topic, "position": at} for at, topic in enumerate(one.draft.topic_ids)]


def reader_rows(key: int, one: Drafted) -> list[Values]:
    """Who may read a confidential one."""
    return [{"engagement_id": key, "member_id": reader} for reader in one.draft.reader_ids]
