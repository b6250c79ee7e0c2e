"""Text of a page that no eye can read: over other text, struck, in its ground's colour, covered, tiny, or turned.

The bounds of what is drawn tell where to look; only there single letters are measured, and the page is drawn.
"""

from __future__ import annotations

import ctypes
import enum
import itertools
import math
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from handouts.model.colours import contrast_of
from handouts.proof.readback.doubt import LEAST_CONTRAST, OVER, PAPER, Doubts, reaches
from handouts.proof.readback.ground import colour_of
from handouts.proof.readback.shapes import Bounds, Shape, Shelves
from handouts.proof.readback.visible import Doubtful, Sight, looked_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

THIN, TALL = 1.5, 5.0  # points: the width of a line at most, its length at least
MOST_OF_PAGE = 0.6  # a taller line is the page's own, behind what stands on it
# The readability guideline of the European Commission (2009): an x 1.4 mm high, as at 9 points of Times; in letters
# whose x is half their size that is 8 points.
LEAST_PT, EXACT_PT = 8.0, 0.05
LEAN, LEVEL, NARROWEST, WIDEST = 0.4, 0.02, 0.7, 1.4  # of letters: tangents of their lean and slope; width to height
FIGURES = frozenset("0123456789")
FIGURE_HEIGHT, FIGURE_RISE = 0.42, 0.1  # sizes: a figure's height at least, its foot above the baseline at most
MARK, MARK_BESIDE, MARK_HEIGHTS = 1.15, 0.22, (0.03, 0.85)  # sizes: a drawn thing that may be read as a sign
SIGNS, UNDER, UNDERLINE = frozenset("<>"), (-0.3, 0.05), 0.12  # a line under one of these is another sign


class Run(NamedTuple):
    """Letters drawn as one: where they are among the page's letters, and where on the page."""

    source: Any
    first: int
    text: str
    box: Bounds
    mark: int
    artifact: bool
    size: float
    baseline: float
    turned: bool


class Glyph(NamedTuple):
    """A letter and the bounds of its ink."""

    text: str
    box: Bounds


class Kind(enum.Enum):
    """What keeps text from being read."""

    OVER = "over"
    STRUCK = "struck"
    UNSEEN = "unseen"
    LINED = "lined"
    SMALL = "small"
    TURNED = "turned"
    SIGNED = "signed"
    FIGURES = "figures"


class Fault(NamedTuple):
    """Text that cannot be read as it is written; what is struck out or raised may be meant so.

    ``mark`` and ``other_mark`` are those of the page's marked content, -1 for none; ``first`` is the run's, ``size``
    that of its letters.
    """

    kind: Kind
    text: str
    mark: int
    other: str = ""
    other_mark: int = -1
    first: int = -1
    size: float = 0

    @property
    def is_line(self) -> bool:
        """Whether it is a line through the text, which may be meant."""
        return self.kind is Kind.LINED


def placed(item: Any) -> tuple[float, float, bool]:
    """Return the size of a text object's letters and their baseline, in points, and whether they are turned or bent."""
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(item, size)
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    upright = a > 0 and d > 0 and abs(b) <= LEVEL * a and abs(c) <= LEAN * d and NARROWEST * d <= a <= WIDEST * d
    return float(size.value * math.hypot(c, d)), float(matrix.f), not upright


def faults_of(page: Any, text_page: Any, runs: Sequence[Run]) -> tuple[list[Fault], list[Bounds]]:
    """Return what of a page's text cannot be read, and the page's upright lines; its text may be gone afterwards."""
    printed = [run for run in runs if run.text.strip()]
    doubts = Doubts(page)

    def measured(run: Run) -> list[Glyph]:
        return list(_glyphs(text_page, run))

    lines = _borders(doubts.shapes, MOST_OF_PAGE * page.get_height())
    found = [*_overprinted(printed, measured), *_struck(printed, Shelves(lines), measured)]
    found += [fault for run in printed for fault in _malformed(run, measured)]
    found += _signed(printed, doubts, measured)
    doubtful = [run for run in printed if doubts.is_doubtful(run)]
    if doubtful:
        asked = [
            Doubtful([glyph.box for glyph in measured(run)], colour_of(run.source), run.source, run.size)
            for run in doubtful
        ]
        kinds = {Sight.UNSEEN: Kind.UNSEEN, Sight.LINED: Kind.LINED}
        found += [_fault(kinds[sight], doubtful[number]) for number, sight in looked_at(page, asked)]
    return found, lines


def _fault(kind: Kind, run: Run) -> Fault:
    return Fault(kind, run.text, run.mark, first=run.first, size=run.size)


