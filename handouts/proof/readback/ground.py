"""What a page shows without its text: fills, lines and pictures, seen as a camera would see them."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw, ImageFilter

from handouts.proof.readback.measured import RGB, Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pypdfium2

DOTS_PER_MM = 144 / 25.4
MOST_DOTS = 6000  # a side; larger pages are drawn smaller
SMALLER = 4  # the area of fills is measured on a smaller picture, where thin lines vanish
NEARLY_WHITE = 250
DARK_LINE = 148  # grey that has a contrast of 3 to 1 with white, as WCAG 1.4.11 asks of a border
NEAR_MM = 1.0  # a border stands so close to its fill
MOST_OF_A_SIDE = 0.8
DEEPEST = 15  # forms within forms
LEAST_DIFFERENCE = 48  # of a colour's parts, from its ground's: on white that is a contrast of 1.6 to 1


def objects(page: Any) -> Iterator[tuple[Any, pdfium.FS_MATRIX | None]]:
    """Return a page's objects in the order they are drawn, with the matrix of the form each stands in."""
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        yield from _with_inner(pdfium.FPDFPage_GetObject(page.raw, index), None, 0)


def _with_inner(item: Any, outer: pdfium.FS_MATRIX | None, depth: int) -> Iterator[tuple[Any, pdfium.FS_MATRIX | None]]:
    yield item, outer
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM or depth >= DEEPEST:
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    for index in range(pdfium.FPDFFormObj_CountObjects(item)):
        yield from _with_inner(
            pdfium.FPDFFormObj_GetObject(item, index), _times(matrix, outer) if outer else matrix, depth + 1
        )


def _times(inner: pdfium.FS_MATRIX, outer: pdfium.FS_MATRIX) -> pdfium.FS_MATRIX:
    return pdfium.FS_MATRIX(
        inner.a * outer.a + inner.b * outer.c,
        inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c,
        inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e,
        inner.e * outer.b + inner.f * outer.d + outer.f,
    )


def bounds(item: Any, matrix: pdfium.FS_MATRIX | None, seen: Callable[[float, float], tuple[float, float]]) -> Box:
    """Return where an object stands on the page as it is seen, in millimetres.

    ``matrix`` is that of the form it stands in, ``seen`` the way from a point of the file (in points, from the bottom
    left) to its place on the page.
    """
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    corners = [(across.value, up.value) for across in (left, right) for up in (bottom, top)]
    if matrix:
        corners = [(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f) for x, y in corners]
    across, down = zip(*(seen(x, y) for x, y in corners), strict=True)
    return Box(min(across), min(down), max(across), max(down))


def colour_of(item: Any, *, stroked: bool = False) -> tuple[RGB, float] | None:
    """Return the fill (or stroke) colour of an object, each part from 0 to 255, and its opacity from 0 to 1.

    A pattern has none.
    """
    parts = [ctypes.c_uint() for _ in range(4)]
    read = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    if not read(item, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue), alpha / 255


class Ground:
    """A page without its text."""

    def __init__(self, page: pypdfium2.PdfPage, width_mm: float, height_mm: float) -> None:
        """Draw a page of this size; from then on it has no text, except for readers that began before."""
        for item, _ in objects(page):
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
                pdfium.FPDFPageObj_SetIsActive(item, 0)
        self.dots = min(DOTS_PER_MM, MOST_DOTS / max(width_mm, height_mm, 1))
        self.image: Image.Image = (
            page.render(scale=self.dots * 25.4 / 72, draw_annots=False, may_draw_forms=False).to_pil().convert("RGB")
        )
        self.grey: Image.Image = self.image.convert("L")

    def commonest(self, box: Box) -> RGB:
        """Return the commonest colour in a box, each part from 0 to 255."""
        piece = self.image.crop(self._dots(box))
        colours: list[tuple[int, RGB]] = piece.getcolors(piece.width * piece.height)  # type: ignore[assignment]
        return max(colours)[1]

    def is_edged(self, box: Box) -> bool:
        """Tell whether a line that is dark in grey runs along most of one side of a box."""
        left, top, right, bottom = box
        sides = (
            Box(left, top - NEAR_MM, right, top + NEAR_MM),
            Box(left, bottom - NEAR_MM, right, bottom + NEAR_MM),
            Box(left - NEAR_MM, top, left + NEAR_MM, bottom),
            Box(right - NEAR_MM, top, right + NEAR_MM, bottom),
        )
        lying = (True, True, False, False)
        return any(self._runs_along(self._dots(side), across=flat) for side, flat in zip(sides, lying, strict=True))

    def _runs_along(self, dots: tuple[int, int, int, int], *, across: bool) -> bool:
        piece = self.grey.crop(dots)
        width, data = piece.width, piece.tobytes()
        rows = [data[start : start + width] for start in range(0, len(data), width)]
        darkest: list[int] = (
            [min(column) for column in zip(*rows, strict=True)] if across else [min(row) for row in rows]
        )
        return sum(grey <= DARK_LINE for grey in darkest) >= MOST_OF_A_SIDE * len(darkest)

    def filled(self, pictures: Sequence[Box]) -> float:
        """Return the share of the page, from 0 to 1, that fills cover, without lines and pictures."""
        image = self.grey.copy()
        draw = ImageDraw.Draw(image)
        for picture in pictures:
            draw.rectangle(self._dots(picture), fill=255)
        inked = image.reduce(SMALLER).point([255] * NEARLY_WHITE + [0] * (256 - NEARLY_WHITE))
        solid = inked.filter(ImageFilter.MinFilter(5)).filter(ImageFilter.MaxFilter(5))
        return solid.histogram()[255] / max(solid.width * solid.height, 1)

    def _dots(self, box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = (round(length * self.dots) for length in box)
        left, top = min(max(left, 0), self.image.width - 1), min(max(top, 0), self.image.height - 1)
        return left, top, min(max(right, left + 1), self.image.width), min(max(bottom, top + 1), self.image.height)
