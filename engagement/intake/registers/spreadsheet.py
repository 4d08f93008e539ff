"""One's own old spreadsheet: a row for each engagement, under plain headings."""

import re
from functools import partial

from engagement.core.text import fold
from engagement.intake import tidy
from engagement.intake.kinds import kind_of
from engagement.intake.mapping import Column, Mapping, Row, digest, key
from engagement.intake.names import person
from engagement.intake.parties import Us
from engagement.intake.registers.wording import channel, kind
from engagement.intake.values import Body, Person, RegisterRow, Subject

STATUSES = {
    "planned": "planned", "scheduled": "planned", "upcoming": "planned", "confirmed": "planned", "tentative": "planned",
    "held": "held", "done": "held", "completed": "held", "complete": "held", "took place": "held",
    "cancelled": "cancelled", "canceled": "cancelled", "postponed": "cancelled", "no show": "cancelled",
}  # fmt: skip
ASKED_BY = {"we": "we", "us": "we", "they": "they", "them": "they", "an event": "an event", "event": "an event"}
YES = frozenset({"yes", "y", "true", "1", "x", "confidential"})
NO = frozenset({"", "no", "n", "false", "0"})
WITH_POST = re.compile(r"^(.+?)\s*\((.+)\)$")
PARTS = ";", "\n"


def read(rows: tuple[Row, ...], us: Us | None, order: str) -> RegisterRow:
    """A row of one's own: lists in a cell are parted by semicolons or lines, "Name (post)" tells an official's post."""
    (row,) = rows
    names = tidy.listed(row.raw("organisation"), *PARTS)
    if not names:
        raise tidy.Unfit("The organisation is missing.")
    held_on = tidy.day(row["date"], order)
    country = row["country"] or None
    bodies = tuple(
        Body(name, row["kind of organisation"].casefold() or kind_of(name, "agency"), country) for name in names
    )
    status, asked_by = fold(row["status"]), fold(row["asked by"])
    if status and status not in STATUSES:
        raise tidy.Unfit(f"The status “{row['status']}” is none of planned, held, cancelled.")
    if asked_by and asked_by not in ASKED_BY:
        raise tidy.Unfit(f"“{row['asked by']}” under “asked by” is none of we, they, an event.")
    secret = fold(row["confidential"])
    if secret not in YES | NO:
        raise tidy.Unfit(f"“{row['confidential']}” under “confidential” is neither yes nor no.")
    title, form, place = row["title"], row["kind"], row["place"]
    return RegisterRow(
        key=key(row["id"]) if row["id"] else key(row["date"], *names, title, row.raw("team members")),
        digest=digest(rows, us),
        held_on=held_on,
        title=tidy.shortened(title or f"{form.capitalize() or 'Meeting'} with {names[0]}", 200),
        kind="exchange of letters" if re.search(r"letter|e-?mail", form.casefold()) else kind(f"{form} {title}"),
        channel=channel(f"{row['channel']} {form}") if row["channel"] or form else None,
        zone="",
        bodies=bodies,
        officials=tuple(_official(cell, bodies[0]) for cell in tidy.listed(row.raw("officials"), *PARTS)),
        topics=tuple(_topic(cell) for cell in tidy.listed(row.raw("topics"), *PARTS)),
        status=STATUSES.get(status),
        asked_by=ASKED_BY.get(asked_by),
        place=tidy.shortened(place, 200),
        summary=tidy.lines(row.raw("summary")),
        outcome=tidy.lines(row.raw("outcome")),
        members=tidy.listed(row.raw("team members"), *PARTS, ","),
        confidential=secret in YES,
    )


def _official(cell: str, body: Body) -> Person:
    with_post = WITH_POST.match(cell)
    return Person(person(with_post[1]), with_post[2], body) if with_post else Person(person(cell), "", body)


def _topic(cell: str) -> Subject:
    return Subject(tuple(part for part in map(tidy.line, cell.split(">")) if part))


COLUMNS = (
    Column("date", ("day", "meeting date", "date of meeting", "when", "start date", "start")),
    Column(
        "organisation",
        (
            "organisations",
            "organization",
            "organizations",
            "body",
            "bodies",
            "government body",
            "institution",
            "account",
            "with",
        ),
    ),
    Column("title", ("subject", "meeting", "name", "about"), needed=False),
    Column("kind", ("type", "kind of meeting", "engagement type", "meeting type"), needed=False),
    Column("channel", ("format", "mode", "how"), needed=False),
    Column("status", ("state",), needed=False),
    Column("country", ("country code", "jurisdiction"), needed=False),
    Column("kind of organisation", ("kind of body", "organisation type", "organization type"), needed=False),
    Column(
        "officials",
        ("official", "contacts", "contact", "attendees", "their people", "government attendees"),
        needed=False,
    ),
    Column(
        "team members",
        ("team member", "our people", "owner", "lead", "us", "member", "members", "our attendees"),
        needed=False,
    ),
    Column("topics", ("topic", "policy topic", "policy topics", "themes", "theme", "tags"), needed=False),
    Column("place", ("location", "where", "venue", "city"), needed=False),
    Column("summary", ("notes", "note", "description", "what was said", "minutes"), needed=False),
    Column("outcome", ("result", "results", "next steps"), needed=False),
    Column("asked by", ("requested by", "initiated by", "who asked"), needed=False),
    Column("confidential", ("private", "restricted"), needed=False),
    Column("id", ("number", "no", "reference", "ref", "key"), needed=False),
)
DAY_FIRST: Mapping[RegisterRow] = Mapping(
    "spreadsheet",
    "Your own old spreadsheet, saved as CSV; dates as 2026-03-07 or 07/03/2026 (day first)",
    COLUMNS,
    partial(read, order=tidy.DAY_FIRST),
    takes_us=False,
)
MONTH_FIRST: Mapping[RegisterRow] = Mapping(
    "spreadsheet-us-dates",
    "Your own old spreadsheet, saved as CSV; dates as 2026-03-07 or 03/07/2026 (month first)",
    COLUMNS,
    partial(read, order=tidy.MONTH_FIRST),
    takes_us=False,
)
