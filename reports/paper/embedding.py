"""A document's fonts as PDF objects: subsets only, with the text of every code."""

import re
from hashlib import sha256

import uharfbuzz as hb

from reports.paper.document import Document
from reports.type.faces import EM
from reports.type.words import Font

BLOCK = 100  # entries that a character map may have in one block


def embed(document: Document, font: Font) -> int:
    """Writes the font; gives the number of its object."""
    faces = font.face
    upper, lower = faces.extents
    by_code = [(code, gid, text) for (gid, text), code in font.codes.items()]
    gids = {gid for _, gid, _ in by_code}
    name = f"{_prefix(gids)}+{faces.name}"
    whole, descendant, descriptor, program, map_, texts = (document.reserve() for _ in range(6))
    document.put_stream(program, data := _subset(faces.shapes, gids), f"/Length1 {len(data)}")
    places = bytearray(2 * (len(by_code) + 1))
    for code, gid, _ in by_code:
        places[2 * code : 2 * code + 2] = gid.to_bytes(2, "big")
    document.put_stream(map_, bytes(places))
    document.put_stream(texts, _character_map([(code, text) for code, _, text in by_code]))
    widths = " ".join(str(font.widths[gid]) for _, gid, _ in by_code)
    box = f"[-{EM} {lower} {2 * EM} {upper}]"
    document.put(
        descriptor,
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox{box}/ItalicAngle 0/Ascent {upper}/Descent {lower}"
        f"/CapHeight 700/StemV 80/FontFile2 {program} 0 R>>",
    )
    document.put(
        descendant,
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW {EM}/W[1[{widths}]]/CIDToGIDMap {map_} 0 R>>",
    )
    document.put(
        whole,
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {texts} 0 R>>",
    )
    return whole


def _subset(face: hb.Face, gids: set[int]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(gids)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    return bytes(hb.subset(face, wanted).blob.data)


def _prefix(gids: set[int]) -> str:
    """Six letters that name the subset, the same for the same glyphs."""
    digest = sha256(repr(sorted(gids)).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _character_map(texts: list[tuple[int, str]]) -> bytes:
    out = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
        "1 begincodespacerange<0000><FFFF>endcodespacerange",
    ]
    for start in range(0, len(texts), BLOCK):
        block = texts[start : start + BLOCK]
        out.append(f"{len(block)} beginbfchar")
        out += [f"<{code:04X}><{_seen(text).encode('utf-16-be').hex().upper()}>" for code, text in block]
        out.append("endbfchar")
    out.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(out).encode()


def _seen(text: str) -> str:
    """Without marks that only steer a renderer, and that would spoil a search."""
    return re.sub("[\u200b\u2060\u00ad]", "", text)
