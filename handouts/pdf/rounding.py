"""Words that fit a line stand on it, though rounding makes them a little wider than Pango measured (WeasyPrint 70.0).

The engine takes them for too wide: it leaves a bullet alone on its line, or the first word of a paragraph.
"""

from __future__ import annotations

import contextlib
import math
from typing import TYPE_CHECKING, Any

from weasyprint.layout import inline

if TYPE_CHECKING:
    from collections.abc import Iterator

OVER = 0.3  # pixel of the engine, 0.08 mm, that words may reach over a line's end
LESS = 2  # pixels of the engine that a line is narrower at the second try


@contextlib.contextmanager
def full_lines() -> Iterator[None]:
    """Stand in for the functions of the engine that judge what fits a line, while a text is laid out."""
    stock_split, stock_space = inline.split_first_line, inline.trailing_whitespace_size

    def split_first_line(text: str, style: Any, context: Any, width: float | None, *others: Any, **named: Any) -> Any:
        found = stock_split(text, style, context, width, *others, **named)
        _, length, rest, *_ = found
        if rest is None or width is None or math.isinf(width) or b" " in text.encode()[:length].strip():
            return found
        second = stock_split(text, style, context, width - LESS, *others, **named)
        return second if second[1] > length else found

    inline.split_first_line = split_first_line
    inline.trailing_whitespace_size = lambda *given: stock_space(*given) + OVER
    try:
        yield
    finally:
        inline.split_first_line, inline.trailing_whitespace_size = stock_split, stock_space
