"""Which tags stand around each marked content of a page."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

INLINE = {
    "NonStruct",
    "Span",
    "Strong",
    "Em",
    "Link",
    "Form",
    "Quote",
    "Code",
    "Reference",
    "Sub",
    "Note",
    "Annot",
    "Ruby",
    "Warichu",
}
DEEPEST = 100  # a tree of tags deeper than this is a trap


class Tags(NamedTuple):
    """The structure around a text, from outside in, and a number that tells its block from others."""

    names: tuple[str, ...] = ()
    block: int = 0


def tags_of(page: Any) -> dict[int, Tags]:
    """Return the tags by the number of the marked content (its MCID); none for a page without tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    found: dict[int, Tags] = {}
    blocks = 0
    waiting = [
        (pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), Tags())
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    while waiting:
        element, outer = waiting.pop()
        if not element or len(outer.names) > DEEPEST:
            continue
        name = type_of(element)
        blocks += name not in INLINE
        tags = Tags((*outer.names, name), outer.block if name in INLINE else blocks)
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            number = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if number >= 0:
                found[number] = tags
            else:
                waiting.append((pdfium.FPDF_StructElement_GetChildAtIndex(element, index), tags))
    pdfium.FPDF_StructTree_Close(tree)
    return found


def type_of(element: Any) -> str:
    """Return the kind of an element of the structure."""
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, 128)
    return buffer.raw[: max(min(length, 128) - 2, 0)].decode("utf-16-le", "replace")
