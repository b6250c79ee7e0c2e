"""Boxes that cannot be kept whole: they begin where they stand, rather than on a page of their own.

That is one that fits no page, and one that fits a page, but not together with the heading above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

from handouts.pdf.painting import within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint import Document

AVOID = ("avoid", "avoid-page")


def let_break(document: Document) -> bool:
    """Take the wish to stay whole off the elements to which it does no good; tell whether there were any."""
    seen: set[int] = set()
    found: dict[int, Any] = {}
    heading = False
    for page in document.pages:
        root = next(box for box in page._page_box.children if not isinstance(box, boxes.MarginBox))
        kept = {id(box.element): box.element for box in within(root) if _is_kept(box)}
        first = [id(box.element) for box in _edge(root, 0) if _is_kept(box)] if heading else []
        found |= {key: element for key, element in kept.items() if key in seen or key in first}
        seen |= kept.keys()
        heading = any(box.style["break_after"] in AVOID for box in _edge(root, -1))
    for element in found.values():
        element.set("style", f"{element.get('style', '')}; break-inside: auto".lstrip("; "))
    return bool(found)


def _is_kept(box: Any) -> bool:
    return isinstance(box, boxes.BlockBox) and box.element is not None and box.style["break_inside"] in AVOID


def _edge(box: Any, place: int) -> Iterator[Any]:
    """Return the first or the last box of a page, and all around it, from outside in."""
    while True:
        yield box
        children = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]
        if not children:
            return
        box = children[place]
