"""Codes for machines as they are drawn on a page: found by the patterns that never change, and measured in the picture.

What they say is not read. A code that leans, is turned or has something on it is not found, nor is one that is a part
of a larger picture.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from handouts.model.code import Code
from handouts.proof.readback.ground import LEAST_DIFFERENCE
from handouts.proof.readback.measured import MM_PER_POINT, Box, MeasuredCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pypdfium2
    from PIL import Image

FEWEST_SEGMENTS = 40  # of a path; the smallest codes have more
SMALLEST_MM = 3.0
MOST_LOOKED_AT = 200  # a map or a chart holds thousands of paths
DOTS_PER_MM, MOST_DOTS = 24, 2400  # of the picture of a code; larger ones are drawn smaller
BESIDE_MM = 8.0  # so far the white around a code is measured
FINDER = ("#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######")  # ISO/IEC 18004, 6.3.3
QR_SIZES = range(21, 178, 4)
MATRIX_SIZES = (  # ISO/IEC 16022, table 7
    *((size, size) for size in (*range(10, 27, 2), *range(32, 53, 4), *range(64, 105, 8), 120, 132, 144)),
    *((18, 8), (32, 8), (26, 12), (36, 12), (36, 16), (48, 16)),
)
STARTS, STOP = ("## #    #  ", "## #  #    ", "## #  ###  "), "##   ### # ##"  # ISO/IEC 15417, table 1


def may_be_code(item: Any) -> bool:
    """Tell whether an object of a page is a picture, or a path of many straight lines."""
    if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE:
        return True
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    count = pdfium.FPDFPath_CountSegments(item)
    return count >= FEWEST_SEGMENTS and all(
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(item, index)) != pdfium.FPDF_SEGMENT_BEZIERTO
        for index in range(count)
    )


def read_codes(page: pypdfium2.PdfPage, boxes: Sequence[Box]) -> Iterator[MeasuredCode]:
    """Return the codes that fill one of the boxes of a page, as they are seen with all that is printed."""
    width, height = (length * MM_PER_POINT for length in page.get_size())
    for left, top, right, bottom in itertools.islice(dict.fromkeys(boxes), MOST_LOOKED_AT):
        box = Box(max(left, 0), max(top, 0), min(right, width), min(bottom, height))
        if min(box.width, box.height) >= SMALLEST_MM:
            yield from _measured(_Seen(page, box))


class _Seen:
    """The picture of a box and of what is around it, in grey; ``ink`` are the bounds of the dark in it, in dots."""

    def __init__(self, page: pypdfium2.PdfPage, box: Box) -> None:
        width, height = (length * MM_PER_POINT for length in page.get_size())
        self.dots = min(DOTS_PER_MM, MOST_DOTS / max(box.width, box.height))
        beyond = (box.left, height - box.bottom, width - box.right, box.top)
        cut = [int(max(length - BESIDE_MM, 0) * self.dots) for length in beyond]
        self.left_mm, self.top_mm = cut[0] / self.dots, cut[3] / self.dots
        scale = self.dots * MM_PER_POINT
        crop = tuple(max(dots - 0.5, 0) / scale for dots in cut)  # it is rounded up
        drawn = page.render(scale=scale, crop=crop, draw_annots=False, may_draw_forms=False)
        self.picture: Image.Image = drawn.to_pil().convert("L")
        starts = (self.left_mm, self.top_mm) * 2
        left, top, right, bottom = ((edge - start) * self.dots for edge, start in zip(box, starts, strict=True))
        inside = (int(left), int(top), math.ceil(right), math.ceil(bottom))
        own = self.picture.crop(inside)
        darkest, lightest = own.getextrema()
        self.middle = (darkest + lightest) / 2
        shades = own.histogram()
        self.dark = max(range(math.ceil(self.middle)), key=shades.__getitem__, default=0)
        self.light = max(range(math.ceil(self.middle), 256), key=shades.__getitem__, default=255)
        found = own.point([255 * (shade < self.middle) for shade in range(256)]).getbbox() or (0, 0, 0, 0)
        self.ink = tuple(inside[side % 2] + found[side] for side in range(4))

    def is_dark(self, column: int, row: int, columns: int, rows: int) -> bool:
        """Tell whether a module is dark, in its middle, if the ink is so many modules wide and high."""
        left, top, right, bottom = self.ink
        across = left + (column + 0.5) * (right - left) / columns
        down = top + (row + 0.5) * (bottom - top) / rows
        return bool(self.picture.getpixel((int(across), int(down))) < self.middle)

    def row(self, row: int, columns: int, rows: int) -> str:
        """Return a row of modules, # for each that is dark."""
        return "".join(" #"[self.is_dark(column, row, columns, rows)] for column in range(columns))

    def white_mm(self, *, bars: bool) -> float:
        """Return how wide the white around the ink is, beside bars on the left and on the right only."""
        left, top, right, bottom = self.ink
        clear = self.picture.point([255 * (shade < self.light - LEAST_DIFFERENCE) for shade in range(256)])
        for away in range(2, round(BESIDE_MM * self.dots)):  # the first dot may be half of the code's own
            low, high = (top, bottom) if bars else (top - away, bottom + away)
            strips = [(left - away, low, left - away + 1, high), (right + away - 1, low, right + away, high)]
            if not bars:
                strips += [(left - away, low, right + away, low + 1), (left - away, high - 1, right + away, high)]
            if any(not self._holds(strip) or clear.crop(strip).getbbox() for strip in strips):
                return (away - 1) / self.dots
        return BESIDE_MM

    def _holds(self, strip: tuple[int, int, int, int]) -> bool:
        return min(strip[:2]) >= 0 and strip[2] <= self.picture.width and strip[3] <= self.picture.height


