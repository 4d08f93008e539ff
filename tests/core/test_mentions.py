"""A name is found however it is written, and nothing else is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.core.mentions import Mentions


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Lucía Ferrán", "Met Lucia Ferran, FERRÁN LUCÍA and\nlucía\u00a0 ferra\u0301n.", "Met #, # and\n#."),
        ("Lucia Ferran", "Lucía Ferrán’s paper; Lucia Ferrans note", "#’s paper; #s note"),
        ("Lucía Ferrán", "minutes_lucia-ferran.pdf", "minutes_#.pdf"),
        ("Lucía Ferrán", "Ferrán, Lucía (DG)", "# (DG)"),
        ("Ann Lee", "Joann Lee and Ann Leeds, Ann Lee", "Joann Lee and Ann Leeds, #"),
        ("Jean-Pierre Dupont", "jean pierre dupont", "#"),
        ("김민준", "김민준은 왔다", "#은 왔다"),
        ("佐藤 晴子", "本日、佐藤晴子さんと", "本日、#さんと"),
        ("佐藤 晴子", "佐藤・晴子さん", "#さん"),
        ("محمد علي", "التقينا محمّد علي اليوم", "التقينا # اليوم"),
        ("Łukasz Žák", "LUKASZ ZAK", "#"),
        ("İpek Yıldız", "Ipek Yildiz", "#"),
        ("a.b@c.example", "mail a.b@c.example now", "mail a.b@c.example now"),
    ],
)
def test_a_name_is_replaced_wherever_it_stands(name: str, text: str, left: str) -> None:
    mentions = Mentions([name] if "@" not in name else [])
    assert mentions.replaced(text, "#") == left
    assert mentions.in_text(text) is (left != text)


def test_addresses_are_found_as_they_are() -> None:
    mentions = Mentions([], ["Lucia@dg.example", "+34 600 1"])
    assert mentions.replaced("write LUCIA@DG.EXAMPLE or call +34 600 1.", "#") == "write # or call #."


def test_values_of_json_are_searched_and_their_names_are_not() -> None:
    mentions = Mentions(["Ann Lee"])
    value = {"Ann Lee": [["field", "with ann lee"], 7, None]}
    assert mentions.within(value)
    assert mentions.replaced_within(value, "#") == {"Ann Lee": [["field", "with #"], 7, None]}
    assert not mentions.within({"Ann Lee": 1})


@pytest.mark.parametrize(
    ("name", "sure"), [("Ann Lee", True), ("Minister", False), ("李明", False), ("김민준", True), ("", False)]
)
def test_one_short_word_is_no_sure_name(name: str, sure: bool) -> None:
    assert Mentions([name]).is_sure is sure


@given(st.text(), st.text(), st.sampled_from(["Lucía Ferrán", "LUCIA FERRAN", "Ferrán, Lucía", "김민준 국장"]))
def test_nothing_is_left_of_a_name_between_any_texts(before: str, after: str, written: str) -> None:
    mentions = Mentions(["Lucía Ferrán", "김민준 국장"])
    left = mentions.replaced(f"{before} {written} {after}", "#")
    assert not mentions.in_text(left)
    assert "#" in left
