import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.intake.kinds import kind_of
from engagement.intake.names import bare, people, person, same
from engagement.intake.parties import Us, parties
from engagement.intake.registers.companies import company
from engagement.intake.registers.wording import KINDS, channel, kind


@pytest.mark.parametrize(
    ("cell", "organisations", "persons"),
    [
        ("Facebook, Phillip Malloch, Facebook Director for Social Policy", ["Facebook"], ["Phillip Malloch"]),
        ("Jesuit Refugee Service Europe;PICUM;ECRE", ["Jesuit Refugee Service Europe", "PICUM", "ECRE"], []),
        ("GSMA;, EQUALS", ["GSMA", "EQUALS"], []),
        (
            "Iberdrola : Roberto Fernández Albendea; Sergio Martínez",
            ["Iberdrola"],
            ["Roberto Fernández Albendea", "Sergio Martínez"],
        ),
        ("Forbidden Colours 437053244002-26", ["Forbidden Colours"], []),
        ("Verband X e.V. (VX), Registriernummer:\u00a0437053244002-26", ["Verband X e.V. (VX)"], []),
        ("Linda Ravo, Access Info (Transparency Register: 49931835063-67)", ["Access Info"], ["Linda Ravo"]),
        ("FÃ©dÃ©ration Bancaire, Nestlé, S.A.", ["Fédération Bancaire", "Nestlé, S.A."], []),
        ("Beatriz Rios from Luxembourg Times", ["Luxembourg Times"], ["Beatriz Rios"]),
        ("Gaia-X association - Hubert Tardieu", ["Gaia-X association"], ["Hubert Tardieu"]),
        (
            "Représentants de l'OMS, Representatives Progressive Policy Institute",
            ["OMS", "Progressive Policy Institute"],
            [],
        ),
        ("Public Policy Officer for Google", ["Google"], []),
        ("a@b.example; http://x.example/", [], []),
        ("46856801604-90", [], []),
    ],
)
def test_a_cell_is_taken_apart(cell: str, organisations: list[str], persons: list[str]) -> None:
    found = parties(cell)
    assert (list(found.organisations), list(found.people)) == (organisations, persons)


@pytest.mark.parametrize(
    "cell",
    [
        "Microsoft", "MIcrosoft", "microsoft, edri", "Microsoft Corporation (0801162959-21)", "Microsoft 0801162959-21",
        "Representatives Microsoft", "Microsoft VP - Capser Klynge", "Microsoft Sverige", "Point de contact, Microsoft",
        "Head of public policy responsible for advertising (Microsoft)",
    ],
)  # fmt: skip
def test_we_are_found_in_every_spelling(cell: str) -> None:
    found = parties(cell, Us("Microsoft"))
    assert found.ours
    assert not any("icrosoft" in name for name in found.organisations)


@pytest.mark.parametrize(
    "cell", ["Microsoft University of, Ljubljana", "Microsofties", "Former Microsoft", "Google", ""]
)
def test_others_with_our_word_in_their_name_are_not_us(cell: str) -> None:
    assert not parties(cell, Us("Microsoft")).ours


def test_a_name_of_two_words_is_matched_as_two_words() -> None:
    assert parties("deutsche  TELEKOM AG", Us("Deutsche Telekom")).ours
    assert not parties("Deutsche Bahn, Telekom Austria", Us("Deutsche Telekom")).ours


@given(st.text(max_size=300))
def test_any_text_can_be_taken_apart(text: str) -> None:
    found = parties(text, Us("Bluewave"))
    assert all(found.organisations) and all(found.people)


def test_one_person_in_several_spellings_is_one() -> None:
    assert people(("Dunphy, Jamie", "Elana Pirtle-Guiney,", "Jamie  Dunphy")) == ("Jamie Dunphy", "Elana Pirtle-Guiney")
    assert same("Jones Darion") == same("Darion Jones")
    assert person("Alex AGIUS SALIBA") == "Alex Agius Saliba"
    assert person("Mairead McGUINNESS") == "Mairead McGuinness"
    assert bare("The Rt Hon Ben Gummer MP") == "Ben Gummer"


def test_the_kind_is_told_by_words_of_the_name() -> None:
    assert kind_of("Zentralverband Oberflächentechnik", "company") == "association"
    assert kind_of("Embassy of India", "company") == "embassy"
    assert kind_of("Itä-Suomen yliopisto", "company") == "academia"
    assert kind_of("Airbus", "company") == "company"
    assert company("Deutscher Gewerkschaftsbund (DGB)").others == ("DGB",)
    assert company("Airbus").country is None
    assert kind_of("Ministry of Finance", "company") == "ministry"


@pytest.mark.parametrize(
    ("place", "how"),
    [("Online", "video"), ("en visioconférence", "video"), ("Brussels (via Zoom)", "video"), ("Telefonat", "phone"),
     ("phone call", "phone"), ("by e-mail", "in writing"), ("Bruxelles", "in person"), ("", "in person")],
)  # fmt: skip
def test_a_place_tells_the_channel(place: str, how: str) -> None:
    assert channel(place) == how


def test_a_subject_tells_the_kind() -> None:
    assert [name for name, _ in KINDS] == ["webinar", "roundtable", "workshop", "conference", "visit"]
    assert kind("Round table on parcels") == "roundtable"
    assert kind("Videoconference about mills") == "meeting"
