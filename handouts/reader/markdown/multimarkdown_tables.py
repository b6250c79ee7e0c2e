"""Tables as MultiMarkdown writes them: `||` covers one more column, `^^` goes on with the cell above.

Elsewhere `||` is an empty cell. Which is meant is told by what only MultiMarkdown knows: `^^`, or several rows of
headings; without either, `||` is refused.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.reader.markdown.tables import RULING, parted
from handouts.reader.markdown.written_tables import Cells, Written

if TYPE_CHECKING:
    from collections.abc import Sequence

DOUBLED = "This row holds ||: an empty cell in most dialects, in others a cell that covers two columns."
ABOVE = "^^"
NONE_ABOVE = "This ^^ stands below no cell that is as wide."


@dataclasses.dataclass(slots=True, eq=False)
class Spanned:
    """A cell, the column it begins in, and how much it covers."""

    text: str
    column: int
    columns: int = 1
    rows: int = 1


def find_multimarkdown_table(lines: Sequence[str], start: int) -> Written | None:
    """Return the table whose first row stands on a line, if it holds what only MultiMarkdown knows."""
    if "|" not in lines[start] or (start and "|" in lines[start - 1]):
        return None
    stop = next((n for n in range(start, len(lines)) if "|" not in lines[n]), len(lines))
    ruling = next((n for n in range(start + 1, stop) if RULING.match(lines[n])), None)
    if ruling is None:
        return None
    if not lines[start].lstrip().startswith("|"):
        start = ruling - 1
    numbers = [n for n in range(start, stop) if n != ruling]
    rows = [parted(lines[n]) for n in numbers]
    doubled = next((n for n, row in zip(numbers, rows, strict=True) if None in row[1:]), None)
    above = any(cell == ABOVE for row in rows for cell in row)
    if not above and doubled is None and ruling == start + 1:
        return None
    if not above and ruling == start + 1:
        return Written(start, stop, fault=DOUBLED, line=numbers[0] if doubled is None else doubled)
    spanned = _spanned(numbers, rows)
    if isinstance(spanned, int):
        return Written(start, stop, fault=NONE_ABOVE, line=spanned)
    return Written(start, stop, spanned, headings=ruling - start)


def _spanned(numbers: Sequence[int], rows: Sequence[Sequence[str | None]]) -> tuple[Cells, ...] | int:
    """Return the rows with their spans, or the line of a ^^ below no cell."""
    found = []
    above: dict[int, Spanned] = {}
    for number, row in zip(numbers, rows, strict=True):
        here: list[Spanned] = []
        for column, text in enumerate(row):
            if text is None and here:
                here[-1].columns += 1
            else:
                here.append(Spanned(text or "", column))
        covered = {cell.column: cell for cell in above.values()}
        for place, cell in enumerate(here):
            if cell.text == ABOVE:
                upper = covered.get(cell.column)
                if upper is None or upper.columns != cell.columns:
                    return number
                upper.rows += 1
                here[place] = upper
        above = {cell.column: cell for cell in here}
        own = [cell for cell in here if cell not in covered.values()]
        if not own:
            return number
        found.append((number, own))
    return tuple(
        Cells(number, tuple(cell.text for cell in own), tuple((cell.columns, cell.rows) for cell in own))
        for number, own in found
    )
