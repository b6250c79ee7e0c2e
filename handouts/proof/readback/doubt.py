"""Text that may be hard to see, by the colours and the bounds of what is drawn: only there the page is drawn."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from handouts.model.colours import contrast_of
from handouts.proof.readback.ground import colour_of
from handouts.proof.readback.shapes import Shape, Shelves, clips, drawn, holds

if TYPE_CHECKING:
    from handouts.proof.readback.measured import RGB
    from handouts.proof.readback.overprint import Run
    from handouts.proof.readback.shapes import Bounds

OVER = 0.14  # sizes what is drawn may reach into the bounds of a run: a frame, and the lean of an italic
COVER = 0.05  # sizes the same, of what is drawn over it
CORE = (0.1, 0.5)  # sizes above the baseline: what crosses here runs through letters, not under or over them
# Below it text is hard to see: ISO 9241-3 and ANSI/HFES 100-1988, as WCAG 2.2 (1.4.3) tells. `check` asks for more.
LEAST_CONTRAST = 3.0
PAPER = (255, 255, 255)
FAINT = 0.4  # opacity


class Doubts:
    """What is drawn on one page, asked about its runs of text."""

    def __init__(self, page: Any) -> None:
        """Read what is drawn, in order."""
        self.orders, self.shapes = drawn(page)
        self.shelves = Shelves([shape.box for shape in self.shapes])

    def near(self, box: Bounds) -> list[tuple[int, Shape]]:
        """Return what may touch bounds, with its place in the order of drawing."""
        return [(number, self.shapes[number]) for number in self.shelves.near(box)]

    def is_doubtful(self, run: Run) -> bool:
        """Tell text in a group of its own, cut, faint, crossed or covered, or on a ground like it."""
        order = self.orders.get(ctypes.cast(run.source, ctypes.c_void_p).value or 0)
        ink = colour_of(run.source)
        if order is None or ink is None or ink[1] < FAINT:
            return True
        if pdfium.FPDFTextObj_GetTextRenderMode(run.source) != pdfium.FPDF_TEXTRENDERMODE_FILL or any(
            True for _ in clips(run.source)
        ):
            return True
        left, _, right, _ = run.box
        core = left, run.baseline + CORE[0] * run.size, right, run.baseline + CORE[1] * run.size
        grounds: list[RGB | None] = [PAPER]
        for number, shape in self.near(run.box):
            if shape.hollow and holds(shape.box, run.box):
                continue
            if number >= order:
                if reaches(shape.box, run.box, COVER * run.size) or reaches(shape.box, core, 0):
                    return True
            elif shape.whole and holds(shape.box, run.box):
                grounds = [shape.colour]
            elif reaches(shape.box, run.box, OVER * run.size) or reaches(shape.box, core, 0):
                grounds.append(shape.colour)
        return any(ground is None or contrast_of(mixed(*ink, ground), ground) < LEAST_CONTRAST for ground in grounds)


def reaches(one: Bounds, other: Bounds, reach: float) -> bool:
    """Tell whether two bounds reach into each other in both directions, by more than so many points."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > reach and min(one[3], other[3]) - max(one[1], other[1]) > reach
    )


def mixed(colour: RGB, opacity: float, below: RGB) -> RGB:
    """Return a colour that lets some of the ground through."""
    red, green, blue = (
        round(opacity * over + (1 - opacity) * under) for over, under in zip(colour, below, strict=True)
    )
    return red, green, blue
