"""The text of a page in pieces: each with its letters, place, size, font and colour."""

from __future__ import annotations

import ctypes
import functools
import itertools
import math
import re
import statistics
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from handouts.proof.readback.ground import colour_of
from handouts.proof.readback.measured import MM_PER_POINT, RGB, Box, Font, Piece, around
from handouts.proof.readback.page_text import LINE_END_HYPHEN, is_artifact, joined
from handouts.proof.readback.tags import Tags, tags_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Seen = Callable[[float, float], tuple[float, float]]
    Unfinished = Callable[[Callable[[Box], RGB]], Piece]

NO_ASCENDERS = frozenset("xzvwunmrсхнптшимк")  # Latin and Cyrillic letters exactly as tall as an x
ITALIC, BOLD_FLAG = 1 << 6, 1 << 18  # ISO 32000-1, table 123
ITALIC_NAME = re.compile(r"italic|oblique|slanted", re.IGNORECASE)
BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
INVISIBLE = 3  # the text rendering mode of the layer under a scanned page
SLANT = 0.1  # tangent; an italic leans by 0.15 to 0.3
GAP = 2.0  # sizes between two letters that part a piece
UNKNOWN = {"\0", "\ufffd"}


class Letter(NamedTuple):
    """A character, its box, and the place it stands on."""

    text: str
    box: Box
    origin: tuple[float, float]
    unmapped: bool


class Style(NamedTuple):
    """What the letters of one text object share."""

    size_pt: float
    font: Font
    colour: tuple[RGB, float] | None
    artifact: bool
    upright: bool
    slanted: bool
    tags: Tags


def read_pieces(page: Any, seen: Seen) -> Iterator[Unfinished]:
    """Return the pieces in the order of the file; each is finished by a function that tells the colour under a box.

    ``seen`` is the way from a point of the file to its place on the page, in millimetres.
    """
    text_page = page.get_textpage()
    tags = tags_of(page)
    styles: dict[int, Style] = {}
    letters: list[Letter] = []
    current, gap = 0, False
    for index in range(pdfium.FPDFText_CountChars(text_page.raw)):
        source = pdfium.FPDFText_GetTextObject(text_page.raw, index)
        if not source or pdfium.FPDFText_IsGenerated(text_page.raw, index) == 1:
            gap = True  # what looks like a space, though the file has none
            continue
        key = ctypes.addressof(source.contents)
        if key not in styles:
            styles[key] = _style(text_page, index, source, tags, seen)
        letter = _letter(text_page, index, seen)
        if letters and (key != current or _parts(letters[-1], letter, styles[key])):
            yield functools.partial(_finished, letters, styles[current])
            letters = []
        elif letters and gap:
            letters.append(_space(letters[-1]))
        letters.append(letter)
        current, gap = key, False
    if letters:
        yield functools.partial(_finished, letters, styles[current])
    text_page.close()


def _letter(text_page: Any, index: int, seen: Seen) -> Letter:
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    pdfium.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top)
    pdfium.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
    corners = (seen(left.value, bottom.value), seen(right.value, top.value))
    across, down = zip(*corners, strict=True)
    character = chr(pdfium.FPDFText_GetUnicode(text_page.raw, index))
    text = character.translate(LINE_END_HYPHEN)
    unmapped = text in UNKNOWN or pdfium.FPDFText_HasUnicodeMapError(text_page.raw, index) == 1
    return Letter(text, Box(min(across), min(down), max(across), max(down)), seen(x.value, y.value), unmapped)


def _space(before: Letter) -> Letter:
    return Letter(" ", before.box, (before.box.right, before.origin[1]), unmapped=False)


def _parts(before: Letter, after: Letter, style: Style) -> bool:
    """Tell whether two letters of one text object stand apart, as in the cells of a table."""
    if not style.upright:
        return False
    reach = GAP * style.size_pt * MM_PER_POINT
    return (
        max(after.box.left - before.box.right, before.box.left - after.box.right) > reach
        or abs(after.origin[1] - before.origin[1]) > reach / 4
    )


def _style(text_page: Any, index: int, source: Any, tags: dict[int, Tags], seen: Seen) -> Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page.raw, index, matrix)
    (origin_x, origin_y), (x, y) = seen(0, 0), seen(matrix.a, matrix.b)
    upright = x > origin_x and abs(y - origin_y) < SLANT * (x - origin_x)
    lean = abs(matrix.a * matrix.c + matrix.b * matrix.d) / max(
        math.hypot(matrix.a, matrix.b) * math.hypot(matrix.c, matrix.d), 1e-9
    )
    visible = pdfium.FPDFTextObj_GetTextRenderMode(source) != INVISIBLE
    font = _font(pdfium.FPDFTextObj_GetFont(source))
    return Style(
        size_pt=pdfium.FPDFText_GetFontSize(text_page.raw, index) * math.hypot(matrix.c, matrix.d),
        font=font,
        colour=colour_of(source) if visible else None,
        artifact=is_artifact(source),
        upright=upright,
        slanted=font.italic or lean > SLANT,
        tags=tags.get(pdfium.FPDFPageObj_GetMarkedContentID(source), Tags()),
    )


def _font(font: Any) -> Font:
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
    flags, angle = pdfium.FPDFFont_GetFlags(font), ctypes.c_int()
    pdfium.FPDFFont_GetItalicAngle(font, angle)
    italic = bool(flags & ITALIC or angle.value or ITALIC_NAME.search(name))
    return Font(
        name, pdfium.FPDFFont_GetIsEmbedded(font) == 1, italic, bool(flags & BOLD_FLAG or BOLD_NAME.search(name))
    )


def _finished(letters: list[Letter], style: Style, behind: Callable[[Box], RGB]) -> Piece:
    printed = [letter.box for letter in letters if not letter.text.isspace()]
    box = around(printed or [Box(*letters[0].origin, *letters[0].origin)])
    below = behind(box)
    heights = [letter.box.height for letter in letters if letter.text in NO_ASCENDERS]
    spaces = [
        abs(after.origin[0] - before.origin[0])
        for before, after in itertools.pairwise(letters)
        if before.text.isspace()
    ]
    return Piece(
        text=joined([letter.text for letter in letters]),
        box=box,
        baseline_mm=letters[0].origin[1],
        size_pt=style.size_pt,
        font=style.font,
        colour=_mixed(*style.colour, below) if style.colour and printed else None,
        behind=below,
        artifact=style.artifact,
        upright=style.upright,
        slanted=style.slanted,
        space_mm=statistics.median(spaces) if spaces and style.upright else None,
        x_height_mm=statistics.median(heights) if heights and style.upright else None,
        unmapped=sum(letter.unmapped for letter in letters),
        tags=style.tags.names,
        block=style.tags.block,
    )


def _mixed(colour: RGB, opacity: float, below: RGB) -> RGB | None:
    """Return the colour of text that lets some of the ground through; None when all of it."""
    if opacity == 0:
        return None
    red, green, blue = (
        round(opacity * over + (1 - opacity) * under) for over, under in zip(colour, below, strict=True)
    )
    return red, green, blue
