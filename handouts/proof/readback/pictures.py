"""The pictures of a PDF: the dots each holds, where it stands, and what of it is seen on the page."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from handouts.proof.readback.ground import objects
from handouts.proof.readback.measure import names_of
from handouts.proof.readback.opening import opened
from handouts.proof.readback.page_text import is_artifact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    Matrix = tuple[float, float, float, float, float, float]

FEWEST_PER_POINT, MOST_PER_POINT = 150 / 72, 300 / 72  # dots a page is looked at with; between them, the picture's own
MOST_DOTS = 3000  # a side
EDGE = 2  # dots at the edge of a picture, which may be half of what is beside it
SMALLEST = 0.5  # points
# What makes a printer print another picture than a screen shows, or none (ISO 32000-1, 8.9.5.4, 8.11 and 14.11.7).
HIDING = frozenset({"Alternates", "OCG", "OCMD", "OPI"})


class Drawn(NamedTuple):
    """A picture on a page (counted from 0), under a mark.

    ``dots`` are its own, ``seen`` is its place on the page as it is seen with all that is printed: None where it
    reaches over the page's edge, is next to nothing, or may be another one on another device. ``matrix`` sets a square
    of one point upright in its place, in points from the bottom left of a page of this ``size``.
    """

    page: int
    mark: int
    dots: Image
    seen: Image | None
    matrix: Matrix
    size: tuple[float, float]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its bounds in points from the bottom left: left, bottom, right, top."""
        across, _, _, up, left, bottom = self.matrix
        return left, bottom, left + across, bottom + up

    @property
    def is_upright(self) -> bool:
        """Whether it is neither turned nor mirrored, nor stretched by more than a dot."""
        across, slant, lean, up, _, _ = self.matrix
        width, height = self.dots.size
        off = abs(across * height - up * width)
        return max(abs(slant), abs(lean)) < 1 / 72 and min(across, up) > 0 and off <= 1.5 * max(across, up)


def read_pictures(data: bytes, span: range | None = None) -> list[Drawn]:
    """Return the pictures of the pages in their order, but for those that are the pages' own (artifacts).

    ``span`` are the pages to read, by their numbers from 1, if not all.

    Raises:
        ValueError: this is not a PDF that can be read.
    """
    with opened(data) as document:
        numbers = span or range(1, len(document) + 1)
        found = [drawn for place, number in enumerate(numbers) for drawn in _on_page(document[number - 1], place)]
        return [each._replace(seen=None) for each in found] if found and names_of(document) & HIDING else found


def alone(dots: Image, drawn: Drawn) -> Image | None:
    """Return what would be seen in the place of a picture if other dots stood there, whole, and nothing else."""
    with contextlib.closing(pypdfium2.PdfDocument.new()) as document:
        page = document.new_page(*drawn.size)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(dots))
        image.set_matrix(pypdfium2.PdfMatrix(*drawn.matrix))
        page.insert_obj(image)
        page.gen_content()
        return _seen(page, drawn.matrix, dots)


def _on_page(page: Any, place: int) -> Iterator[Drawn]:
    for item, outer in objects(page):
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE or is_artifact(item):
            continue
        bitmap = pdfium.FPDFImageObj_GetBitmap(item)
        if bitmap:
            dots = pypdfium2.PdfBitmap.from_raw(bitmap).to_pil()
            matrix = _matrix(item, outer)
            mark = pdfium.FPDFPageObj_GetMarkedContentID(item)
            yield Drawn(place, mark, dots, _seen(page, matrix, dots), matrix, page.get_size())


def _matrix(item: Any, outer: pdfium.FS_MATRIX | None) -> Matrix:
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, own)
    matrix = pypdfium2.PdfMatrix.from_raw(own)
    return tuple((matrix.multiply(pypdfium2.PdfMatrix.from_raw(outer)) if outer else matrix).get())


def _seen(page: Any, matrix: Matrix, dots: Image) -> Image | None:
    """Return the place of a picture as it is seen on its page, but for the outermost dots."""
    across, slant, lean, up, x, y = matrix
    lefts, bottoms = (
        [start + one + other for one in (0, first) for other in (0, second)]
        for start, first, second in ((x, across, lean), (y, slant, up))
    )
    width, height = page.get_size()
    beyond = (min(lefts), min(bottoms), width - max(lefts), height - max(bottoms))
    wide, high = max(lefts) - min(lefts), max(bottoms) - min(bottoms)
    if min(beyond) < 0 or min(wide, high) < SMALLEST:
        return None
    own = max(dots.width / wide, dots.height / high)
    scale = min(max(own, FEWEST_PER_POINT), MOST_PER_POINT, MOST_DOTS / max(wide, high))
    drawn: Image = page.render(scale=scale, crop=beyond, may_draw_forms=False).to_pil().convert("RGB")
    return drawn.crop((EDGE, EDGE, max(drawn.width - EDGE, EDGE + 1), max(drawn.height - EDGE, EDGE + 1)))
