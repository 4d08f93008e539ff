"""The draft of an engagement: what the form, an import row and the API fill alike."""

from dataclasses import dataclass
from datetime import date, datetime, time

from engagement.actions.commitments import CommitmentDraft
from engagement.actions.wrong import Missing, NotANeed, OutOfRange, Skipped, TooLong, WrongDraft
from engagement.core.periods import FIRST, LAST
from engagement.core.zones import NoSuchTime, NoSuchZone, instant, local_time, zones
from engagement.model.words import (
    AskedBy,
    Channel,
    EngagementKind,
    HeardKind,
    Purpose,
    SharedKind,
    Status,
)
from engagement.queries.engagements.record import EngagementRecord

LONGEST_LINE = 300
LONGEST_TEXT = 50_000
LONGEST_ENTRY = 5_000
MOST_MINUTES = 44_640  # a month
MOST_HOURS = 1_000
LINES = ("title", "place")
TEXTS = ("summary", "outcome", "result_sought")


@dataclass(frozen=True)
class SharedDraft:
    """An entry of what we brought. `id` is the row it changes, where there is one already."""

    kind: SharedKind
    text: str
    topic_id: int | None = None
    taken_up_on: date | None = None
    id: int | None = None


@dataclass(frozen=True)
class HeardDraft:
    """An entry of what they told us. `id` is the row it changes, where there is one already."""

    kind: HeardKind
    text: str
    need_category_id: int | None = None
    topic_id: int | None = None
    answered_on: date | None = None
    id: int | None = None


@dataclass(frozen=True)
class EngagementDraft:
    """An engagement to be. `local_date` and `local_time` are what the clocks of `zone` show.

    The first of `member_ids` leads. `officials` are (official, organisation for which they came; none: by their post).
    An empty title is proposed from the first organisation and topic. Rows leave out what is to be taken out.
    `with_nobody_yet`: an invitation did not tell with which organisation; before it is held somebody must say.
    """

    kind: EngagementKind
    local_date: date
    organisation_ids: tuple[int, ...]
    status: Status = Status.HELD
    title: str = ""
    local_time: time | None = None
    minutes: int | None = None
    zone: str = "UTC"
    channel: Channel | None = None
    asked_by: AskedBy | None = None
    purpose: Purpose | None = None
    place: str = ""
    summary: str = ""
    outcome: str = ""
    result_sought: str = ""
    hours: float | None = None
    confidential: bool = False
    officials: tuple[tuple[int, int | None], ...] = ()
    member_ids: tuple[int, ...] = ()
    topic_ids: tuple[int, ...] = ()
    reader_ids: tuple[int, ...] = ()
    shared: tuple[SharedDraft, ...] = ()
    heard: tuple[HeardDraft, ...] = ()
    commitments: tuple[CommitmentDraft, ...] = ()
    with_nobody_yet: bool = False

    @property
    def starts_at(self) -> datetime | None:
        """The instant it starts (UTC), none where no time is said. Raises Skipped, OutOfRange."""
        if self.local_time is None:
            return None
        try:
            return instant(self.local_date, self.local_time, self.zone)
        except NoSuchTime as error:
            raise Skipped(error.day, error.at, error.zone) from error
        except NoSuchZone as error:
            raise OutOfRange("zone", self.zone[:60]) from error

    def check(self) -> None:
        """Raises WrongDraft for what needs no database to be seen."""
        if not self.organisation_ids and (self.status is Status.HELD or not self.with_nobody_yet):
            raise Missing("organisation_ids")
        if not FIRST <= self.local_date <= LAST:
            raise OutOfRange("local_date", self.local_date.isoformat())
        if self.zone not in zones():
            raise OutOfRange("zone", self.zone[:60])
        if self.minutes is not None and not 0 <= self.minutes <= MOST_MINUTES:
            raise OutOfRange("minutes", self.minutes)
        if self.hours is not None and not 0 <= self.hours <= MOST_HOURS:
            raise OutOfRange("hours", self.hours)
        for part, most in [(name, LONGEST_LINE) for name in LINES] + [(name, LONGEST_TEXT) for name in TEXTS]:
            if len(getattr(self, part)) > most:
                raise TooLong(part, most)
        _ = self.starts_at
        self._check_rows()

    def _check_rows(self) -> None:
        for part in ("shared", "heard"):
            for row, entry in enumerate(getattr(self, part)):
                if not entry.text.strip():
                    raise Missing(part, row=row)
                if len(entry.text) > LONGEST_ENTRY:
                    raise TooLong(part, LONGEST_ENTRY, row)
        for row, entry in enumerate(self.heard):
            if entry.need_category_id is not None and entry.kind is not HeardKind.NEED:
                raise NotANeed("heard", row=row)
        for row, promise in enumerate(self.commitments):
            try:
                promise.check(row)
            except WrongDraft as error:
                error.part = "commitments"
                raise


def proposed_title(kind: EngagementKind, organisation: str | None, topic: str | None) -> str:
    """The title of an engagement that was given none."""
    if organisation is None:
        words = f"{kind.label}: {topic}" if topic else kind.label
    else:
        words = f"{organisation}: {topic}" if topic else f"{kind.label} with {organisation}"
    return words if len(words) <= LONGEST_LINE else words[: LONGEST_LINE - 1] + "…"


def as_draft(record: EngagementRecord) -> EngagementDraft:
    """The draft that would change nothing: what a form begins with, and what two editors' versions are compared by."""
    one = record.engagement
    return EngagementDraft(
        kind=one.kind,
        local_date=one.local_date,
        organisation_ids=tuple(link.organisation_id for link in record.organisations),
        status=one.status,
        title=one.title,
        local_time=local_time(one.starts_at, one.zone).time() if one.starts_at else None,
        minutes=one.minutes,
        zone=one.zone,
        channel=one.channel,
        asked_by=one.asked_by,
        purpose=one.purpose,
        place=one.place,
        summary=one.summary,
        outcome=one.outcome,
        result_sought=one.result_sought,
        hours=one.hours,
        confidential=one.confidential,
        officials=tuple((link.official_id, link.organisation_id) for link in record.officials),
        member_ids=tuple(link.member_id for link in record.members),
        topic_ids=tuple(link.topic_id for link in record.topics),
        reader_ids=tuple(link.member_id for link in record.readers),
        shared=tuple(SharedDraft(row.kind, row.text, row.topic_id, row.taken_up_on, row.id) for row in record.shared),
        heard=tuple(
            HeardDraft(row.kind, row.text, row.need_category_id, row.topic_id, row.answered_on, row.id)
            for row in record.heard
        ),
        commitments=tuple(
            CommitmentDraft(row.text, row.side, row.owner_id, row.organisation_id, row.due, row.id)
            for row in record.commitments
        ),
        with_nobody_yet=not record.organisations,
    )
