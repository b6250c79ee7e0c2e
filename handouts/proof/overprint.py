"""Text that stands on the paper but cannot be read: printed over other text, out of its cell, covered, or not inked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.proof.naming import MOST
from handouts.proof.readback.overprint import Kind, around

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.proof.grid import Placed
    from handouts.proof.readback.page_text import PageText
    from handouts.proof.tagged_tables import Cell

    Box = tuple[float, float, float, float]

NARROWER = "Part the table in two, or write fewer words in its cells; else mend your own template or style."
STYLE = "Mend your own template or style; else report a fault of the program."
TOUCH = 1.0  # points a letter may lean out of its cell


def unreadable(
    pages: Sequence[PageText],
    tables: Sequence[Sequence[Placed[Cell]]],
    lines: Mapping[tuple[int, int], int],
    path: str,
) -> list[Problem]:
    """Return what cannot be read; ``lines`` is the monograph's line of each text, by page (from 0) and mark."""
    cells = {(mark.page, mark.mark) for table in tables for each in table for mark in each.cell.marks}
    found = []
    for number, page in enumerate(pages):
        for fault in page.faults:
            words, other = (" ".join(text.split())[:80] for text in (fault.text, fault.other))
            where = next((at for mark in (fault.mark, fault.other_mark) if (at := (number, mark)) in lines), None)
            place = Place(path, lines[where] if where else 0)
            tabular = {(number, fault.mark), (number, fault.other_mark)} & cells
            hint = NARROWER if tabular else STYLE
            if fault.kind is Kind.OVER:
                message = f"On page {number + 1} “{words}” and “{other}” are printed over each other."
                found.append(Problem("overprinted-text", message, hint, place, words=words))
            elif fault.kind is Kind.UNSEEN:
                message = (
                    f"On page {number + 1} “{words}” is not seen: covered, cut off, or in the colour of its ground."
                )
                found.append(Problem("unseen-text", message, STYLE, place, words=words))
            elif tabular:
                message = f"On page {number + 1} “{words}” reaches over the border of its cell."
                found.append(Problem("outside-cell", message, hint, place, words=words))
    named = {problem.words for problem in found}
    for table in tables:
        found += [problem for problem in _outside(table, lines, path) if problem.words not in named]
    return found[:MOST]


def _outside(table: Sequence[Placed[Cell]], lines: Mapping[tuple[int, int], int], path: str) -> Iterator[Problem]:
    """Find text that reaches to where the text of the next column or row begins, though the two need not meet."""
    for page in sorted({mark.page for each in table for mark in each.cell.marks}):
        boxes = [
            (each, around([mark.box for mark in each.cell.marks if mark.page == page and mark.text.strip()]))
            for each in table
            if any(mark.page == page and mark.text.strip() for mark in each.cell.marks)
        ]
        columns = _edges([(each.column, box[0], box[2]) for each, box in boxes])
        rows = _edges([(each.row, -box[3], -box[1]) for each, box in boxes])
        turned = _turned(columns)
        for each, box in boxes:
            last = each.column + each.columns
            across = min((low for column, (low, _) in columns.items() if column >= last), default=box[2])
            if turned:
                across = max((high for column, (_, high) in columns.items() if column >= last), default=box[0])
            below = min((low for row, (low, _) in rows.items() if row >= each.row + each.rows), default=-box[1])
            beyond = (across - box[0] if turned else box[2] - across) > TOUCH
            if beyond or -box[1] - below > TOUCH:
                mark = next(mark for mark in each.cell.marks if mark.page == page)
                words = " ".join(mark.text.split())[:80]
                message = f"On page {page + 1} “{words}” reaches out of its cell of the table."
                place = Place(path, lines.get((page, mark.mark), 0))
                yield Problem("outside-cell", message, NARROWER, place, words=words)


def _edges(spans: Sequence[tuple[int, float, float]]) -> dict[int, tuple[float, float]]:
    """Return where the text of each column (or row) begins and ends."""
    edges: dict[int, tuple[float, float]] = {}
    for number, low, high in spans:
        least, most = edges.get(number, (low, high))
        edges[number] = min(least, low), max(most, high)
    return edges


def _turned(columns: Mapping[int, tuple[float, float]]) -> bool:
    """Tell a table whose first column stands on the right."""
    numbers = sorted(columns)
    return len(numbers) > 1 and columns[numbers[0]][0] > columns[numbers[-1]][0]
