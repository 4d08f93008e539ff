"""The colours hold WCAG 2.2 in both themes: text 4.5, edges and marks 3."""

import math
import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "engagement/static/css/tokens.css").read_text("utf-8")
TOKENS = {
    name: themes for name, *themes in re.findall(r"--([\w-]+): light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)", CSS)
}
TEXT = [
    (ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "surface", "raised", "sunken", "hover")
]
TEXT += [
    *(("ours", ground) for ground in ("surface", "paper", "raised", "ours-soft")),
    *(("theirs", ground) for ground in ("surface", "theirs-soft")),
    *(("due", ground) for ground in ("surface", "due-soft")),
    *(("late", ground) for ground in ("surface", "paper", "raised", "late-soft")),
    *(("done", ground) for ground in ("surface", "done-soft")),
    *(("ink", ground) for ground in ("ours-soft", "due-soft", "late-soft", "ours-line")),
    *(("ink-2", ground) for ground in ("ours-soft", "theirs-soft")),
    *(("ink-3", ground) for ground in ("ours-soft",)),
    *(("on-fill", ground) for ground in ("ours-fill", "ours-fill-hover")),
    ("surface", "ink"),
]
MARKS = [
    *(("control", ground) for ground in ("surface", "paper", "raised")),
    *(("focus", ground) for ground in ("surface", "paper", "raised")),
    *(("ours-fill", ground) for ground in ("surface", "hover")),
    *(("theirs-fill", ground) for ground in ("surface", "hover")),
]
PAIRS = [(*pair, 4.5) for pair in TEXT] + [(*pair, 3.0) for pair in MARKS]


def luminance(oklch: str) -> float:
    """Relative luminance of a colour given as lightness, chroma and hue."""
    light, chroma, hue = (float(part) for part in oklch.split()[:3])
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long, middle, short = (
        (light + p * a + q * b) ** 3
        for p, q in ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
    )
    rgb = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return sum(w * min(max(c, 0.0), 1.0) for w, c in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("0 0 0", "1 0 0") == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_colour_can_be_read_on_its_ground(theme: int) -> None:
    found = [(front, back, contrast(TOKENS[front][theme], TOKENS[back][theme]), floor) for front, back, floor in PAIRS]
    assert [f"{front} on {back}: {got:.2f}" for front, back, got, floor in found if got < floor] == []
