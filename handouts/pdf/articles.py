"""A leaflet in a pack as one element of the tree of tags: the engine makes one of each page it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from weasyprint import Document

    Find = Callable[[bytes], Any]


def join_articles(document: Document, root: bytes, find: Find) -> None:
    """Hang what stands on a leaflet's later pages on the element of its first.

    ``root`` is the reference of the tree's top, ``find`` returns the object of a reference.
    """
    top = find(find(root)["K"][0])
    pieces = iter([kid for kid in top["K"] if find(kid)["S"] == "/Art"])
    first: dict[int, Any] = {}
    for page in document.pages:
        for box, reference in zip(_articles(page._page_box), pieces, strict=False):  # noqa: SLF001 - nothing else has it
            piece = find(reference)
            if id(box.element) not in first:
                first[id(box.element)] = piece
                continue
            whole = first[id(box.element)]
            for kid in piece["K"]:
                find(kid)["P"] = whole.reference
            whole["K"] += piece["K"]
            top["K"].remove(reference)


def _articles(box: Any) -> Iterator[Any]:
    """Return the boxes of articles on a page; none stands in another."""
    if getattr(box, "element_tag", None) == "article":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _articles(child)
