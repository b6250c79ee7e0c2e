"""Whether letters are seen: a page is drawn with its text and without, and some letters make no difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PIL import ImageChops

from handouts.proof.readback.ground import DOTS_PER_MM, LEAST_DIFFERENCE, Ground
from handouts.proof.readback.measured import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdfium2

    Box = tuple[float, float, float, float]

SMALLEST = 0.4  # points; ink that is smaller in both directions is none


def hidden(page: pypdfium2.PdfPage, runs: Sequence[Sequence[Box]]) -> Iterator[int]:
    """Return the runs, by their number, with a letter that is not seen; the text is gone from the page afterwards.

    A run is given as the bounds of its letters, in points from the bottom left of the page.
    """
    scale = DOTS_PER_MM * 25.4 / 72
    left, _, _, top = page.get_bbox()
    width, height = (length * MM_PER_POINT for length in page.get_size())
    inked = page.render(scale=scale, draw_annots=False, may_draw_forms=False).to_pil().convert("RGB")
    difference = ImageChops.difference(inked, Ground(page, width, height).image.resize(inked.size))
    for number, letters in enumerate(runs):
        for box in letters:
            if max(box[2] - box[0], box[3] - box[1]) < SMALLEST:
                continue
            dots = (
                int((box[0] - left) * scale),
                int((top - box[3]) * scale),
                int((box[2] - left) * scale) + 1,
                int((top - box[1]) * scale) + 1,
            )
            parts: Any = difference.crop(dots).getextrema()
            if max(high for _, high in parts) < LEAST_DIFFERENCE:
                yield number
                break
