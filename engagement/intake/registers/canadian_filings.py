"""Lobbyists' filings of Saskatchewan and Manitoba: one layout, two ways of writing names. A filing is not a meeting."""

import re
from dataclasses import dataclass

from engagement.intake import tidy
from engagement.intake.mapping import Column, Mapping, NotOurs, Row, digest, key
from engagement.intake.names import people
from engagement.intake.parties import Us
from engagement.intake.registers.companies import company
from engagement.intake.registers.wording import facts
from engagement.intake.values import Body, Person, RegisterRow, Subject

MOST = 8_000
"""Characters of free text that are kept of a filing."""
ENTERPRISES = re.compile(r"\b(?:Corporation|Incorporated|SaskEnergy|Telecommunication|Insurance|Hub)\b")
AGENCIES = re.compile(r"\b(?:Agency|Authority|Commission|Board|Office|Secretariat|Tourism|Creative)\b")


@dataclass(frozen=True)
class Province:
    """What differs between the two registers."""

    name: str
    zone: str
    surname_first: bool

    @property
    def government(self) -> Body:
        return Body(f"Government of {self.name}", "ministry", country="CA", level="regional", zone=self.zone)

    @property
    def assembly(self) -> Body:
        name = f"Legislative Assembly of {self.name}"
        return Body(name, "parliament or committee", country="CA", level="regional", zone=self.zone)

    def department(self, name: str) -> Body:
        """The body that a filing calls by a short name such as "Finance"."""
        if name == "Legislative Assembly":
            return self.assembly
        kind = (
            "state-owned enterprise" if ENTERPRISES.search(name) else "agency" if AGENCIES.search(name) else "ministry"
        )
        full = name if self.name.split()[0] in name else f"{name} ({self.name})"
        return Body(full, kind, country="CA", level="regional", parent=self.government, zone=self.zone)

    def lobbyists(self, cell: str) -> tuple[str, ...]:
        parts = (
            tidy.listed(cell, ";") if ";" in cell else tuple(part for part in map(tidy.line, cell.split(",")) if part)
        )
        if self.surname_first and len(parts) % 2 == 0:
            parts = tuple(f"{last}, {first}" for last, first in zip(parts[::2], parts[1::2], strict=True))
        return people(parts)

    def read(self, rows: tuple[Row, ...], us: Us | None) -> RegisterRow:
        """A filing as an exchange of letters with the departments and members that it says are lobbied."""
        (row,) = rows
        number, client, firm = row["REGISTRATION NUMBER"], row["CLIENT NAME"], row["ORGANIZATION"]
        if not number:
            raise tidy.Unfit("The registration number is missing.")
        if not client and not firm:
            raise tidy.Unfit("The row names neither an organisation nor a client.")
        named = tuple(dict.fromkeys(name for name in (client, firm) if name))
        ours = us is not None and any(us.is_meant(name) for name in named)
        if us and not ours:
            raise NotOurs(f"not a filing of {us.name}")
        details = tidy.lines(row.raw("EXTRACTED_PDF_DETAILS"))
        lobbyists = self.lobbyists(row.raw("LOBBYISTS"))
        departments = tidy.listed(row.raw("GOVERNMENT DEPARTMENT LOBBIED"), ";")
        lobbied = people(tidy.listed(row.raw("PRESCRIBED PROVINCIAL ENTITY LOBBIED"), ";"))
        return RegisterRow(
            key=key(number),
            digest=digest(rows, us),
            held_on=tidy.day(row["FILING DATE"]),
            title=tidy.shortened(f"Lobbying registration {number} of {client or firm}", 200),
            kind="exchange of letters",
            channel="in writing",
            zone=self.zone,
            bodies=tuple(map(self.department, departments)) or (self.government,),
            officials=tuple(Person(name, "Member of the Legislative Assembly", self.assembly) for name in lobbied),
            companies=tuple(company(name) for name in named if not (us and us.is_meant(name))),
            topics=tuple(Subject((name,)) for name in tidy.listed(row.raw("SUBJECT MATTER OF LOBBYING"), ";")),
            summary=facts(
                (
                    "Registration",
                    f"{number}, {row['TYPE OF LOBBYIST'] or 'type unknown'}, {row['REGISTRATION STATUS']}",
                ),
                ("Ended", row["TERMINATION DATE"]),
                ("Filed by", row["DESIGNATED FILER"]),
                ("For us" if ours else "Lobbyists", "; ".join(lobbyists)),
                ("Details", tidy.shortened(details, MOST)),
            ),
            members=lobbyists if ours else (),
        )


COLUMNS = (
    Column("FILING DATE"),
    Column("TERMINATION DATE", needed=False),
    Column("ORGANIZATION"),
    Column("CLIENT NAME"),
    Column("DESIGNATED FILER", needed=False),
    Column("GOVERNMENT DEPARTMENT LOBBIED"),
    Column("PRESCRIBED PROVINCIAL ENTITY LOBBIED"),
    Column("SUBJECT MATTER OF LOBBYING"),
    Column("REGISTRATION NUMBER"),
    Column("TYPE OF LOBBYIST", needed=False),
    Column("LOBBYISTS"),
    Column("REGISTRATION STATUS", needed=False),
    Column("EXTRACTED_PDF_DETAILS", needed=False),
)
SASKATCHEWAN = Mapping(
    name="saskatchewan-lobbyist-filings",
    about="Lobbyists' registrations of Saskatchewan, Canada",
    columns=COLUMNS,
    read=Province("Saskatchewan", "America/Regina", surname_first=False).read,
    takes_us=True,
)
MANITOBA = Mapping(
    name="manitoba-lobbyist-filings",
    about="Lobbyists' registrations of Manitoba, Canada",
    columns=COLUMNS,
    read=Province("Manitoba", "America/Winnipeg", surname_first=True).read,
    takes_us=True,
)
