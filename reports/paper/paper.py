"""Pages: text, lines and areas at known places, each marked with what it is.

Everything is measured in points from the top left of the page. What belongs to no element is an artifact: it is seen,
and not read aloud.
"""

from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, NamedTuple

from reportlab.pdfgen import canvas

from reports.palette import Palette
from reports.paper.document import Document
from reports.paper.embedding import embed
from reports.paper.encoding import string
from reports.paper.metadata import About, Place, catalogue, information
from reports.paper.tags import Element, Tags
from reports.type.clean import address
from reports.type.lines import Line, Span, Type

SMALL = 8.0  # the size of what stands at a page's head and foot


class _Canvas(canvas.Canvas):
    """ReportLab's canvas for its operators and pages, without its fonts and its file."""

    def __init__(self, size: tuple[float, float], finished: Callable[[str], None]) -> None:
        super().__init__("", pagesize=size, pageCompression=0, invariant=1)
        document: Any = vars(self)["_doc"]
        document.addPage = lambda page: finished(page.stream)

    def _make_preamble(self) -> None:
        self._preamble = ""  # ReportLab's would set Helvetica, which is not embedded


class _Later(NamedTuple):
    """The number of a page that is not yet known: it ends at `x`."""

    token: str
    key: str
    x: float
    y: float
    size: float


class _Held(NamedTuple):
    """A page that waits for such numbers."""

    content: int
    stream: str
    later: list[_Later]


