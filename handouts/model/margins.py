"""The margins of a page: as its paper has them, or larger, where what stands in them needs more room."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from handouts.model.paper import MM_PER_POINT

if TYPE_CHECKING:
    from handouts.model.clinic import Clinic
    from handouts.model.paper import PaperSize
    from handouts.model.type_style import TypeStyle

EDGE_MM = 10  # most printers cannot print nearer to the edge
AROUND_MM = 2  # between the text and the words in the margin, with their rule
LINE = 1.2  # sizes from line to line (see leaflet.css)
LETTER = 0.5  # of the size is a letter's width
HEAD_LETTERS = 42  # of the notice, which has half of the head
LABEL_LETTERS, IDENTITY_LETTERS = 11, 60  # of a number's label and the room behind; of document, version and page


def page_of(paper: PaperSize, style: TypeStyle, clinic: Clinic) -> PaperSize:
    """Return a paper with the margins of a page: for notes, where a clinic asks for it, and for the head and foot."""
    page = paper.with_notes() if clinic.notes_column else paper
    size_mm = style.small_pt * MM_PER_POINT
    letters = page.column_mm / (LETTER * size_mm)
    numbers = [each for each in (clinic.phone, clinic.hours, clinic.out_of_hours, clinic.emergency) if each]
    contacts = sum(len(each) + LABEL_LETTERS for each in numbers)
    lines = math.ceil(contacts / letters) + math.ceil(IDENTITY_LETTERS / letters)
    head = math.ceil(HEAD_LETTERS / (letters / 2))
    top_mm, bottom_mm = (round(EDGE_MM + AROUND_MM + count * LINE * size_mm, 1) for count in (head, lines))
    return page.model_copy(update={"top_mm": max(page.top_mm, top_mm), "bottom_mm": max(page.bottom_mm, bottom_mm)})
