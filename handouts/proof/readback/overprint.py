"""Text of a page that no eye can read: printed over other text, struck by a line, in its ground's colour, or covered.

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

from handouts.proof.readback.ground import colour_of, is_near
from handouts.proof.readback.visible import hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in points from the bottom left of the page
OVER = 0.14  # sizes two letters of different runs may reach into each other: kerning and the lean of an italic do
THIN, TALL = 1.5, 5.0  # points: the width of a line at most, its length at least
PAPER = (255, 255, 255)
MOST_OF_PAGE = 0.6  # a taller line is the page's own, behind what stands on it
SIDES = 4  # a path of more segments is no rectangle
FAINT = 0.4  # opacity
SHELF, MOST_HEIGHT = 30.0, 15_000.0  # points: what is drawn is looked up by the height it stands at


class Run(NamedTuple):
    """Letters drawn as one: where they are among the page's letters, and where on the page."""

    source: Any
    first: int
    text: str
    box: Bounds
    mark: int
    artifact: bool
    size: float


class Glyph(NamedTuple):
    """A letter and the bounds of its ink."""

    text: str
    box: Bounds


class Shape(NamedTuple):
    """A drawn thing that is no text; ``colour`` is None where it has many or where that does not matter.

    ``whole`` tells that it fills its box, ``hollow`` that it is drawn around it.
    """

    box: Bounds
    colour: tuple[int, int, int] | None
    whole: bool = False
    hollow: bool = False


class Kind(enum.Enum):
    """What keeps text from being read."""

    OVER = "over"
    STRUCK = "struck"
    UNSEEN = "unseen"


class Fault(NamedTuple):
    """Text that cannot be read; ``mark`` and ``other_mark`` are those of the page's marked content, -1 for none."""

    kind: Kind
    text: str
    mark: int
    other: str = ""
    other_mark: int = -1


class _Shelves:
    """Bounds, found by the height they stand at."""

    def __init__(self, boxes: Sequence[Bounds]) -> None:
        """Put each on every shelf it reaches."""
        self.boxes = boxes
        self.shelves: dict[int, list[int]] = {}
        for number, box in enumerate(boxes):
            for shelf in _heights(box):
                self.shelves.setdefault(shelf, []).append(number)

    def near(self, box: Bounds) -> list[int]:
        """Return the numbers of those that may touch a box, in order."""
        found = [self.shelves.get(shelf, []) for shelf in _heights(box)]
        return found[0] if len(found) == 1 else sorted(set(itertools.chain.from_iterable(found)))


def _heights(box: Bounds) -> range:
    return range(int(max(box[1], 0) // SHELF), int(min(box[3], MOST_HEIGHT) // SHELF) + 1)


def bounds_of(item: Any) -> Bounds:
    """Return the bounds of an object."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def around(boxes: Sequence[Bounds]) -> Bounds:
    """Return the bounds of all these bounds; nothing has none."""
    if not boxes:
        return 0, 0, 0, 0
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def size_of(item: Any) -> float:
    """Return the size of a text object's letters, in points as they are printed."""
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(item, size)
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return float(size.value * math.hypot(matrix.c, matrix.d))


def faults_of(page: Any, text_page: Any, runs: Sequence[Run]) -> tuple[list[Fault], list[Bounds]]:
    """Return what of a page's text cannot be read, and the page's upright lines; its text may be gone afterwards."""
    printed = [run for run in runs if run.text.strip()]
    orders, shapes = _drawn(page)

    def measured(run: Run) -> list[Glyph]:
        return list(_glyphs(text_page, run))

    lines = _borders(shapes, MOST_OF_PAGE * page.get_height())
    found = [*_overprinted(printed, measured), *_struck(printed, _Shelves(lines), measured)]
    shelves = _Shelves([shape.box for shape in shapes])
    doubtful = [run for run in printed if _is_doubtful(run, orders, shapes, shelves)]
    if doubtful:
        boxes = [[glyph.box for glyph in measured(run)] for run in doubtful]
        found += [Fault(Kind.UNSEEN, doubtful[number].text, doubtful[number].mark) for number in hidden(page, boxes)]
    return found, lines


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


def _struck(runs: Sequence[Run], lines: _Shelves, measured: Callable[[Run], list[Glyph]]) -> Iterator[Fault]:
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


def _drawn(page: Any) -> tuple[dict[int, int], list[Shape]]:
    """Return the place of each text object in the order of drawing, by its address, and what else is drawn, in order.

    A text's place is the number of shapes drawn before it.
    """
    orders: dict[int, int] = {}
    shapes: list[Shape] = []
    for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, number)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            orders[ctypes.cast(item, ctypes.c_void_p).value or 0] = len(shapes)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += _path(item)
        else:
            shapes.append(Shape(bounds_of(item), None))
    return orders, shapes


def _path(item: Any) -> Iterator[Shape]:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
    box = bounds_of(item)
    if filled.value:
        colour = colour_of(item)
        frame = filled.value == pdfium.FPDF_FILLMODE_ALTERNATE
        cut = _cut(item, box) if frame else box
        whole = not frame and pdfium.FPDFPath_CountSegments(item) <= SIDES + 1 and colour is not None and colour[1] == 1
        yield Shape(cut, colour[0] if colour else None, whole, hollow=frame and cut == box)
    elif stroked.value and box[2] - box[0] <= THIN:
        yield Shape(box, None)


def _cut(item: Any, box: Bounds) -> Bounds:
    """Return the bounds of a frame as it is seen: the engine draws one side of it by cutting all others off."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        corners = []
        for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
            corners.append((x.value, y.value, x.value, y.value))
        edge = around(corners)
        box = (max(box[0], edge[0]), max(box[1], edge[1]), min(box[2], edge[2]), min(box[3], edge[3]))
    return box


def _is_doubtful(run: Run, orders: dict[int, int], shapes: Sequence[Shape], shelves: _Shelves) -> bool:
    """Tell text that may be hard to see: drawn in a group of its own, cut, faint, covered, or on a ground like it."""
    order = orders.get(ctypes.cast(run.source, ctypes.c_void_p).value or 0)
    ink = colour_of(run.source)
    if order is None or ink is None or ink[1] < FAINT:
        return True
    if pdfium.FPDFTextObj_GetTextRenderMode(run.source) != pdfium.FPDF_TEXTRENDERMODE_FILL:
        return True
    clip = pdfium.FPDFPageObj_GetClipPath(run.source)
    if clip and pdfium.FPDFClipPath_CountPaths(clip) > 0:
        return True
    reach = OVER * run.size
    near = [
        (number, shape)
        for number, shape in ((number, shapes[number]) for number in shelves.near(run.box))
        if _over(shape.box, run.box, reach) and not (shape.hollow and _holds(shape.box, run.box))
    ]
    if any(number >= order for number, _ in near):
        return True
    grounds: list[tuple[int, int, int] | None] = [PAPER]
    for _, shape in near:
        grounds = [shape.colour] if shape.whole and _holds(shape.box, run.box) else [*grounds, shape.colour]
    return any(ground is None or is_near(ink[0], ground) for ground in grounds)


def _holds(outer: Bounds, inner: Bounds) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