def _measured(seen: _Seen) -> Iterator[MeasuredCode]:
    left, top, right, bottom = seen.ink
    if min(right - left, bottom - top) < SMALLEST_MM * seen.dots:
        return
    for kind, size_of in SIZES.items():
        if size := size_of(seen):
            across, down = (seen.left_mm, seen.top_mm)
            box = Box(*(edge / seen.dots + start for edge, start in zip(seen.ink, (across, down) * 2, strict=True)))
            yield MeasuredCode(kind, box, *size, seen.white_mm(bars=size[1] == 1), seen.dark, seen.light)
            return


def _qr_size(seen: _Seen) -> tuple[int, int] | None:
    """Return how many modules a QR code is wide and high: three corners are alike, and between them dots take turns."""
    for size in QR_SIZES:
        corners = itertools.product((0, size - 7), repeat=2)
        if all(
            seen.is_dark(left + column, top + row, size, size) == (FINDER[row][column] == "#")
            for left, top in itertools.islice(corners, 3)
            for row in range(7)
            for column in range(7)
        ) and all(seen.is_dark(column, 6, size, size) == (column % 2 == 0) for column in range(7, size - 7)):
            return size, size
    return None


def _matrix_size(seen: _Seen) -> tuple[int, int] | None:
    """Return how many modules a Data Matrix is wide and high: two sides are dark, on the others dots take turns."""
    for columns, rows in MATRIX_SIZES:
        if all(
            seen.is_dark(column, rows - 1, columns, rows)
            and seen.is_dark(column, 0, columns, rows) == (column % 2 == 0)
            for column in range(columns)
        ) and all(
            seen.is_dark(0, row, columns, rows) and seen.is_dark(columns - 1, row, columns, rows) == (row % 2 == 1)
            for row in range(rows)
        ):
            return columns, rows
    return None


def _bars_size(seen: _Seen) -> tuple[int, int] | None:
    """Return how many modules a Code 128 is wide: six bars and gaps are a letter of 11 modules, the last has seven."""
    dots = seen.row(0, seen.ink[2] - seen.ink[0], 1)
    letters, left = divmod(len([*itertools.groupby(dots)]) - 7, 6)
    columns = 11 * letters + 13
    places = {seen.row(place, columns, 3) for place in range(3)} if letters > 0 and not left else set[str]()
    row = next(iter(places)) if len(places) == 1 else ""
    return (columns, 1) if row.startswith(STARTS) and row.endswith(STOP) else None


SIZES: dict[Code, Callable[[_Seen], tuple[int, int] | None]] = {
    Code.QR: _qr_size,
    Code.DATA_MATRIX: _matrix_size,
    Code.CODE_128: _bars_size,
}
