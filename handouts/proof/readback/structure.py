"""The tree of a PDF's tags, whole, with the text that stands in each element.

pdfium gives the tree page by page, and of every element only the kids on that page, though each under its own number.
The numbers from the root down are therefore an element's name, and the pages' trees are put together by it.
"""

from __future__ import annotations

import ctypes
import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from handouts.proof.readback.tags import type_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CELLS = {"TH", "TD"}
FIGURE = "Figure"
DESCRIBED = {FIGURE, "Form"}
DEEPEST = 300  # a tree of tags deeper than this is a trap; a list in a list takes three


class Marked(NamedTuple):
    """Text with one mark (MCID), on one page; the page counts from 0, the box is in points from its bottom left."""

    page: int
    mark: int
    text: str
    box: tuple[float, float, float, float]


@dataclasses.dataclass(slots=True)
class Element:
    """A tag, and the first page it stands on; ``kids`` are its elements and its text by their number.

    ``identity``, ``headers`` (the identities of a cell's headings), ``scope``, ``columns`` and ``rows`` are a cell's,
    ``description`` is the text that stands for a picture or a field on paper, ``drawn`` are the marks of a picture that
    hold no text, with the page.
    """

    kind: str
    page: int = 0
    kids: dict[int, Element | Marked] = dataclasses.field(default_factory=dict)
    identity: str = ""
    headers: tuple[str, ...] = ()
    scope: str = ""
    columns: int = 1
    rows: int = 1
    description: str = ""
    drawn: list[tuple[int, int]] = dataclasses.field(default_factory=list)

    def ordered(self) -> list[Element | Marked]:
        """Return the kids in reading order."""
        return [kid for _, kid in sorted(self.kids.items())]

    def elements(self) -> list[Element | None]:
        """Return the elements in it, None in place of those that hold no text."""
        kids = [self.kids.get(number) for number in range(max(self.kids, default=-1) + 1)]
        return [kid if isinstance(kid, Element) else None for kid in kids]

    def marks(self) -> Iterator[Marked]:
        """Return all its texts in reading order."""
        for kid in self.ordered():
            if isinstance(kid, Marked):
                yield kid
            else:
                yield from kid.marks()


def add_page(root: Element, page: Any, number: int, marked: Mapping[int, Marked]) -> None:
    """Hang what the tags of a page hold on the tree; ``marked`` is its text by its mark.

    The page's number counts from 0.
    """
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        if found := pdfium.FPDF_StructTree_GetChildAtIndex(tree, place):
            _add(root, place, found, number, marked, 0)
    pdfium.FPDF_StructTree_Close(tree)


def _add(  # noqa: PLR0913, PLR0917 - a step down a tree
    parent: Element, place: int, found: Any, page: int, marked: Mapping[int, Marked], depth: int
) -> None:
    element = parent.kids.get(place)
    if not isinstance(element, Element):
        element = parent.kids[place] = _element(found, page)
    for number in range(pdfium.FPDF_StructElement_CountChildren(found)):
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(found, number)
        if mark >= 0:
            if mark in marked:
                element.kids[number] = marked[mark]
            elif element.kind == FIGURE:
                element.drawn.append((page, mark))
        elif depth < DEEPEST and (kid := pdfium.FPDF_StructElement_GetChildAtIndex(found, number)):
            _add(element, number, kid, page, marked, depth + 1)


def _element(found: Any, page: int) -> Element:
    element = Element(type_of(found), page)
    if element.kind in DESCRIBED:
        element.description = _written(pdfium.FPDF_StructElement_GetAltText, found)
    if element.kind in CELLS:
        element.identity = _written(pdfium.FPDF_StructElement_GetID, found)
        for number in range(pdfium.FPDF_StructElement_GetAttributeCount(found)):
            _read_attributes(element, pdfium.FPDF_StructElement_GetAttributeAtIndex(found, number))
    return element


def _read_attributes(element: Element, attributes: Any) -> None:
    number, length = ctypes.c_float(), ctypes.c_ulong()
    for name, field in ((b"ColSpan", "columns"), (b"RowSpan", "rows")):
        value = pdfium.FPDF_StructElement_Attr_GetValue(attributes, name)
        if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
            setattr(element, field, max(int(number.value), 1))
    buffer = ctypes.create_string_buffer(256)
    value = pdfium.FPDF_StructElement_Attr_GetValue(attributes, b"Scope")
    if value and pdfium.FPDF_StructElement_Attr_GetStringValue(value, buffer, 256, length):
        element.scope = _decoded(buffer, length.value)
    value = pdfium.FPDF_StructElement_Attr_GetValue(attributes, b"Headers")
    if value:
        kids = (
            pdfium.FPDF_StructElement_Attr_GetChildAtIndex(value, index)
            for index in range(max(pdfium.FPDF_StructElement_Attr_CountChildren(value), 0))
        )
        element.headers = tuple(
            _decoded(buffer, length.value)
            for kid in kids
            if pdfium.FPDF_StructElement_Attr_GetStringValue(kid, buffer, 256, length)
        )


def _written(read: Any, element: Any) -> str:
    size = read(element, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    return _decoded(buffer, read(element, buffer, size)) if size else ""


def _decoded(buffer: Any, length: int) -> str:
    return str(buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace"))
