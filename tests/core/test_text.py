"""Text is compared folded, and kept only as both engines and a PDF can keep it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.core.text import clean, fold, initials


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Ministère de l'Économie", "ministere de l'economie"),
        ("Großbritannien", "GROSSBRITANNIEN"),
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("İstanbul", "istanbul"),
        ("ﬁnance", "finance"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("Ελλάδα", "ελλαδα"),
        ("  Data \n protection ", "data protection"),
    ],
)
def test_a_name_is_found_as_a_searcher_types_it(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec=None)))
def test_cleaned_text_can_be_kept(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")  # a lone surrogate raises
    assert "\0" not in cleaned and "\r" not in cleaned
    assert clean(cleaned) == cleaned


def test_cleaning_leaves_what_people_write() -> None:
    text = "Zeile eins\n\tzwei: Ελλάδα العربية 日本 👩‍👩‍👧"
    assert clean(text) == text


@pytest.mark.parametrize(
    ("name", "signs"), [("Asha Menon", "AM"), ("Jean-Luc Picard", "JP"), ("李", "李"), ("", "?"), ("’t Hooft", "H")]
)
def test_a_name_has_one_or_two_signs(name: str, signs: str) -> None:
    assert initials(name) == signs
