"""Makes records for tests. Each function fills in what the test does not care about, saves, and returns the record.

What is made is committed, so that another desk and a browser see it. Nothing is random: the same test makes the same.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import func, select

from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementReader,
    EngagementTopic,
)
from engagement.model.ledgers import Heard, NeedCategory, Shared
from engagement.model.members import Function, Member, MemberRegion
from engagement.model.officials import Official, Post
from engagement.model.organisations import KeyBody, Organisation, OrganisationName
from engagement.model.places import Country, Region
from engagement.model.topics import Topic, TopicName
from engagement.model.words import (
    CommitmentState,
    EngagementKind,
    HeardKind,
    Level,
    OrganisationKind,
    Role,
    SharedKind,
    Side,
    Status,
)

Kind = TypeVar("Kind")
_numbers = count(1)


def save(desk: Desk, record: Kind, *parts: object) -> Kind:
    """Adds a record and what belongs to it, and commits."""
    desk.db.add(record)
    desk.db.add_all(parts)
    desk.db.commit()
    return record


def country(desk: Desk, code: str) -> Country:
    """The country with these two letters: all of them are there from the start."""
    return desk.db.scalars(select(Country).where(Country.code == code)).one()


def region(desk: Desk, name: str, countries: Sequence[str] = ()) -> Region:
    """A region, and these countries moved into it."""
    made = save(desk, Region(name=name))
    for code in countries:
        country(desk, code).region_id = made.id
    desk.db.commit()
    return made


def function(desk: Desk, name: str) -> Function:
    return save(desk, Function(name=name))


def member(
    desk: Desk,
    name: str = "Gita Rao",
    *,
    role: Role = Role.MEMBER,
    function: Function | None = None,
    regions: Sequence[Region] = (),
    zone: str = "UTC",
    email: str | None = None,
    **columns: Any,
) -> Member:
    made = Member(
        name=name,
        email=email or f"{name.split()[0].lower()}@example.com",
        role=role,
        function_id=function.id if function else None,
        zone=zone,
        created_at=desk.now,
        **columns,
    )
    save(desk, made)
    for position, place in enumerate(regions):
        desk.db.add(MemberRegion(member_id=made.id, region_id=place.id, position=position))
    desk.db.commit()
    return made


def organisation(
    desk: Desk,
    name: str | None = None,
    *,
    country: str | None = "JP",
    kind: OrganisationKind = OrganisationKind.MINISTRY,
    level: Level | None = Level.NATIONAL,
    parent: Organisation | None = None,
    names: Sequence[str] = (),
    **columns: Any,
) -> Organisation:
    """An organisation of the country with these letters (none: supranational); `names` are its other names."""
    made = Organisation(
        name=name or f"Ministry {next(_numbers)}",
        kind=kind,
        level=level,
        country_id=_country_id(desk, country),
        parent_id=parent.id if parent else None,
        created_at=desk.now,
        **columns,
    )
    save(desk, made)
    desk.db.add_all(OrganisationName(organisation_id=made.id, name=other) for other in names)
    desk.db.commit()
    return made


def official(
    desk: Desk,
    name: str = "Haruko Sato",
    *,
    at: Organisation | None = None,
    title: str = "Director",
    from_on: date | None = None,
    to_on: date | None = None,
    **columns: Any,
) -> Official:
    """An official with one post: at `at`, else at an organisation of their own."""
    made = save(desk, Official(name=name, created_at=desk.now, **columns))
    post(desk, made, at=at, title=title, from_on=from_on, to_on=to_on)
    return made


def post(
    desk: Desk,
    official: Official,
    *,
    at: Organisation | None = None,
    title: str = "Director",
    from_on: date | None = None,
    to_on: date | None = None,
) -> Post:
    """A further post of an official."""
    at = at or organisation(desk)
    return save(desk, Post(official_id=official.id, organisation_id=at.id, title=title, from_on=from_on, to_on=to_on))


def topic(
    desk: Desk,
    name: str | None = None,
    *,
    parent: Topic | None = None,
    names: Sequence[str] = (),
    **columns: Any,
) -> Topic:
    """A policy topic; `names` are its synonyms."""
    made = Topic(name=name or f"Topic {next(_numbers)}", parent_id=parent.id if parent else None, **columns)
    save(desk, made)
    desk.db.add_all(TopicName(topic_id=made.id, name=other) for other in names)
    desk.db.commit()
    return made


def need_category(desk: Desk, name: str) -> NeedCategory:
    return save(desk, NeedCategory(name=name))


def key_body(
    desk: Desk,
    organisation: Organisation,
    *,
    cadence_days: int = 90,
    from_on: date = date(2024, 1, 1),
    to_on: date | None = None,
) -> KeyBody:
    """An organisation that we mean to keep up with since `from_on`."""
    return save(
        desk,
        KeyBody(
            organisation_id=organisation.id,
            country_id=organisation.country_id,
            region_id=_region_id(desk, organisation),
            cadence_days=cadence_days,
            from_on=from_on,
            to_on=to_on,
        ),
    )


def engagement(
    desk: Desk,
    title: str = "Talk about cloud procurement",
    *,
    organisations: Sequence[Organisation] | None = None,
    officials: Sequence[Official] = (),
    members: Sequence[Member] | None = None,
    topics: Sequence[Topic] = (),
    readers: Sequence[Member] = (),
    on: date | None = None,
    status: Status | None = None,
    kind: EngagementKind = EngagementKind.MEETING,
    starts_at: datetime | None = None,
    zone: str = "UTC",
    **columns: Any,
) -> Engagement:
    """An engagement of the desk's member with an organisation of its own, today; planned if its day is to come.

    The links keep the post, function, region and kind of the day, as the product does. The first member leads.
    """
    on = on or desk.today
    status = status or (Status.HELD if on <= desk.today else Status.PLANNED)
    made = Engagement(
        title=title,
        kind=kind,
        status=status,
        local_date=on,
        starts_at=starts_at,
        zone=zone,
        created_by_id=desk.member_id,
        created_at=desk.now,
        held_at=desk.now if status is Status.HELD else None,
        **columns,
    )
    desk.db.add(made)
    desk.db.flush()
    for position, body in enumerate([organisation(desk)] if organisations is None else organisations):
        desk.db.add(
            EngagementOrganisation(
                engagement_id=made.id,
                organisation_id=body.id,
                position=position,
                kind=body.kind,
                country_id=body.country_id,
                region_id=_region_id(desk, body),
            )
        )
    for position, person in enumerate(officials):
        held = _post_on(desk, person, on)
        desk.db.add(
            EngagementOfficial(
                engagement_id=made.id,
                official_id=person.id,
                position=position,
                post_id=held.id if held else None,
                post_title=held.title if held else "",
                organisation_id=held.organisation_id if held else None,
            )
        )
    for position, one in enumerate([desk.member] if members is None else members):
        desk.db.add(
            EngagementMember(
                engagement_id=made.id,
                member_id=one.id,
                position=position,
                lead=position == 0,
                function_id=one.function_id,
                region_id=_first_region_id(desk, one),
            )
        )
    for position, subject in enumerate(topics):
        desk.db.add(EngagementTopic(engagement_id=made.id, topic_id=subject.id, position=position))
    desk.db.add_all(EngagementReader(engagement_id=made.id, member_id=reader.id) for reader in readers)
    desk.db.commit()
    return made


def commitment(
    desk: Desk,
    engagement: Engagement | None = None,
    text: str = "Send the paper on service levels",
    *,
    side: Side | None = Side.OURS,
    owner: Member | None = None,
    organisation: Organisation | None = None,
    due: date | None = None,
    state: CommitmentState = CommitmentState.OPEN,
    done_on: date | None = None,
    **engagement_columns: Any,
) -> Commitment:
    """A promise, by default ours and the desk's member's, in an engagement of its own, which takes all other names."""
    at = engagement or _engagement(desk, **engagement_columns)
    return save(
        desk,
        Commitment(
            engagement_id=at.id,
            text=text,
            side=side,
            owner_id=(owner or desk.member).id,
            organisation_id=organisation.id if organisation else None,
            due=due,
            state=state,
            done_on=done_on or (desk.today if state is CommitmentState.DONE else None),
        ),
    )


def shared(
    desk: Desk,
    engagement: Engagement,
    text: str = "How others buy cloud",
    *,
    topic: Topic | None = None,
    **columns: Any,
) -> Shared:
    """An entry of what we brought."""
    columns.setdefault("kind", SharedKind.INSIGHT)
    topic_id = topic.id if topic else None
    return save(desk, Shared(engagement_id=engagement.id, text=text, topic_id=topic_id, **columns))


def heard(
    desk: Desk,
    engagement: Engagement,
    text: str = "They need to leave without penalty",
    *,
    need: NeedCategory | None = None,
    topic: Topic | None = None,
    **columns: Any,
) -> Heard:
    """An entry of what they told us; with a category it is a need."""
    columns.setdefault("kind", HeardKind.NEED if need else HeardKind.CONCERN)
    return save(
        desk,
        Heard(
            engagement_id=engagement.id,
            text=text,
            need_category_id=need.id if need else None,
            topic_id=topic.id if topic else None,
            **columns,
        ),
    )


def archived(desk: Desk, record: Kind) -> Kind:
    """The record, put away."""
    record.archived_at = desk.now  # type: ignore[attr-defined]
    desk.db.commit()
    return record


def days(desk: Desk, number: int) -> date:
    """The day that many days from the desk's today; negative: before it."""
    return desk.today + timedelta(days=number)


_engagement = engagement


def _country_id(desk: Desk, code: str | None) -> int | None:
    return country(desk, code).id if code else None


def _region_id(desk: Desk, organisation: Organisation) -> int | None:
    if organisation.country_id is None:
        return organisation.region_id
    return desk.db.scalar(select(Country.region_id).where(Country.id == organisation.country_id))


def _first_region_id(desk: Desk, member: Member) -> int | None:
    regions = select(MemberRegion.region_id).where(MemberRegion.member_id == member.id).order_by(MemberRegion.position)
    return desk.db.scalar(regions.limit(1))


def _post_on(desk: Desk, official: Official, day: date) -> Post | None:
    posts = desk.db.scalars(select(Post).where(Post.official_id == official.id).order_by(Post.id))
    return next((post for post in posts if post.held_on(day)), None)


def rows(desk: Desk, kind: type[Any]) -> int:
    """How many rows of a kind there are, whoever may see them."""
    return desk.db.scalar(select(func.count()).select_from(kind)) or 0
