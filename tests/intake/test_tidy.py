from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.intake import tidy


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("FÃ©dÃ©ration Bancaire FranÃ§aise", "Fédération Bancaire Française"),
        ("AEIP â€“ The European Association", "AEIP – The European Association"),
        ("VÄ›ra JourovÃ¡", "Věra Jourová"),
        ("José GUSMÃO", "José GUSMÃO"),
        ("ASSOCIAÇÃO", "ASSOCIAÇÃO"),
        ("Ελλάδα", "Ελλάδα"),
    ],
)
def test_letters_encoded_twice_are_repaired_and_others_left(broken: str, right: str) -> None:
    assert tidy.mend(broken) == right


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FF, categories=["L", "Zs"]), max_size=40))
def test_repair_brings_back_whatever_was_encoded_twice(text: str) -> None:
    try:
        twice = text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return
    assert tidy.mend(twice) in (text, twice)


def test_a_cell_becomes_one_plain_line() -> None:
    assert tidy.line("\u00a0 a \u200a b\r\nc\x07 ") == "a b c"
    assert tidy.value(" N/A ") == tidy.value("-") == tidy.value("no report") == ""
    assert tidy.lines(" a  b \r\n\r\n\r\n c ") == "a b\n\nc"
    assert tidy.listed("A; B ;;A;-", ";") == ("A", "B")


@pytest.mark.parametrize(
    ("text", "order", "said"),
    [
        ("03-07-2019", tidy.DAY_FIRST, date(2019, 7, 3)),
        ("03/07/2019", tidy.MONTH_FIRST, date(2019, 3, 7)),
        ("2019-07-03", tidy.MONTH_FIRST, date(2019, 7, 3)),
        ("2024-03-12 09:14", tidy.DAY_FIRST, date(2024, 3, 12)),
        ("3/15/2024 2:30 PM", tidy.MONTH_FIRST, date(2024, 3, 15)),
        ("07-Jul-16", tidy.DAY_FIRST, date(2016, 7, 7)),
        ("3 September 2016", tidy.DAY_FIRST, date(2016, 9, 3)),
        ("29.02.2024", tidy.DAY_FIRST, date(2024, 2, 29)),
    ],
)
def test_dates_are_read_as_the_format_writes_them(text: str, order: str, said: date) -> None:
    assert tidy.day(text, order) == said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "missing"),
        ("30/02/2019", "does not exist"),
        ("13/31/2019", "does not exist"),
        ("0019-01-01", "year 19"),
        ("soon", "not a date"),
        ("1" * 5_000, "not a date"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(tidy.Unfit, match=words) as refused:
        tidy.day(text)
    assert len(refused.value.reason) < 120


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_unfit(text: str) -> None:
    with suppress(tidy.Unfit):
        assert 1950 <= tidy.day(text).year <= 2100
