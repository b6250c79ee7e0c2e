"""What is drawn on a page beside its text: where it stands, in which colour, before or after which letters."""

from __future__ import annotations

import ctypes
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from handouts.proof.readback.ground import colour_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.proof.readback.measured import RGB

Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in points from the bottom left of the page
SIDES = 4  # a path of more segments is no rectangle
SHELF, MOST_HEIGHT = 30.0, 15_000.0  # points: what is drawn is looked up by the height it stands at
PATTERN = (191, 191, 191)  # what pdfium says of a fill that is no colour: a gradient, or a picture that is repeated
SAME = 0.05  # points; a rectangle that cuts nothing off reaches as far


class Shape(NamedTuple):
    """A drawn thing that is no text; ``colour`` is None where it has many.

    ``whole`` tells that it fills its box, ``hollow`` that it is drawn around it, ``picture`` that it is no path.
    """

    box: Bounds
    colour: RGB | None
    whole: bool = False
    hollow: bool = False
    picture: bool = False


class Shelves:
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
    return range(int(max(box[1], 0) // SHELF), int(min(max(box[3], 0), MOST_HEIGHT) // SHELF) + 1)


def bounds_of(item: Any) -> Bounds:
    """Return the bounds of an object."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def around(boxes: Sequence[Bounds]) -> Bounds:
    """Return the bounds of all these bounds; nothing has none."""
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def holds(outer: Bounds, inner: Bounds) -> bool:
    """Tell whether bounds lie in others."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def drawn(page: Any) -> tuple[dict[int, int], list[Shape]]:
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
            shapes.append(Shape(bounds_of(item), None, picture=True))
    return orders, shapes


def _path(item: Any) -> Iterator[Shape]:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
    box = bounds_of(item)
    if filled.value:
        colour = colour_of(item)
        if colour and colour[1] == 0 and not stroked.value:
            return
        frame = filled.value == pdfium.FPDF_FILLMODE_ALTERNATE
        cut = cut_box(item, box) if frame else box
        whole = not frame and pdfium.FPDFPath_CountSegments(item) <= SIDES + 1 and colour is not None and colour[1] == 1
        yield Shape(cut, _plain(colour), whole, hollow=frame and cut == box)
    elif stroked.value:
        colour = colour_of(item, stroked=True)
        if colour is None or colour[1] > 0:
            yield Shape(box, _plain(colour))


def _plain(colour: tuple[RGB, float] | None) -> RGB | None:
    """Return a colour that covers what is below it; None for any other."""
    return colour[0] if colour and colour[1] == 1 and colour[0] != PATTERN else None


def cut_box(item: Any, box: Bounds) -> Bounds:
    """Return the bounds of an object as it is seen: what it is clipped by cuts the rest off.

    The engine draws one side of a frame by cutting all others off.
    """
    for edge, _ in clips(item):
        box = (max(box[0], edge[0]), max(box[1], edge[1]), min(box[2], edge[2]), min(box[3], edge[3]))
    return box


def clips(item: Any) -> Iterator[tuple[Bounds, bool]]:
    """Return the bounds of each path an object is clipped by, and whether that is a rectangle."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        corners = []
        for number in range(count):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
            corners.append((x.value, y.value, x.value, y.value))
        edge = around(corners)
        upright = all(
            min(abs(left - edge[0]), abs(left - edge[2])) < SAME and min(abs(low - edge[1]), abs(low - edge[3])) < SAME
            for left, low, _, _ in corners
        )
        yield edge, upright
