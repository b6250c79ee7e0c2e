"""Rows of cells to a table in which every place belongs to one cell, or what keeps them from being one."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.model.monograph import Cell, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 1_000  # places one cell may cover across or down: more is a slip of the keyboard, or an attack
MOST_PLACES = 200_000  # of a table


class Row(NamedTuple):
    """The cells that begin in a row; ``head`` tells that the author set it apart as column headings."""

    cells: tuple[Cell, ...]
    head: bool = False


class Fault(NamedTuple):
    """What keeps a table from being read, and its line in the file."""

    line: int
    message: str


def span(written: str | None) -> int:
    """Return how many places an attribute asks for; 0 for what is no such number."""
    if written is None:
        return 1
    return int(written) if re.fullmatch(r"\s*[0-9]{1,4}\s*", written) and int(written) <= MOST else 0


def row_of(parts: Sequence[object]) -> list[object]:
    """Return the row its cells make, and what else stands in it."""
    cells = tuple(part for part in parts if isinstance(part, Cell))
    return [Row(cells), *(part for part in parts if not isinstance(part, Cell))]


def head_of(parts: Sequence[object]) -> list[object]:
    """Return the rows of a table's head: whatever stands in them is a heading."""
    return [_headed(part) if isinstance(part, Row) else part for part in parts]


def _headed(row: Row) -> Row:
    return Row(tuple(dataclasses.replace(cell, heading=True) for cell in row.cells), head=True)


def table_parts(parts: Sequence[object]) -> list[object]:
    """Return what stands in a table and is no row, the table's faults, and the table."""
    rows = [part for part in parts if isinstance(part, Row)]
    others = [part for part in parts if not isinstance(part, Row)]
    if not any(row.cells for row in rows):
        return others
    table, faults = table_of(rows)
    return [*others, *faults, table]


def table_of(rows: Sequence[Row]) -> tuple[Table, list[Fault]]:
    """Return the table of the rows, short ones filled up with empty cells, and what is wrong with it."""
    if sum(cell.columns * cell.rows for row in rows for cell in row.cells) > MOST_PLACES:
        return Table((), 0), [Fault(_line(rows), "This table has too many places.")]
    faults: list[Fault] = []
    places: list[set[int]] = [set() for _ in rows]
    for number, row in enumerate(rows):
        faults += _placed(row, number, places)
        if places[number] and not row.cells:
            faults.append(Fault(_line(rows[: number + 1]), "A row has no cell of its own, all come from above."))
    if faults:
        return Table((), 0), [_placed_at(fault, rows) for fault in faults]
    width = max(map(len, places))
    whole = [
        Row((*row.cells, *[Cell((), heading=row.head)] * (width - len(taken))), row.head)
        for row, taken in zip(rows, places, strict=True)
        if row.cells
    ]
    count = _headings(whole, width)
    faults = [
        Fault(_line(rows), "A cell reaches from the column headings into the rows below them.")
        for number, row in enumerate(whole[:count])
        for cell in row.cells
        if number + cell.rows > count
    ]
    return Table(tuple(row.cells for row in whole), count), faults


def _placed(row: Row, number: int, places: list[set[int]]) -> Iterator[Fault]:
    """Give each cell of a numbered row its places in it and the rows below it, the first free ones."""
    taken = places[number]
    column = 0
    for cell in row.cells:
        while column in taken:
            column += 1
        wanted = range(column, column + cell.columns)
        if not wanted or not cell.rows:
            yield Fault(cell.line or _line([row]), "A cell covers no place, or more than a table has.")
        elif not taken.isdisjoint(wanted):
            yield Fault(cell.line or _line([row]), "Two cells cover the same place of the table.")
        elif number + cell.rows > len(places):
            yield Fault(cell.line or _line([row]), "A cell covers more rows than the table has.")
        else:
            for below in places[number : number + cell.rows]:
                below.update(wanted)


def _placed_at(fault: Fault, rows: Sequence[Row]) -> Fault:
    """Return the fault at the first line of its table."""
    first = min((cell.line for row in rows for cell in row.cells if cell.line), default=0)
    return Fault(first, f"{fault.message.rstrip('.')} (line {fault.line})." if fault.line > first else fault.message)


def _line(rows: Sequence[Row]) -> int:
    """Return the last line of the file that is known of the rows."""
    return max((cell.line for row in rows for cell in row.cells), default=0)


def _headings(rows: Sequence[Row], width: int) -> int:
    """Return how many rows are column headings.

    They are those the author set apart, else the first rows of headings only. One heading over a table's whole width
    is that of the rows below it, unless column headings follow it.
    """
    apart = next((number for number, row in enumerate(rows) if not row.head), len(rows))
    if apart:
        return apart
    count = next((n for n, row in enumerate(rows) if not all(cell.heading for cell in row.cells)), len(rows))
    if count == len(rows):
        return min(count, 1)
    while count > 1 and rows[count - 1].cells[0].columns == width:
        count -= 1
    return count
