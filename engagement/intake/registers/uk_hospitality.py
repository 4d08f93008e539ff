"""Hospitality received by ministers of the United Kingdom, as their departments return it."""

import re

from engagement.core.text import fold
from engagement.intake import tidy
from engagement.intake.mapping import Column, Mapping, NotOurs, Row, digest, key
from engagement.intake.names import bare
from engagement.intake.parties import Us, parties
from engagement.intake.registers.companies import company
from engagement.intake.registers.wording import facts
from engagement.intake.values import Body, Person, RegisterRow

ZONE = "Europe/London"
HOST, WITH = "Person or organisation that offered hospitality", "Accompanied by spouse, family member(s) or friend?"
OFFICE = Body("Cabinet Office", "ministry", country="GB", level="national", zone=ZONE)
OFFICE_FIRST = re.compile(r"^(.{5,}?) ((?:The )?R(?:igh)?t\.? Hon\b.*)$", re.IGNORECASE)


def read(rows: tuple[Row, ...], us: Us | None) -> RegisterRow:
    """A row: a minister was the guest of those named."""
    (row,) = rows
    minister, host, form = row["Minister"], row[HOST], row["Type of hospitality received"]
    if fold(host).startswith("nil return"):
        raise tidy.Unfit("A nil return: nobody was met.")
    if not minister or not host:
        raise tidy.Unfit("The row does not say who was whose guest.")
    met = parties(row.raw(HOST), us)
    if us and not met.ours:
        raise NotOurs(f"not an invitation of {us.name}")
    guest = official(minister)
    return RegisterRow(
        key=key(guest.name, row["Date"], host, form),
        digest=digest(rows, us),
        held_on=tidy.day(row["Date"]),
        title=tidy.shortened(f"{form or 'Hospitality'} with {host.strip(' )')}", 200),
        kind="meeting",
        channel="in person",
        zone=ZONE,
        bodies=(OFFICE,),
        officials=(guest,),
        companies=tuple(company(name) for name in met.organisations),
        summary=facts(("Hospitality", form), ("Offered by", host), ("Accompanied", row[WITH])),
    )


def official(cell: str) -> Person:
    """Name and office, whichever stands first."""
    turned = OFFICE_FIRST.match(cell)
    name, office = (turned[2], turned[1]) if turned else (cell.partition(",")[0], cell.partition(",")[2])
    office = re.sub(r"\s+([),])", r"\1", re.sub(r"([(])\s+", r"\1", office)).strip(" ,")
    if re.fullmatch(r"\([^()]*\)", office):
        office = office[1:-1]
    return Person(bare(name.partition("(")[0]).strip(), office, OFFICE)


MAPPING = Mapping(
    name="uk-hospitality",
    about="Hospitality received by ministers of the United Kingdom (a department's return)",
    columns=(
        Column("Minister"),
        Column("Date"),
        Column(HOST),
        Column("Type of hospitality received"),
        Column(WITH, needed=False),
    ),
    read=read,
    takes_us=True,
)
