"""From a register's row to the draft of an engagement, with what its links keep of the day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from engagement.actions.engagements.drafting import LONGEST_LINE, LONGEST_TEXT, EngagementDraft
from engagement.actions.imports.bodies import Bodies
from engagement.actions.imports.people import Officials, held
from engagement.actions.imports.subjects import Subjects
from engagement.actions.imports.wording import said
from engagement.actions.wrong import WrongDraft
from engagement.core.clock import local_date
from engagement.core.text import fold
from engagement.desk import Desk
from engagement.intake.tidy import Unfit, shortened
from engagement.intake.values import Body, RegisterRow
from engagement.model.words import AskedBy, Channel, EngagementKind, Status
from engagement.queries import matches
from engagement.queries.matches import KnownBody, KnownMember, KnownPost


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft of one row, and those it joins as they are today."""

    row: RegisterRow
    draft: EngagementDraft
    bodies: tuple[KnownBody, ...]
    posts: tuple[KnownPost, ...]
    members: tuple[KnownMember, ...]


@dataclass
class Drafting:
    """Turns the rows of a run into drafts; makes the organisations, officials and topics that are not there."""

    source: str  # as each official that is made says where the data come from
    dry: bool = False
    bodies: Bodies = field(init=False)
    officials: Officials = field(init=False)
    subjects: Subjects = field(init=False)
    _members: dict[str, KnownMember] = field(default_factory=dict)
    _today: dict[str, date] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bodies = Bodies(self.dry)
        self.officials = Officials(self.bodies, self.source, self.dry)
        self.subjects = Subjects(self.dry)

    def check(self, desk: Desk, row: RegisterRow) -> None:
        """Raises Unfit for a row that cannot become a draft, before anything is made for it."""
        for body in (*row.bodies, *row.companies):
            self.bodies.check(desk, body)
        for person in row.officials:
            self.officials.check(person)
        for subject in row.topics:
            self.subjects.check(subject)
        if row.confidential and desk.member_id is None and not self._team(desk, row):
            raise Unfit("The row is confidential and names no team member who signs in here, so nobody could read it.")
        if row.status == Status.HELD and row.held_on > self._day(desk, row, None):
            raise Unfit(f"{row.held_on} is still to come, so it cannot have been held.")

    def drafts(self, desk: Desk, rows: Iterable[RegisterRow]) -> list[Drafted | Unfit]:
        """A draft for each of these (checked) rows, or why there is none."""
        rows = list(rows)
        bodies = self.bodies.find(desk, (body for row in rows for body in (*row.bodies, *row.companies)))
        posts = self.officials.find(desk, (person for row in rows for person in row.officials))
        topics = self.subjects.find(desk, (subject for row in rows for subject in row.topics))
        objecting = matches.objecting(desk)
        self._today.clear()
        drafted: list[Drafted | Unfit] = []
        for row in rows:
            joined = tuple({bodies[body].id: bodies[body] for body in (*row.bodies, *row.companies)}.values())
            held_then = [held(posts[person], row.held_on) or posts[person][0] for person in row.officials]
            their = tuple({post.official_id: post for post in held_then if post.official_id not in objecting}.values())
            ours = self._team(desk, row)
            team = tuple({member.id: member for member in ours.values()}.values())
            topic_ids = tuple(dict.fromkeys(topics[subject] for subject in row.topics if subject in topics))
            drafted.append(
                self._drafted(desk, row, bodies, joined, their, team, topic_ids, set(row.members) - set(ours))
            )
        return drafted

    def _drafted(
        self,
        desk: Desk,
        row: RegisterRow,
        bodies: dict[Body, KnownBody],
        joined: tuple[KnownBody, ...],
        posts: tuple[KnownPost, ...],
        team: tuple[KnownMember, ...],
        topic_ids: tuple[int, ...],
        unknown: set[str],
    ) -> Drafted | Unfit:
        zone = row.zone or joined[0].zone or "UTC"
        summary = row.summary
        if unknown and not row.summary.count("For us: "):
            summary = "\n".join(filter(None, [summary, f"Team members as written: {', '.join(sorted(unknown))}"]))
        readers = () if not row.confidential or desk.member_id is None else (desk.member_id,)
        status = Status(row.status) if row.status else None
        draft = EngagementDraft(
            kind=EngagementKind(row.kind),
            local_date=row.held_on,
            organisation_ids=tuple(body.id for body in joined),
            status=status or (Status.HELD if row.held_on <= self._day(desk, row, zone) else Status.PLANNED),
            title=shortened(row.title, LONGEST_LINE),
            zone=zone,
            channel=Channel(row.channel) if row.channel else None,
            asked_by=AskedBy(row.asked_by) if row.asked_by else None,
            place=shortened(row.place, LONGEST_LINE),
            summary=shortened(summary, LONGEST_TEXT),
            outcome=shortened(row.outcome, LONGEST_TEXT),
            confidential=row.confidential,
            officials=tuple((post.official_id, post.organisation_id) for post in posts),
            member_ids=tuple(member.id for member in team),
            topic_ids=topic_ids,
            reader_ids=tuple(reader for reader in readers if reader not in {member.id for member in team}),
        )
        try:
            draft.check()
        except WrongDraft as wrong:
            return Unfit(said(wrong))
        return Drafted(row, draft, joined, posts, team)

    def _team(self, desk: Desk, row: RegisterRow) -> dict[str, KnownMember]:
        """The team members that the row names, by the names as written."""
        if row.members and not self._members:
            self._members = matches.members_by_name(desk)
        return {name: self._members[fold(name)] for name in row.members if fold(name) in self._members}

    def _day(self, desk: Desk, row: RegisterRow, zone: str | None) -> date:
        zone = (
            zone or row.zone or "Pacific/Kiritimati"
        )  # where each day begins: what is held there may be held anywhere
        if zone not in self._today:
            self._today[zone] = local_date(desk.now, zone)
        return self._today[zone]
