"""How wide the columns of a table become, and how high its rows, told before the engine sets them.

The engine gives each column what its longest word needs and shares out the rest by how long the cells are (CSS 2.1,
17.5.2.2); so does this, with letters of the leaflet's own font.
"""

from __future__ import annotations

import functools
import math
import re
from typing import TYPE_CHECKING

from handouts.model.letter_widths import width_of
from handouts.model.monograph import Mark, plain
from handouts.model.paper import MM_PER_POINT
from handouts.model.typography import bind

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.model.monograph import Cell
    from handouts.model.type_style import TypeStyle

Grid = tuple[tuple["Cell", ...], ...]

SLACK = 1.02  # what the widths of letters do not tell: kerning, slanted text
RAGGED = 1.15  # lines are not full: a word that does not fit goes to the next
PADDING_MM, NARROW_PADDING_MM, NARROW_PT = 4.3, 2.9, 10  # of a cell, on both sides, with its rule (see leaflet.css)
ROW_PADDING_MM = 2.3
WIDE_LETTER = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")  # may end a line


class Columns:
    """The columns of a table whose grid is given, in a type style."""

    def __init__(self, grid: Grid, style: TypeStyle) -> None:
        self.grid, self.type = grid, style

    def widths(self, size_pt: float, room_mm: float, *, labelled: bool) -> list[float] | None:
        """Return the columns' widths in millimetres; None, if a word would be cut.

        ``labelled`` keeps what stands in the first column on one line.
        """
        least = self._laid_out(self._whole_first if labelled else self._least, size_pt)
        if (rest := room_mm - sum(least)) < 0:
            return None
        wishes = [
            max(wish - width, 0) + 1 for wish, width in zip(self._laid_out(self._most, size_pt), least, strict=True)
        ]
        return [width + rest * wish / sum(wishes) for width, wish in zip(least, wishes, strict=True)]

    def row_mm(self, number: int, size_pt: float, widths: list[float]) -> dict[int, float]:
        """Return how high each cell of a row may become, in millimetres, by its first column."""
        return {
            column: self._lines(cell, sum(widths[column : column + cell.columns]) - padding_mm(size_pt), size_pt)
            * size_pt
            * MM_PER_POINT
            * self.type.leading
            + ROW_PADDING_MM
            for column, cell in begun(self.grid, number)
        }

    @functools.cached_property
    def _least(self) -> dict[tuple[int, int], float]:
        return self._needs(self._longest_word)

    @functools.cached_property
    def _most(self) -> dict[tuple[int, int], float]:
        return self._needs(self._longest_line)

    @functools.cached_property
    def _whole_first(self) -> dict[tuple[int, int], float]:
        return self._least | {key: self._most[key] for key in self._least if key[0] == 0}

    def _needs(self, measure: Callable[[Cell], float]) -> dict[tuple[int, int], float]:
        """Return the most of a measure for each first column and number of columns that cells cover."""
        needs: dict[tuple[int, int], float] = {}
        for number in range(len(self.grid)):
            for column, cell in begun(self.grid, number):
                key = (column, cell.columns)
                needs[key] = max(needs.get(key, 0), measure(cell))
        return needs

    def _laid_out(self, needs: dict[tuple[int, int], float], size_pt: float) -> list[float]:
        """Return each column's width in millimetres; what a cell over several lacks is shared between them."""
        widths = [0.0] * len(self.grid[0])
        for (column, columns), size in sorted(needs.items(), key=lambda need: need[0][1]):
            covered = range(column, column + columns)
            wanted = size * SLACK * size_pt * MM_PER_POINT + padding_mm(size_pt)
            lacking = max(wanted - sum(widths[each] for each in covered), 0)
            for each in covered:
                widths[each] += lacking / columns
        return widths

    def _width(self, text: str, cell: Cell) -> float:
        """Return how many times the type's size a text of a cell is wide."""
        spaced = self.type.letter_em * len(text) + self.type.word_em * text.count(" ")
        return width_of(text, _weight(cell)) + spaced

    def _longest_word(self, cell: Cell) -> float:
        words = re.split(r"[ \n]", WIDE_LETTER.sub(" ", bind(plain(cell.inline))))
        return max(self._width(word, cell) for word in words)

    def _longest_line(self, cell: Cell) -> float:
        return max(self._width(line, cell) for line in plain(cell.inline).split("\n"))

    def _lines(self, cell: Cell, width_mm: float, size_pt: float) -> int:
        em_mm = size_pt * MM_PER_POINT
        widths = [self._width(line, cell) * em_mm for line in plain(cell.inline).split("\n")]
        return sum(max(math.ceil(width * (RAGGED if width > width_mm else 1) / width_mm), 1) for width in widths)


def is_narrow(size_pt: float) -> bool:
    """Tell a size in which cells leave less beside their words."""
    return size_pt <= NARROW_PT


def padding_mm(size_pt: float) -> float:
    """Return what a cell leaves beside its words, on both sides together."""
    return NARROW_PADDING_MM if is_narrow(size_pt) else PADDING_MM


def begun(grid: Grid, number: int) -> list[tuple[int, Cell]]:
    """Return the cells that begin in a row of a table's grid, each with its first column."""
    row, above = grid[number], grid[number - 1] if number else ()
    return [
        (column, cell)
        for column, cell in enumerate(row)
        if (column == 0 or row[column - 1] is not cell) and not (above and above[column] is cell)
    ]


def _weight(cell: Cell) -> int:
    return int(cell.heading or any(run.marks & {Mark.STRONG, Mark.EMPHASIS} for run in cell.inline))
