"""A table as it was written in another dialect: where, which cells, or why it cannot be read."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCK_OPENING = re.compile(r"(?:[*+•–-]|\d{1,3}[.)]|#{1,6})(?: |$)|>|```|~~~")  # a list, a heading, a quotation, code
OPENS_ROW = re.compile(r"[^\w\s]*[\dA-Z]")


class Cells(NamedTuple):
    """A row: the line it begins on, from 0, and its cells; what spans names the columns and rows each covers."""

    line: int
    texts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """A table from one line to another, both from 0, the last left out; ``fault`` says why it cannot be read.

    ``line`` is that of the fault, where it is not the first.
    """

    start: int
    stop: int
    rows: tuple[Cells, ...] = ()
    headings: int = 0
    fault: str = ""
    line: int = 0


def joined(parts: Sequence[Cells]) -> Cells | None:
    """Return the row several lines make; none, where a line may be a row of its own, or a cell holds blocks.

    A line with an empty cell goes on the row above it, and so does one with a cell that begins in the middle of a
    sentence.
    """
    if len(parts) > 1 and any(BLOCK_OPENING.match(text) for part in parts for text in part.texts):
        return None
    for part in parts[1:]:
        if all(OPENS_ROW.match(text) for text in part.texts):
            return None
    columns = zip(*(part.texts for part in parts), strict=True)
    return Cells(parts[0].line, tuple(" ".join(text for text in column if text) for column in columns))
