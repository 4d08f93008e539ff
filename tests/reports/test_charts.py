"""Charts: drawn inside their room, in proportion, with words that are true and text that stays text."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.charts.bars import bars
from reports.charts.columns import columns, scale
from reports.charts.fit import fitted, roughly
from reports.charts.scene import Line, Link, Rect, Scene, Text
from reports.charts.sides import Exchange, sides
from reports.charts.svg import svg
from reports.charts.tiles import Tile, tiles
from reports.charts.words import SHARES, share
from reports.records import Bar

# The first text that hypothesis draws reads all of Unicode, which takes longer than it allows an input.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
names = st.one_of(
    st.text(min_size=1, max_size=80),
    st.sampled_from(
        ["국토교통부 디지털정책과", "Υπουργείο Ψηφιακής Διακυβέρνησης", "وزارة الاتصالات", "經濟部數位發展署" * 4]
    ),
)
counts = st.integers(0, 3) | st.integers(0, 2_000_000)
hrefs = st.sampled_from(["", "/engagements?country=de"])
months = st.integers(0, 11).map(lambda m: ["January", "May", "August", "October"][m % 4] + f" {2020 + m // 4}")
sizes = st.sampled_from([7.0, 8.5, 12.0])


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    size = draw(sizes)
    look = {"width": size * draw(st.floats(20, 75)), "size": size}
    match draw(st.sampled_from(["columns", "bars", "sides", "tiles"])):
        case "columns":
            month = st.builds(Bar, label=months, value=counts, before=st.none() | counts, href=hrefs)
            return columns("By month", draw(st.lists(month, max_size=40)), **look)
        case "bars":
            ranked = draw(st.lists(st.builds(Bar, label=names, value=counts, href=hrefs), max_size=14))
            ranked.sort(key=lambda bar: -bar.value)
            return bars("By country", ranked, sum(bar.value for bar in ranked), **look)
        case "sides":
            exchange = st.builds(Exchange, label=names, shared=counts, heard=counts, href=hrefs)
            return sides("Shared and heard", draw(st.lists(exchange, max_size=8)), **look)
        case _:
            tile = st.tuples(names, counts, counts, hrefs).map(lambda t: Tile(t[0], min(t[1:3]), max(t[1:3]), t[3]))
            return tiles("Coverage by country", draw(st.lists(tile, max_size=20)), **look)


def corners(scene: Scene) -> Iterator[tuple[float, float]]:
    """The outermost points of everything drawn."""
    for mark in scene.marks():
        match mark:
            case Rect(x, y, w, h):
                assert w >= 0 and h >= 0
                yield from ((x, y), (x + w, y + h))
            case Line(x1, y1, x2, y2):
                yield from ((x1, y1), (x2, y2))
            case Text(x, y, text, size, _, anchor, strong):
                wide = roughly(text, size, strong)
                left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
                yield from ((left, y - size * 0.8), (left + wide, y + size * 0.25))


@unhurried
@given(scenes())
def test_nothing_is_drawn_outside_the_chart(scene):
    for x, y in corners(scene):
        assert -0.01 <= x <= scene.width + 0.01
        assert -0.01 <= y <= scene.height + 0.01


@unhurried
@given(scenes())
def test_a_chart_is_well_formed_svg_with_a_name_and_no_style_of_its_own(scene):
    root = ET.fromstring(svg(scene))
    assert scene.title in root.get("aria-label")
    assert root.get("role") == ("group" if scene.has_links else "img")
    assert len(list(root.iter("a"))) == sum(isinstance(item, Link) for item in scene.items)
    for part in root.iter():
        assert not {"style", "fill-opacity", "onclick"} & set(part.keys())
        assert part.tag in {"svg", "a", "rect", "line", "text"}


def test_what_a_person_typed_stays_text():
    nasty = '<script>alert(1)</script>" onload="x \x00\ud800'
    drawn = svg(bars("By body", [Bar(nasty, 3, href="/x?a=1&b=2")], total=3, width=900))
    assert "<script" not in drawn and 'onload="' not in drawn
    assert 'href="/x?a=1&amp;b=2"' in drawn
    assert "&lt;script&gt;" in drawn and "\ufffd" in drawn


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=10).filter(any))
def test_bars_are_as_long_as_their_numbers(values):
    values.sort(reverse=True)
    drawn = [m.w for m in bars("x", [Bar("a", v) for v in values], sum(values)).marks() if isinstance(m, Rect)]
    assert drawn == pytest.approx([drawn[0] * v / values[0] for v in values])


@given(st.lists(st.tuples(counts, st.none() | counts), min_size=1, max_size=24).filter(lambda p: any(a for a, _ in p)))
def test_columns_stand_on_zero_and_grow_with_their_numbers(pairs):
    scene = columns("x", [Bar("May 2026", now, before) for now, before in pairs])
    now = [m for m in scene.marks() if isinstance(m, Rect) and m.role == "ours"]
    before = [m for m in scene.marks() if isinstance(m, Rect) and m.role == "before"]
    top = scale(max(max(a, b or 0) for a, b in pairs))
    foot = {round(m.y + m.h, 6) for m in (*now, *before)}
    assert len(foot) == 1
    one = max(m.h for m in now) / max(a for a, _ in pairs)
    assert [m.h for m in now] == pytest.approx([a * one for a, _ in pairs], abs=1e-6)
    assert [m.h for m in before] == pytest.approx([b * one for _, b in pairs if b], abs=1e-6)
    assert top >= max(max(a, b or 0) for a, b in pairs) and top % 2 == 0


@given(st.integers(0, 10**9))
def test_an_axis_ends_at_an_even_number_that_is_not_far_above(most):
    assert most <= scale(most) <= max(2, most * 2)


@given(names, st.floats(40, 200))
def test_a_fitted_name_keeps_to_its_room_and_says_when_it_is_cut(name, room):
    lines = fitted(name, room, 12, roughly, lines=2)
    assert len(lines) <= 2
    assert all(roughly(line, 12) <= room for line in lines)
    whole = "".join(name.split())
    assert "".join("".join(lines).split()) == whole or lines[-1].endswith("…")


def test_a_name_that_is_cut_stands_whole_in_the_link_and_in_the_table():
    long = "Federal Interministerial Coordination Office for Cross-Border Data Transfers and Cloud Certification" * 3
    scene = bars("By body", [Bar(long, 4, href="/x")], total=4, width=240)
    assert not any(isinstance(mark, Text) and mark.text == long for mark in scene.marks())
    assert scene.items[0].label == f"{long}: 4"
    assert scene.table.rows == ((long, 4),)


@pytest.mark.parametrize(
    ("values", "total", "words"),
    [
        ([], 0, "No engagements in this period."),
        ([0, 0], 0, "No engagements in this period."),
        ([7], 7, "Only Germany, with all 7."),
        ([7], 12, "Only Germany, with 7 of 12."),
        ([5, 4, 3], 12, "Germany comes first, with 5 of 12."),
        ([4, 4, 3], 11, "Germany and the United Kingdom come first, with 4 each."),
        ([4, 4, 4, 3], 15, "Germany, the United Kingdom and Spain come first, with 4 each."),
        ([2, 2, 2, 2], 8, "All 4 are even, with 2 each."),
        ([2, 2, 2, 2, 1], 9, "4 share the first place, with 2 each."),
        ([41, 36, 29, 27, 24, 18, 12], 187, "Germany and the United Kingdom are about two in five."),
        ([22, 18, 17, 15, 14, 14], 100, "Germany and the United Kingdom are two in five."),
        ([22, 18, 18, 15, 14, 13], 100, "Germany comes first, with about one in five."),
        ([15, 13, 12], 109, "Germany comes first, with about one in seven."),
        ([60, 50, 40], 100, "Germany comes first, with three in five."),  # joint ones: never added up
    ],
)
def test_the_sentence_over_a_ranking_is_true(values, total, words):
    countries = ["Germany", "United Kingdom", "Spain", "France", "Estonia", "Kenya", "Japan"]
    ranked = [Bar(name, value) for name, value in zip(countries, values, strict=False)]
    if words:
        assert bars("By country", ranked, total).says == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "No engagements in these months."),
        ([0, 0], "No engagements in these months."),
        ([4], "4 in October 2025."),
        ([0, 4], "All 4 were in November 2025."),
        ([0, 1], "One, in November 2025."),
        ([3, 4, 1], "November was the busiest month."),
        ([4, 4, 1], "October and November were the busiest months, with 4 each."),
        ([4, 4, 4], "Every month had 4."),
        ([4, 4, 4, 4, 1], "4 months were the busiest, with 4 each."),
        ([1] * 12 + [2], "October 2026 was the busiest month."),
    ],
)
def test_the_sentence_over_the_months_is_true(values, words):
    calendar = ["October", "November", "December", "January", "February", "March"]
    calendar += ["April", "May", "June", "July", "August", "September"]
    labels = [f"{calendar[i % 12]} {2025 + (i + 9) // 12}" for i in range(len(values))]
    assert columns("x", [Bar(label, value) for label, value in zip(labels, values, strict=True)]).says == words


def test_two_sides_have_one_scale_and_meet_at_the_axis():
    scene = sides("x", [Exchange("Ministry of Health, Kenya", 4, 8), Exchange("Treasury", 0, 2)])
    ours = [m for m in scene.marks() if isinstance(m, Rect) and m.role == "ours"]
    theirs = [m for m in scene.marks() if isinstance(m, Rect) and m.role == "theirs"]
    assert ours[0].x + ours[0].w == pytest.approx(theirs[0].x)
    assert (ours[0].w, ours[1].w, theirs[1].w) == pytest.approx((theirs[0].w / 2, 0, theirs[0].w / 4))
    assert scene.says == "To the left shared, 4; to the right heard, 10: more was heard than shared."


def test_a_tile_says_n_of_m_and_is_filled_by_its_share():
    scene = tiles("Coverage", [Tile("Kenya", 3, 4), Tile("Malta", 0, 2), Tile("Chad", 0, 0)])
    foot = [m for m in scene.marks() if isinstance(m, Rect) and m.role in ("ours", "before")]
    assert foot[1].w == pytest.approx(foot[0].w * 3 / 4)
    assert {"3 of 4", "0 of 2", "none listed"} <= {m.text for m in scene.marks() if isinstance(m, Text)}
    assert scene.says == "3 of 6 key bodies were engaged. None in Malta."


@given(st.integers(0, 3_000), st.integers(1, 3_000))
def test_a_share_in_words_is_never_far_from_the_number(n, of):
    n = min(n, of)
    said = share(n, of)
    fractions = {words: part for part, words in SHARES}
    if said in fractions:
        assert n == fractions[said] * of
    elif said.startswith("about "):
        assert abs(n / of - fractions[said.removeprefix("about ")]) <= 0.02
    elif said.startswith("more than "):
        assert n / of > fractions[said.removeprefix("more than ")]
    else:
        assert said == f"{n:,} of {of:,}"
    if of < 20:
        assert said == f"{n} of {of}"