def _malformed(run: Run, measured: Callable[[Run], list[Glyph]]) -> Iterator[Fault]:
    """Find letters that are too small, mirrored, on their heads, squeezed; and figures that a font draws as raised."""
    if run.turned:
        yield _fault(Kind.TURNED, run)
        return
    if run.size < LEAST_PT - EXACT_PT:
        yield _fault(Kind.SMALL, run)
    if FIGURES.intersection(run.text):
        least, most = FIGURE_HEIGHT * run.size, run.baseline + FIGURE_RISE * run.size
        boxes = [glyph.box for glyph in measured(run) if glyph.text in FIGURES]
        if any(box[3] - box[1] < least or box[1] > most for box in boxes):
            yield _fault(Kind.FIGURES, run)


def _signed(runs: Sequence[Run], doubts: Doubts, measured: Callable[[Run], list[Glyph]]) -> Iterator[Fault]:
    """Find figures beside which a point, a dash or a ring is drawn, and signs that a line underneath makes others."""
    for run in runs:
        figures = any(map(str.isdigit, run.text))
        if not (figures or SIGNS.intersection(run.text)):
            continue
        left, _, right, _ = run.box
        low, high = (run.baseline + part * run.size for part in MARK_HEIGHTS)
        reach = MARK_BESIDE * run.size
        zone = left - reach, run.baseline + UNDER[0] * run.size, right + reach, high
        near = [shape for _, shape in doubts.near(zone) if reaches(shape.box, zone, 0) and _stands_out(shape)]
        small = (
            shape
            for shape in near
            if shape.box[3] > low and max(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]) < MARK * run.size
        )
        if (figures and any(small)) or any(_underlines(shape, run, measured) for shape in near):
            yield _fault(Kind.SIGNED, run)


def _stands_out(shape: Shape) -> bool:
    return not shape.picture and (shape.colour is None or contrast_of(shape.colour, PAPER) >= LEAST_CONTRAST)


def _underlines(shape: Shape, run: Run, measured: Callable[[Run], list[Glyph]]) -> bool:
    """Tell whether a line runs close under a sign, most of it."""
    left, bottom, right, top = shape.box
    low, high = (run.baseline + part * run.size for part in UNDER)
    if top - bottom > UNDERLINE * run.size or not low <= (bottom + top) / 2 <= high:
        return False
    boxes = [glyph.box for glyph in measured(run) if glyph.text in SIGNS]
    return any(2 * (min(right, box[2]) - max(left, box[0])) > box[2] - box[0] for box in boxes)


def _glyphs(text_page: Any, run: Run) -> Iterator[Glyph]:
    """Return the letters of a run that have ink; marks above and below letters stand over others by their nature."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index, character in enumerate(run.text, run.first):
        if not character.isspace() and unicodedata.category(character)[0] not in "MC":
            pdfium.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top)
            yield Glyph(character, (left.value, bottom.value, right.value, top.value))


def _over(one: Bounds, other: Bounds, reach: float) -> bool:
    """Tell whether two bounds reach into each other in both directions; most do not, and need one look."""
    if one[3] - other[1] <= reach or other[3] - one[1] <= reach or one[2] - other[0] <= reach:
        return False
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > reach and min(one[3], other[3]) - max(one[1], other[1]) > reach
    )


def _overprinted(runs: Sequence[Run], measured: Callable[[Run], list[Glyph]]) -> Iterator[Fault]:
    """Find runs that reach into each other, each with the first it meets."""
    active: list[Run] = []
    for run in sorted(runs, key=lambda run: run.box[1]):
        active = [other for other in active if other.box[3] > run.box[1]]
        for other in active:
            reach = OVER * min(run.size, other.size)
            if _over(run.box, other.box, reach) and _touch(measured(run), measured(other), reach):
                first, second = sorted((run, other), key=lambda each: each.first)
                yield Fault(Kind.OVER, first.text, first.mark, second.text, second.mark)
                break
        active.append(run)


def _touch(one: list[Glyph], other: list[Glyph], reach: float) -> bool:
    return any(_over(first.box, second.box, reach) for first, second in itertools.product(one, other))


def _borders(shapes: Sequence[Shape], most: float) -> list[Bounds]:
    """Return the upright lines that may be borders of cells."""
    return [
        shape.box
        for shape in shapes
        if shape.box[2] - shape.box[0] <= THIN and TALL <= shape.box[3] - shape.box[1] <= most
    ]


def _struck(runs: Sequence[Run], lines: Shelves, measured: Callable[[Run], list[Glyph]]) -> Iterator[Fault]:
    """Find runs that an upright line parts: text that has left its cell of a table."""
    for run in runs:
        reach = OVER * run.size
        left, bottom, right, top = run.box
        crossing = [
            line
            for line in map(lines.boxes.__getitem__, lines.near(run.box))
            if left + reach < line[0] and line[2] < right - reach and min(line[3], top) - max(line[1], bottom) > reach
        ]
        if crossing and not run.artifact:
            boxes = [glyph.box for glyph in measured(run)]
            edges = [(min(box[0] for box in boxes), max(box[2] for box in boxes))] if boxes else []
            if any(low + reach < line[0] and line[2] < high - reach for line in crossing for low, high in edges):
                yield Fault(Kind.STRUCK, run.text, run.mark)
