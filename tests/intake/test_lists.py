from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engagement.intake import bodies, mappings
from engagement.intake.mapping import Accepted, Mapping, Rejected
from engagement.intake.tidy import Unfit
from tests.tables import table_of

FILES = Path(__file__).parent / "files"


def read(mapping: Mapping[Any], content: bytes) -> tuple[list[Any], list[str]]:
    """The values and the reasons of what was rejected."""
    outcomes = list(mapping.outcomes(table_of(content)))
    values = [one.value for one in outcomes if isinstance(one, Accepted)]
    return values, [one.reason for one in outcomes if isinstance(one, Rejected)]


def file(mapping: Mapping[Any], name: str) -> tuple[list[Any], list[str]]:
    return read(mapping, (FILES / name).read_bytes())


def test_a_topic_is_known_by_its_place_in_the_tree() -> None:
    rows, reasons = file(mappings.TOPICS["topics"], "topics.csv")
    assert [(row.key, row.parent) for row in rows] == [
        ("Government", None),
        ("Government > Money", "Government"),
        ("Government > Work", "Government"),
        ("Government > Money > Tax", "Government > Money"),
        ("Government > Work > Tax", "Government > Work"),
        ("Elsewhere > Roads", "Elsewhere"),
    ]
    assert reasons == ["The parent “Tax” stands at 2 places in the tree, so its child has no certain place."]
    rows, reasons = file(mappings.TOPICS["topics-indented"], "topics-indented.csv")
    assert [row.key for row in rows][:6] == [
        "Government",
        "Government > Money",
        "Government > Money > Tax",
        "Government > Work",
        "Government > Work > Tax",
        "Roads",
    ]
    assert reasons == ["“Signs” is indented by more than one column below the row above it."]


def test_codes_of_a_taxonomy_stay_text_and_give_the_parent() -> None:
    rows, reasons = file(mappings.TOPICS["cofog"], "cofog.csv")
    assert [(row.code, row.parent, row.name, row.synonyms) for row in rows] == [
        ("01", None, "General services", ("Services généraux", "Servicios generales")),
        ("01.1", "01", "Organs", ("Organes", "Órganos")),
    ]
    assert reasons == ["“1.2” is no code such as 01 or 01.1; a spreadsheet may have made it a number."]


def test_bodies_of_gov_uk_name_their_parents_by_slug() -> None:
    rows, reasons = file(mappings.ORGANISATIONS["uk-govuk-organisations"], "uk-govuk-organisations.tsv")
    assert [(row.key, row.parents, row.body.kind, row.body.others) for row in rows] == [
        ("paper-inspectorate", ("department-of-paper", "isles-government"), "regulator", ("PI",)),
        ("department-of-paper", (), "ministry", ()),
    ]
    assert reasons == ["The row lacks a name or the short name of its address."]


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [("2012", True, date(2012, 12, 31)), ("2012-02", True, date(2012, 2, 29)), ("2012-02", False, date(2012, 2, 1)),
     ("2012-12", True, date(2012, 12, 31)), ("2016-07-14", True, date(2016, 7, 14)), ("", True, None)],
)  # fmt: skip
def test_an_end_of_which_only_the_year_is_known(text: str, last: bool, day: date | None) -> None:
    assert bodies.part_of_date(text, last=last) == day
    with pytest.raises(Unfit):
        bodies.part_of_date("2012-13", last=True)


CRMS = {
    "Salesforce": """Contact ID,First Name,Last Name,Account Name,Title,Email,Phone,Mailing City
        1,Ada,ORTEGA,Paper Ltd,Director,a@b.example,2,X""",
    "Salesforce leads": """Lead ID,FirstName,LastName,Email,Phone,Company
        1,Ada,Ortega,a@b.example,2,Paper Ltd""",
    "HubSpot": """Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name
        1,Ada,Ortega,a@b.example,2,Director,Paper Ltd""",
    "Dynamics": """(Do Not Modify) Contact, Full Name,Job Title,Company Name,Email Address 2,Business Phone
        1,Ada Ortega,Director,Paper Ltd,a@b.example,2""",
    "Atomic": """first_name,last_name,title,company,email_work,email_home,phone_work
        Ada,Ortega,Director,Paper Ltd,,a@b.example,2""",
    "own list": """Official,Post,Organisation,E-mail,Telephone
        Ada Ortega,Director,Paper Ltd,a@b.example,2""",
}


@pytest.mark.parametrize("content", CRMS.values(), ids=CRMS.keys())
def test_contacts_are_read_by_the_headings_of_each_product(content: str) -> None:
    (row,), reasons = read(mappings.OFFICIALS["contacts"], content.encode())
    assert (row.person.name, row.person.body.name, row.email, row.phone) == (
        "Ada Ortega",
        "Paper Ltd",
        "a@b.example",
        "2",
    )
    assert row.person.post == ("Director" if "Director" in content else "")
    assert reasons == []


def test_contacts_without_an_organisation_are_rejected() -> None:
    (row,), reasons = file(mappings.OFFICIALS["contacts"], "contacts-salesforce.csv")  # UTF-16
    assert row.person.name == "Ada Ortega"
    assert reasons == ["The row does not say to which organisation Erik Lind belongs."]
    assert len(file(mappings.OFFICIALS["contacts"], "contacts-dynamics.csv")[0]) == 1


def test_an_own_list_of_organisations() -> None:
    content = b"Company name,Country/Region,Parent account,Other names\nPaper GmbH,Germany,Mills AG,PG; P\n,,,\n;,,,\n"
    (row, _), _ = read(mappings.ORGANISATIONS["organisations"], content)
    assert (row.body.name, row.body.kind, row.body.country, row.parents) == (
        "Paper GmbH",
        "company",
        "Germany",
        ("mills ag",),
    )
    assert row.body.others == ("PG", "P")
