"""What a file says of itself: title and makers, the PDF/A declaration, the outline, the targets of its own links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from reports.paper.document import Document
from reports.paper.encoding import date, srgb, string
from reports.type.clean import one_line

PRODUCER = "Engagement"


@dataclass(frozen=True)
class About:
    title: str
    author: str
    language: str
    made_at: datetime


class Place(NamedTuple):
    """Where something begins: a target of links, and (with a title) a line of the outline."""

    page: int  # counted from one
    page_object: int
    y: float  # from the foot of the page, as PDF counts
    title: str
    level: int

    @property
    def destination(self) -> str:
        return f"[{self.page_object} 0 R/XYZ null {self.y:.2f} null]"


def information(about: About) -> str:
    at = date(about.made_at)
    return (
        f"<</Title{string(about.title)}/Author{string(about.author)}/Creator{string(PRODUCER)}"
        f"/Producer{string(PRODUCER)}/CreationDate{at}/ModDate{at}>>"
    )


def xmp(about: About) -> bytes:
    """The same again, as PDF/A wants it."""
    at = about.made_at.isoformat(timespec="seconds")
    title, author = escape(one_line(about.title)), escape(one_line(about.author))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()


def catalogue(document: Document, about: About, pages: int, structure: int, places: dict[str, Place]) -> str:
    """Writes what the catalogue points to; gives its entries."""
    metadata, profile, destinations = document.reserve(), document.reserve(), document.reserve()
    document.put_stream(metadata, xmp(about), "/Type/Metadata/Subtype/XML", is_plain=True)
    document.put_stream(profile, srgb(), "/N 3")
    document.put(destinations, f"<<{''.join(f'/{key}{place.destination}' for key, place in places.items())}>>")
    listed = [place for place in places.values() if place.title]
    contents = f"/Outlines {outline(document, listed)} 0 R/PageMode/UseOutlines" if listed else ""
    return (
        f"/Pages {pages} 0 R/StructTreeRoot {structure} 0 R/MarkInfo<</Marked true>>/Lang{string(about.language)}"
        f"/Metadata {metadata} 0 R/Dests {destinations} 0 R/PageLabels<</Nums[0<</S/D>>]>>"
        f"/ViewerPreferences<</DisplayDocTitle true>>{contents}"
        f"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
        f"/DestOutputProfile {profile} 0 R>>]"
    )


def outline(document: Document, places: Sequence[Place]) -> int:
    """Writes the outline, whose levels are counted from one; gives the number of its root."""
    root = document.reserve()
    numbers = [document.reserve() for _ in places]
    parents: list[int] = []  # for each place the index of its parent, -1 for the root
    above: list[int] = []
    for index, place in enumerate(places):
        while above and places[above[-1]].level >= place.level:
            above.pop()
        parents.append(above[-1] if above else -1)
        above.append(index)
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)
    for siblings in children.values():
        for before, index, after in zip([-1, *siblings], siblings, [*siblings[1:], -1], strict=False):
            place, parent, own = places[index], parents[index], children.get(index, [])
            document.put(
                numbers[index],
                f"<</Title{string(place.title)}/Parent {numbers[parent] if parent >= 0 else root} 0 R"
                + (f"/Prev {numbers[before]} 0 R" if before >= 0 else "")
                + (f"/Next {numbers[after]} 0 R" if after >= 0 else "")
                + (f"/First {numbers[own[0]]} 0 R/Last {numbers[own[-1]]} 0 R/Count -{len(own)}" if own else "")
                + f"/Dest{place.destination}>>",
            )
    top = children[-1]
    document.put(root, f"<</Type/Outlines/First {numbers[top[0]]} 0 R/Last {numbers[top[-1]]} 0 R/Count {len(top)}>>")
    return root
