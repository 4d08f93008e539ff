"""Meetings of Members of the European Parliament, as gathered by Integrity Watch EU."""

import re

from engagement.intake import tidy
from engagement.intake.mapping import Column, Mapping, NotOurs, Row, digest, key
from engagement.intake.names import person
from engagement.intake.parties import Us, parties
from engagement.intake.registers.companies import company
from engagement.intake.registers.wording import channel, facts, kind
from engagement.intake.values import Body, Person, RegisterRow, Subject

ZONE = "Europe/Brussels"
PARLIAMENT = Body(
    "European Parliament",
    "parliament or committee",
    level="supranational",
    seat="BE",
    zone=ZONE,
    others=("EP", "Europarl"),
)
COMMITTEES = {
    "AFCO": ("Committee on Constitutional Affairs", "Constitutional affairs"),
    "AFET": ("Committee on Foreign Affairs", "Foreign affairs"),
    "AGRI": ("Committee on Agriculture and Rural Development", "Agriculture and rural development"),
    "AIDA": ("Special Committee on Artificial Intelligence in a Digital Age", "Artificial intelligence"),
    "ANIT": ("Committee of Inquiry on the Protection of Animals during Transport", "Animal transport"),
    "BECA": ("Special Committee on Beating Cancer", "Cancer"),
    "BUDG": ("Committee on Budgets", "Budgets"),
    "CONT": ("Committee on Budgetary Control", "Budgetary control"),
    "CULT": ("Committee on Culture and Education", "Culture and education"),
    "DEVE": ("Committee on Development", "Development"),
    "DROI": ("Subcommittee on Human Rights", "Human rights"),
    "ECON": ("Committee on Economic and Monetary Affairs", "Economic and monetary affairs"),
    "EMPL": ("Committee on Employment and Social Affairs", "Employment and social affairs"),
    "ENVI": (
        "Committee on the Environment, Public Health and Food Safety",
        "Environment, public health and food safety",
    ),
    "FEMM": ("Committee on Women's Rights and Gender Equality", "Gender equality"),
    "FISC": ("Subcommittee on Tax Matters", "Tax"),
    "IMCO": ("Committee on the Internal Market and Consumer Protection", "Internal market and consumer protection"),
    "INGE": ("Special Committee on Foreign Interference", "Foreign interference"),
    "INTA": ("Committee on International Trade", "International trade"),
    "ITRE": ("Committee on Industry, Research and Energy", "Industry, research and energy"),
    "JURI": ("Committee on Legal Affairs", "Legal affairs"),
    "LIBE": ("Committee on Civil Liberties, Justice and Home Affairs", "Civil liberties, justice and home affairs"),
    "PECH": ("Committee on Fisheries", "Fisheries"),
    "PETI": ("Committee on Petitions", "Petitions"),
    "REGI": ("Committee on Regional Development", "Regional development"),
    "SEDE": ("Subcommittee on Security and Defence", "Security and defence"),
    "TRAN": ("Committee on Transport and Tourism", "Transport and tourism"),
}
BODIES = {
    code: Body(
        name, "parliament or committee", level="supranational", parent=PARLIAMENT, seat="BE", zone=ZONE, others=(code,)
    )
    for code, (name, _) in COMMITTEES.items()
}


def read(rows: tuple[Row, ...], us: Us | None) -> RegisterRow:
    """A row: the committee (else the Parliament) and the member met those named; the political group is not kept."""
    (row,) = rows
    lobbyists, title, mep = row["lobbyists"], row["title"], row["mep"]
    if not mep:
        raise tidy.Unfit("The row does not say which member held the meeting.")
    met = parties(row.raw("lobbyists"), us)
    if us and not met.ours:
        raise NotOurs(f"not a meeting of {us.name}")
    codes = [code for code in re.findall(r"\w+", row.raw("committees")) if code in COMMITTEES]
    dossier, place, country = row["dossier"], row["location"], row["country"]
    return RegisterRow(
        key=key(row["epid"] or mep, row["date"], lobbyists, title),
        digest=digest(rows, us),
        held_on=tidy.day(row["date"]),
        title=tidy.shortened(title or f"Meeting with {lobbyists}", 200),
        kind=kind(f"{title} {place}"),
        channel=channel(place),
        zone=ZONE,
        place=tidy.shortened(place, 200),
        bodies=tuple(BODIES[code] for code in codes) or (PARLIAMENT,),
        officials=(
            Person(person(mep), f"Member of the European Parliament ({country})" if country else "MEP", PARLIAMENT),
        ),
        companies=tuple(company(name) for name in met.organisations),
        topics=(
            *(Subject((COMMITTEES[code][1],)) for code in codes),
            *([Subject((dossier,), if_known=True)] if dossier else []),
        ),
        summary=facts(
            ("Subject", title if len(title) > 200 else ""),
            ("Met", lobbyists),
            ("Dossier", dossier),
            ("In the role of", row["role"] if row["role"] != "Member" else ""),
        ),
    )


MAPPING = Mapping(
    name="eu-mep-meetings",
    about="Meetings of Members of the European Parliament (Integrity Watch EU)",
    columns=(
        Column("date"),
        Column("mep"),
        Column("lobbyists"),
        Column("title"),
        Column("country", needed=False),
        Column("committees", needed=False),
        Column("dossier", needed=False),
        Column("epid", needed=False),
        Column("location", needed=False),
        Column("role", needed=False),
    ),
    read=read,
    takes_us=True,
)
