"""Whether letters are seen: a page is drawn whole, without its text, and with nothing else; the three are compared."""

from __future__ import annotations

import enum
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from handouts.model.colours import luminance
from handouts.proof.readback.ground import objects
from handouts.proof.readback.shapes import clips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdfium2

    from handouts.proof.readback.measured import RGB
    from handouts.proof.readback.shapes import Bounds

SCALE = 3.0  # dots a point: the stem of a letter of 9 points is two dots wide
SMALLEST = 0.4  # points; ink that is smaller in both directions is none
INKED, FAINTLY = 110, 215  # of black letters on white: what is darker is ink, and what is darker at all
CUT = 0.06  # sizes a letter may reach out of what cuts it: the lean of an italic
LOST = 0.12  # the share of a letter's ink that may be covered: where another thing's edge is smoothed, some is
MERGED = 0.3  # the share of its ink that may lie on the same colour; a line through it covers less
CROSSED = 0.02  # the share of its bounds where its own colour lies behind it; more is a line
STEPS = 255 / math.log(1.05 / 0.05)  # of a picture's brightness, so that one difference is one contrast
SEEN, LEAST = (round(STEPS * math.log(contrast)) for contrast in (1.8, 3.0))
PAPER = (255, 255, 255)


class Sight(enum.Enum):
    """How a run of text is not as it should be."""

    UNSEEN = "unseen"
    LINED = "lined"


class Doubtful(NamedTuple):
    """Letters by the bounds of their ink, in points, their colour and opacity, the object they are of, their size."""

    letters: Sequence[Bounds]
    ink: tuple[RGB, float] | None
    source: Any
    size: float


def looked_at(page: pypdfium2.PdfPage, runs: Sequence[Doubtful]) -> Iterator[tuple[int, Sight]]:
    """Return the runs, by their number, that are not seen or have a line through them.

    The page shows its text alone afterwards, in black.
    """
    drawing = _Drawing(page)
    for number, run in enumerate(runs):
        if sight := drawing.sight(run):
            yield number, sight


class _Drawing:
    """A page as it is seen (``seen``), its ground as brightness (``ground``), and its ink, whether seen or not."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        items = [(item, pdfium.FPDFPageObj_GetType(item)) for item, _ in objects(page)]
        texts = [item for item, kind in items if kind == pdfium.FPDF_PAGEOBJ_TEXT]
        left, _, _, top = page.get_bbox()
        self.left, self.top = left, top
        whole = _drawn(page)
        for item in texts:
            pdfium.FPDFPageObj_SetIsActive(item, 0)
        below = _drawn(page)
        for item, kind in items:
            if kind not in {pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM}:
                pdfium.FPDFPageObj_SetIsActive(item, 0)
        for item in texts:
            pdfium.FPDFPageObj_SetIsActive(item, 1)
            pdfium.FPDFPageObj_SetFillColor(item, 0, 0, 0, 255)
        alone = _drawn(page).convert("L")
        self.colours = below
        self.ground = _brightness(below)
        difference = ImageChops.difference(_brightness(whole), self.ground)
        self.unseen = difference.point([255] * SEEN + [0] * (256 - SEEN))
        self.ink = alone.point([255] * INKED + [0] * (256 - INKED))
        self.faint = alone.point([255] * FAINTLY + [0] * (256 - FAINTLY))

    def sight(self, run: Doubtful) -> Sight | None:
        """Return how a run is not seen as it should be."""
        edges = [*clips(run.source)]
        reach = CUT * run.size
        if any(_leaves(box, edge, reach) for box in run.letters for edge, _ in edges):
            return Sight.UNSEEN
        lined = False
        for box in run.letters:
            if max(box[2] - box[0], box[3] - box[1]) < SMALLEST:
                continue
            dots = self._dots(box)
            ink = self.ink.crop(dots)
            if not ink.getbbox():
                ink = self.faint.crop(dots)
            total = ink.histogram()[255]
            alike = self._alike(dots, run.ink)
            lost = ImageChops.multiply(ink, self.unseen.crop(dots))
            merged = ImageChops.multiply(ink, alike).histogram()[255]
            if not total or lost.histogram()[255] - merged > LOST * total or merged > MERGED * total:
                return Sight.UNSEEN
            lined |= alike.histogram()[255] > max(CROSSED * alike.width * alike.height, 1)
        return Sight.LINED if lined else None

    def _alike(self, dots: tuple[int, int, int, int], ink: tuple[RGB, float] | None) -> Image.Image:
        """Return where the ground is like the ink."""
        ground = self.ground.crop(dots)
        if ink is None:
            return ground.point([0] * 256)
        colour, opacity = ink
        if opacity < 1:
            colours: Any = self.colours.crop(dots).getcolors((dots[2] - dots[0]) * (dots[3] - dots[1]))
            below = max(colours)[1]
            mixed = (round(opacity * over + (1 - opacity) * under) for over, under in zip(colour, below, strict=True))
            colour = (next(mixed), next(mixed), next(mixed))
        level = _level(luminance(colour))
        return ground.point([255 if abs(each - level) < LEAST else 0 for each in range(256)])

    def _dots(self, box: Bounds) -> tuple[int, int, int, int]:
        return (
            int((box[0] - self.left) * SCALE),
            int((self.top - box[3]) * SCALE),
            int((box[2] - self.left) * SCALE) + 1,
            int((self.top - box[1]) * SCALE) + 1,
        )


def _leaves(box: Bounds, edge: Bounds, reach: float) -> bool:
    return box[0] < edge[0] - reach or box[1] < edge[1] - reach or box[2] > edge[2] + reach or box[3] > edge[3] + reach


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    image: Image.Image = page.render(scale=SCALE, draw_annots=False, may_draw_forms=False).to_pil().convert("RGB")
    return image


def _level(light: float) -> int:
    """Return a relative luminance in steps of contrast, from 0 to 255."""
    return round(STEPS * math.log((light + 0.05) / 0.05))


def _brightness(image: Image.Image) -> Image.Image:
    """Return a picture in steps of contrast."""
    linear = [round(255 * luminance((part, part, part))) for part in range(256)]
    light = image.point(linear * 3).convert("L", (0.2126, 0.7152, 0.0722, 0))
    return light.point([_level(part / 255) for part in range(256)])
