"""What is proposed while somebody types."""

from datetime import date
from types import ModuleType

import pytest

from engagement.desk import Desk
from engagement.queries.lookups import called, proposals, told


def names(desk: Desk, text: str, *kinds: str) -> list[str]:
    return [one.name for one in proposals(desk, text, kinds or ("organisation",))]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ministère de l'Économie", "economie"),
        ("Ministère de l'Économie", "ECON"),
        ("Ministère de l'Économie", "econ minis"),
        ("Søren Ærøs Råd", "soren aer"),
        ("Министерство цифрового развития", "ЦИФРОВОГО"),
        ("デジタル庁", "ジタル"),
        ("وزارة الاتصالات", "الاتصالات"),
        ("100% Digital_Agency", "100%"),
        ("Bundesamt für Sicherheit", "ür"),
    ],
)
def test_any_part_of_a_name_in_any_script_finds_it(asha: Desk, make: ModuleType, name: str, typed: str) -> None:
    make.organisation(asha, "Quite another body")
    make.organisation(asha, name)
    assert names(asha, typed) == [name]


def test_whole_names_come_first_then_beginnings_then_words_then_parts(asha: Desk, make: ModuleType) -> None:
    for name in ("The Redata Office", "Office of Data", "Data Agency", "Data"):
        make.organisation(asha, name)
    assert names(asha, "data") == ["Data", "Data Agency", "Office of Data", "The Redata Office"]


def test_other_names_and_synonyms_find_a_record_once(asha: Desk, make: ModuleType) -> None:
    make.organisation(asha, "National Cyber Centre", names=["NCC", "Centre national NCC"])
    make.topic(asha, "Cross-border transfers", names=["Schrems II"])
    assert names(asha, "ncc") == ["National Cyber Centre"]
    assert names(asha, "schrems", "topic") == ["Cross-border transfers"]
    assert [one.name for one in called(asha, "ncc", ["organisation"])] == ["National Cyber Centre"]


def test_what_the_member_used_comes_before_what_others_did(asha: Desk, bruno: Desk, make: ModuleType) -> None:
    first, second = make.organisation(asha, "Ministry A"), make.organisation(asha, "Ministry B")
    make.engagement(asha, organisations=[second])
    make.engagement(bruno, organisations=[first])
    assert names(asha, "ministry") == ["Ministry B", "Ministry A"]
    assert names(bruno, "ministry") == ["Ministry A", "Ministry B"]


def test_officials_of_the_chosen_bodies_come_first(asha: Desk, make: ModuleType) -> None:
    here, there = make.organisation(asha, "Here"), make.organisation(asha, "There")
    make.official(asha, "Kim Aone", at=there)
    make.official(asha, "Kim Btwo", at=here, title="Director")
    make.official(asha, "Kim Cthree", at=here, to_on=date(2026, 1, 1))
    found = proposals(asha, "kim", ["official"], near=[here.id])
    assert [one.name for one in found] == ["Kim Btwo", "Kim Aone", "Kim Cthree"]
    assert (found[0].note, found[0].brings and found[0].brings.name) == ("Director, Here", "Here")
    assert (found[2].note, found[2].brings) == ("", None)


def test_what_is_archived_is_not_proposed_but_still_has_its_name(asha: Desk, make: ModuleType) -> None:
    gone = make.archived(asha, make.organisation(asha, "Gone ministry"))
    assert names(asha, "gone") == []
    assert called(asha, "gone ministry", ["organisation"]) == []
    assert [one.name for one in told(asha, [("organisation", gone.id), ("organisation", 9999)])] == ["Gone ministry"]


def test_eight_are_proposed_and_an_empty_field_proposes_nothing(asha: Desk, make: ModuleType) -> None:
    for number in range(12):
        make.organisation(asha, f"Ministry {number}")
    assert len(names(asha, "min")) == 8
    assert names(asha, " \u0301 ") == []
    assert names(asha, "x" * 5_000) == []


def test_all_kinds_are_found_together(asha: Desk, make: ModuleType) -> None:
    make.organisation(asha, "Japan Agency")
    make.topic(asha, "Japan rules")
    found = proposals(asha, "japan", ["organisation", "topic", "country", "region", "member", "official"])
    assert [(one.kind, one.name) for one in found] == [
        ("country", "Japan"),
        ("organisation", "Japan Agency"),
        ("topic", "Japan rules"),
    ]
