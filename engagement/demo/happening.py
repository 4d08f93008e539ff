"""What happens in the world: one engagement after the other, by date, each with all that belongs to it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from engagement.actions.proposed_regions import EUROPE
from engagement.demo.loading import Rows
from engagement.demo.people import CAST, CENTRE, CTO
from engagement.demo.promising import Promises
from engagement.demo.setting import Other, Ours, Setting
from engagement.demo.telling import Teller
from engagement.model.engagements import (
    Engagement,
    EngagementMember,
    EngagementOfficial,
    EngagementOrganisation,
    EngagementReader,
    EngagementTopic,
)
from engagement.model.words import AskedBy, Channel, EngagementKind, OrganisationKind, Purpose, Role, Status

BUSY = (0.8, 1.0, 1.15, 0.95, 1.05, 1.1, 0.75, 0.45, 1.15, 1.2, 1.15, 0.55)  # by month: August and December are quiet
HOLIDAYS = {(1, 1), (12, 24), (12, 25), (12, 26), (12, 31)}
AHEAD = timedelta(days=60)
NEAR = 15  # days before and after today
REGION_WEIGHT = {EUROPE: 0.7}  # it has most of the bodies, but not so much more of the work
MINUTES = {
    EngagementKind.MEETING: (30, 30, 45, 45, 60, 60, 60, 90),
    EngagementKind.WORKSHOP: (120, 180, 180, 240),
    EngagementKind.ROUNDTABLE: (90, 90, 120),
    EngagementKind.CONFERENCE: (360, 420, 480),
    EngagementKind.WEBINAR: (45, 60, 60),
    EngagementKind.VISIT: (120, 180, 240),
}
KINDS = (
    [EngagementKind.MEETING] * 68
    + [EngagementKind.WORKSHOP] * 9
    + [EngagementKind.ROUNDTABLE] * 5
    + [EngagementKind.CONFERENCE] * 3
    + [EngagementKind.WEBINAR] * 3
    + [EngagementKind.VISIT] * 4
    + [EngagementKind.LETTERS] * 8
)
CHANNELS = {
    EngagementKind.MEETING: [Channel.IN_PERSON] * 9 + [Channel.VIDEO] * 8 + [Channel.PHONE] * 3,
    EngagementKind.ROUNDTABLE: [Channel.IN_PERSON] * 4 + [Channel.VIDEO],
    EngagementKind.WORKSHOP: [Channel.IN_PERSON] * 4 + [Channel.VIDEO],
    EngagementKind.WEBINAR: [Channel.VIDEO],
    EngagementKind.LETTERS: [Channel.WRITING],
}
PURPOSES = {
    EngagementKind.LETTERS: (Purpose.ANSWER, Purpose.ANSWER, Purpose.INFLUENCE),
    EngagementKind.WEBINAR: (Purpose.INFORM,),
    EngagementKind.CONFERENCE: (Purpose.RELATIONSHIP, Purpose.INFORM),
    EngagementKind.VISIT: (Purpose.INFORM, Purpose.RELATIONSHIP),
}
ANY_PURPOSE = (
    [Purpose.ADVISE] * 4
    + [Purpose.INFORM] * 3
    + [Purpose.INFLUENCE] * 2
    + [Purpose.ANSWER] * 2
    + [Purpose.RELATIONSHIP]
)


class Calendar:
    """Spreads engagements over the days: fuller months and quieter ones, and more of them each year."""

    def __init__(self, begin: date, today: date, number: int) -> None:
        days = [begin + timedelta(days=at) for at in range((today - begin + AHEAD).days + 1)]
        self.days = [day for day in days if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS]
        length = max((today - begin).days, 1)
        weights = [self._weight(day, today, 0.75 + 0.5 * (day - begin).days / length) for day in self.days]
        self.sums = list(accumulate(weights))
        self.number = number

    def _weight(self, day: date, today: date, growth: float) -> float:
        weight = BUSY[day.month - 1] * (0.7 if day.weekday() == 4 else 1) * growth
        ahead = (day - today).days
        return weight * (0.75 if ahead <= 9 else 0.16 if ahead <= 30 else 0.05) if ahead > 0 else weight

    def __iter__(self) -> Iterator[date]:
        """The day of each engagement, in order."""
        total = self.sums[-1]
        for at in range(self.number):
            yield self.days[bisect_right(self.sums, (at + 0.5) / self.number * total)]


class World:
    """Makes the engagements that happen in a setting up to `now`, and those planned after it."""

    def __init__(self, setting: Setting, seed: int, now: datetime) -> None:
        self.setting, self.now, self.today = setting, now, setting.span[1]
        self.rng = rng = Random(seed)  # noqa: S311
        self.teller = Teller(setting.words, rng)
        self.promises = Promises(setting, self.teller, rng, self.today)
        self.bodies = setting.bodies
        self.sums = list(accumulate(body.weight * REGION_WEIGHT.get(body.region, 1) for body in self.bodies))
        self.turns: Counter[str] = Counter()
        self.near: dict[str, list[Other]] = {}
        for body in self.bodies:
            self.near.setdefault(body.place.code, []).append(body)
        self.members: dict[str, list[Ours]] = {}
        for ours in setting.members:
            for at, region in enumerate(ours.person.regions):
                times = 0 if ours.person.role is Role.ADMINISTRATOR else 1 if at else 4  # world-wide: seldom elsewhere
                self.members.setdefault(region, []).extend([ours] * times)
        self.zones = {body.place.zone: ZoneInfo(body.place.zone) for body in self.bodies}

    def happen(self, day: date, rows: Rows) -> None:
        """Adds one engagement of `day` to `rows`."""
        rng = self.rng
        body = self.bodies[bisect_right(self.sums, rng.random() * self.sums[-1])]
        kind = rng.choice(KINDS)
        topic, own = self.teller.in_own_words(body, kind)
        if own is None:
            at = rng.choice(body.subjects) if rng.random() < 0.93 else rng.randrange(len(self.setting.subjects))
            subject, topic_id = self.setting.subjects[at]
        else:
            subject, topic_id = next(found for found in self.setting.subjects if found[0].name == topic)
        self.teller.begin(body, subject, day, own)
        channel = rng.choice(CHANNELS.get(kind, [Channel.IN_PERSON]))
        asked_by = self._asked_by(kind) if own is None else AskedBy.THEY  # as told in those languages
        starts_at, minutes = self._time(body, kind, day)
        status = self._status(day, starts_at)
        ours = self._ours(body, kind, day)
        lead = ours[0]
        number = self.setting.new_id(Engagement)
        confidential = rng.random() < 0.03
        turn = self._turn(body.region, status)
        created_at, held_at = self._logged(day, starts_at, status, late=turn % 15 == 7)
        rows[Engagement].append(
            (
                *(number, self.teller.title(kind), kind, status, channel, asked_by, self._purpose(kind, body)),
                *(day, starts_at, minutes, body.place.zone, self._place(body, kind, channel)),
                self._summary(kind, channel, asked_by, status),
                self._outcome(status, missing=turn % 9 == 4),
                self.teller.pick("sought") if rng.random() < 0.4 else "",
                *(confidential, lead.id, created_at, held_at),
            )
        )
        others = self._others(body, kind)
        self._link(rows, number, day, others, ours)
        rows[EngagementTopic].append((number, topic_id, 0))
        if rng.random() < 0.3:
            second = self.setting.subjects[rng.choice(body.subjects)][1]
            if second != topic_id:
                rows[EngagementTopic].append((number, second, 1))
        if confidential and rng.random() < 0.4:
            named = rng.choice(self.members[body.region])
            if named not in ours:
                rows[EngagementReader].append((number, named.id))
        if status is Status.HELD:
            self.promises.ledgers(rows, number, topic_id, day)
            self.promises.commitments(rows, number, day, ours, others)
        elif status is Status.PLANNED:
            self.promises.preparations(rows, number, day, lead)

    def _time(self, body: Other, kind: EngagementKind, day: date) -> tuple[datetime | None, int | None]:
        """When it starts on the clocks of the place, and its length; letters have neither."""
        if kind is EngagementKind.LETTERS:
            return None, None
        minutes = self.rng.choice(MINUTES[kind])
        hour = 9 if minutes > 180 else self.rng.choice((9, 9, 10, 10, 11, 11, 13, 14, 14, 15, 15, 16))
        local = datetime.combine(day, time(hour, self.rng.choice((0, 0, 0, 30))), self.zones[body.place.zone])
        return local.astimezone(UTC), minutes

    def _status(self, day: date, starts_at: datetime | None) -> Status:
        """What is to come is planned; some of the last weeks nobody completed yet; a few were cancelled."""
        chance = self.rng.random()
        if chance < 0.04:
            return Status.CANCELLED
        if day > self.today or (starts_at and starts_at > self.now):
            return Status.PLANNED
        if chance < 0.24 and (self.today - day).days < 15:
            return Status.PLANNED
        return Status.HELD

    def _turn(self, region: str, status: Status) -> int:
        """Counts the held engagements of a region: each of its periods is to be recorded about equally completely."""
        self.turns[region] += status is Status.HELD
        return self.turns[region]

    def _logged(
        self, day: date, starts_at: datetime | None, status: Status, late: bool
    ) -> tuple[datetime, datetime | None]:
        """When it was written down, and when as held: most on the same day, the late ones after more than a week."""
        rng = self.rng
        evening = (starts_at or datetime.combine(day, time(15), UTC)) + timedelta(hours=rng.choice((1, 2, 2, 4)))
        days = rng.choice((9, 12, 20)) if late else rng.choice((0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5))
        logged = min(evening + timedelta(days=days, minutes=rng.randrange(60)), self.now)
        if status is Status.HELD and rng.random() < 0.5:
            return logged, logged
        before = min(evening - timedelta(days=rng.randrange(3, 30)), self.now - timedelta(hours=rng.randrange(2, 90)))
        return before, logged if status is Status.HELD else None

    def _asked_by(self, kind: EngagementKind) -> AskedBy:
        if kind in (EngagementKind.CONFERENCE, EngagementKind.ROUNDTABLE):
            return AskedBy.EVENT
        return self.rng.choice((AskedBy.WE, AskedBy.WE, AskedBy.THEY, AskedBy.THEY, AskedBy.THEY))

    def _purpose(self, kind: EngagementKind, body: Other) -> Purpose:
        if body.body.kind is OrganisationKind.PROCUREMENT and self.rng.random() < 0.6:
            return Purpose.PROCUREMENT
        return self.rng.choice(PURPOSES.get(kind, ANY_PURPOSE))

    def _place(self, body: Other, kind: EngagementKind, channel: Channel) -> str:
        if channel is not Channel.IN_PERSON:
            return ""
        if body.body.kind is OrganisationKind.MUNICIPALITY:
            return "Their office"
        if kind is EngagementKind.VISIT or self.rng.random() < 0.15:
            return f"{body.place.seat}, our office"
        return body.place.seat if self.rng.random() < 0.5 else f"{body.place.seat}, their office"

    def _summary(self, kind: EngagementKind, channel: Channel, asked_by: AskedBy, status: Status) -> str:
        if status is Status.HELD:
            return self.teller.summary(kind, channel, asked_by)
        if status is Status.CANCELLED:
            return self.teller.pick("cancelled")
        return self.teller.pick("plan") if self.rng.random() < 0.7 else ""

    def _outcome(self, status: Status, missing: bool) -> str:
        if status is not Status.HELD or missing:
            return ""
        return self.teller.in_own_language("outcome") or self.teller.pick("outcome", general=0.4).rstrip(".") + "."

    def _ours(self, body: Other, kind: EngagementKind, day: date) -> list[Ours]:
        """Who of us took part, the lead first: mostly whoever keeps up with the body."""
        rng = self.rng
        here = self.members[body.region]
        lead = body.steward if rng.random() < 0.6 else rng.choice(here)
        # whoever looks around as one of the cast finds a week of their own
        if abs((day - self.today).days) <= NEAR and rng.random() < 0.45:
            lead = rng.choice([one for one in here if one.person in CAST])
        while lead.person.function == CENTRE and lead.person not in CAST and rng.random() < 0.6:
            lead = rng.choice(here)
        ours = [lead]
        more = rng.choice((0, 0, 0, 1, 1, 1, 2, 3)) if kind is not EngagementKind.LETTERS else 0
        while len(ours) <= more:
            another = rng.choice(here)
            if another in ours:
                more -= 1
            else:
                ours.append(another)
        if kind is EngagementKind.WORKSHOP and all(one.person.function != CTO for one in ours):
            ours.append(rng.choice([one for one in here if one.person.function == CTO]))
        return ours

    def _others(self, body: Other, kind: EngagementKind) -> list[Other]:
        """The bodies that took part, the first of them first: some engagements are joint ones."""
        rng = self.rng
        many = kind in (EngagementKind.ROUNDTABLE, EngagementKind.CONFERENCE)
        if not many and rng.random() > 0.12:
            return [body]
        number = rng.choice((2, 3, 4, 5)) if many else rng.choice((1, 1, 2))
        others = [body]
        for _ in range(number):
            near = self.near[body.place.code] if rng.random() < 0.85 else self.bodies
            other = rng.choice(near)
            if other not in others and (other.region == body.region or kind is EngagementKind.CONFERENCE):
                others.append(other)
        return others

    def _link(self, rows: Rows, number: int, day: date, others: list[Other], ours: list[Ours]) -> None:
        rng = self.rng
        met: set[int] = set()
        for at, other in enumerate(others):
            rows[EngagementOrganisation].append(
                (number, other.id, at, other.body.kind, other.country_id, other.region_id)
            )
            holders = other.holders(day)
            wanted = rng.choice((0, 1, 1, 1, 2, 2, 3)) if at == 0 else rng.choice((0, 1, 1, 2))
            for holder in rng.sample(holders, min(wanted, len(holders))):
                if holder.official_id not in met:
                    met.add(holder.official_id)
                    rows[EngagementOfficial].append(
                        (number, holder.official_id, len(met) - 1, holder.post_id, holder.title, other.id)
                    )
        rows[EngagementMember].extend(
            (number, one.id, at, at == 0, one.function_id, one.region_id) for at, one in enumerate(ours)
        )
