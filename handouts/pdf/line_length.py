"""No line of running text holds more characters than read well: where narrow letters would, it ends a word earlier.

A column that no text could overfill would be narrow for every other one.
"""

from __future__ import annotations

import contextlib
import unicodedata
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 75  # characters (RNIB; PMCPA)
WORDS = 16  # that a line gives to the next one, at most
LESS = 1  # pixel of the engine: what a line lacks for its last word
COLUMN = 5  # which argument is the column a line is set in
PIXELS_PER_POINT, ROUNDED = 96 / 72, 0.01


@contextlib.contextmanager
def short_lines(size_pt: float) -> Iterator[None]:
    """Stand in for the function of the engine that sets a line, while text of a size or larger is laid out."""
    stock, size_px = inline.get_next_linebox, size_pt * PIXELS_PER_POINT - ROUNDED
    around: list[Any] = []  # the line that is being shortened: what stands in it is laid out anew each time

    def get_next_linebox(*given: Any) -> Any:
        found = stock(*given)
        if around or found[0] is None or found[0].style["font_size"] < size_px or characters_of(found[0]) <= MOST:
            return found
        around.append(found)
        try:
            return shortened(found, given[:COLUMN], given[COLUMN], given[COLUMN + 1 :])
        finally:
            around.clear()

    def shortened(found: Any, before: tuple[Any, ...], column: Any, others: tuple[Any, ...]) -> Any:
        shorter = found
        for _ in range(WORDS):
            column = _column_before(shorter[0], column)
            shorter = stock(*before, column, *others)
            if characters_of(shorter[0]) <= MOST:
                return shorter
        return found

    inline.get_next_linebox = get_next_linebox
    try:
        yield
    finally:
        inline.get_next_linebox = stock


def characters_of(line: Any) -> int:
    """Return how many characters of a line stand side by side; marks above and below letters take no room.

    What stands on a line as a block of its own (items of a list, two on a line) has lines of its own; not so the number
    of a step.
    """
    text = "".join(_text(line)).strip()
    if len(text) <= MOST:
        return len(text)
    return sum(not unicodedata.category(character).startswith("M") for character in text)


def _text(box: Any) -> Iterator[str]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TextBox):
            yield child.text
        elif not isinstance(child, boxes.InlineBlockBox) or (child.element_tag == "span" and len(child.children) == 1):
            yield from _text(child)


def _column_before(line: Any, column: Any) -> Any:
    """Return a column as wide as a line's words without the last one need."""
    right = column.content_box_x() + column.width
    narrower = column.copy()
    if column.style["direction"] == "rtl":
        narrower.width = right - line.position_x - LESS
        narrower.position_x += column.width - narrower.width
    else:
        narrower.width = line.position_x + line.width - column.content_box_x() - LESS
    return narrower
