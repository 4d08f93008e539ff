"""Lists of government bodies and of elected officials."""

import re
from datetime import date

from engagement.core.text import fold
from engagement.intake import tidy
from engagement.intake.kinds import kind_of
from engagement.intake.mapping import Column, Mapping, Row, digest, key
from engagement.intake.names import person
from engagement.intake.parties import Us
from engagement.intake.values import Body, OfficialRow, OrganisationRow, Person

UK_KINDS = {
    "ministerial department": "ministry",
    "devolved administration": "ministry",
    "executive office": "ministry",
    "court": "court",
    "tribunal non-departmental public body": "court",
    "public corporation": "state-owned enterprise",
    "independent monitoring body": "regulator",
}
UK_REGIONAL = ("devolved administration",)
REGULATOR = re.compile(
    r"\b(?:ombudsman|inspectorate|regulat\w+|ofcom|ofgem|ofsted|ofwat|commissioner)\b", re.IGNORECASE
)
CONGRESO = Body(
    "Congreso de los Diputados", "parliament or committee", "ES", "national", others=("Congress of Deputies",)
)
COUNCILLORS = Body("参議院", "parliament or committee", "JP", "national", others=("House of Councillors", "Sangiin"))
IN_COMMITTEE = re.compile(r"^(.+?)(?:（(理|長|幹)）)?$")
IN_COMMITTEE_AS = {"理": "理事", "長": "長", "幹": "幹事", None: "委員"}


def uk_organisation(rows: tuple[Row, ...], _us: Us | None) -> OrganisationRow:
    """A body of GOV.UK by its slug, below those whose slugs it names."""
    (row,) = rows
    name, slug, sort = row["name"], row["govuk"], row["government-organisation-type"].casefold()
    if not name or not slug:
        raise tidy.Unfit("The row lacks a name or the short name of its address.")
    kind = "regulator" if sort not in UK_KINDS and REGULATOR.search(name) else UK_KINDS.get(sort, "agency")
    level = "regional" if sort in UK_REGIONAL else "national"
    others = tuple(filter(None, [row["abbreviation"]]))
    body = Body(name, kind, "GB", level, others=tuple(other for other in others if fold(other) != fold(name)))
    parents = tidy.listed(row.raw("parent-govuks"), ";")
    return OrganisationRow(slug, digest(rows, None), body, parents, row["website"])


def uk_register(rows: tuple[Row, ...], _us: Us | None) -> OrganisationRow:
    """A body of the old government organisation register, with the day it ended."""
    (row,) = rows
    name, code = row["name"], row["government-organisation"]
    if not name or not code:
        raise tidy.Unfit("The row lacks a name or a code.")
    kind = (
        "regulator"
        if REGULATOR.search(name)
        else {"D": "ministry", "CO": "court", "PC": "state-owned enterprise"}.get(code.rstrip("0123456789"), "agency")
    )
    began, ended = part_of_date(row["start-date"], last=False), part_of_date(row["end-date"], last=True)
    if began and ended and ended < began:
        raise tidy.Unfit(f"It ends on {ended}, before it begins on {began}.")
    note = " ".join(
        part for part in (f"Since {began}." if began else "", f"Ended on {ended}." if ended else "") if part
    )
    return OrganisationRow(
        f"{code} {fold(name)}", digest(rows, None), Body(name, kind, "GB", "national"), (), row["website"], note, ended
    )


def part_of_date(text: str, last: bool) -> date | None:
    """A date of which the day, or day and month, may be left out: the first or the last day that it can mean."""
    whole = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if not text:
        return None
    if not whole:
        raise tidy.Unfit(f"“{tidy.shortened(text, 40)}” is not a date that this format uses.")
    if whole[3]:
        return tidy.day(text)
    year, month = int(whole[1]), int(whole[2] or (12 if last else 1))
    first = tidy.day(f"{year}-{month:02}-01")
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1) if last else first


def diputado(rows: tuple[Row, ...], _us: Us | None) -> OfficialRow:
    """A member of the Spanish Congress. Party, group and gender are not kept."""
    (row,) = rows
    name = person(row["full_name"]) or person(f"{row['first_name']} {row['last_name']}")
    if not name:
        raise tidy.Unfit("The name is missing.")
    post = Person(name, "Member of the Congress of Deputies", CONGRESO)
    return OfficialRow(key(name), digest(rows, None), post)


