"""Tables pasted from a spreadsheet: a row a line, a tab between two cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.reader.markdown.written_tables import Cells, Written

if TYPE_CHECKING:
    from collections.abc import Sequence

LISTED = re.compile(
    r"\s*(?:[*+•·§▪▫■□●○◦➢✓\uf0b7\uf0a7\uf0d8–-]|o(?=\t)|\(?[\da-zA-Z]{1,3}[.)]|#{1,6})\s"
)  # a list's mark
BLANK = re.compile(r"\t\s*[_.…]{3,}\s*(?:\t|$)")  # to write on
QUOTED = "A table in a quotation is not read."
UNEVEN = "These lines hold tabs, and not the same number of them: it cannot be told which cells stand in one column."
UNCLEAR = "These lines hold tabs, as pasted from a spreadsheet: it cannot be told whether the first one holds headings."
FEWEST_ROWS = 2  # one is a sentence with a tab in it
DIGIT = re.compile(r"\d")


def find_tab_table(lines: Sequence[str], start: int) -> Written | None:
    """Return the table of the lines with tabs from ``start`` on; none for a single line, or a list with tabs."""
    if "\t" not in lines[start].rstrip() or (start and "\t" in lines[start - 1].rstrip()):
        return None
    stop = next((n for n in range(start, len(lines)) if "\t" not in lines[n].rstrip()), len(lines))
    if any("|" in lines[n] or LISTED.match(lines[n]) or BLANK.search(lines[n]) for n in range(start, stop)):
        return None
    split = [[cell.strip() for cell in lines[n].split("\t")] for n in range(start, stop)]
    if sum(sum(map(bool, row)) > 1 for row in split) < FEWEST_ROWS:
        return None
    fault, rows = _even(split)
    headings = None if fault else _headings(rows)
    if headings is None:
        return Written(start, stop, fault=fault or UNCLEAR)
    cells = tuple(Cells(start + number, tuple(row)) for number, row in enumerate(rows))
    return Written(start, stop, cells, headings)


def _even(split: Sequence[Sequence[str]]) -> tuple[str, list[list[str]]]:
    """Return what is wrong with the rows, and the rows all of one length, columns that hold nothing left out."""
    width = max(map(len, split))
    gaps = any(not cell for row in split for cell in row[1:-1])
    fault = UNEVEN if gaps and any(len(row) != width for row in split) else ""
    if all(row[0].startswith(">") for row in split):
        fault = QUOTED
    even = [[*row, *[""] * (width - len(row))] for row in split]
    kept = [column for column in range(width) if any(row[column] for row in even)]
    return fault, [[row[column] for column in kept] for row in even]


def _headings(rows: Sequence[Sequence[str]]) -> int | None:
    """Return 1 if the first row holds headings, 0 if none does, None where that cannot be told."""
    first, *others = rows
    if all(row[0].endswith(":") for row in rows):
        return 0
    if not first[0] and all(first[1:]):
        return 1
    if not all(first) or any(DIGIT.search(cell) or re.search(r"[.,;!?]$", cell) for cell in first):
        return None
    for column in range(1, len(first)):
        values = [row[column] for row in others if row[column]]
        if values and 2 * sum(bool(DIGIT.search(value)) for value in values) >= len(values):
            return 1
    return None
