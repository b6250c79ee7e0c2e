"""Does a font draw each figure and sign as what it is? They are drawn small, and compared with those of our own fonts.

Letters differ too much from font to font (an “a” of two storeys or of one) to be compared in this way.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any

import PIL.Image
import PIL.ImageChops
import PIL.ImageDraw
import PIL.ImageFilter
import PIL.ImageStat
from fontTools.pens.basePen import BasePen

from handouts.pdf.font_files import our_fonts

if TYPE_CHECKING:
    from handouts.pdf.font_files import FontFile

FIGURES, SIGNS, POINTS = "0123456789", "<>≤≥+−×=", ".,"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZµ"
COMPARED = f"{FIGURES}{SIGNS}{POINTS}{LETTERS}%÷±°½¼¾"
INKED = f"{COMPARED}-–/:;()"
FACES = (
    *("SourceSans3-Regular", "SourceSans3-Bold", "NotoSans-Regular", "NotoSansMath-Regular", "Vazirmatn-Bold"),
    *("AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold", "NotoSansHebrew-Bold", "NotoSansSC-Regular"),
)
WIDTH, HEIGHT, FIGURE, INK = 32, 48, 30, 22  # dots: of a picture, of a figure's height, and of ink made equally wide
FINER, STEPS, BLUR = 4, 8, 1.0  # dots drawn for one; pieces of a curve
WIDER = 1.8  # times at most
# Measured with 54 fonts, sans and serif, light to bold, upright and slanted: their own figures and signs are under 1.04
# of the distance to the next in one of the two ways of drawing.
MOST = 1.1

Polygon = list[tuple[float, float]]


class Outline(BasePen):
    """A glyph's outline as polygons."""

    def __init__(self, glyphs: Any) -> None:
        """Begin without any."""
        super().__init__(glyphs)
        self.polygons: list[Polygon] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - fontTools' names
        self.polygons.append([point])

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.polygons[-1].append(point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        corners = (self.polygons[-1][-1], *points)
        for step in range(1, STEPS + 1):
            after, before = step / STEPS, 1 - step / STEPS
            weights = before**3, 3 * before**2 * after, 3 * before * after**2, after**3
            x, y = (
                sum(weight * corner[axis] for weight, corner in zip(weights, corners, strict=True)) for axis in (0, 1)
            )
            self.polygons[-1].append((x, y))


def misdrawn(font: FontFile) -> str:
    """Return the first figure or sign that a font draws as another or not at all; "" where it draws all as they are."""
    for letter in INKED:
        if ord(letter) in font.characters and not polygons_of(font, letter):
            return letter
    for group in (FIGURES, SIGNS, POINTS):
        known = _known(group)
        for letter in group:
            pictures = _pictures(font, letter)
            if pictures and all(_is_nearer_to_another(letter, *each) for each in zip(pictures, known, strict=True)):
                return letter
    return ""


def _is_nearer_to_another(letter: str, picture: PIL.Image.Image, known: dict[str, list[PIL.Image.Image]]) -> bool:
    distances = {each: min(_distance(picture, one) for one in several) for each, several in known.items()}
    own = distances.pop(letter)
    return own > MOST * min(distances.values())


def polygons_of(font: FontFile, letter: str) -> list[Polygon]:
    """Return the outline of a letter, upright; nothing where the font has none or it has no ink."""
    glyph = font.characters.get(ord(letter))
    if glyph is None:
        return []
    glyphs = font.font.getGlyphSet()
    outline = Outline(glyphs)
    glyphs[glyph].draw(outline)
    lean = math.tan(math.radians(-font.font["post"].italicAngle)) if "post" in font.font else 0
    return [[(x - y * lean, y) for x, y in polygon] for polygon in outline.polygons if _area(polygon)]


def _area(polygon: Polygon) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(polygon, [*polygon[1:], polygon[0]], strict=True)) / 2


def _pictures(font: FontFile, letter: str) -> list[PIL.Image.Image]:
    """Return a letter as it is, and one made about as wide as all others; nothing where the font has none.

    It stands where it does on its line, in the size in which a nought is as high as always.
    """
    polygons, nought = polygons_of(font, letter), polygons_of(font, "0") or polygons_of(font, "H")
    if not polygons or not nought:
        return []
    scale = FIGURE / max(y for polygon in nought for _, y in polygon)
    across = [x for polygon in polygons for x, _ in polygon]
    ink = max(across) - min(across)
    return [_drawn(polygons, wide, scale) for wide in (scale, min(INK / max(ink, 1), scale * WIDER))]


def _drawn(polygons: list[Polygon], wide: float, high: float) -> PIL.Image.Image:
    across = [x for polygon in polygons for x, _ in polygon]
    centre = (min(across) + max(across)) / 2
    picture = PIL.Image.new("L", (WIDTH * FINER, HEIGHT * FINER), 0)
    canvas = PIL.ImageDraw.Draw(picture)
    outer = sum(map(_area, polygons)) > 0
    for polygon in sorted(polygons, key=lambda polygon: -abs(_area(polygon))):
        points = [
            ((x - centre) * wide * FINER + WIDTH * FINER / 2, HEIGHT * FINER * 0.8 - y * high * FINER)
            for x, y in polygon
        ]
        canvas.polygon(points, fill=255 if (_area(polygon) > 0) is outer else 0)
    small = picture.resize((WIDTH, HEIGHT), PIL.Image.Resampling.BOX)
    return small.filter(PIL.ImageFilter.GaussianBlur(BLUR))


def _distance(one: PIL.Image.Image, other: PIL.Image.Image) -> float:
    """Return 0 for the same picture, and about 1 for two without a dot in common."""
    apart = PIL.ImageStat.Stat(PIL.ImageChops.difference(one, other)).sum2[0]
    return float(apart / (PIL.ImageStat.Stat(one).sum2[0] + PIL.ImageStat.Stat(other).sum2[0] + 1))


@functools.cache
def _known(group: str) -> tuple[dict[str, list[PIL.Image.Image]], ...]:
    """Return the letters of a group as our own fonts draw them, in each of the two ways."""
    drawn = {letter: [_pictures(font, letter) for font in our_fonts(FACES)] for letter in group}
    return tuple(
        {letter: [each[way] for each in several if each] for letter, several in drawn.items()} for way in (0, 1)
    )
