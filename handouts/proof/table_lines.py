"""Tables whose cells go on over several lines of the file, row by row: the order in which their words are printed.

The second reading's own way to see them, which shares nothing with the reader's.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FENCE = re.compile(r" {0,3}(?:```|~~~)")
EDGE = re.compile(r" {0,3}\+[-=:]+\+[-=:+]*\s*$")
DASHES = re.compile(r"\s*--+(?:\s+--+)*\s*$")
HEADING = re.compile(r" {0,3}#{1,6}\s")
CONTINUED = re.compile(r"(?<=\|)\s*\^\^\s*(?=\||$)", re.MULTILINE)


def in_reading_order(text: str) -> str:
    """Return a text with each row of such a table on its first line; it keeps its number of lines."""
    lines = CONTINUED.sub(" ", text).split("\n")
    number, fenced = 0, False
    while number < len(lines):
        fenced ^= bool(FENCE.match(lines[number]))
        number = number + 1 if fenced else _table(lines, number)
    return "\n".join(lines)


def _table(lines: list[str], start: int) -> int:
    """Write the rows of a table that begins on a line; return where to go on."""
    if EDGE.match(lines[start]):
        return _grid(lines, start)
    opens = start == 0 or not lines[start - 1].strip() or HEADING.match(lines[start - 1])
    if not (opens and DASHES.match(lines[start])):
        return start + 1
    below = _dashes(lines, start + 1)
    if below is None or below == start + 1 or not lines[start + 1].strip():
        return start + 1
    last = _dashes(lines, below + 1)
    whole = all(line.strip() for line in lines[start:below])
    if whole and last and " -" in lines[below].strip() and lines[below + 1].strip():
        _rows(lines, range(start + 1, below), lines[below])
        for group in _groups(lines, below + 1, last):
            _rows(lines, group, lines[below])
        return last + 1
    if " -" in lines[start].strip() and not whole:
        for group in _groups(lines, start + 1, below):
            _rows(lines, group, lines[start])
    return below + 1


def _dashes(lines: Sequence[str], start: int) -> int | None:
    for number in range(start, len(lines)):
        if HEADING.match(lines[number]):
            return None
        if DASHES.match(lines[number]):
            return number
    return None


def _groups(lines: Sequence[str], start: int, stop: int) -> Iterator[range]:
    for filled, numbers in itertools.groupby(range(start, stop), lambda number: bool(lines[number].strip())):
        if filled:
            found = list(numbers)
            yield range(found[0], found[-1] + 1)


def _grid(lines: list[str], start: int) -> int:
    """Write the rows between the edges of a grid."""
    columns = [place for place, sign in enumerate(lines[start].rstrip()) if sign == "+"]
    stop = start
    while stop < len(lines) and lines[stop].lstrip()[:1] in {"|", "+"} and lines[stop].strip():
        stop += 1
    edges = [number for number in range(start, stop) if EDGE.match(lines[number])]
    for above, below in itertools.pairwise(edges):
        _write(lines, range(above + 1, below), [place + 1 for place in columns[:-1]], gap=1)
    for edge in edges if len(edges) > 1 else ():
        lines[edge] = ""
    return max(stop, start + 1)


def _rows(lines: list[str], numbers: range, dashes: str) -> None:
    starts = [match.start() for match in re.finditer(r"(?<!-)-", dashes.expandtabs(4))]
    _write(lines, numbers, [0, *starts[1:]], gap=0)


def _write(lines: list[str], numbers: range, starts: Sequence[int], gap: int) -> None:
    """Write the cells of one row, parted at columns, on its first line; the others are left empty."""
    stops = [start - gap for start in starts[1:]]
    spread = [lines[number].expandtabs(4).rstrip().removesuffix("|" * gap) for number in numbers]
    cells = [
        " ".join(line[start:stop].strip() for line in spread).strip()
        for start, stop in itertools.zip_longest(starts, stops)
    ]
    for number in numbers:
        lines[number] = f"| {' | '.join(cells)} |" if number == numbers.start else ""
