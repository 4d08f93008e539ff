"""Every figure that a page or a report shows: its name, its definition in words, and how it is counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engagement.core.filtering import Filter
from engagement.core.periods import Period
from engagement.desk import Desk
from engagement.model.words import Status
from engagement.queries.commitments import CommitmentFilter, Whose
from engagement.queries.engagements.asking import EngagementFilter
from engagement.queries.figures import answers, breadth, breakdowns, coverage, promises, quality
from engagement.queries.figures.fitting import rolling_year
from engagement.queries.figures.quality import Quality, refusal
from engagement.queries.figures.values import Value, reads
from engagement.queries.key_bodies import KeyBodyFilter

Counted = Callable[[Desk, EngagementFilter, Period], Value | None]
Opens = Callable[[EngagementFilter, Period], Filter]

PLACED = ("region", "country", "organisation", "official", "member", "topic")  # what both Filters ask for


def held_ones(question: EngagementFilter, span: Period) -> EngagementFilter:
    """The list behind a figure: the held engagements of its period."""
    return replace(question, period=None, first=span.first, last=span.last, status=Status.HELD)


def held_in_the_year(question: EngagementFilter, span: Period) -> EngagementFilter:
    """The list behind needs: the held engagements of the twelve months that end with the period."""
    return held_ones(question, rolling_year(span))


def listed_ones(question: EngagementFilter, span: Period) -> KeyBodyFilter:
    """The list behind coverage: the key bodies of the period's first day."""
    return KeyBodyFilter(region=question.region, country=question.country, on=span.first)


def promised_by(side: Whose) -> Opens:
    """The list behind promises of one side: those that fell due in the period."""

    def opens(question: EngagementFilter, span: Period) -> Filter:
        same = {part: getattr(question, part) for part in PLACED}
        return CommitmentFilter(side=side, due_from=span.first, due_to=span.last, **same)

    return opens


@dataclass(frozen=True)
class Definition:
    """One figure. `of_none` are the words where there is nothing to take a share of; `opens` the list behind it."""

    name: str
    words: str
    counted: Counted
    of_none: str = ""
    always_of: bool = False
    opens: Opens = held_ones


ENGAGEMENTS = Definition(
    "Engagements",
    "Engagements held in the period, by the date at their place; a joint one counts once.",
    breakdowns.held,
)
COVERAGE = Definition(
    "Key bodies engaged",
    "Key bodies with at least one held engagement in the period, of those listed on its first day; "
    "an engagement with a part of a body is one with the body.",
    coverage.coverage,
    of_none="none listed",
    always_of=True,
    opens=listed_ones,
)
CADENCE = Definition(
    "Cadence kept",
    "Key bodies whose last held engagement is no longer ago than their cadence, of those listed on the first day "
    "of the period; one that was never met counts as missed.",
    coverage.cadence_kept,
    of_none="none listed",
    opens=listed_ones,
)
PROMISES_OURS = Definition(
    "Our promises kept on time",
    "Promises of ours done by their due date, of those due in the period until today; "
    "late, open and dropped ones count as not kept.",
    promises.kept_by_us,
    of_none="none due",
    opens=promised_by(Whose.OURS),
)
PROMISES_THEIRS = Definition(
    "Their promises kept on time",
    "Promises of theirs done by their due date, of those due in the period until today.",
    promises.kept_by_them,
    of_none="none due",
    opens=promised_by(Whose.THEIRS),
)
TIME_TO_ANSWER = Definition(
    "Time to answer",
    "The median of the days from a need heard in the period to its answer; needs still open count as at least their "
    "age. Not shown for fewer than five needs.",
    answers.time_to_answer,
)
NEEDS_ANSWERED = Definition(
    "Needs answered",
    "Pairs of a body and a need category with an answer, of those heard in the twelve months that end with the period.",
    answers.needs_answered,
    of_none="none heard",
    opens=held_in_the_year,
)
BODIES = Definition(
    "Bodies reached", "Distinct organisations at the engagements held in the period.", breadth.bodies_met
)
OFFICIALS = Definition(
    "Officials reached",
    "Distinct officials at the engagements held in the period; who came twice counts once.",
    breadth.officials_met,
)
DEPTH = Definition(
    "Depth",
    "Bodies met at two or more levels (themselves, a part of them, a part of that) and by two or more of us, "
    "of the bodies met in the period.",
    breadth.depth,
    of_none="none met",
)
RECIPROCITY = Definition(
    "Reciprocity",
    "Engagements in which something was shared and something was heard, of those held in the period.",
    breadth.reciprocity,
    of_none="none held",
)


@dataclass(frozen=True)
class Figure:
    """A figure as counted: how it reads, how it read in the period before or why that is not said, and its list."""

    definition: Definition
    value: Value
    before: Value | None
    refused: str
    opens: Filter

    def __str__(self) -> str:
        return self._reads(self.value)

    @property
    def reads_before(self) -> str:
        """How it read in the period before; empty where that is refused or unknown."""
        return "" if self.refused or self.before is None else self._reads(self.before)

    def _reads(self, value: Value) -> str:
        return reads(value, self.definition.of_none, self.definition.always_of)


def figures(
    desk: Desk, question: EngagementFilter, span: Period, wanted: Sequence[Definition], now: Quality | None = None
) -> list[Figure]:
    """The figures of `wanted` that can be told, each beside the period before.

    They are compared only if the two records are about as complete: otherwise the difference would be one of habit.
    """
    before = span.before()
    now = now or quality.quality(desk, question, span)
    refused = refusal(now, quality.quality(desk, question, before))
    found = []
    for definition in wanted:
        value = definition.counted(desk, question, span)
        if value is None:
            continue
        earlier = None if refused else definition.counted(desk, question, before)
        found.append(Figure(definition, value, earlier, refused, definition.opens(question, span)))
    return found
