"""Who may see which row: one SQL condition for each kind of record. A kind without one raises.

Every list, count, page, type-ahead, export, file and report starts at `select_visible` or, over the scope table, at
`visible_scope`. Each EXISTS names what it correlates to: else one that meets its own table in the query around it would
silently look at that one's row.
"""

from collections.abc import Callable, Hashable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, not_, or_, select, true
from sqlalchemy.orm import aliased

from engagement.access.rights import Right, may
from engagement.desk import Desk
from engagement.model.attachments import Attachment
from engagement.model.changes import Change
from engagement.model.commitments import Commitment
from engagement.model.deeds import Deed, Merge
from engagement.model.drafts import FormDraft, SentForm
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementReader,
    EngagementTopic,
)
from engagement.model.invited import InvitedPerson, MeetingInvitation
from engagement.model.jobs import Job
from engagement.model.ledgers import Heard, NeedCategory, Shared
from engagement.model.members import Function, Invitation, Member, MemberRegion, SignIn, SignInFailure
from engagement.model.officials import Official, Post
from engagement.model.organisations import KeyBody, Organisation, OrganisationName, OrganisationTree
from engagement.model.places import Country, Region
from engagement.model.scope import EngagementScope, Scope, ScopeMonth
from engagement.model.sources import ImportRun, SourceRow
from engagement.model.topics import Topic, TopicName, TopicTree
from engagement.model.words import Role

Law = Callable[[Desk], ColumnElement[bool]]


class NoLaw(LookupError):
    """A kind of record for which nobody said who may see it."""


def engagements(desk: Desk) -> ColumnElement[bool]:
    """Open ones for everybody; confidential ones for those who took part or were named."""
    me = desk.member.id
    took_part = (
        exists()
        .where(EngagementMember.engagement_id == Engagement.id, EngagementMember.member_id == me)
        .correlate(Engagement)
    )
    is_named = (
        exists()
        .where(EngagementReader.engagement_id == Engagement.id, EngagementReader.member_id == me)
        .correlate(Engagement)
    )
    return or_(Engagement.confidential.is_(False), took_part, is_named)


def editable_engagements(desk: Desk) -> ColumnElement[bool]:
    """Of those one may see: one's own (took part, or logged it), and all of them for managers and administrators."""
    if desk.member.role in (Role.MANAGER, Role.ADMINISTRATOR):
        return engagements(desk)
    me = desk.member.id
    took_part = (
        exists()
        .where(EngagementMember.engagement_id == Engagement.id, EngagementMember.member_id == me)
        .correlate(Engagement)
    )
    return and_(engagements(desk), or_(took_part, Engagement.created_by_id == me))


def visible_scope(desk: Desk, scope: type[EngagementScope] = EngagementScope) -> ColumnElement[bool]:
    """The same law over the scope table: (CONFIDENTIAL, member) holds the confidential ones that a member may see."""
    mine = aliased(EngagementScope)
    may_see = exists().where(
        mine.kind == Scope.CONFIDENTIAL,
        mine.key == desk.member.id,
        mine.local_date == scope.local_date,
        mine.engagement_id == scope.engagement_id,
    )
    return or_(scope.restricted.is_(False), may_see)


def changes(desk: Desk) -> ColumnElement[bool]:
    """The history of what one may see; an administrator audits all of it; that of members is for administrators.

    What a merge did that was undone since is told to those who see both engagements: it has the texts of both.
    """
    if may(desk.member, Right.ADMINISTER):
        return true()
    seen = exists().where(Engagement.id == Change.about_id, engagements(desk)).correlate(Change)
    of_hidden = (
        exists()
        .where(
            Merge.deed_id == Change.deed_id,
            Merge.kind == "engagement",
            Merge.undone_at.is_not(None),
            Engagement.id.in_([Merge.kept_id, Merge.gone_id]),
            not_(engagements(desk)),
        )
        .correlate(Change)
    )
    return and_(Change.about_kind != "member", or_(Change.about_kind != "engagement", and_(seen, not_(of_hidden))))


def _with_its_engagement(kind: Any) -> Law:
    def law(desk: Desk) -> ColumnElement[bool]:
        return exists().where(Engagement.id == kind.engagement_id, engagements(desk)).correlate(kind)

    return law


def _everybody(_desk: Desk) -> ColumnElement[bool]:
    return true()


def _nobody(_desk: Desk) -> ColumnElement[bool]:
    return false()


def _administrators(desk: Desk) -> ColumnElement[bool]:
    return true() if may(desk.member, Right.ADMINISTER) else false()


OPEN_TO_ALL: tuple[type[Any], ...] = (
    Country,
    Function,
    KeyBody,
    Member,
    MemberRegion,
    NeedCategory,
    Official,
    Organisation,
    OrganisationName,
    OrganisationTree,
    Post,
    Region,
    Topic,
    TopicName,
    TopicTree,
)
LAWS: dict[type[Any], Law] = (
    {
        Engagement: engagements,
        Change: changes,
        Job: lambda desk: Job.member_id == desk.member.id,
        FormDraft: lambda desk: FormDraft.member_id == desk.member.id,
        SentForm: lambda desk: SentForm.member_id == desk.member.id,
        Deed: lambda desk: true() if may(desk.member, Right.ADMINISTER) else Deed.member_id == desk.member.id,
        Merge: _everybody,  # two keys of one kind: what they lead to is asked for by its own law
        SignIn: lambda desk: SignIn.member_id == desk.member.id,
        ImportRun: _administrators,
        Invitation: _nobody,  # known by its token alone: queries/sign_ins.py
        SignInFailure: _nobody,
        ScopeMonth: _everybody,  # counts of open engagements
        EngagementScope: visible_scope,
    }
    | {
        kind: _with_its_engagement(kind)
        for kind in (
            Attachment,
            Commitment,
            EngagementMember,
            EngagementOfficial,
            EngagementOrganisation,
            EngagementReader,
            EngagementTopic,
            Heard,
            InvitedPerson,
            MeetingInvitation,
            Shared,
            SourceRow,
        )
    }
    | dict.fromkeys(OPEN_TO_ALL, _everybody)
)


def visible(desk: Desk, kind: type[Any]) -> ColumnElement[bool]:
    """The condition under which `desk`'s member sees a row of `kind`. Raises NoLaw."""
    law = LAWS.get(kind)
    if law is None:
        raise NoLaw(kind.__name__)
    made: ColumnElement[bool] = kept(desk, law)
    return made


def kept(desk: Desk, build: Callable[..., Any], *shape: Any) -> Any:
    """What `build(desk, *shape)` makes of statements, made once for each member: making it costs more than asking.

    So it may take nothing of the desk but the member's key and role: a day or an instant is a parameter of it.
    """
    at = build, shape, desk.member.id, desk.member.role, desk.db.get_bind().dialect.name
    made = _KEPT.get(at)
    if made is None:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        made = _KEPT[at] = build(desk, *shape)
    return made


MOST_KEPT = 5_000  # of some ten kilobytes each
_KEPT: dict[Hashable, Any] = {}


def select_visible(desk: Desk, kind: type[Any], *columns: Any) -> Select[Any]:
    """A select of `kind` (or of `columns` of it) that shows only what the member may see."""
    return select(*(columns or (kind,))).where(visible(desk, kind))
