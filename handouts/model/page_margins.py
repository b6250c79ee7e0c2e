"""The margins of an edition's pages: room for the binding, and for head and foot in their size of type."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from handouts.model.code import Code
from handouts.model.paper import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.model.clinic import Clinic
    from handouts.model.edition import Edition
    from handouts.model.language import Direction
    from handouts.model.paper import PaperSize
    from handouts.model.type_style import TypeStyle

LETTER_EM, WORD = 0.496, 6  # of our type; letters of a word, its space included
LINE = 1.25  # sizes from line to line in head and foot
APIECE = 1.15  # of a line is one of contacts that are not parted
BESIDE_LETTERS = 80  # of a line on which notice and title, or number and page, stand side by side
EDGE_MM, APART_MM = 10, 2  # from the paper's edge, and between the text and its head or foot, with their rule
LEAST_FOOT_MM = 40  # wider codes are refused
LEAST_FOR_NOTES_MM = 200  # of a paper with room for a column for notes
HEAD_LETTERS = 104  # of a long notice and a long title
IDENTITY_LETTERS, CONTACT_LETTERS = 62, 12  # of number, version and page; of a contact's label
CODE_MM = {Code.DATA_MATRIX: 12, Code.CODE_128: 92}  # what a code for filing takes of the foot's width, its white too


def page_of(edition: Edition, direction: Direction) -> PaperSize:
    """Return the paper with the margins an edition asks for, as an odd page has them.

    Sheets are bound where lines begin. Where back and front have other margins, no table runs on into one.
    """
    paper, style = edition.paper, edition.type
    paper = paper.with_notes() if edition.notes_column else paper
    side_mm = style.side_mm or paper.width_mm
    left_mm, right_mm = min(paper.left_mm, side_mm), min(paper.right_mm, side_mm)
    if edition.punch and direction == "ltr":
        left_mm = max(left_mm, edition.clinic.punch_mm)
    elif edition.punch:
        right_mm = max(right_mm, edition.clinic.punch_mm)
    rim_mm = right_mm if edition.punch or edition.two_sided else paper.rim_mm
    letters = letters_of(paper.width_mm - left_mm - right_mm, style, style.small_pt)
    beside, contacts = letters >= BESIDE_LETTERS, _contact_letters(edition.clinic)
    head = 1 if beside else math.ceil(HEAD_LETTERS / letters)
    left = foot_letters(edition, paper.width_mm - left_mm - right_mm)
    foot: float = math.ceil(IDENTITY_LETTERS / left)
    foot += math.ceil(sum(contacts) / left) if beside else APIECE * lines_of(contacts, left)
    changes = {
        "left_mm": left_mm,
        "right_mm": right_mm,
        "rim_mm": rim_mm,
        "top_mm": max(paper.top_mm, _room_mm(head, style)),
        "bottom_mm": max(paper.bottom_mm, _room_mm(foot, style)),
    }
    return paper.model_copy(update=changes)


def letters_of(width_mm: float, style: TypeStyle, size_pt: float) -> float:
    """Return how many letters of a size a line of a type style holds."""
    return width_mm / ((LETTER_EM + style.letter_em + style.word_em / WORD) * size_pt * MM_PER_POINT)


def foot_letters(edition: Edition, width_mm: float) -> float:
    """Return how many letters a line of the foot holds beside the codes for filing, in a column of that width."""
    codes_mm = sum(CODE_MM.get(code, 0) for code in edition.codes)
    return letters_of(max(width_mm - codes_mm, LEAST_FOOT_MM), edition.type, edition.type.small_pt)


def _contact_letters(clinic: Clinic) -> list[int]:
    given = filter(None, (clinic.phone, clinic.hours, clinic.out_of_hours, clinic.emergency))
    return [CONTACT_LETTERS + len(value) for value in given]


def lines_of(pieces: Iterable[int], letters: float) -> int:
    """Return how many lines pieces of so many letters fill; one that does not fit goes to the next line whole."""
    lines, room = 0, 0.0
    for piece in pieces:
        if piece > room:
            lines, room = lines + math.ceil(piece / letters), math.ceil(piece / letters) * letters
        room -= piece
    return lines


def _room_mm(lines: float, style: TypeStyle) -> float:
    """Return how high a margin is that holds so many lines."""
    return round(EDGE_MM + APART_MM + lines * style.small_pt * MM_PER_POINT * LINE, 1)
