"""What stands on a page and belongs to the page: its margins, and the head of a table or a box that goes on there."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from handouts.pdf.painting import within


class Furniture:
    """Looks at the pages of a document, one after the other."""

    def __init__(self) -> None:
        """Begin with a document of which no table has begun."""
        self._begun: set[int] = set()

    def of(self, page: Any) -> set[int]:
        """Return the identities of the page's own boxes, and of all boxes in them."""
        outermost = [box for box in page.children if isinstance(box, boxes.MarginBox)]
        tables = [box for child in page.children if child not in outermost for box in within(child) if _is_table(box)]
        outermost += [
            group for table in tables if id(table.element) in self._begun for group in table.children if group.is_header
        ]
        self._begun |= {id(table.element) for table in tables}
        return {id(box) for outer in outermost for box in within(outer)}


def _is_table(box: Any) -> bool:
    return isinstance(box, boxes.TableBox)
