"""What an activity report is made of: plain, frozen values, already counted and already allowed to be seen.

Whoever fills these has applied the reader's rights. Text may be anything a person typed: it prints as text.
A `href` is an absolute http(s) address of the page in the product, or empty where there is none.
A `language` (BCP 47: "ja", "zh-Hant", "ar") is only needed where the script alone does not tell: it chooses
between Chinese and Japanese letter forms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


class Detail(StrEnum):
    """How much of each engagement is printed."""

    FIGURES = "figures"  # the engagements are left out
    SUMMARIES = "summaries"  # a line or two each: what, when, with whom, the outcome
    FULL = "full"  # a card each: everything in the record


class Side(Enum):
    OURS = "ours"
    THEIRS = "theirs"


class Contact(Enum):
    """What a quarter was for a key body."""

    ENGAGED = "engaged"  # at least one held engagement
    PLANNED = "planned"  # none held, at least one planned
    NEGLECTED = "neglected"  # neither
    UNLISTED = "unlisted"  # not yet, or no longer, a key body


@dataclass(frozen=True)
class Named:
    """Whatever has a name and, mostly, a page: an organisation, a topic, a member."""

    name: str
    href: str = ""
    language: str = ""


@dataclass(frozen=True)
class Share:
    """`n` of `of`: printed as "14 of 22", as per cent only from 20 on."""

    n: int
    of: int


@dataclass(frozen=True)
class Figure:
    """One large number of the front page."""

    label: str  # "Key bodies engaged"
    value: str  # as it prints: "14 of 22", "31 days"
    definition: str  # the one definition, a sentence; printed in the method
    href: str = ""  # the list behind the number
    before: str = ""  # the same figure of the period before, as it prints; empty: there is none
    refused: str = ""  # in place of `before`: the words why no comparison is made


@dataclass(frozen=True)
class Quote:
    """Words heard. `by` is empty where the engagement is confidential: then the words stand unattributed."""

    words: str
    by: str = ""  # "Ministry of Finance, Kenya"
    href: str = ""
    language: str = ""


@dataclass(frozen=True)
class Need:
    """One need category in the period."""

    category: str
    bodies: int  # distinct organisations that spoke of it
    before: int | None  # the same in the period before; None: no comparison is made
    answered: int  # of those bodies, the ones that have an answer
    href: str = ""
    quotes: Sequence[Quote] = ()  # at most three print


@dataclass(frozen=True)
class Given:
    """One kind of thing that we brought (position, insight, resource, lesson), and the most used of it."""

    kind: str
    engagements: int
    bodies: int
    href: str = ""
    things: Sequence["GivenThing"] = ()


@dataclass(frozen=True)
class GivenThing:
    what: str
    bodies: int
    href: str = ""


@dataclass(frozen=True)
class Promise:
    """A commitment, of either side."""

    text: str
    side: Side | None  # None: a follow-up, our own task
    owner: str  # ours: the member; theirs: the body or its official
    due: date | None
    state: str  # "open", "done", "dropped" as it prints
    is_late: bool = False  # open past its due date, or done after it
    days_late: int = 0  # as of the report's date, or of the day it was done
    body: str = ""
    href: str = ""


@dataclass(frozen=True)
class Promises:
    """The promises of one side that were due in the period."""

    side: Side
    due: int
    kept: int  # done by the due date
    late: int  # done, after the due date
    open: int  # due, and still not done
    dropped: int = 0
    href: str = ""
    late_ones: Sequence[Promise] = ()  # open ones and those done late, the oldest due date first


@dataclass(frozen=True)
class KeyBody:
    """A line of the coverage matrix: one cell for each of `Coverage.quarters`."""

    body: Named
    country: str
    quarters: Sequence[Contact]
    last_met: date | None  # the last held engagement up to the period's end, also before the first quarter shown
    last_href: str = ""
    known_by: Sequence[str] = ()  # those of ours who met it in the last twelve months
    cadence: str = ""  # "every quarter"
    is_missed: bool = False  # the gap since the last held engagement is longer than the cadence


@dataclass(frozen=True)
class Coverage:
    quarters: Sequence[str]  # "Q4 2025", …, oldest first; the last four print
    bodies: Sequence[KeyBody]
    engaged: Share  # key bodies with a held engagement in the period, of those listed on its first day
    listed_on: date
    href: str = ""


@dataclass(frozen=True)
class Ahead:
    """Something in the next ninety days."""

    on: date
    what: str
    kind: str  # "visit", "hearing", "commitment due" … as it prints
    bodies: Sequence[Named] = ()
    owner: str = ""
    href: str = ""


@dataclass(frozen=True)
class Bar:
    """One value of a chart. `before` is the same a year earlier; None where none is compared."""

    label: str
    value: int
    before: int | None = None
    href: str = ""


@dataclass(frozen=True)
class Charts:
    """Counts of held engagements; an engagement counts once in each bar that it belongs to. Empty: not drawn."""

    by_month: Sequence[Bar] = ()  # in order of time, with the year before
    by_country: Sequence[Bar] = ()  # the others: largest first
    by_kind_of_body: Sequence[Bar] = ()
    by_topic: Sequence[Bar] = ()
    by_function: Sequence[Bar] = ()


@dataclass(frozen=True)
class Method:
    """How the report was counted, and how complete its record is."""

    logged_within_7_days: Share
    with_outcome: Share
    drafts_left_out: int  # records still to be completed: not counted anywhere
    confidential: int  # confidential engagements counted in the figures, and not shown
    definitions: Sequence[tuple[str, str]] = ()  # (name, sentence) of figures beside those of the front page
    notes: Sequence[str] = ()  # whatever else a reader should know, a sentence each


@dataclass(frozen=True)
class Present:
    """An official at an engagement, with the post of that day."""

    name: str
    post: str = ""
    body: str = ""  # printed where the engagement has several bodies
    href: str = ""
    language: str = ""


@dataclass(frozen=True)
class Heard:
    text: str
    need: str = ""  # the need category
    language: str = ""


@dataclass(frozen=True)
class Entry:
    """One engagement, as far as it is printed."""

    title: str
    kind: str  # "Meeting"
    status: str  # "held", "planned", "cancelled"
    when: str  # local date and time of the place, as it prints: "14 Jul 2026, 10:00, Nairobi"
    href: str = ""
    channel: str = ""  # "in person"
    bodies: Sequence[Named] = ()
    officials: Sequence[Present] = ()
    ours: Sequence[str] = ()  # the lead first: "Asha Rao, CTO office"
    topics: Sequence[str] = ()
    summary: str = ""
    outcome: str = ""
    shared: Sequence[str] = ()
    heard: Sequence[Heard] = ()
    commitments: Sequence[Promise] = ()
    is_confidential: bool = False
    language: str = ""


@dataclass(frozen=True)
class Group:
    """Engagements under one heading. `entries` is read once, when its turn comes: a generator keeps memory flat."""

    name: str
    count: int  # how many `entries` will give
    entries: Iterable[Entry]
    href: str = ""
    language: str = ""


@dataclass(frozen=True)
class ActivityReport:
    """All that `reports.activity.activity` needs. What is empty or None is left out, except the method."""

    scope: str  # "Asia", "Kenya", "Cross-border transfers": what the report is about
    period: str  # "July to September 2026"
    starts_on: date
    ends_on: date
    zone: str  # "Asia/Singapore": the zone that instants below are given in
    made_at: datetime  # aware, in that zone
    made_by: str
    data_as_of: datetime  # aware, in that zone
    organisation: str  # whose report it is: our company's name
    method: Method
    period_before: str = ""  # "April to June 2026": what `Figure.before` is of
    filters: Sequence[str] = ()  # the other words of the filter: "Topic: Cloud security"
    href: str = ""  # the list of all engagements counted
    held: int = 0  # engagements held in the period that the reader may see
    hidden: int = 0  # "and N that you may not see"
    changed: str = ""  # the author's three sentences
    means: str = ""
    wanted: str = ""
    figures: Sequence[Figure] = ()  # four on the front page; further ones are not drawn
    needs: Sequence[Need] = ()  # most bodies first
    given: Sequence[Given] = ()
    promises: Sequence[Promises] = ()  # ours first
    coverage: Coverage | None = None
    ahead: Sequence[Ahead] = ()  # soonest first
    charts: Charts = field(default_factory=Charts)
    groups: Sequence[Group] = ()
    grouping: str = "country"  # what the groups are, as it prints after "by"
    paper: Paper = Paper.A4
    detail: Detail = Detail.SUMMARIES
    brand: str = ""  # "#0b6b62": replaces the teal of ours
    language: str = "en"
