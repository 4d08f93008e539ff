"""The two ledgers of an engagement and what was promised in it, with what came of it since."""

from datetime import date, timedelta
from random import Random

from engagement.demo.loading import Rows
from engagement.demo.setting import Other, Ours, Setting
from engagement.demo.telling import Teller
from engagement.model.commitments import Commitment
from engagement.model.ledgers import Heard, Shared
from engagement.model.words import CommitmentState, HeardKind, SharedKind, Side

SHARED = [SharedKind.INSIGHT] * 4 + [SharedKind.RESOURCE] * 3 + [SharedKind.POSITION] * 2 + [SharedKind.LESSON] * 2
HEARD = (
    [HeardKind.NEED] * 5
    + [HeardKind.CONCERN] * 3
    + [HeardKind.STANCE] * 2
    + [HeardKind.OBJECTIVE]
    + [HeardKind.FEEDBACK]
)


class Promises:
    """Adds entries and commitments to rows, in the teller's words."""

    def __init__(self, setting: Setting, teller: Teller, rng: Random, today: date) -> None:
        self.new_id = setting.new_id
        self.needs = setting.ids.need_categories
        self.teller, self.rng, self.today = teller, rng, today

    def ledgers(self, rows: Rows, number: int, topic_id: int, day: date) -> None:
        """What we shared and what they told us."""
        rng, teller = self.rng, self.teller
        told: set[str] = set()
        for at in range(rng.choice((0, 1, 1, 2, 2, 3))):
            kind, text = rng.choice(SHARED), teller.in_own_language("shared") if at == 0 else None
            if text:
                kind = SharedKind.INSIGHT
            else:
                text = teller.pick(kind.value, general=0.5)
            if text not in told:
                told.add(text)
                taken_up = self._later(day, 0.2, 10, 200)
                about = topic_id if rng.random() < 0.8 else None
                rows[Shared].append((self.new_id(Shared), number, at, kind, text, about, taken_up))
        for at in range(rng.choice((0, 1, 1, 2, 2, 3, 4))):
            entry, text, category = self._entry(teller.in_own_language("heard") if at == 0 else None)
            if text not in told:
                told.add(text)
                answered = self._later(day, 0.5, 14, 160) if category else None
                need_id, about = self.needs.get(category), topic_id if rng.random() < 0.8 else None
                rows[Heard].append((self.new_id(Heard), number, at, entry, text, need_id, about, answered))

    def _entry(self, own: str | None) -> tuple[HeardKind, str, str]:
        """Something heard, in their `own` language or ours; a need with its category."""
        if own:
            return (HeardKind.FEEDBACK if own[0] in "«„“״「" else HeardKind.NEED), own, ""
        kind = self.rng.choice(HEARD)
        text = self.teller.pick(kind.value, general=0 if kind is HeardKind.STANCE else 0.28)
        if kind is HeardKind.STANCE:
            return kind, text.split(" | ")[1], ""
        if kind is HeardKind.NEED:
            category, text = text.split(" | ")
            return kind, text, category
        return kind, text, ""

    def _later(self, day: date, share: float, least: int, most: int) -> date | None:
        """A day after `day`, for this share of cases and if it is past."""
        if self.rng.random() > share:
            return None
        later = day + timedelta(days=self.rng.randrange(least, most))
        return later if later <= self.today else None

    def commitments(self, rows: Rows, number: int, day: date, ours: list[Ours], others: list[Other]) -> None:
        """What either side promised, and our own tasks."""
        rng, teller = self.rng, self.teller
        told: set[str] = set()
        for at in range(rng.choice((0, 0, 0, 1, 1, 1, 2, 3))):
            side = rng.choice((Side.OURS, Side.OURS, Side.OURS, Side.THEIRS, Side.THEIRS, None))
            word = side.value if side else "follow-up"
            text = (teller.in_own_language("commitment") if side is Side.OURS else None) or teller.pick(
                word, general=0.6
            )
            if text in told:
                continue
            told.add(text)
            due = day + timedelta(days=rng.choice((7, 7, 14, 14, 21, 30, 30, 45, 60)))
            if due.weekday() > 4:  # nothing is due at the weekend
                due += timedelta(days=7 - due.weekday())
            state, done_on = self._kept(day, due, side)
            owner = rng.choice(ours)
            theirs = others[0].id if side is Side.THEIRS else None
            given = due if rng.random() > 0.08 else None
            rows[Commitment].append(
                (self.new_id(Commitment), number, at, side, text, owner.id, theirs, given, state, done_on)
            )

    def _kept(self, day: date, due: date, side: Side | None) -> tuple[CommitmentState, date | None]:
        """Ours are kept on time somewhat more often than theirs; few old ones stay open."""
        rng = self.rng
        chance = rng.random()
        on_time = 0.7 if side is Side.OURS else 0.56
        if chance < on_time:
            done = day + timedelta(days=rng.randrange(1, max((due - day).days, 2)))
        elif chance < 0.84:
            done = due + timedelta(days=rng.randrange(1, 40))
        elif chance < 0.88:
            dropped = due + timedelta(days=20) < self.today
            return (CommitmentState.DROPPED if dropped else CommitmentState.OPEN), None
        else:
            old = (self.today - due).days > 100
            return (CommitmentState.DROPPED if old else CommitmentState.OPEN), None
        return (CommitmentState.DONE, done) if done <= self.today else (CommitmentState.OPEN, None)

    def preparations(self, rows: Rows, number: int, day: date, lead: Ours) -> None:
        """What we still have to do before a planned one."""
        if day > self.today and self.rng.random() < 0.3:
            due = day - timedelta(days=self.rng.choice((1, 2, 3)))
            due = max(due - timedelta(days=max(due.weekday() - 4, 0)), self.today)
            text = self.teller.pick("follow-up")
            rows[Commitment].append(
                (self.new_id(Commitment), number, 0, None, text, lead.id, None, due, CommitmentState.OPEN, None)
            )
