"""Simple and multiline tables, as pandoc writes them: columns told by groups of dashes."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from handouts.reader.markdown.written_tables import Cells, Written, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUPS = re.compile(r" *-{2,}(?: +-{2,})+ *$")
FULL = re.compile(r" {0,3}-{3,} *$")
BOUNDARY = re.compile(r" *$| {0,3}#{1,6}(?: |$)")  # what may stand above a table: nothing, or a heading
CUT = "A cell of this table reaches over the end of its column's dashes."
OPEN = "The last line of dashes of this table is missing."
AMBIGUOUS = "It cannot be told whether these lines are rows or parts of one: put a blank line between rows."
UNCLEAR = "It cannot be told which of the lines above the dashes are headings."


def find_ruled_table(lines: Sequence[str], start: int) -> Written | None:
    """Return the table that begins on a line: with its headings, or with a line of dashes above them or its rows."""
    if start and not BOUNDARY.match(lines[start - 1]):
        return None
    if _is_ruling(lines[start]):
        return _framed(lines, start)
    ruling = next((n for n in range(start, len(lines)) if BOUNDARY.match(lines[n]) or _is_ruling(lines[n])), None)
    if ruling is None or not GROUPS.match(lines[ruling]):
        return None
    return _simple(lines, start, ruling)


def _simple(lines: Sequence[str], start: int, ruling: int) -> Written | None:
    """Return a table of one line a row, up to a blank line or a line of dashes."""
    stop = next((n for n in range(ruling + 1, len(lines)) if not lines[n].strip()), len(lines))
    end = next((n for n in range(ruling + 1, stop) if _is_ruling(lines[n])), stop)
    if stop == ruling + 1:
        return None
    if ruling > start + 1:
        return Written(start, stop, fault=UNCLEAR)
    if end < stop - 1:
        return Written(start, stop, fault="A line of dashes stands inside this table.", line=end)
    rows = [_cells(lines, number, lines[ruling]) for number in (start, *range(ruling + 1, end))]
    return _written(start, stop, rows, 1)


def _framed(lines: Sequence[str], start: int) -> Written | None:
    """Return a table between two lines of dashes: one a line, or with blank lines between its rows."""
    second = _next_ruling(lines, start + 1)
    if second is None or second == start + 1 or not lines[start + 1].strip() or not lines[second - 1].strip():
        return None
    above = range(start + 1, second)
    blank = any(not lines[n].strip() for n in above)
    goes_on = second + 1 < len(lines) and bool(lines[second + 1].strip())
    if not blank and goes_on and GROUPS.match(lines[second]):
        end = _next_ruling(lines, second + 1)
        if end is None:
            return Written(start, second + 1, fault=OPEN)
        groups = _groups(lines, range(second + 1, end))
        if len(groups) == 1 and len(groups[0]) > 1:
            return Written(start, end + 1, fault=AMBIGUOUS, line=second + 1)
        rows = [_row(lines, group, lines[second]) for group in (above, *groups)]
        return _written(start, end + 1, rows, 1)
    if not GROUPS.match(lines[start]) or not GROUPS.match(lines[second]):
        return None
    groups = _groups(lines, above) if blank else [range(n, n + 1) for n in above]
    return _written(start, second + 1, [_row(lines, group, lines[start]) for group in groups], 0)


def _written(start: int, stop: int, rows: Sequence[Cells | str], headings: int) -> Written:
    fault = next((row for row in rows if isinstance(row, str)), "")
    if fault:
        return Written(start, stop, fault=fault)
    return Written(start, stop, tuple(row for row in rows if isinstance(row, Cells)), headings)


def _is_ruling(line: str) -> bool:
    return bool(GROUPS.match(line) or FULL.match(line))


def _next_ruling(lines: Sequence[str], start: int) -> int | None:
    """Return the next line of dashes, if no heading stands before it."""
    for number in range(start, len(lines)):
        if _is_ruling(lines[number]):
            return number
        if re.match(r" {0,3}#{1,6} ", lines[number]):
            return None
    return None


def _groups(lines: Sequence[str], numbers: range) -> list[range]:
    """Return the stretches of lines between blank ones."""
    stretches = itertools.groupby(numbers, lambda number: bool(lines[number].strip()))
    found = [list(stretch) for filled, stretch in stretches if filled]
    return [range(stretch[0], stretch[-1] + 1) for stretch in found]


def _row(lines: Sequence[str], numbers: range, ruling: str) -> Cells | str:
    parts = [_cells(lines, number, ruling) for number in numbers]
    fault = next((part for part in parts if isinstance(part, str)), "")
    return fault or joined([part for part in parts if isinstance(part, Cells)]) or AMBIGUOUS


def _cells(lines: Sequence[str], number: int, ruling: str) -> Cells | str:
    """Return the cells of a line, parted where the groups of dashes begin, or what is wrong with it."""
    line = _spread(lines[number])
    starts = [match.start() for match in re.finditer(r"(?<!-)-", ruling)]
    if any(_is_cut(line, start, ruling) for start in starts[1:]):
        return CUT
    bounds = itertools.pairwise([0, *starts[1:], len(line)])
    return Cells(number, tuple(line[start:stop].replace("\0", "").strip() for start, stop in bounds))


def _is_cut(line: str, start: int, ruling: str) -> bool:
    """Tell whether words with no more than one space between them stand on both sides of a column's start."""
    padded = f"{line:<{start + 2}}"
    before, last, first, second = (sign != " " for sign in padded[start - 2 : start + 2])
    narrow = ruling[start - 2] == "-"  # one space parts the dashes: one may part the cells
    return (last and (first or second)) or (before and first and not last and not narrow)


def _spread(line: str) -> str:
    """Return a line with as many characters as columns: a wide letter (Unicode UAX 11) takes two."""
    return "".join(f"{sign}\0" if unicodedata.east_asian_width(sign) in "WF" else sign for sign in line)
