"""The access pack: all that is kept about one person, as a paper for that person (GDPR, article 15)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from reports.blocks.table import Column, table
from reports.blocks.text import heading, paragraph
from reports.blocks.words import day, full_day, moment, several
from reports.palette import Palette
from reports.paper.flow import Flow, Strip
from reports.paper.metadata import About
from reports.paper.paper import Paper as Sheets
from reports.paper.tags import Element
from reports.records import Paper
from reports.style import FRAMES, LEAD, QUIET, SMALL

FACTS = [Column("What", 1.3), Column("What is kept", 5)]
POSTS = [Column("Post", 3), Column("Organisation", 3), Column("From", 1.2), Column("Until", 1.2)]
MET = [Column("Date", 1.3), Column("Engagement", 4), Column("Post on that day", 2.4), Column("Organisations", 3)]
SAID = [Column("Date", 1.3), Column("Where", 2.6), Column("What it says", 6)]
INVITED = [Column("Date", 1.3), Column("Engagement", 4), Column("Invited as", 3), Column("Answer", 1.5)]
FILES = [Column("Date", 1.3), Column("File", 4), Column("Engagement", 4)]
SAVED = [Column("When", 1.8), Column("What", 2.2), Column("Before", 3), Column("After", 3)]


@dataclass(frozen=True)
class Held:
    """A post that the person holds or held."""

    title: str
    organisation: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True)
class Met:
    """An engagement in which the person took part, with the post of that day."""

    on: date
    title: str
    kind: str
    status: str
    post: str
    organisations: list[str]


@dataclass(frozen=True)
class Said:
    """A text that names the person: of the engagement on that day, or of another record without one."""

    on: date | None
    of: str
    where: str
    text: str


@dataclass(frozen=True)
class Invited:
    """An invitation that the person got by calendar."""

    on: date
    title: str
    name: str
    address: str
    answer: str


@dataclass(frozen=True)
class Filed:
    """A file that is called after the person; the file itself is not in the pack."""

    on: date
    name: str
    title: str


@dataclass(frozen=True)
class Saved:
    """A change of the person's record: (what, before, after) of each part."""

    at: datetime
    what: str
    parts: list[tuple[str, str, str]]


@dataclass(frozen=True)
class AccessPack:
    """All of it. Instants are UTC. `hidden` is how many confidential engagements name the person and are not in it."""

    name: str
    email: str
    phone: str
    note: str
    added_at: datetime
    source: str
    notice: str
    notice_on: date | None
    notice_how: str
    review_on: date | None
    objected_on: date | None
    objection: str
    posts: list[Held]
    engagements: list[Met]
    texts: list[Said]
    invitations: list[Invited]
    files: list[Filed]
    changes: list[Saved]
    hidden: int
    organisation: str
    made_by: str
    made_at: datetime


def access_pack(pack: AccessPack, out: BinaryIO) -> None:
    """Writes the pack as a PDF."""
    frame = FRAMES[Paper.A4]
    about = About(f"What we keep about {pack.name}", pack.made_by, "en-GB", pack.made_at)
    paper = Sheets(out, (frame.width, frame.height), about, Palette())
    foot = lambda sheets: sheets.page_of_pages(frame.side, frame.height - 36)  # noqa: E731
    flow = Flow(paper, frame.side, frame.inner, frame.top, frame.height - frame.foot, foot)
    flow.begin()
    with flow.within("Sect", paper.tags.top) as section:
        _front(flow, section, pack)
    for key, (title, empty, columns, rows) in enumerate(_parts(pack)):
        with flow.within("Sect", paper.tags.top) as section:
            heading(flow, section, title, 2, f"part{key}")
            if rows:
                table(flow, section, columns, rows)
            else:
                paragraph(flow, section, empty, QUIET)
    flow.finish()
    paper.finish()


def _front(flow: Flow, section: Element, pack: AccessPack) -> None:
    paragraph(flow, section, f"{pack.organisation}\u00a0\u00b7 Access pack", SMALL, keep=True)
    flow.add(Strip(10, keep=True))
    heading(flow, section, pack.name, 1, "front")
    says = f"What {pack.organisation} keeps about this person in Engagement, its record of talks with governments."
    paragraph(flow, section, says, LEAD)
    made = f"Made on {moment(pack.made_at)} by {pack.made_by}, to answer a request for access (GDPR, article 15)."
    paragraph(flow, section, f"{made} Times are UTC.", SMALL, before=6)
    if pack.hidden:
        engagements = several(pack.hidden, "confidential engagement")
        verbs = "names this person and is" if pack.hidden == 1 else "name this person and are"
        says = f"{engagements} {verbs} not in this pack: it holds what its maker may see."
        paragraph(flow, section, says, before=8)


def _parts(pack: AccessPack) -> Iterator[tuple[str, str, list[Column], Sequence[Sequence[str]]]]:
    """Title, words where there is nothing, columns and rows of each part."""
    yield "The record", "", FACTS, [[name, said] for name, said in _facts(pack) if said]
    posts = [[one.title or "not known", one.organisation, _day(one.from_on), _day(one.to_on)] for one in pack.posts]
    yield "Posts", "No post is kept.", POSTS, posts
    met = [
        [day(one.on), f"{one.title} ({one.kind}, {one.status})", one.post, "; ".join(one.organisations)]
        for one in pack.engagements
    ]
    yield "Engagements in which the person took part", "None.", MET, met
    said = [[_day(one.on), f"{one.where}: {one.of}" if one.of else one.where, one.text] for one in pack.texts]
    yield "Texts that name the person", "None.", SAID, said
    invited = [[day(one.on), one.title, f"{one.name} {one.address}".strip(), one.answer] for one in pack.invitations]
    yield "Invitations by calendar", "None.", INVITED, invited
    yield "Files called after the person", "None.", FILES, [[day(one.on), one.name, one.title] for one in pack.files]
    yield "Changes of the record", "None.", SAVED, list(_changes(pack))


def _facts(pack: AccessPack) -> Iterator[tuple[str, str]]:
    yield "Name", pack.name
    yield "E-mail", pack.email
    yield "Phone", pack.phone
    yield "Note", pack.note
    yield "Kept since", moment(pack.added_at)
    yield "Data from", pack.source or "not known"
    told = f"{pack.notice}, {full_day(pack.notice_on)}" if pack.notice_on else pack.notice
    yield "Told", f"{told}: {pack.notice_how}" if pack.notice_how else told or "not yet, or not known"
    yield "Looked at again", _day(pack.review_on)
    objected = f"on {full_day(pack.objected_on)}" if pack.objected_on else ""
    yield "Objection", f"{objected}: {pack.objection}" if pack.objection else objected


def _changes(pack: AccessPack) -> Iterator[list[str]]:
    for change in pack.changes:
        for number, (what, before, after) in enumerate(change.parts):
            when, thing = (moment(change.at), change.what) if number == 0 else ("", "")
            yield [when, f"{thing}\u00a0\u00b7 {what}" if thing else what, before, after]


def _day(on: date | None) -> str:
    return day(on) if on else ""