class Paper:
    """One PDF being written to `out`."""

    def __init__(self, out: BinaryIO, size: tuple[float, float], about: About, palette: Palette) -> None:
        self.width, self.height = size
        self.palette = palette
        self.type = Type()
        self._about = about
        self._document = Document(out)
        self.tags = Tags(self._document)
        self._canvas: Any = _Canvas(size, self._finished)
        self._root, self._resources, self._total = (self._document.reserve() for _ in range(3))
        self._pages: list[int] = []
        self._places: dict[str, Place] = {}
        self._annotations: list[int] = []
        self._later: list[_Later] = []
        self._held: list[_Held] = []
        self._marked: Element | None = None
        self._is_marked = self._in_text = False
        self._ink = ""
        self._link: tuple[Element, Span, Element] | None = None

    @property
    def page(self) -> int:
        """The number of the page that is open; 0 before the first."""
        return len(self._pages)

    def begin_page(self) -> None:
        self._pages.append(self._document.reserve())
        self._key = self.tags.begin_page()
        self._annotations, self._later = [], []
        self._ink = ""

    def end_page(self) -> None:
        self._unmark()
        self._canvas.showPage()

    def place(self, key: str, y: float, title: str = "", level: int = 1) -> None:
        """Makes this spot the target of spans that name `key` and, with a title, a line of the outline."""
        self._places[key] = Place(self.page, self._pages[-1], self.height - y, title, level)

    def text(self, element: Element | None, line: Line, x: float, y: float, size: float) -> None:
        """A line whose left end stands at `x` and whose baseline is `y`."""
        code = self._canvas._code
        up = self.height - y
        last: Span | None = None
        for piece in line.pieces:
            span = piece.span
            owner = element
            if element is not None and leads(span):
                owner = self._linked(element, span)
                if span is not last:
                    self._hit(owner, span, line, x, up, size)
            last = span
            self._write(owner, span.role)
            code.append(f"{size:g} 0 0 {size:g} {x + piece.x:.2f} {up:.2f} Tm {piece.operators}")

    def number_of(self, element: Element, key: str, x: float, y: float, size: float) -> None:
        """The number of the page on which `key` will be placed, ending at `x`."""
        self._write(element, "ink-2")
        token = f"\0{len(self._later)}\0"  # NUL is in no operator
        self._canvas._code.append(token)
        self._later.append(_Later(token, key, x, self.height - y, size))

    def page_of_pages(self, x: float, y: float) -> None:
        """ "12 of 340": the second number is drawn once, when it is known."""
        line = self.type.line([Span(f"{self.page:,} of ", "ink-3")], SMALL)
        self.text(None, line, x, y, SMALL)
        right = x + line.width + self.type.measure("\u00a0", SMALL)
        self._leave_text()
        self._canvas._code.append(f"q 1 0 0 1 {right:.2f} {self.height - y:.2f} cm /N Do Q")

    def fill(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        role: str,
        radius: float = 0,
        element: Element | None = None,
    ) -> None:
        """An area."""
        self._draw(element, f"{self.palette[role]} rg")
        up = self.height - y - height
        if radius:
            self._canvas.roundRect(x, up, width, height, min(radius, width / 2, height / 2), stroke=0, fill=1)
        else:
            self._canvas._code.append(f"{x:.2f} {up:.2f} {width:.2f} {height:.2f} re f")

    def stroke(
        self,
        points: Sequence[tuple[float, float]],
        role: str,
        width: float,
        is_closed: bool = False,
        element: Element | None = None,
    ) -> None:
        """Straight strokes through points."""
        ends = f"{width:g} w {self._path(points)} {'s' if is_closed else 'S'}"
        self._draw(element, f"{self.palette[role]} RG {ends}")

    def _path(self, points: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{x:.2f} {self.height - y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))

    def hit(self, element: Element, href: str, says: str, x: float, y: float, width: float, height: float) -> None:
        """An area of the page that is a link to an address of the web: `element` is its tag."""
        up = self.height - y
        self._annotate(element, href, "", says, (x, up - height, x + width, up))

    def finish(self) -> None:
        """Writes what was kept, the fonts and the file's end."""
        document = self._document
        if self._link:
            self.tags.close(self._link[2])
        for content, stream, later in self._held:
            for each in later:
                number = f"{self._places[each.key].page:,}"
                line = self.type.line([Span(number)], each.size, tabular=True)
                operators = line.pieces[0].operators
                at = f"{each.size:g} 0 0 {each.size:g} {each.x - line.width:.2f} {each.y:.2f} Tm"
                stream = stream.replace(each.token, f"{at} {operators}")
            document.put_stream(content, stream.encode("latin-1"))
        total = self.type.line([Span(f"{self.page:,}")], SMALL)
        drawn = f"BT {self.palette['ink-3']} rg {SMALL:g} 0 0 {SMALL:g} 0 0 Tm {total.pieces[0].operators} ET"
        box = f"/BBox[-1 -{SMALL:g} {total.width + 1:.2f} {SMALL:g}]"
        document.put_stream(
            self._total, drawn.encode(), f"/Type/XObject/Subtype/Form{box}/Resources {self._resources} 0 R"
        )
        fonts = "".join(f"/{font.name} {embed(document, font)} 0 R" for font in self.type.words.fonts.values())
        document.put(self._resources, f"<</Font<<{fonts}>>/XObject<</N {self._total} 0 R>>>>")
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        document.put(self._root, f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>")
        info = document.reserve()
        document.put(info, information(self._about))
        entries = catalogue(document, self._about, self._root, self.tags.finish(), self._places)
        document.finish(entries, info)

    def _finished(self, stream: str) -> None:
        """ReportLab hands over a page's operators."""
        document, content = self._document, self._document.reserve()
        annotations = " ".join(f"{each} 0 R" for each in self._annotations)
        document.put(
            self._pages[-1],
            f"<</Type/Page/Parent {self._root} 0 R/MediaBox[0 0 {self.width:g} {self.height:g}]"
            f"/Resources {self._resources} 0 R/Contents {content} 0 R/StructParents {self._key}/Tabs/S"
            f"{f'/Annots[{annotations}]' if annotations else ''}>>",
        )
        self.tags.end_page(self._key)
        if self._later:
            self._held.append(_Held(content, stream, self._later))
        else:
            document.put_stream(content, stream.encode("latin-1"))

    def _write(self, element: Element | None, role: str) -> None:
        """Makes ready for text of this element in this colour."""
        self._mark(element)
        code = self._canvas._code
        if not self._in_text:
            code.append("BT")
            self._in_text = True
        if self._ink != role:
            code.append(f"{self.palette[role]} rg {self.palette[role]} RG")
            self._ink = role

    def _draw(self, element: Element | None, operators: str) -> None:
        self._mark(element)
        self._leave_text()
        self._ink = ""
        self._canvas._code.append(operators)

    def _mark(self, element: Element | None) -> None:
        if self._is_marked and self._marked is element:
            return
        self._unmark()
        self._marked, self._is_marked = element, True
        if element is None:
            self._canvas._code.append("/Artifact BMC")
        else:
            mark = self.tags.mark(element, self._pages[-1])
            self._canvas._code.append(f"/{element.tag}<</MCID {mark}>>BDC")

    def _unmark(self) -> None:
        self._leave_text()
        if self._is_marked:
            self._canvas._code.append("EMC")
            self._is_marked = False

    def _leave_text(self) -> None:
        if self._in_text:
            self._canvas._code.append("ET")
            self._in_text = False

    def _linked(self, element: Element, span: Span) -> Element:
        """The link of a span within the element: the same one until another span follows."""
        if self._link is not None:
            parent, of, link = self._link
            if parent is element and of is span:
                return link
            self.tags.close(link)
        link = self.tags.element("Link", element)
        self._link = (element, span, link)
        return link

    def _hit(self, link: Element, span: Span, line: Line, x: float, up: float, size: float) -> None:
        own = [piece for piece in line.pieces if piece.span is span]
        left = min(piece.x for piece in own)
        right = max(piece.x + piece.width for piece in own)
        box = (x + left, up - size * 0.25, x + right, up + size * 0.85)
        self._annotate(link, span.href, span.target, span.text, box)

    def _annotate(
        self, element: Element, href: str, target: str, says: str, box: tuple[float, float, float, float]
    ) -> None:
        opens = f"/Dest/{target}" if target else f"/A<</S/URI/URI({address(href)})>>"
        number = self._document.reserve()
        key = self.tags.annotation(element, number, self._pages[-1])
        left, low, right, high = box
        self._document.put(
            number,
            f"<</Type/Annot/Subtype/Link/Rect[{left:.2f} {low:.2f} {right:.2f} {high:.2f}]/Border[0 0 0]/F 4{opens}"
            f"/StructParent {key}/Contents{string(says)}>>",
        )
        self._annotations.append(number)


def leads(span: Span) -> bool:
    """Whether it is a link: to a place in the paper, or to the web. Any other address is none of a paper's business."""
    return bool(span.target or (span.href and address(span.href)))
