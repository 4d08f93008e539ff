"""Contacts as CRMs export them, or one's own list of officials. Gender, status, tags and histories are not kept."""

from engagement.intake import tidy
from engagement.intake.kinds import kind_of
from engagement.intake.mapping import Column, Mapping, Row, digest, key
from engagement.intake.names import person
from engagement.intake.parties import Us
from engagement.intake.values import Body, OfficialRow, Person


def contact(rows: tuple[Row, ...], _us: Us | None) -> OfficialRow:
    """A person, their post and where they hold it; the first address and telephone number that is filled."""
    (row,) = rows
    name = person(row["name"]) or person(f"{row['first name']} {row['last name']}")
    organisation = row["organisation"]
    if not name:
        raise tidy.Unfit("The row names no person.")
    if not organisation:
        raise tidy.Unfit(f"The row does not say to which organisation {name} belongs.")
    body = Body(organisation, row["kind"].casefold() or kind_of(organisation, "company"), row["country"] or None)
    return OfficialRow(
        key=key(row["id"] or name, organisation),
        digest=digest(rows, None),
        person=Person(name, row["post"], body),
        email=next(filter(None, (row[f"email{at}"] for at in ("", " 2", " 3"))), ""),
        phone=next(filter(None, (row[f"phone{at}"] for at in ("", " 2", " 3"))), ""),
    )


CONTACTS: Mapping[OfficialRow] = Mapping(
    "contacts",
    "Your own list of officials, or a CRM's contacts (Atomic CRM, Salesforce, HubSpot, Dynamics 365)",
    (
        Column(
            "organisation",
            ("organization", "body", "company", "company_name", "account name", "associated company", "company name"),
        ),
        Column("name", ("full name", "official"), needed=False),
        Column("first name", ("first_name", "firstname", "given name"), needed=False),
        Column("last name", ("last_name", "lastname", "surname", "family name"), needed=False),
        Column("post", ("job title", "title", "position", "role"), needed=False),
        Column("kind", ("kind of organisation", "kind of body"), needed=False),
        Column("country", ("country/region", "mailing country"), needed=False),
        Column("email", ("email_work", "e-mail", "email address"), needed=False),
        Column("email 2", ("email_other", "email address 2"), needed=False),
        Column("email 3", ("email_home",), needed=False),
        Column("phone", ("phone_work", "phone number", "business phone", "telephone"), needed=False),
        Column("phone 2", ("mobile phone", "phone_other"), needed=False),
        Column("phone 3", ("phone_home",), needed=False),
        Column("id", ("contact id", "lead id", "record id", "(do not modify) contact"), needed=False),
    ),
    contact,
)
