"""Grid tables, as pandoc writes them: every cell framed, a line of ``=`` below the headings."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.reader.markdown.written_tables import Cells, Written, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

RULE = re.compile(r" {0,3}\+(?:[-=:]+\+)+ *$")
FRAMED = re.compile(r" {0,3}[|+]")
LONGEST_BOX = 400  # lines
AMBIGUOUS = "It cannot be told whether these lines are rows or parts of one."
TOO_LONG = f"A frame round one column has fewer than {LONGEST_BOX} lines."


def find_grid_table(lines: Sequence[str], start: int) -> Written | None:
    """Return the table that begins with the rule at ``start``; none, if no framed row follows it."""
    if not RULE.match(lines[start]) or start + 1 == len(lines) or not lines[start + 1].lstrip().startswith("|"):
        return None
    boxed = "+" not in lines[start].strip()[1:-1]  # one column: a table, or a box round a text
    end = min(len(lines), start + LONGEST_BOX) if boxed else len(lines)
    stop = next((n for n in range(start, end) if not FRAMED.match(lines[n])), end)
    if boxed and stop == start + LONGEST_BOX:
        return Written(start, stop, fault=TOO_LONG)
    framed = [line.rstrip() for line in lines[start:stop]]
    rules = [n for n, line in enumerate(framed) if RULE.match(line)]
    if fault := _fault(framed, rules):
        return None if boxed else Written(start, stop, fault=fault)
    edges = [place for place, sign in enumerate(framed[0]) if sign == "+"]
    headed = any("=" in line for line in (framed[n] for n in rules))
    rows = []
    for above, below in itertools.pairwise(rules):
        parts = [
            Cells(start + n, tuple(framed[n][a + 1 : b].strip() for a, b in itertools.pairwise(edges)))
            for n in range(above + 1, below)
        ]
        whole = joined(parts) if parts else None
        if whole is None or (len(parts) > 1 and not headed):
            return Written(start, stop, fault=AMBIGUOUS, line=start + above + 1)
        rows.append(whole)
    return Written(start, stop, tuple(rows), headings=int(headed))


def _fault(framed: Sequence[str], rules: Sequence[int]) -> str:
    """Return what is wrong with the frame of a grid, given its lines and which of them are rules."""
    double = [number for number in rules if "=" in framed[number]]
    edges = [place for place, sign in enumerate(framed[0]) if sign == "+"]
    if rules[-1] != len(framed) - 1:
        return "The last rule of this grid is missing."
    if len(double) > 1 or (double and double[0] != rules[1]):
        return "A grid has one rule of =, below its first row."
    for number, line in enumerate(framed):
        corner = "+" if number in rules else "|"
        if len(line) != edges[-1] + 1 or any(line[edge] != corner for edge in edges):
            return "The bars of this grid do not stand below each other."
        if corner == "+" and line.count("+") != len(edges):
            return "A cell of this grid covers several columns or rows."
    return ""
