"""Contacts of registered entities with officials of the City of Portland, Oregon; three layouts of one register."""

import re

from engagement.intake import tidy
from engagement.intake.mapping import Column, Mapping, NotOurs, Row, digest, key
from engagement.intake.names import people
from engagement.intake.parties import Us
from engagement.intake.registers.companies import company
from engagement.intake.registers.wording import facts
from engagement.intake.values import Body, Person, RegisterRow, Subject

ZONE = "America/Los_Angeles"
CITY = Body("City of Portland", "municipality", country="US", level="local", zone=ZONE)
CHANNELS = (
    ("personal meeting", "meeting", "in person"),
    ("committee meeting", "meeting", "in person"),
    ("virtual meeting", "meeting", "video"),
    ("telephone", "meeting", "phone"),
    ("email", "exchange of letters", "in writing"),
    ("text message", "exchange of letters", "in writing"),
    ("direct mail", "exchange of letters", "in writing"),
    ("goodwill building (non-lobbying)", "meeting", "in person"),
)
"""The first that a row names decides. A row without any of them is about preparation or a campaign."""
GROUP = re.compile(r"\b(?:commission|council|committee|bureau|office|department|board)\b", re.IGNORECASE)


def read(rows: tuple[Row, ...], us: Us | None) -> RegisterRow:
    """A row: the city and the officials named were contacted by one entity."""
    (row,) = rows
    entity, types = row["Entity"], [kind.casefold() for kind in tidy.listed(row.raw("Contact type"), ";")]
    if not entity:
        raise tidy.Unfit("The row names no entity.")
    if row["end"] and not row["end"].startswith("now()"):
        raise tidy.Unfit("The line does not end as this layout does; it is cut off or shifted.")
    ours = us is not None and us.is_meant(entity)
    if us and not ours:
        raise NotOurs(f"not a contact of {us.name}")
    form = next(((kind, channel) for name, kind, channel in CHANNELS if name in types), None)
    if form is None:
        raise tidy.Unfit("The row tells of preparation or a campaign; nobody was met.")
    subject, action = row["Subject"], row["Action of interest"]
    ends_on = row["Contact end date"]
    names = tidy.listed(row.raw("City official(s)"), ";")
    lobbyists = people(tidy.listed(row.raw("Lobbyist(s)"), ";"))
    return RegisterRow(
        key=key(*(row[column.name] for column in HEADED)),
        digest=digest(rows, us),
        held_on=tidy.day(row["Contact date"], tidy.MONTH_FIRST),
        title=tidy.shortened(action or subject or f"Contact of {entity}", 200),
        kind=form[0],
        channel=form[1],
        zone=ZONE,
        bodies=(
            CITY,
            *(
                Body(tidy.line(name.split("(")[0]), "agency", "US", "local", CITY)
                for name in names
                if GROUP.search(name)
            ),
        ),
        officials=tuple(
            Person(name, "City official", CITY)
            for name in people(tuple(name for name in names if not GROUP.search(name)))
        ),
        companies=() if ours else (company(entity),),
        topics=subjects(subject),
        summary=facts(
            ("Action of interest", action if len(action) > 200 else ""),
            ("Subject", subject),
            ("Contact", "; ".join(tidy.listed(row.raw("Contact type"), ";"))),
            ("Until", str(tidy.day(ends_on, tidy.MONTH_FIRST)) if ends_on else ""),
            ("For us" if ours else "Lobbyists", "; ".join(lobbyists)),
        ),
        members=lobbyists if ours else (),
    )


def subjects(subject: str) -> tuple[Subject, ...]:
    """The city's own subject and sub-subject; what a filer wrote behind them, or as "Other", makes no topic."""
    parts = [part.strip() for part in subject.split(":") if part.strip()]
    if not parts:
        return ()
    if parts[0] == "Other":
        return (Subject((parts[1],), if_known=True),) if len(parts) > 1 else ()
    below = parts[1:2] if len(parts) > 1 and parts[1][0].islower() else []
    return (Subject((parts[0], *below)),)


HEADED = (
    Column("Entity"),
    Column("Contact date"),
    Column("Contact end date", needed=False),
    Column("Contact type", ("Contact type(s)",)),
    Column("Subject"),
    Column("Action of interest"),
    Column("City official(s)"),
    Column("Lobbyist(s)"),
)
MAPPING = Mapping(
    name="portland-lobbying",
    about="Lobbying contacts with the City of Portland, Oregon (all three layouts, 2014 to 2026)",
    columns=HEADED,
    read=read,
    bare=("id", "quarter", *(column.name for column in HEADED if column.name != "Contact end date"), "end"),
    bare_start=r"\(\d+$",
    takes_us=True,
)
