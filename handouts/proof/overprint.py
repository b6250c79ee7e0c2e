"""Text that stands on the paper but cannot be read: printed over other text, out of its cell, covered, or not inked."""

from __future__ import annotations

import bisect
import collections
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.proof.naming import MOST
from handouts.proof.readback.overprint import LEAST_PT, Fault, Kind
from handouts.proof.readback.shapes import Bounds, around

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.proof.grid import Placed
    from handouts.proof.readback.page_text import PageText
    from handouts.proof.spacing import Meant
    from handouts.proof.tagged_tables import Cell

NARROWER = "Part the table in two, or write fewer words in its cells; else mend your own template or style."
STYLE = "Mend your own template or style; else report a fault of the program."
MET = {Kind.OVER, Kind.STRUCK}
TOUCH = 1.0  # points a letter may lean out of its cell
LEAST_RAISED_PT = 6.0  # of a raised or lowered figure, which stands beside a letter that is read
SAID = {
    Kind.UNSEEN: ("unseen-text", "is not seen: covered, cut off, or in the colour of its ground"),
    Kind.LINED: ("struck-text", "has a line through it, or on it, that the monograph does not have"),
    Kind.SMALL: ("tiny-text", f"is too small to be read: {LEAST_PT:g} pt is the least"),
    Kind.TURNED: ("turned-text", "is mirrored, turned or squeezed"),
    Kind.FIGURES: ("changed-level", "has figures that its font draws raised, lowered or small"),
    Kind.SIGNED: ("drawn-sign", "has something drawn beside or under it that reads as a sign or a figure"),
}


def unreadable(
    pages: Sequence[PageText],
    tables: Sequence[Sequence[Placed[Cell]]],
    lines: Mapping[tuple[int, int], int],
    meant: Meant,
    path: str,
) -> list[Problem]:
    """Return what cannot be read; ``lines`` is the monograph's line of each text, by page (from 0) and mark."""
    cells = {(mark.page, mark.mark) for table in tables for each in table for mark in each.cell.marks}
    found = []
    for number, page in enumerate(pages):
        over = {mark for fault in page.faults if fault.kind in MET for mark in (fault.mark, fault.other_mark)} - {-1}
        for fault in page.faults:
            if fault.kind is Kind.LINED and fault.mark in over:  # the line is the border it has left
                continue
            words, other = (" ".join(text.split())[:80] for text in (fault.text, fault.other))
            where = next((at for mark in (fault.mark, fault.other_mark) if (at := (number, mark)) in lines), None)
            place = Place(path, lines[where] if where else 0)
            tabular = {(number, fault.mark), (number, fault.other_mark)} & cells
            hint = NARROWER if tabular else STYLE
            if fault.kind is Kind.OVER:
                message = f"On page {page.number} “{words}” and “{other}” are printed over each other."
                found.append(Problem("overprinted-text", message, hint, place, words=words))
            elif fault.kind in SAID and not _is_meant(fault, number, meant):
                code, said = SAID[fault.kind]
                found.append(Problem(code, f"On page {page.number} “{words}” {said}.", STYLE, place, words=words))
            elif fault.kind is Kind.STRUCK and tabular:
                message = f"On page {page.number} “{words}” reaches over the border of its cell."
                found.append(Problem("outside-cell", message, hint, place, words=words))
    named = {problem.words for problem in found}
    for table in tables:
        found += [problem for problem in _outside(table, pages, lines, path) if problem.words not in named]
    return found[:MOST]


def _is_meant(fault: Fault, page: int, meant: Meant) -> bool:
    """Tell what the monograph strikes out, and a figure that it raises or lowers."""
    if fault.kind is Kind.LINED:
        return (page, fault.first) in meant.struck
    return fault.kind is Kind.SMALL and (page, fault.first) in meant.raised and fault.size >= LEAST_RAISED_PT


def _outside(
    table: Sequence[Placed[Cell]], pages: Sequence[PageText], lines: Mapping[tuple[int, int], int], path: str
) -> Iterator[Problem]:
    """Find text that stands beyond a border, or reaches to where the text of the next column or row begins."""
    by_page: dict[int, list[tuple[Placed[Cell], Bounds]]] = {}
    for each in table:
        own: dict[int, list[Bounds]] = {}
        for mark in each.cell.marks:
            if mark.text.strip():
                own.setdefault(mark.page, []).append(mark.box)
        for page, bounds in own.items():
            by_page.setdefault(page, []).append((each, around(bounds)))
    for page, boxes in sorted(by_page.items()):
        strayed = {id(each) for each in [*_beyond(boxes), *_strayed(boxes, pages[page].borders)]}
        for each, _ in boxes:
            if id(each) in strayed:
                mark = next(mark for mark in each.cell.marks if mark.page == page)
                words = " ".join(mark.text.split())[:80]
                message = f"On page {pages[page].number} “{words}” stands out of its cell of the table."
                yield Problem(
                    "outside-cell", message, NARROWER, Place(path, lines.get((page, mark.mark), 0)), words=words
                )


def _beyond(boxes: Sequence[tuple[Placed[Cell], Bounds]]) -> Iterator[Placed[Cell]]:
    """Find cells whose text reaches to where the next column's or row's begins."""
    columns = _edges([(each.column, box[0], box[2]) for each, box in boxes])
    rows = _edges([(each.row, -box[3], -box[1]) for each, box in boxes])
    turned = _turned(columns)
    starts = [(column, -high if turned else low) for column, (low, high) in columns.items()]
    tops = [(row, low) for row, (low, _) in rows.items()]
    next_column, next_row = _least_from(starts), _least_from(tops)
    for each, box in boxes:
        end = -box[0] if turned else box[2]
        across = next_column.get(each.column + each.columns, end)
        below = next_row.get(each.row + each.rows, -box[1])
        if end - across > TOUCH or -box[1] - below > TOUCH:
            yield each


def _least_from(starts: Sequence[tuple[int, float]]) -> dict[int, float]:
    """Return for each number where the first of the columns (or rows) from it on begins."""
    known, least, found = dict(starts), float("inf"), {}
    for number in range(max(known, default=-1), -1, -1):
        least = min(least, known.get(number, least))
        found[number] = least
    return found


def _strayed(boxes: Sequence[tuple[Placed[Cell], Bounds]], borders: Sequence[Bounds]) -> Iterator[Placed[Cell]]:
    """Find cells that stand between other borders than most cells of their column."""
    low, high = min(box[1] for _, box in boxes), max(box[3] for _, box in boxes)
    lines: list[float] = []
    for left in sorted(line[0] for line in borders if line[1] < high and line[3] > low):
        if not lines or left - lines[-1] > TOUCH:
            lines.append(left)
    columns: dict[int, list[tuple[Placed[Cell], int]]] = {}
    for each, box in boxes:
        if each.columns == 1:
            columns.setdefault(each.column, []).append((each, bisect.bisect(lines, (box[0] + box[2]) / 2)))
    for found in columns.values():
        usual = collections.Counter(place for _, place in found).most_common(1)[0][0]
        yield from (each for each, place in found if place != usual)


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
