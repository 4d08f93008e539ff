"""Diaries of the ministers of New South Wales, as tidied by Nick Evershed: several rows are one meeting."""

import re
from datetime import date, timedelta

from engagement.intake import tidy
from engagement.intake.mapping import Column, Mapping, NotOurs, Row, digest, key
from engagement.intake.names import bare
from engagement.intake.parties import Us, parties
from engagement.intake.registers.companies import company
from engagement.intake.registers.wording import channel, facts, kind
from engagement.intake.values import Body, Person, RegisterRow

ZONE = "Australia/Sydney"
STATE = Body(
    "Government of New South Wales", "ministry", country="AU", level="regional", zone=ZONE, others=("NSW Government",)
)
PARLIAMENT = Body(
    "Parliament of New South Wales",
    "parliament or committee",
    country="AU",
    level="regional",
    zone=ZONE,
    others=("NSW Parliament",),
)
MEMBER = re.compile(r"^(?:(?:the )?hon\.? )?([A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,3}),? (MP|MLC)$")
MINISTER = re.compile(
    r"^(?:the hon\.? )?((?:Deputy )?Premier|Treasurer|Attorney[- ]General|(?:Assistant )?Minister"
    r"|Parliamentary Secretary) ((?:the hon\.? )?[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,2})$"
)
SLACK = timedelta(days=62)
"""How far outside its source's quarter a date may lie: entries printed late are common, wrong years lie farther off."""


def read(rows: tuple[Row, ...], us: Us | None) -> RegisterRow:
    """A meeting of one portfolio with everyone in the rows; colleagues named there are officials."""
    first = rows[0]
    portfolio, period = first["minister"], first["period"]
    if not portfolio:
        raise tidy.Unfit("The row names no minister, so nobody can be said to have held this meeting.")
    held_on = tidy.day(first["date"])
    first_day, last_day = quarter(period)
    if not first_day - SLACK <= held_on <= last_day + SLACK:
        raise tidy.Unfit(f"The date {held_on} cannot be right: it comes from the diary of {period.replace('-', ' ')}.")
    names = [row["name"] or row["original_name"] for row in rows]
    cells = [
        half for name in names for half in re.split(r"\s+[–—-]\s+(?=(?:Minister|Premier|Treasurer)\b)", name) if half
    ]
    colleagues = tuple(found for cell in cells if (found := colleague(cell)))
    met = [parties(cell, us) for cell in cells if not colleague(cell)]
    if us and not any(one.ours for one in met):
        raise NotOurs(f"not a meeting of {us.name}")
    reason = tidy.line(first.raw("reason")).removeprefix("D ")  # a drop cap that lost its word in the PDF
    return RegisterRow(
        key=key(first["date"], first["filename"], first["key"], first["reason"]),
        digest=digest(rows, us),
        held_on=held_on,
        title=tidy.shortened(reason or f"Meeting with {names[0]}", 200),
        kind=kind(reason),
        channel=channel(reason) if "call" in reason.casefold() and "courtesy" not in reason.casefold() else "in person",
        zone=ZONE,
        bodies=(Body(office(portfolio), "ministry", country="AU", level="regional", parent=STATE, zone=ZONE),),
        officials=colleagues,
        companies=tuple({body.name: body for one in met for body in map(company, one.organisations)}.values()),
        summary=facts(
            ("Subject", reason if len(reason) > 200 else ""),
            ("Met", "; ".join(names)),
            ("Source", f"{first['filename']}, page {first['page']}, entry {first['key']}"),
        ),
    )


def office(portfolio: str) -> str:
    """ "Minister-for-Planning-Minister-for-Women" as "Minister for Planning, Minister for Women (New South Wales)"."""
    words = portfolio.replace("-", " ")
    words = re.sub(r" (?=(?:Assistant |Special )?Minister\b)", ", ", words).replace("Assistant, ", "Assistant ")
    return f"{words.replace('Special, ', 'Special ')} (New South Wales)"


def colleague(name: str) -> Person | None:
    """The member of the government or the parliament that a cell names in place of an organisation."""
    if member := MEMBER.match(name):
        post = "Member of the Legislative Council" if member[2] == "MLC" else "Member of Parliament"
        return Person(bare(member[1]), post, PARLIAMENT)
    if minister := MINISTER.match(name):
        return Person(bare(minister[2]), minister[1].replace("-", " "), STATE)
    return None


def quarter(period: str) -> tuple[date, date]:
    """The first and the last day that a file name such as "…-July-Sept-2015" or "…-Oct-16-23-Jan-2017" speaks of."""
    said = re.findall(r"(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(20\d\d)", period.casefold())
    months = [tidy.MONTHS.index(month) + 1 for month, _ in said if month]
    years = [int(year) for _, year in said if year]
    if not months or not years:
        raise tidy.Unfit("The row does not say from which diary it comes, so its date cannot be checked.")
    begins, ends = date(years[0], months[0], 1), date(years[-1], months[-1], 1)
    if begins > ends:
        begins = begins.replace(year=begins.year - 1)
    return begins, ends + timedelta(days=31)


MAPPING = Mapping(
    name="nsw-ministerial-diaries",
    about="Diaries of the ministers of New South Wales, Australia (several rows are one meeting)",
    columns=(
        Column("date"),
        Column("name"),
        Column("reason"),
        Column("filename"),
        Column("key"),
        Column("minister"),
        Column("period"),
        Column("page", needed=False),
        Column("original_name", needed=False),
    ),
    read=read,
    together=("date", "filename", "key", "reason"),
    takes_us=True,
)
