"""Text on paper: where lines break, which way they run, which face shows them, what may pass the door."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icu4py.breakers import LineBreaker

from reports.type.clean import address, clean
from reports.type.direction import levels, visual
from reports.type.faces import FONTS
from reports.type.lines import EASY, Line, Span, Type, segments
from tests.reports.invented import SCRIPTS

SIZE = 10.0


def said(setter: Type, line: Line) -> str:
    """The text that a line gives back when it is copied."""
    fonts = {font.name: {code: text for (_, text), code in font.codes.items()} for font in setter.words.fonts.values()}
    out, font = "", ""
    for piece in line.pieces:
        for name, codes in re.findall(r"/(T\d+) 1 Tf|<([0-9A-F]+)>", piece.operators):
            font = name or font
            out += "".join(fonts[font][int(codes[at : at + 4], 16)] for at in range(0, len(codes), 4))
    return out


def faces(setter: Type) -> set[str]:
    return {face.name.partition("-")[0] for face in setter.words.fonts}


def test_a_paragraph_breaks_between_words_and_keeps_them_all() -> None:
    setter = Type()
    text = "The deputy director walked us through the draft of the certification scheme."
    lines = setter.lines([Span(text)], SIZE, 120)
    assert len(lines) > 2
    assert all(line.width <= 120 for line in lines)
    assert "".join(said(setter, line) for line in lines) == text


def test_typed_line_ends_are_kept() -> None:
    setter = Type()
    assert [said(setter, line) for line in setter.lines([Span("one\r\ntwo\vthree")], SIZE, 400)] == [
        "one",
        "two",
        "three",
    ]


@pytest.mark.parametrize("text", ["x" * 300, "וזארת" * 60, "คลาวด์" * 60, "雲" * 300, "e\u0301" * 150])
def test_a_word_longer_than_a_line_is_broken_and_never_through_a_letter(text: str) -> None:
    setter = Type()
    lines = setter.lines([Span(text)], SIZE, 100)
    assert len(lines) > 3
    assert all(line.width <= 100.01 for line in lines)
    assert not any(said(setter, line).startswith("\u0301") for line in lines)


def test_a_very_long_word_costs_no_more_than_its_length() -> None:
    """Counted in words shaped, which does not hang on the machine: trying again and again would need the square."""
    setter = Type()
    lines = setter.lines([Span("x" * 20_000)], SIZE, 100)
    assert len(setter.words._words) < len(lines) + 10


def test_a_line_that_begins_in_arabic_runs_to_the_left_and_is_told_in_order() -> None:
    setter = Type()
    (line,) = setter.lines([Span("وزارة المالية 2026")], SIZE, 300)
    assert line.rtl
    assert said(setter, line).split() != []
    first, *_, last = line.pieces
    assert first.x > last.x


def test_a_hebrew_name_within_a_latin_line_turns_alone() -> None:
    setter = Type()
    (line,) = setter.lines([Span("To "), Span("משרד האוצר", href="https://x.example"), Span(", then home")], SIZE, 300)
    assert not line.rtl
    spans = [(piece.span.text, piece.x) for piece in line.pieces]
    hebrew = [x for text, x in spans if text == "משרד האוצר"]
    after = [x for text, x in spans if text == ", then home"]
    assert hebrew == sorted(hebrew, reverse=True)
    assert min(after) > max(hebrew)


def test_levels_follow_the_bidirectional_algorithm() -> None:
    assert levels("ab אב 12", 0) == [0, 0, 0, 1, 1, 1, 2, 2]
    assert levels("אב\u200dג", 1) == [1, 1, 1, 1]
    assert visual([("a", 0), ("ב", 1), ("ג", 1), ("12", 2), ("d", 0)]) == ["a", "12", "ג", "ב", "d"]


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("骨直", "ja", "NotoSansJP"),
        ("骨直", "zh", "NotoSansSC"),
        ("骨直", "", "NotoSansSC"),
        ("骨直する", "zh", "NotoSansJP"),
        ("骨直 한국", "ja", "NotoSansKR"),
    ],
)
def test_one_east_asian_face_shows_a_whole_name(text: str, language: str, family: str) -> None:
    setter = Type()
    setter.line([Span(text, language=language)], SIZE)
    assert {name for name in faces(setter) if name != "PublicSans"} == {family}


@pytest.mark.parametrize(("script", "name"), SCRIPTS.items())
def test_each_script_has_a_face_and_no_letter_is_replaced(script: str, name: str) -> None:
    setter = Type()
    (line,) = setter.lines([Span(name)], SIZE, 2_000)
    east = {"Chinese": "SC", "Japanese": "JP", "Korean": "KR"}.get(script, script)
    wanted = (
        "NotoSans"
        if script in ("Greek", "Cyrillic", "Devanagari")
        else "PublicSans"
        if script == "Latin"
        else f"NotoSans{east}"
    )
    assert wanted in faces(setter)
    glyphs = {gid for font in setter.words.fonts.values() for gid, _ in font.codes}
    assert 0 not in glyphs
    if not line.rtl:
        assert said(setter, line) == name


def test_large_faces_stay_closed_for_plain_text() -> None:
    setter = Type()
    setter.lines([Span("Ministère de l’Économie: 14 of 22 – “engaged” → Δ")], SIZE, 300)
    assert not faces(setter) & {"NotoSansSC", "NotoSansKR"}


def test_each_face_lies_beside_its_licence_and_version() -> None:
    folders = [each for each in FONTS.iterdir() if each.is_dir() and any(each.glob("*.ttf"))]
    assert len(folders) > 8
    for folder in folders:
        assert "SIL Open Font License" in (folder / "LICENSE.txt").read_text()
        assert (folder / "VERSION.txt").read_text().startswith(f"@expo-google-fonts/{folder.name}@")
    assert sum(file.stat().st_size for file in FONTS.rglob("*.ttf")) < 70_000_000


def test_letters_in_tables_have_figures_of_one_width() -> None:
    setter = Type()
    assert (
        setter.line([Span("1111")], SIZE, tabular=True).width == setter.line([Span("8888")], SIZE, tabular=True).width
    )
    assert setter.line([Span("1111")], SIZE).width < setter.line([Span("8888")], SIZE).width


@settings(max_examples=1_000)
@given(st.from_regex(EASY, fullmatch=True))
def test_easy_text_breaks_as_unicode_says(text: str) -> None:
    assert list(segments(text)) == list(LineBreaker(text, "en"))


@given(st.text())
@example("a\tb\r\nc\x85d\u2028e\x00\x9f\ud800\ufffe\u202eevil")
def test_only_printable_text_passes_the_door(text: str) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e]", clean(text))
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " JAVASCRIPT:x", "file:///etc/passwd", "/engagements/1", "ftp://x", ""]
)
def test_other_addresses_lead_nowhere(href: str) -> None:
    assert address(href) == ""


@given(st.text())
def test_an_address_is_plain_ascii_whatever_it_was(text: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]*", address(f"https://x.example/{text}"))


@given(st.lists(st.tuples(st.text(max_size=20), st.booleans()), max_size=5), st.floats(20, 200))
def test_no_line_is_wider_than_its_room_unless_one_letter_is(texts: list[tuple[str, bool]], room: float) -> None:
    setter = Type()
    for line in setter.lines([Span(text, strong=strong) for text, strong in texts] or [Span("")], SIZE, room):
        assert line.width <= room + 0.01 or len(line.pieces) <= 1 or line.width < 40
