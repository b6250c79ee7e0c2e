"""Scales of the test sheet as lines in millimetres: what a printer cuts, how it scales, how it turns a sheet."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.model.paper import PaperSize

DEEPEST_MM, NUMBERED_MM = 15, (3, 5, 10, 15)  # of the scale on an edge
RULER_MM, TENTH_MM = 100, 10
CORNER_MM, ARM_MM, RING_MM = 12, 5, 1.6  # a cross-hair: from both edges, to each side of its middle, its radius
LONGEST_MM, THICK_MM, BESIDE_MARKS_MM = 3, 6, 3.9  # half a mark on an edge, the thick one, and where numbers stand
BESIDE_RULER_MM = 3  # white around the ruler, for its first and last number
LEAST_DOWN_MM = RULER_MM + 36  # from the top edge, where the upright ruler has ended
UPRIGHT_TOP_MM, UPRIGHT_RIGHT_MM = 22, 15.5
LETTER_MM = 0.75  # half the height of a figure


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """A number of a scale, with its middle or one of its ends (``anchor``, as SVG has it) at a point."""

    x_mm: float
    y_mm: float
    text: str
    anchor: str = "middle"


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    """Lines and numbers, in millimetres from its own top left; ``lines`` and ``thick`` are SVG paths."""

    width_mm: float
    height_mm: float
    lines: str
    thick: str = ""
    labels: tuple[Label, ...] = ()


def edge_scales(paper: PaperSize, margin_mm: float) -> Drawing:
    """Return a scale on each edge of a sheet, from the edge inwards; a thick mark stands at a margin."""
    across, down = paper.width_mm / 2, max(paper.height_mm / 2, LEAST_DOWN_MM)
    lines, thick, labels = [], [], []
    edges = (
        (False, across, 0.0, 1),
        (False, across, paper.height_mm, -1),
        (True, down, 0.0, 1),
        (True, down, paper.width_mm, -1),
    )
    for sideways, middle, edge, inwards in edges:
        lines.append(_line(middle, edge, middle, edge + inwards * DEEPEST_MM, turned=sideways))
        for depth in range(DEEPEST_MM + 1):
            half, at = _half(depth), edge + inwards * depth
            lines.append(_line(middle - half, at, middle + half, at, turned=sideways))
            if depth in NUMBERED_MM:
                labels.append(_number(middle + BESIDE_MARKS_MM, at, str(depth), turned=sideways))
        at = edge + inwards * margin_mm
        thick.append(_line(middle - THICK_MM, at, middle + LONGEST_MM, at, turned=sideways))
    return Drawing(paper.width_mm, paper.height_mm, "".join(lines), "".join(thick), tuple(labels))


def ruler() -> Drawing:
    """Return a ruler that lies: its zero and its end are the middles of its first and last mark."""
    lines = [_line(0, 0, RULER_MM, 0, BESIDE_RULER_MM)]
    lines += (_line(at, 0, at, _height(at), BESIDE_RULER_MM) for at in range(RULER_MM + 1))
    labels = (Label(BESIDE_RULER_MM + at, BESIDE_RULER_MM + 5.4, str(at)) for at in range(0, RULER_MM + 1, TENTH_MM))
    return Drawing(RULER_MM + 2 * BESIDE_RULER_MM, BESIDE_RULER_MM + 6, "".join(lines), labels=tuple(labels))


def upright_ruler(paper: PaperSize) -> Drawing:
    """Return a ruler that stands beside the right edge of a sheet, in the sheet's own measures."""
    left, top = paper.width_mm - UPRIGHT_RIGHT_MM, UPRIGHT_TOP_MM
    lines = [_line(left, top, left, top + RULER_MM)]
    lines += (_line(left, top + at, left + _height(at), top + at) for at in range(RULER_MM + 1))
    labels = (Label(left + 3.7, top + at + LETTER_MM, str(at), "start") for at in range(0, RULER_MM + 1, TENTH_MM))
    return Drawing(paper.width_mm, paper.height_mm, "".join(lines), labels=tuple(labels))


def cross_hairs(paper: PaperSize, *, front: bool) -> Drawing:
    """Return a cross-hair in each corner, at places that are their own mirror image.

    That of the front has a mark each millimetre; that of the back a ring, so that each is told from the other.
    """
    lines = []
    for x in (CORNER_MM, paper.width_mm - CORNER_MM):
        for y in (CORNER_MM, paper.height_mm - CORNER_MM):
            lines += [_line(x - ARM_MM, y, x + ARM_MM, y), _line(x, y - ARM_MM, x, y + ARM_MM)]
            lines += _millimetres(x, y) if front else [_ring(x, y)]
    return Drawing(paper.width_mm, paper.height_mm, "".join(lines))


def _millimetres(x: float, y: float) -> Iterator[str]:
    for each in range(-ARM_MM, ARM_MM + 1):
        half = 0 if each == 0 else 1 if abs(each) == ARM_MM else 0.5
        if half:
            yield _line(x + each, y - half, x + each, y + half)
            yield _line(x - half, y + each, x + half, y + each)


def _ring(x: float, y: float) -> str:
    half = f"a{RING_MM} {RING_MM} 0 0 1 "
    return f"M{x - RING_MM:.3f} {y:.3f}{half}{2 * RING_MM} 0{half}{-2 * RING_MM} 0"


def _half(depth: int) -> float:
    """Return half the width of a mark on an edge."""
    return LONGEST_MM if depth % 5 == 0 else 2.2 if depth in NUMBERED_MM else 1.2


def _height(at: int) -> float:
    """Return the height of a ruler's mark."""
    return 3 if at % 10 == 0 else 2.2 if at % 5 == 0 else 1.3


def _line(  # noqa: PLR0913 - two points, and how they lie
    x: float, y: float, to_x: float, to_y: float, moved: float = 0, *, turned: bool = False
) -> str:
    points = [(x + moved, y + moved), (to_x + moved, to_y + moved)]
    (x, y), (to_x, to_y) = [point[::-1] for point in points] if turned else points
    return f"M{x:.3f} {y:.3f}L{to_x:.3f} {to_y:.3f}"


def _number(beside: float, at: float, text: str, *, turned: bool) -> Label:
    return Label(at, beside + 2 * LETTER_MM, text) if turned else Label(beside, at + LETTER_MM, text, "start")
