"""Saving an engagement against the same rows by the bare driver, each in a transaction of its own."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from benchmarks.harness import Bar, Pair
from benchmarks.left import Left, marks
from benchmarks.worlds import World
from engagement.actions.commitments import CommitmentDraft
from engagement.actions.engagements.drafting import EngagementDraft
from engagement.actions.engagements.recording import log
from engagement.desk import Desk
from engagement.model.engagements import EngagementOfficial, EngagementOrganisation, EngagementTopic
from engagement.model.words import Channel, EngagementKind, Purpose, Side


def pairs(world: World) -> Iterator[Pair]:
    """Two bodies, two officials, a topic and a promise, with history, scope, months and search."""
    with world.reading() as desk:
        draft = _draft(desk)

    def ours() -> None:
        with world.installation.desk(world.manager) as desk:
            log(desk, draft)

    since = marks(world.raw)
    ours()
    left = Left(world.raw, since)

    def same() -> None:
        counted = []
        for save in (ours, left.write_again):
            at = marks(world.raw)
            save()
            counted.append(Left(world.raw, at).counts())
        assert counted[0] == counted[1], counted

    yield Pair("saving an engagement", ours, left.write_again, Bar(3, 1.2), same=same)


def _draft(desk: Desk) -> EngagementDraft:
    organisations, officials, (topic,) = (
        desk.db.scalars(select(link).distinct().order_by(link).limit(most)).all()
        for link, most in (
            (EngagementOrganisation.organisation_id, 2),
            (EngagementOfficial.official_id, 2),
            (EngagementTopic.topic_id, 1),
        )
    )
    promise = CommitmentDraft("Send the paper on service levels", Side.OURS, due=desk.today + timedelta(days=14))
    return EngagementDraft(
        kind=EngagementKind.MEETING,
        local_date=desk.today - timedelta(days=1),  # on any clock it was held
        organisation_ids=tuple(organisations),
        channel=Channel.VIDEO,
        purpose=Purpose.INFORM,
        summary="They asked how others keep data in the country and still buy cloud. We told them of two.",
        outcome="They will look at the paper.",
        officials=tuple((key, None) for key in officials),
        member_ids=(desk.member.id,),
        topic_ids=(topic,),
        commitments=(promise,),
    )
