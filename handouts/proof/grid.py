"""Tables as grids: which place a cell has, and which headings it stands under.

Both sides of the proof are put into this form, the monograph's tables by `grid`, those of the tags by `tagged.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Generic, TypeVar

from handouts.model.monograph import Cell, Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def told(table: Table) -> Iterator[tuple[str, list[str]]]:
    """Return the rows of a table that is told as a list: what each is about, and its values, each after its headings.

    Headings one below the other stand with a dash, those of several columns with a comma.
    """
    cells = list(placed([[(cell, *covers(cell)) for cell in row] for row in table.rows]))
    width = max((each.column + each.columns for each in cells), default=0)
    heads = [each for each in cells if each.row < table.headings]
    on_row: dict[int, list[Placed[Cell]]] = {}
    for each in cells:
        for row in range(each.row, each.row + each.rows):
            on_row.setdefault(row, []).append(each)
    for row in range(table.headings, len(table.rows)):
        own = sorted(on_row.get(row, ()), key=lambda each: each.column)
        leads = 1
        while leads < len(own) - 1 and own[leads].cell.heading:
            leads += 1
        texts = [_told(each, heads, width) for each in own]
        yield ", ".join(text for text in texts[:leads] if text), [text for text in texts[leads:] if text]


def _told(cell: Placed[Cell], heads: Sequence[Placed[Cell]], width: int) -> str:
    words = plain(cell.cell.inline)
    columns = []
    for column in range(cell.column, cell.column + cell.columns):
        above = [head.cell for head in heads if head.column <= column < head.column + head.columns]
        columns.append(" – ".join(text for head in above if (text := plain(head.inline))))
    named = ", ".join(filter(None, columns))
    return f"{named}: {words}" if named and cell.columns < width else words


def covers(cell: Cell) -> tuple[int, int]:
    """Return how many rows and columns a cell covers."""
    return getattr(cell, "rows", 1), getattr(cell, "columns", 1)
