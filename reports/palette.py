"""The colours of the paper, by role. Teal is ours, iris theirs, red late; everything else is ink on white.

The values are the light theme of the design tokens. Ink, ink-2, ink-3, ours, theirs and late keep 4.5:1 on white and
differ in lightness from the fills beside them, so that a grey printer and a colour-blind reader lose nothing.
"""

import re

TOKENS = {
    "paper": "#ffffff",
    "ink": "#111f24",
    "ink-2": "#415055",
    "ink-3": "#5b696d",
    "line": "#dee4e5",
    "grid": "#dee4e5",
    "axis": "#8a979a",
    "empty": "#b9c4c5",
    "before": "#b6c2c3",
    "sunken": "#edf3f3",
    "ours": "#006761",
    "ours-soft": "#def6f3",
    "on-ours": "#ffffff",
    "theirs": "#5f45a6",
    "theirs-soft": "#f3f0ff",
    "late": "#b32322",
}
HEX = re.compile("#[0-9a-fA-F]{6}")


class Palette:
    """Role to the operands of a PDF colour operator. A brand replaces the teal of ours, and nothing else."""

    def __init__(self, brand: str = "") -> None:
        tokens = dict(TOKENS)
        if HEX.fullmatch(brand):
            tokens["ours"] = brand
            tokens["ours-soft"] = _mixed(brand, 0.12)
        self._operands = {
            role: " ".join(f"{part / 255:.3f}" for part in _parts(value)) for role, value in tokens.items()
        }

    def __getitem__(self, role: str) -> str:
        return self._operands[role]


def _parts(value: str) -> tuple[int, int, int]:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def _mixed(value: str, share: float) -> str:
    """So much of the colour on white."""
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in _parts(value))