def councillor(rows: tuple[Row, ...], _us: Us | None) -> OfficialRow:
    """A member of the Japanese upper house with their seats in committees. Group and biography are not kept."""
    (row,) = rows
    name = row["議員氏名"]
    if not name:
        raise tidy.Unfit("The name (議員氏名) is missing.")
    seats = []
    for cell in tidy.listed(row.raw("役職等"), "、"):
        seat = IN_COMMITTEE.match(cell)
        assert seat is not None
        if seat[1] in ("議長", "副議長"):
            seats.append(Person(name, seat[1], COUNCILLORS))
        else:
            committee = Body(seat[1], "parliament or committee", "JP", "national", parent=COUNCILLORS)
            seats.append(Person(name, IN_COMMITTEE_AS[seat[2]], committee))
    constituency, reading = row["選挙区"], row["読み方"]
    return OfficialRow(
        key(name),
        digest(rows, None),
        Person(name, f"参議院議員（{constituency}）" if constituency else "参議院議員", COUNCILLORS),
        tuple(seats),
        tidy.day(row["任期満了"]) if row["任期満了"] else None,
        note=f"読み方: {reading}" if reading else "",
    )


def council_group(rows: tuple[Row, ...], _us: Us | None) -> OrganisationRow:
    """A parliamentary group of the Japanese upper house, with its short name."""
    (row,) = rows
    name, short = row["会派名"], row["略称"]
    if not name:
        raise tidy.Unfit("The name (会派名) is missing.")
    body = Body(name, "parliament or committee", "JP", "national", COUNCILLORS, others=tuple(filter(None, [short])))
    return OrganisationRow(key(name), digest(rows, None), body)


def organisation(rows: tuple[Row, ...], _us: Us | None) -> OrganisationRow:
    """A row of one's own list of organisations, or of a CRM's companies."""
    (row,) = rows
    name = row["name"]
    if not name:
        raise tidy.Unfit("The name is missing.")
    body = Body(
        name,
        row["kind"].casefold() or kind_of(name, "company"),
        row["country"] or None,
        row["level"].casefold() or None,
    )
    others = tidy.listed(row.raw("other names"), ";")
    body = Body(body.name, body.kind, body.country, body.level, others=others)
    parents = (fold(row["parent"]),) if row["parent"] else ()
    return OrganisationRow(fold(name), digest(rows, None), body, parents, row["website"], row["note"])


ORGANISATIONS: tuple[Mapping[OrganisationRow], ...] = (
    Mapping(
        "organisations",
        "Your own list of organisations, or a CRM's companies (HubSpot, Salesforce, Dynamics)",
        (
            Column("name", ("organisation", "organization", "company name", "account name", "company", "body")),
            Column("kind", ("kind of organisation", "type", "kind of body"), needed=False),
            Column("country", ("country/region", "country code", "billing country"), needed=False),
            Column("level", ("level of government",), needed=False),
            Column("parent", ("parent organisation", "parent account", "part of"), needed=False),
            Column("website", ("website url", "web site", "url"), needed=False),
            Column("other names", ("abbreviation", "short name", "synonyms"), needed=False),
            Column("note", ("notes", "remarks"), needed=False),
        ),
        organisation,
    ),
    Mapping(
        "uk-govuk-organisations",
        "Organisations of GOV.UK, a tree by short names (tab-separated)",
        (
            Column("govuk"),
            Column("name"),
            Column("parent-govuks"),
            Column("government-organisation-type"),
            Column("abbreviation", needed=False),
            Column("website", needed=False),
        ),
        uk_organisation,
    ),
    Mapping(
        "uk-government-organisation-register",
        "Register of UK government organisations with the days they began and ended (tab-separated)",
        (
            Column("government-organisation"),
            Column("name"),
            Column("start-date"),
            Column("end-date"),
            Column("website", needed=False),
        ),
        uk_register,
    ),
    Mapping(
        "jp-house-of-councillors-groups",
        "Parliamentary groups of the Japanese House of Councillors",
        (Column("会派名"), Column("略称", needed=False)),
        council_group,
    ),
)
OFFICIALS: tuple[Mapping[OfficialRow], ...] = (
    Mapping(
        "es-diputados",
        "Members of the Spanish Congress of Deputies",
        (Column("full_name"), Column("first_name", needed=False), Column("last_name", needed=False)),
        diputado,
    ),
    Mapping(
        "jp-house-of-councillors-members",
        "Members of the Japanese House of Councillors and their committees",
        (
            Column("議員氏名"),
            Column("役職等"),
            Column("任期満了"),
            Column("選挙区", needed=False),
            Column("読み方", needed=False),
        ),
        councillor,
    ),
)
