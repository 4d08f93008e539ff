"""The structure tree: what each stretch of a page is, for those who have it read to them."""

from collections.abc import Iterator
from contextlib import contextmanager

from reports.paper.document import Document
from reports.paper.encoding import string


class Element:
    """A node that is still open. It goes out, and is forgotten, when it is closed."""

    __slots__ = ("attributes", "kids", "number", "page", "parent", "tag")

    def __init__(self, tag: str, number: int, parent: int, attributes: str) -> None:
        self.tag = tag
        self.number = number
        self.parent = parent
        self.attributes = attributes
        self.page = 0  # the object number of the page that plain kids are on
        self.kids: list[str] = []


class Tags:
    """Hands out elements, and remembers which marked stretch and which annotation belongs to which."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root = document.reserve()
        self._parents: list[tuple[int, str]] = []  # (key, what the parent tree holds for it)
        self._keys = 0
        self.top = self.element("Document", None)
        self._marks: list[int] = []

    def element(self, tag: str, parent: Element | None, attributes: str = "", says: str = "") -> Element:
        """A new last child. `says` stands for what cannot be read, such as a drawing."""
        number = self._document.reserve()
        if says:
            attributes += f"/Alt{string(says)}"
        if parent is not None:
            parent.kids.append(f"{number} 0 R")
        return Element(tag, number, parent.number if parent else self._root, attributes)

    def close(self, element: Element) -> None:
        page = f"/Pg {element.page} 0 R" if element.page else ""
        kids = " ".join(element.kids)
        self._document.put(
            element.number,
            f"<</S/{element.tag}/P {element.parent} 0 R{page}/K[{kids}]{element.attributes}>>",
        )

    @contextmanager
    def within(
        self, tag: str, parent: Element | None = None, attributes: str = "", says: str = ""
    ) -> Iterator[Element]:
        element = self.element(tag, parent or self.top, attributes, says)
        yield element
        self.close(element)

    def begin_page(self) -> int:
        """The key of a new page in the parent tree."""
        self._marks = []
        return self._key()

    def mark(self, element: Element, page: int) -> int:
        """The number of a new stretch on the present page that belongs to the element."""
        mark = len(self._marks)
        self._marks.append(element.number)
        element.page = element.page or page
        element.kids.append(str(mark) if element.page == page else f"<</Type/MCR/Pg {page} 0 R/MCID {mark}>>")
        return mark

    def end_page(self, key: int) -> None:
        number = self._document.reserve()
        self._document.put(number, f"[{' '.join(f'{mark} 0 R' for mark in self._marks)}]")
        self._parents.append((key, f"{number} 0 R"))

    def annotation(self, element: Element, annotation: int, page: int) -> int:
        """The key of an annotation that belongs to the element."""
        key = self._key()
        element.kids.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {page} 0 R>>")
        self._parents.append((key, f"{element.number} 0 R"))
        return key

    def finish(self) -> int:
        """Writes the root; gives its number."""
        self.close(self.top)
        tree = self._document.reserve()
        leaves = " ".join(f"{key} {held}" for key, held in sorted(self._parents))
        self._document.put(tree, f"<</Nums[{leaves}]>>")
        self._document.put(
            self._root,
            f"<</Type/StructTreeRoot/K[{self.top.number} 0 R]/ParentTree {tree} 0 R/ParentTreeNextKey {self._keys}>>",
        )
        return self._root

    def _key(self) -> int:
        self._keys += 1
        return self._keys - 1
