"""How pages are laid out on larger sheets: the order that is a booklet once they are folded, or two beside another.

An imposed file is for paper only. Its words are those of the leaflet it was made of, which stands beside it.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from handouts.errors import LookError, Place, Problem
from handouts.model.paper import PaperSize

if TYPE_CHECKING:
    from handouts.assets import Look

SAME_MM = 2.5  # two A5 pages are 1 mm narrower than an A4 sheet
PAGES_PER_SHEET = 4  # of a booklet: two on each of its sides


class Imposition(enum.StrEnum):
    """What sheets become; the value is what the command line calls it."""

    NONE = "none"
    BOOKLET = "booklet"
    TWO_UP = "two-up"


Spread = tuple[int | None, int | None]  # the pages on one side of a sheet, as seen, counted from 0; None is blank


def spreads(imposition: Imposition, pages: int, *, right_to_left: bool) -> list[Spread]:
    """Return which pages stand on the left and on the right of each side of the sheets, front and back in turn.

    A leaflet that runs from right to left is bound on the right, and its first page stands left of its second.
    """
    order: list[tuple[int, int]]
    if imposition is Imposition.BOOKLET:
        whole = -(-pages // PAGES_PER_SHEET) * PAGES_PER_SHEET
        order = [(whole - 1 - side, side) if side % 2 == 0 else (side, whole - 1 - side) for side in range(whole // 2)]
    else:
        order = [(page, page + 1) for page in range(0, pages, 2)]
    sides = (((left if left < pages else None), (right if right < pages else None)) for left, right in order)
    return [(right, left) if right_to_left else (left, right) for left, right in sides]


def page_for(paper: PaperSize, look: Look) -> PaperSize:
    """Return the pages that stand on sheets of a paper, two on each; the paper itself where two of it fit on another.

    Raises:
        LookError: neither is so.
    """
    fitting = [page for page in PaperSize.every(look) if _holds_two(paper, page)]
    if not fitting:
        sheet_for(paper, look)
    return fitting[0] if fitting else paper


def sheet_for(paper: PaperSize, look: Look) -> PaperSize:
    """Return the paper of a look that two pages fit on side by side as they are, neither enlarged nor made smaller.

    Raises:
        LookError: there is none.
    """
    papers = PaperSize.every(look)
    found = [sheet for sheet in papers if _holds_two(sheet, paper)]
    if found:
        return found[0]
    fitting = [each.name for each in papers if any(_holds_two(sheet, each) for sheet in papers)]
    message = f"No sheet holds two pages of {paper.title} side by side at their full size."
    hint = f"Choose a smaller paper: {' or '.join(f'--paper {name}' for name in fitting)}."
    raise LookError(Problem("no-sheet", message, hint, Place(f"styles/{PaperSize.folder}/")))


def _holds_two(sheet: PaperSize, page: PaperSize) -> bool:
    return abs(sheet.height_mm - 2 * page.width_mm) <= SAME_MM and abs(sheet.width_mm - page.height_mm) <= SAME_MM
