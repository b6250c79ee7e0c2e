"""Tables as the tags give them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from handouts.proof.facts import Spot, key
from handouts.proof.grid import Placed, placed
from handouts.proof.readback.structure import CELLS, Element, Marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Spans = Mapping[tuple[str, ...], Sequence[tuple[int, int]]]


class Cell(NamedTuple):
    """A cell as it is tagged, with the texts of all the pages it stands on."""

    element: Element
    words: str
    marks: list[Marked]


def cells_of(table: Element, empty: Spans, *, turned: bool) -> list[Placed[Cell]]:
    """Return the cells of a table at their places; rows above the first text are left out.

    ``empty`` says for the words of a row what its cells cover: an empty cell has no text, and pdfium does not tell its
    tag.
    """
    rows = [[_cell(cell, turned=turned) for cell in row.elements()] if row else [] for row in _rows(table)]
    filled = itertools.dropwhile(lambda row: not any(cell.words for cell in row), rows)
    return list(
        placed([[(cell, *_covers(cell, row, place, empty)) for place, cell in enumerate(row)] for row in filled])
    )


def _cell(element: Element | None, *, turned: bool) -> Cell:
    marks = list(element.marks()) if element else []
    return Cell(element or Element("TD"), key("".join(mark.text for mark in marks), turned=turned), marks)


def _covers(cell: Cell, row: Sequence[Cell], place: int, empty: Spans) -> tuple[int, int]:
    if cell.words:
        return cell.element.rows, cell.element.columns
    found = empty.get(tuple(each.words for each in row), ())
    return found[place] if place < len(found) else (1, 1)


def spots(cells: Sequence[Placed[Cell]]) -> Iterator[tuple[Cell, Spot]]:
    """Return the cells that hold text, each with its place and its headings."""
    named = {each.cell.element.identity: each.cell.words for each in cells if each.cell.element.identity}
    heads = [each for each in cells if each.cell.element.kind == "TH"]
    across: dict[int, list[Placed[Cell]]] = {}
    for head in heads:
        for column in range(head.column, head.column + head.columns):
            across.setdefault(column, []).append(head)
    beside = [head for head in heads if head.cell.element.scope == "Row"]
    for each in cells:
        if each.cell.words:
            heading = each.cell.element.kind == "TH"
            if heading:
                under: frozenset[str] = frozenset()
            elif each.cell.element.headers:
                under = frozenset(named.get(name, "") for name in each.cell.element.headers)
            else:
                under = _under(each, across, beside)
            yield each.cell, Spot(each.row, each.column, each.rows, each.columns, heading, under - {""})


def _under(
    cell: Placed[Cell], across: Mapping[int, Sequence[Placed[Cell]]], beside: Sequence[Placed[Cell]]
) -> frozenset[str]:
    """Return the headings of a cell that names none: those above it and before it (ISO 32000-1, 14.8.5.7)."""
    above = [
        head
        for column in range(cell.column, cell.column + cell.columns)
        for head in across.get(column, ())
        if head.row < cell.row and head.cell.element.scope != "Row"
    ]
    return frozenset(head.cell.words for head in (*above, *(head for head in beside if head.shares_row(cell))))


def _rows(element: Element) -> Iterator[Element | None]:
    """Return the rows of a table; in place of one without text stands None."""
    for kid in element.elements():
        if kid is None or kid.kind == "TR":
            yield kid
        elif kid.kind not in CELLS:
            yield from _rows(kid)
