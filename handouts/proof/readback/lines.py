"""Pieces of text put together to lines, and lines to paragraphs."""

from __future__ import annotations

import collections
import dataclasses
import functools
import unicodedata
from typing import TYPE_CHECKING

from handouts.proof.readback.measured import MM_PER_POINT, Box, MeasuredPage, Piece, around

if TYPE_CHECKING:
    from collections.abc import Iterator

RISE = 0.45  # sizes a raised or lowered letter may stand off the baseline
APART, APART_AFTER_SPACE = 0.8, 2.5  # sizes between two words of one line at most; the cells of a table stand farther
WORD_GAP = 0.15  # sizes that look like a space
NEXT = (0.8, 1.75)  # sizes from one baseline to the next in a paragraph
SAME_SIZE_PT = 0.3
FEWEST_LETTERS = 700
COMMON = 0.5  # share of the commonest size's letters


@dataclasses.dataclass(frozen=True)
class PrintedLine:
    """A line of text as a reader sees it; ``page`` counts from 1."""

    page: int
    pieces: tuple[Piece, ...]

    @functools.cached_property
    def text(self) -> str:
        """The words, with the spaces that are seen."""
        words, right = "", None
        for piece in self.pieces:
            gap = 0 if right is None else piece.box.left - right
            if (
                gap > WORD_GAP * piece.size_mm
                and piece.text.strip()
                and words
                and not (words[-1].isspace() or piece.text[0].isspace())
            ):
                words += " "
            words += piece.text
            right = piece.box.right if piece.text.strip() else None
        return " ".join(words.split())

    @functools.cached_property
    def box(self) -> Box:
        """The letters' bounds, in millimetres."""
        return around([piece.box for piece in self.pieces if piece.text.strip()])

    @property
    def baseline_mm(self) -> float:
        """Where most of its letters stand, in millimetres from the top of the page."""
        return self._main.baseline_mm

    @property
    def size_pt(self) -> float:
        """The size of most of its letters, in points."""
        return self._main.size_pt

    @functools.cached_property
    def _main(self) -> Piece:
        return max(self.pieces, key=lambda piece: len(piece.text.strip()))

    @property
    def space_mm(self) -> float | None:
        """The width of its spaces, in millimetres; None without one."""
        return max(self.pieces, key=lambda piece: piece.text.count(" ")).space_mm

    @property
    def characters(self) -> int:
        """How many characters stand side by side; marks above and below letters take no room."""
        return sum(not unicodedata.category(character).startswith("M") for character in self.text)

    @property
    def artifact(self) -> bool:
        """Whether it is the page's, not the document's."""
        return self.pieces[0].artifact

    @property
    def tags(self) -> tuple[str, ...]:
        """The structure around its first word, from outside in."""
        return self.pieces[0].tags


def lines(page: MeasuredPage) -> Iterator[PrintedLine]:
    """Return a page's lines in the order of the file.

    What stands beside, in the next cell or column, is another line.
    """
    current: list[Piece] = []
    for piece in page.pieces:
        if current and not _continues(current, piece):
            yield from _line(page, current)
            current = []
        current.append(piece)
    yield from _line(page, current)


def _line(page: MeasuredPage, pieces: list[Piece]) -> Iterator[PrintedLine]:
    if any(piece.text.strip() for piece in pieces):
        yield PrintedLine(page.number, tuple(pieces))


def _continues(line: list[Piece], piece: Piece) -> bool:
    first = line[0]
    if piece.artifact != first.artifact or not (piece.upright and first.upright):
        return False
    size = max(first.size_mm, piece.size_mm)
    if abs(piece.baseline_mm - first.baseline_mm) > RISE * size:
        return False
    printed = [other.box for other in line if other.text.strip()]
    if not printed or not piece.text.strip():
        return True
    whole = around(printed)
    gap = max(piece.box.left - whole.right, whole.left - piece.box.right)
    spaced = line[-1].text[-1].isspace() or piece.text[0].isspace()
    return gap <= (APART_AFTER_SPACE if spaced else APART) * size


def continues(first: PrintedLine, second: PrintedLine) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    if (
        first.page != second.page
        or first.artifact
        or second.artifact
        or abs(first.size_pt - second.size_pt) > SAME_SIZE_PT
    ):
        return False
    step = (second.baseline_mm - first.baseline_mm) / (first.size_pt * MM_PER_POINT)
    overlap = min(first.box.right, second.box.right) - max(first.box.left, second.box.left)
    return NEXT[0] <= step <= NEXT[1] and overlap > 0 and first.pieces[-1].block == second.pieces[0].block


def body_size(pages: tuple[MeasuredPage, ...]) -> float:
    """Return the size of the document's running text, in points to a tenth; 0 where there is hardly any.

    It is the largest of the common sizes: in a short leaflet the small print at the end may hold more letters than the
    text.
    """
    letters: collections.Counter[float] = collections.Counter()
    for page in pages:
        for piece in page.pieces:
            if not piece.artifact:
                letters[round(piece.size_pt, 1)] += len(piece.text.strip())
    if letters.total() < FEWEST_LETTERS:
        return 0
    most = max(letters.values())
    return max(size for size, count in letters.items() if count >= COMMON * most)
