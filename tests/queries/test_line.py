"""Whom and what a line names, found among the records."""

from types import ModuleType

import pytest
from sqlalchemy import event

from engagement.desk import Desk
from engagement.installation import Installation
from engagement.intake.line.language import languages
from engagement.queries.line import Understood, understood

ENGLISH = [languages()["en"]]


def read(desk: Desk, text: str, *released: str, **picks: str) -> Understood:
    return understood(desk, text, ENGLISH, released, {words.replace("_", " "): value for words, value in picks.items()})


def meant(said: Understood) -> list[str]:
    return [one.name for one in said.meant]


def asked(said: Understood) -> dict[str, list[str]]:
    """What is open, and what may be meant."""
    return {one.words: sorted(choice.note for choice in one.choices) for one in said.open}


@pytest.mark.parametrize(
    "text",
    [
        "met Lucía Ferrán (SEDIA)",
        "met lucia ferran of sedia",
        "LUCIA FERRAN, SEDIA",
        "met Lucía  Ferrán at Secretaría de Estado de Digitalización",
    ],
)
def test_names_are_found_in_any_spelling_and_by_their_other_names(asha: Desk, make: ModuleType, text: str) -> None:
    body = make.organisation(asha, "Secretaría de Estado de Digitalización", country="ES", names=["SEDIA"])
    make.official(asha, "Lucía Ferrán", at=body)
    assert meant(read(asha, text)) == ["Lucía Ferrán", "Secretaría de Estado de Digitalización"]
    assert read(asha, text).open == []


def test_names_are_found_in_scripts_without_blanks(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha, "デジタル庁")
    make.official(asha, "佐藤晴子", at=body)
    make.official(asha, "ندى الحارثي", at=body)
    assert meant(read(asha, "met 佐藤晴子 (デジタル庁)と ندى الحارثي yesterday")) == [
        "佐藤晴子",
        "デジタル庁",
        "ندى الحارثي",
    ]


def test_topics_are_found_by_hash_tags_and_by_their_synonyms(asha: Desk, make: ModuleType) -> None:
    make.topic(asha, "Data residency")
    make.topic(asha, "Exit and portability", names=["Lock-in"])
    assert meant(read(asha, "SEDIA #data-residency #lock-in")) == ["Data residency", "Exit and portability"]
    assert meant(read(asha, "about data residency and lock-in")) == ["Data residency", "Exit and portability"]
    assert asked(read(asha, "about lock-in #quantum")) == {"quantum": []}


def test_a_topic_of_one_name_under_two_parents_is_asked_about(asha: Desk, make: ModuleType) -> None:
    for parent in ("Health", "Tax"):
        make.topic(asha, "Data exchange", parent=make.topic(asha, parent))
    assert asked(read(asha, "#data-exchange")) == {"data-exchange": ["in Health", "in Tax"]}


def test_an_official_brings_the_organisation_unless_one_is_named_in_brackets(asha: Desk, make: ModuleType) -> None:
    body = make.organisation(asha, "Digital Agency")
    make.organisation(asha, "Cabinet Office")
    make.official(asha, "Haruko Sato", at=body)
    assert [one.name for one in read(asha, "met Haruko Sato").brought] == ["Digital Agency"]
    assert read(asha, "met Haruko Sato (Cabinet Office)").brought == ()
    assert read(asha, "met Haruko Sato", f"organisation {body.id}").brought == ()


def test_of_two_people_of_one_name_the_one_of_the_body_is_meant(asha: Desk, make: ModuleType) -> None:
    agency = make.organisation(asha, "Digital Agency")
    ministry = make.organisation(asha, "Ministry of Defence", names=["MoD"])
    make.official(asha, "Haruko Sato", at=agency, title="Director")
    other = make.official(asha, "Haruko Sato", at=ministry, title="Secretary")
    said = read(asha, "met Haruko Sato")
    assert asked(said) == {"Haruko Sato": ["Director, Digital Agency", "Secretary, Ministry of Defence"]}
    assert read(asha, "met Haruko Sato (MoD)").meant[0].id == other.id
    assert read(asha, "met Haruko Sato", haruko_sato=f"official:{other.id}").meant[0].id == other.id


