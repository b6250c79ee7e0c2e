"""Where a leaflet's text ends: what is left of that page, and lines for notes on it. Sheets may follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

if TYPE_CHECKING:
    from weasyprint import Document

LITTLE = 0.7  # of a page; what is less than that may be drawn in
NEARLY_NOTHING = 0.2  # of a page; what is left where less room between lines has all but drawn it in
GAP_MM = 6  # between the text and the notes
NOTES_LEAST_MM = 30  # less is no room for notes
PIXELS_PER_MM = 96 / 25.4
NOTES, ABOUT = "notes", "about"  # the classes of what holds the lines, and of the last part of the text


def spills(document: Document, share: float) -> bool:
    """Tell whether the last page of a text holds less than a share of what it has room for."""
    *before, page = _text_pages(document)
    return bool(before) and _end(page) - page.content_box_y() < share * page.height


def place_notes(document: Document) -> None:
    """Put the lines for notes below the end of the text, as many as there is room for; none where there is little.

    The engine sets them in a margin of the last page, since it cannot fill what is left of a page.
    """
    pages = _text_pages(document)
    for sheet in (each._page_box for each in document.pages[len(pages) :]):
        sheet.children = [box for box in sheet.children if not _holds_notes(box)]
    page = pages[-1]
    margin = next(filter(_holds_notes, page.children), None)
    if margin is None:
        return
    top, bottom = _end(page) + GAP_MM * PIXELS_PER_MM, page.content_box_y() + page.height
    if bottom - top < NOTES_LEAST_MM * PIXELS_PER_MM:
        page.children = [box for box in page.children if box is not margin]
        return
    notes = _find(margin, NOTES)
    margin.translate(page.content_box_x() - notes.content_box_x(), top - notes.position_y)
    notes.children = [line for line in notes.children if line.position_y + line.margin_height() <= bottom]


def _text_pages(document: Document) -> list[Any]:
    """Return the pages of the text: up to the first that has lines for notes, or all."""
    pages = [page._page_box for page in document.pages]
    last = next((number for number, page in enumerate(pages) if any(map(_holds_notes, page.children))), len(pages) - 1)
    return pages[: last + 1]


def _holds_notes(box: Any) -> bool:
    return isinstance(box, boxes.MarginBox) and _find(box, NOTES) is not None


def _end(page: Any) -> float:
    """Return where the text of a page ends, from the top, in the engine's pixels."""
    root = next(box for box in page.children if not isinstance(box, boxes.MarginBox))
    last = _find(root, ABOUT) or root.children[-1]
    return float(last.position_y + last.margin_height())


def _find(box: Any, name: str) -> Any:
    """Return the box of an element that has a class, in a box."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        if (
            box.element is not None
            and name in box.element.get("class", "").split()
            and box.element_tag in {"div", "section"}
        ):
            return box
        waiting += getattr(box, "children", ())
    return None
