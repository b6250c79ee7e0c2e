"""What a table tells its reader to do about each of its cells: in the row, or at the head of the column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.model.monograph import plain
from handouts.model.pattern import Pattern
from handouts.model.urgency import Urgency, gravest, urgency_of, urgency_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.model.monograph import Cell, Inline, Table

TICK = Pattern(r"\W*(?:[✓✔✅☑●•x]|yes)\W*$", re.IGNORECASE)


def cell_orders(table: Table) -> Iterator[tuple[Inline, Urgency | None]]:
    """Return the cells that hold text, each with the order for it.

    A column headed by an order holds it for its own cells; a row takes that of the column in which it is ticked.
    """
    grid, seen = table.grid, set[int]()
    heads = [gravest(urgency_of(plain(cell.inline)) for cell in column) for column in _columns(table)]
    for number, row in enumerate(grid):
        over = [None] * len(row) if number < table.headings else heads
        ordered = gravest(_row_orders(row, over))
        for cell, head in zip(row, over, strict=True):
            if cell.inline and id(cell) not in seen:
                seen.add(id(cell))
                own = urgency_within(plain(cell.inline))
                yield cell.inline, gravest([head or ordered, own])


def _columns(table: Table) -> Iterator[Sequence[Cell]]:
    """Return what heads each column."""
    above = table.grid[: table.headings]
    return ([row[column] for row in above] for column in range(len(table.grid[0]) if table.grid else 0))


def _row_orders(row: Sequence[Cell], heads: Sequence[Urgency | None]) -> Iterator[Urgency | None]:
    for cell, head in zip(row, heads, strict=True):
        written = plain(cell.inline)
        yield head if TICK.match(written) else urgency_within(written)