def test_of_two_bodies_of_one_name_the_country_tells_or_its_official(asha: Desk, make: ModuleType) -> None:
    japanese = make.organisation(asha, "Ministry of Finance", country="JP")
    indian = make.organisation(asha, "Ministry of Finance", country="IN")
    make.official(asha, "Meera Iyer", at=indian)
    assert len(asked(read(asha, "met Ministry of Finance"))["Ministry of Finance"]) == 2
    assert read(asha, "met Ministry of Finance in Tokyo").meant[0].id == japanese.id
    assert read(asha, "met Ministry of Finance (India)").meant[0].id == indian.id
    assert {
        one.id for one in read(asha, "met Ministry of Finance, Meera Iyer").meant if one.kind == "organisation"
    } == {indian.id}


def test_colleagues_are_known_by_their_first_names(asha: Desk, make: ModuleType) -> None:
    assert meant(read(asha, "met SEDIA with Bruno")) == ["Bruno Keller"]
    make.member(asha, "Bruno Okafor", email="bruno.okafor@example.com")
    assert asked(read(asha, "met SEDIA with Bruno"))["Bruno"] != []
    assert meant(read(asha, "called Bruno Keller with Asha")) == ["Bruno Keller"]  # who writes is there anyway


def test_whom_one_met_of_late_is_known_by_one_word_and_others_are_asked_about(
    asha: Desk, bruno: Desk, make: ModuleType
) -> None:
    body = make.organisation(asha, "Digital Agency")
    person = make.official(asha, "Haruko Sato", at=body)
    assert asked(read(asha, "met Sato")) == {"Sato": []}
    assert asked(read(asha, "met Haruko")) == {"Haruko": ["Director, Digital Agency"]}
    assert meant(read(asha, "met Sato (Digital Agency)")) == ["Haruko Sato", "Digital Agency"]
    make.engagement(asha, organisations=[body], officials=[person], confidential=True)
    assert meant(read(asha, "met Sato yesterday")) == ["Haruko Sato"]
    assert asked(read(bruno, "met Sato yesterday")) == {"Sato": []}  # of a confidential one that is not his


def test_what_was_archived_is_no_longer_found(asha: Desk, make: ModuleType) -> None:
    make.organisation(asha, "Old Board", archived_at=asha.now)
    make.official(asha, "Old Hand", archived_at=asha.now)
    assert meant(read(asha, "met Old Hand (Old Board)")) == []


def test_a_new_name_stays_new_until_it_is_said_what_it_is(asha: Desk, make: ModuleType) -> None:
    said = read(asha, "met Anna Schmidt")
    assert asked(said) == {"Anna Schmidt": []}
    assert read(asha, "met Anna Schmidt", anna_schmidt="new-official").open[0].fresh == "official"
    assert read(asha, "met Anna Schmidt", anna_schmidt="official:99999").open != []
    assert read(asha, "met Anna Schmidt", anna_schmidt="region:1").open != []


def test_the_language_that_understands_more_reads(asha: Desk) -> None:
    both = [languages()["en"], languages()["es"]]
    assert understood(asha, "met SEDIA yesterday", both[::-1]).reading.language == "en"
    assert understood(asha, "me reuní con SEDIA ayer", both).reading.language == "es"


def test_a_longer_line_asks_the_database_no_more_often(
    asha: Desk, installation: Installation, make: ModuleType
) -> None:
    body = make.organisation(asha, "Digital Agency", names=["DA"])
    for n in range(12):
        make.official(asha, f"Haruko Sato{n}", at=make.organisation(asha, f"Bureau {n}"))
        make.topic(asha, f"Topic of {n} words")
    make.engagement(asha, organisations=[body])
    sent = 0

    def count(*_arguments: object) -> None:
        nonlocal sent
        sent += 1

    def statements(text: str) -> int:
        nonlocal sent
        asha.db.commit()
        asha.db.expunge_all()
        asha.member.id  # noqa: B018  (loaded before the counting)
        sent = 0
        read(asha, text)
        return sent

    event.listen(installation.engine, "before_cursor_execute", count)
    short = statements("met Haruko Sato1 (Bureau 1) with Bruno and Anna #topic-of-1-words")
    long = statements(
        "met "
        + ", ".join(f"Haruko Sato{n} (Bureau {n})" for n in range(12))
        + " with Bruno and Anna and Peter and Mary "
        + " ".join(f"#topic-of-{n}-words" for n in range(12))
    )
    assert short == long
    assert short <= 9
