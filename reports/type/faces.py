"""The faces that lie in `reports/fonts`: what each can show, and how it shapes a run of text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

FONTS = Path(__file__).parent.parent / "fonts"
EM = 1000  # widths and advances everywhere in `reports.type` are thousandths of the size


class Glyph(NamedTuple):
    """A glyph as shaped, in the order of drawing, left to right."""

    gid: int
    start: int  # where its cluster begins in the text
    advance: int
    x: int
    y: int


@dataclass(frozen=True)
class Family:
    folder: str
    stem: str
    has_strong: bool = True


PUBLIC = Family("public-sans", "PublicSans")
SCRIPTS = (
    Family("noto-sans", "NotoSans"),  # Greek, Cyrillic, Devanagari, and the Latin that Public Sans lacks
    Family("noto-sans-arabic", "NotoSansArabic"),
    Family("noto-sans-hebrew", "NotoSansHebrew"),
    Family("noto-sans-thai", "NotoSansThai"),
)
JP = Family("noto-sans-jp", "NotoSansJP", has_strong=False)
SC = Family("noto-sans-sc", "NotoSansSC", has_strong=False)
KR = Family("noto-sans-kr", "NotoSansKR", has_strong=False)
EMOJI = Family("noto-emoji", "NotoEmoji", has_strong=False)


class Face:
    """One weight of a family. Read once in a process: the bytes stay mapped, coverage is worked out when asked."""

    def __init__(self, family: Family, weight: str) -> None:
        self.name = f"{family.stem}-{weight}"
        self.has_strong = family.has_strong
        path = FONTS / family.folder / f"{self.name}.ttf"
        self.shapes = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self.shapes)
        self._font.scale = (EM, EM)

    @cached_property
    def cover(self) -> frozenset[str]:
        """The characters that it has a glyph for."""
        return frozenset(map(chr, self.shapes.unicodes))

    @cached_property
    def extents(self) -> tuple[int, int]:
        """How far it reaches above and below the line."""
        found = self._font.get_font_extents("ltr")
        return found.ascender, found.descender

    def width(self, gid: int) -> int:
        return int(self._font.get_glyph_h_advance(gid))

    def shape(self, text: str, rtl: bool, tabular: bool) -> Iterator[Glyph]:
        if not text:
            return
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self._font, buffer, {"kern": True, "liga": True, "tnum": tabular})
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            yield Glyph(info.codepoint, info.cluster, place.x_advance, place.x_offset, place.y_offset)


def face(family: Family, strong: bool) -> Face:
    return _face(family, "SemiBold" if strong and family.has_strong else "Regular")


@cache
def _face(family: Family, weight: str) -> Face:
    return Face(family, weight)
