"""Tables as grids: which place a cell has, and which headings it stands under.

Both sides of the proof are put into this form, the monograph's tables by `grid`, those of the tags by `tagged.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.model.monograph import Cell, Table

T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A cell at its place: row and column, from 0, of its first corner, and how many rows and columns it covers."""

    cell: T
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    def shares_row(self, other: Placed[T]) -> bool:
        """Tell whether two cells stand beside each other."""
        return self.row < other.row + other.rows and other.row < self.row + self.rows

    def shares_column(self, other: Placed[T]) -> bool:
        """Tell whether two cells stand one below the other."""
        return self.column < other.column + other.columns and other.column < self.column + self.columns


def placed(rows: Sequence[Sequence[tuple[T, int, int]]]) -> Iterator[Placed[T]]:
    """Return the cells of rows at their places; each comes with the rows and the columns it covers.

    A cell takes the first place of its row that none from above covers (HTML, "forming a table").
    """
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell, height, width in cells:
            while (row, column) in taken:
                column += 1
            yield Placed(cell, row, column, height, width)
            if (height, width) != (1, 1):
                taken |= {(row + down, column + across) for down in range(height) for across in range(width)}
            column += width


def grid(table: Table) -> list[tuple[Placed[Cell], list[Cell], list[Cell]]]:
    """Return each cell of a monograph's table at its place, with its column headings and its row headings."""
    cells = list(placed([[(cell, *covers(cell)) for cell in row] for row in table.rows]))
    columns = [each for each in cells if each.row < table.headings and each.cell.heading]
    rows = [each for each in cells if each.row >= table.headings and each.cell.heading]
    beside: dict[int, list[Placed[Cell]]] = {}
    for heading in rows:
        for row in range(heading.row, heading.row + heading.rows):
            beside.setdefault(row, []).append(heading)
    return [
        (
            each,
            [head.cell for head in columns if head is not each and head.row < each.row and head.shares_column(each)],
            [head.cell for head in beside.get(each.row, ()) if head is not each],
        )
        for each in cells
    ]


def covers(cell: Cell) -> tuple[int, int]:
    """Return how many rows and columns a cell covers."""
    return getattr(cell, "rows", 1), getattr(cell, "columns", 1)
