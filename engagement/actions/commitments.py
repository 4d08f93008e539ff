"""Promises: made in an engagement, kept or dropped later."""

from dataclasses import dataclass, replace
from datetime import date

from engagement.actions.turns import take_turn
from engagement.actions.wrong import Missing, OutOfRange, PutAway, TooLong, Unknown
from engagement.core.periods import FIRST, LAST
from engagement.desk import Desk
from engagement.model.commitments import Commitment
from engagement.model.engagements import Engagement, EngagementMember, EngagementOrganisation
from engagement.model.members import Member
from engagement.model.organisations import Organisation
from engagement.model.words import CommitmentState, Side
from engagement.queries.engagements.chosen import links
from engagement.queries.keyed import by_key

LONGEST = 2_000


@dataclass(frozen=True)
class CommitmentDraft:
    """A promise to be; without a side a follow-up of ours. `id` is the row it changes, where there is one already.

    The owner of ours and of follow-ups is a member (not said: the lead), that of theirs an organisation (not said: the
    first), with the member who minds it beside.
    """

    text: str
    side: Side | None = Side.OURS
    owner_id: int | None = None
    organisation_id: int | None = None
    due: date | None = None
    id: int | None = None

    def check(self, row: int | None = None) -> None:
        """Raises WrongDraft for what needs no database to be seen."""
        if not self.text.strip():
            raise Missing("text", row=row)
        if len(self.text) > LONGEST:
            raise TooLong("text", LONGEST, row)
        if self.due and not FIRST <= self.due <= LAST:
            raise OutOfRange("due", self.due.isoformat(), row)

    def owned(self, lead_id: int | None, organisation_id: int | None) -> "CommitmentDraft":
        """The same with the owner that was not said."""
        if self.side is Side.THEIRS:
            return replace(self, organisation_id=self.organisation_id or organisation_id)
        return replace(self, owner_id=self.owner_id or lead_id, organisation_id=None)


def promise(desk: Desk, engagement: Engagement, draft: CommitmentDraft) -> Commitment:
    """Adds a promise to an engagement. Raises WrongDraft, and Changed if the engagement was saved just now."""
    draft = _checked(desk, engagement, draft)
    take_turn(desk, engagement, engagement.version)  # a form that was opened before does not know of this promise
    position = len(links(desk, engagement, Commitment))
    commitment = Commitment(engagement_id=engagement.id, position=position, state=CommitmentState.OPEN)
    write(commitment, draft)
    desk.db.add(commitment)
    desk.db.flush()
    return commitment


def revise(
    desk: Desk, engagement: Engagement, commitment: Commitment, draft: CommitmentDraft, version: int
) -> Commitment:
    """Changes a promise of `engagement`. Raises WrongDraft, and Changed if it is no longer at `version`."""
    draft = _checked(desk, engagement, draft, commitment)
    take_turn(desk, commitment, version)
    take_turn(desk, engagement, engagement.version)
    write(commitment, draft)
    desk.db.flush()
    return commitment


def settle(desk: Desk, commitment: Commitment, state: CommitmentState) -> Commitment:
    """Says that a promise was kept, dropped, or is open again. Saying it twice changes nothing. Raises Changed."""
    if commitment.state is not state:
        take_turn(desk, commitment, commitment.version)
        commitment.state = state
        commitment.done_on = desk.today if state is CommitmentState.DONE else None
        desk.db.flush()
    return commitment


def write(commitment: Commitment, draft: CommitmentDraft) -> None:
    """Puts the values of a draft whose owner is said into the row."""
    commitment.text = draft.text
    commitment.side = draft.side
    commitment.owner_id = draft.owner_id
    commitment.organisation_id = draft.organisation_id
    commitment.due = draft.due


def check_owners(
    desk: Desk, drafts: list[CommitmentDraft], members: set[int], organisations: set[int], part: str = ""
) -> None:
    """Raises Unknown or PutAway where a draft names an owner who may not be named. Who is in `members` and
    `organisations` (they stand in the record already, or were checked) may. `part`: the field that holds the rows."""
    people = by_key(desk, Member, {draft.owner_id for draft in drafts if draft.owner_id} - members)
    bodies = by_key(desk, Organisation, {draft.organisation_id for draft in drafts if draft.organisation_id})
    for row, draft in enumerate(drafts):
        at = row if part else None
        if draft.owner_id is None and draft.side is not Side.THEIRS:
            raise Missing(part or "owner_id", row=at)
        if draft.owner_id and draft.owner_id not in members:
            _refuse(people.get(draft.owner_id), part or "owner_id", draft.owner_id, at)
        if draft.organisation_id and draft.organisation_id not in organisations:
            _refuse(bodies.get(draft.organisation_id), part or "organisation_id", draft.organisation_id, at)


def _refuse(record: Member | Organisation | None, part: str, key: int, row: int | None) -> None:
    if record is None:
        raise Unknown(part, key, row)
    if record.is_archived:
        raise PutAway(part, record.name, row)


def _checked(
    desk: Desk, engagement: Engagement, draft: CommitmentDraft, present: Commitment | None = None
) -> CommitmentDraft:
    draft.check()
    people = links(desk, engagement, EngagementMember)
    bodies = links(desk, engagement, EngagementOrganisation)
    lead = next((person.member_id for person in people if person.lead), None)
    draft = draft.owned(lead or desk.member_id, bodies[0].organisation_id if bodies else None)
    kept = {present.owner_id, present.organisation_id} if present else set()
    check_owners(
        desk,
        [draft],
        {key for key in kept if key == draft.owner_id and key is not None},
        {key for key in kept if key == draft.organisation_id and key is not None},
    )
    return draft
