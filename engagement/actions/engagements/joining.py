"""Whom and what an engagement joins. Links keep what was so on its day: kind and place, post, function and region."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from engagement.actions.commitments import check_owners
from engagement.actions.engagements.drafting import EngagementDraft, HeardDraft, SharedDraft
from engagement.actions.wrong import PutAway, Unknown, WrongDraft
from engagement.desk import Desk
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementReader,
    EngagementTopic,
)
from engagement.model.ledgers import NeedCategory
from engagement.model.members import Member
from engagement.model.officials import Official, Post
from engagement.model.organisations import Organisation
from engagement.model.topics import Topic
from engagement.queries.engagements.chosen import links, organisations, posts, regions
from engagement.queries.keyed import by_key


class Objects(WrongDraft):
    """An official who objected to the use of their data is named in no further engagement; `what` is the name."""


@dataclass(frozen=True)
class Chosen:
    """All that a draft names, as it stands today."""

    organisations: dict[int, Organisation]
    officials: dict[int, Official]
    posts: dict[int, list[Post]]
    members: dict[int, Member]
    regions: dict[int, list[int]]
    topics: dict[int, Topic]
    needs: dict[int, NeedCategory]

    @property
    def names_archived(self) -> bool:
        """Whether something of it that can be merged is put away."""
        groups: tuple[dict[int, Any], ...] = (self.organisations, self.officials, self.topics)
        return any(record.is_archived for group in groups for record in group.values())


@dataclass(frozen=True)
class Present:
    """The links that an engagement has already; none of a new one."""

    organisations: dict[int, EngagementOrganisation]
    officials: dict[int, EngagementOfficial]
    members: dict[int, EngagementMember]
    topics: dict[int, EngagementTopic]
    readers: dict[int, EngagementReader]


NOTHING = Present({}, {}, {}, {}, {})


def present(desk: Desk, engagement: Engagement) -> Present:
    """The links of an engagement by what they join."""
    return Present(
        {link.organisation_id: link for link in links(desk, engagement, EngagementOrganisation)},
        {link.official_id: link for link in links(desk, engagement, EngagementOfficial)},
        {link.member_id: link for link in links(desk, engagement, EngagementMember)},
        {link.topic_id: link for link in links(desk, engagement, EngagementTopic)},
        {link.member_id: link for link in links(desk, engagement, EngagementReader)},
    )


def choose(desk: Desk, draft: EngagementDraft, has: Present, named: set[int]) -> Chosen:
    """What the draft names. Raises Unknown, PutAway and Objects; what is linked already stays.

    `named` are the keys of topics and need categories that the rows of its ledgers hold already.
    """
    official_ids = [official_id for official_id, _ in draft.officials]
    entries: list[tuple[str, int, SharedDraft | HeardDraft]] = [
        *(("shared", row, entry) for row, entry in enumerate(draft.shared)),
        *(("heard", row, entry) for row, entry in enumerate(draft.heard)),
    ]
    entry_topics = {entry.topic_id for _, _, entry in entries if entry.topic_id}
    chosen = Chosen(
        organisations(desk, {*draft.organisation_ids, *(at for _, at in draft.officials if at)}),
        by_key(desk, Official, official_ids),
        posts(desk, official_ids),
        by_key(desk, Member, {*draft.member_ids, *draft.reader_ids}),
        regions(desk, draft.member_ids),
        by_key(desk, Topic, {*draft.topic_ids, *entry_topics}),
        by_key(desk, NeedCategory, {entry.need_category_id for entry in draft.heard if entry.need_category_id}),
    )
    _check("organisation_ids", draft.organisation_ids, chosen.organisations, has.organisations)
    _check("officials", official_ids, chosen.officials, has.officials)
    _check("officials", (at for _, at in draft.officials if at), chosen.organisations, chosen.organisations)
    _check("member_ids", draft.member_ids, chosen.members, has.members)
    _check("topic_ids", draft.topic_ids, chosen.topics, has.topics)
    _check("reader_ids", draft.reader_ids, chosen.members, has.readers)
    for part, row, entry in entries:
        _check(part, [entry.topic_id] if entry.topic_id else [], chosen.topics, {*has.topics, *named}, row)
    for row, heard in enumerate(draft.heard):
        _check("heard", [heard.need_category_id] if heard.need_category_id else [], chosen.needs, named, row)
    check_owners(
        desk, list(draft.commitments), {*chosen.members, *named}, {*chosen.organisations, *named}, "commitments"
    )
    return chosen


def _check(part: str, keys: Iterable[int], found: dict[int, Any], kept: Iterable[int], row: int | None = None) -> None:
    kept = set(kept)
    for key in keys:
        if key not in found:
            raise Unknown(part, key, row)
        if found[key].is_archived and key not in kept:
            raise PutAway(part, found[key].name, row)
        if isinstance(found[key], Official) and found[key].objected_on and key not in kept:
            raise Objects(part, found[key].name, row)


def join(
    desk: Desk, engagement: Engagement, draft: EngagementDraft, chosen: Chosen, has: Present, *, retake: bool, day: bool
) -> None:
    """Makes the links what the draft says. `retake`: pictures of links that exist are taken anew, as long as the
    engagement is planned. `day`: its day was corrected, so the posts held on that day are other ones."""
    leading = next(iter(draft.member_ids), None)
    for link in has.members.values():
        if link.lead and link.member_id != leading:
            link.lead = False
    _take_out(desk, has.organisations, draft.organisation_ids)
    _take_out(desk, has.officials, [official_id for official_id, _ in draft.officials])
    _take_out(desk, has.members, draft.member_ids)
    _take_out(desk, has.topics, draft.topic_ids)
    _take_out(desk, has.readers, draft.reader_ids)
    desk.db.flush()  # one lead at a time: who led is written before who leads

    for position, key in enumerate(dict.fromkeys(draft.organisation_ids)):
        body = has.organisations.get(key) or EngagementOrganisation(engagement_id=engagement.id, organisation_id=key)
        body.position = position
        if retake or key not in has.organisations:
            picture_organisation(body, chosen.organisations[key])
        desk.db.add(body)
    for position, (key, at) in enumerate(dict(draft.officials).items()):
        person = has.officials.get(key) or EngagementOfficial(engagement_id=engagement.id, official_id=key)
        person.position = position
        if retake or day or key not in has.officials or (at and at != person.organisation_id):
            picture_official(person, chosen.posts[key], draft.organisation_ids, at, draft.local_date)
        desk.db.add(person)
    places = [_region_id(chosen.organisations[key]) for key in draft.organisation_ids]
    for position, key in enumerate(dict.fromkeys(draft.member_ids)):
        ours = has.members.get(key) or EngagementMember(engagement_id=engagement.id, member_id=key)
        ours.position, ours.lead = position, key == leading
        if retake or key not in has.members:
            picture_member(ours, chosen.members[key], chosen.regions[key], places)
        desk.db.add(ours)
    for position, key in enumerate(dict.fromkeys(draft.topic_ids)):
        subject = has.topics.get(key) or EngagementTopic(engagement_id=engagement.id, topic_id=key)
        subject.position = position
        desk.db.add(subject)
    for key in dict.fromkeys(draft.reader_ids):
        if key not in has.readers:
            desk.db.add(EngagementReader(engagement_id=engagement.id, member_id=key))


def retake_pictures(desk: Desk, engagement: Engagement) -> None:
    """Takes the pictures of all links anew: an engagement that was planned is held."""
    has = present(desk, engagement)
    bodies = organisations(desk, has.organisations)
    held = posts(desk, has.officials)
    people = by_key(desk, Member, has.members)
    works_in = regions(desk, has.members)
    for key, body in has.organisations.items():
        picture_organisation(body, bodies[key])
    for key, person in has.officials.items():
        picture_official(person, held[key], has.organisations, person.organisation_id, engagement.local_date)
    places = [_region_id(bodies[key]) for key in has.organisations]
    for key, ours in has.members.items():
        picture_member(ours, people[key], works_in[key], places)


def picture_organisation(link: EngagementOrganisation, organisation: Organisation) -> None:
    """Keeps kind, country and region of the day."""
    link.kind = organisation.kind
    link.country_id = organisation.country_id
    link.region_id = _region_id(organisation)


def picture_official(
    link: EngagementOfficial, held: list[Post], organisation_ids: Iterable[int], at: int | None, day: date
) -> None:
    """Keeps the post held on `day`: at the organisation said, else at one that took part, else any."""
    that_day = [post for post in held if post.held_on(day)]
    of_these = [post for post in that_day if post.organisation_id in set(organisation_ids)]
    said = [post for post in that_day if post.organisation_id == at]
    post = next(iter([*said, *of_these, *that_day]), None)
    link.post_id = post.id if post else None
    link.post_title = post.title if post else ""
    link.organisation_id = at or (post.organisation_id if post else None)


def picture_member(link: EngagementMember, member: Member, works_in: list[int], places: list[int | None]) -> None:
    """Keeps function and region of the day: the engagement's region if the member works there, else the first one."""
    link.function_id = member.function_id
    link.region_id = next((place for place in places if place in works_in), next(iter(works_in), None))


def _region_id(organisation: Organisation) -> int | None:
    return organisation.country.region_id if organisation.country else organisation.region_id


def _take_out(desk: Desk, has: dict[int, Any], keys: Iterable[int]) -> None:
    for key in has.keys() - set(keys):
        desk.db.delete(has[key])
