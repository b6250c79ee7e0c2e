"""Text to codes that machines read: the only door to segno and zint. Pure: the same text, the same bars and squares."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Any

from handouts.errors import ContentError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import zint

QR_QUIET = 4  # modules (ISO/IEC 18004)
DATA_MATRIX_QUIET = 2  # modules; ISO/IEC 16022 asks for one
BAR_QUIET_MM = 6.35  # a quarter of an inch, which scan-back filing asks for; ISO/IEC 15417 asks for ten modules
# At 200 dots an inch a dot is 0.127 mm: three of them a square, four for a telephone's camera; a bar two and a half,
# or a blurred scan loses it.
QR_MODULE_MM, DATA_MATRIX_MODULE_MM, BAR_MODULE_MM = 0.51, 0.39, 0.33
BAR_HEIGHT_MM = 7.0
MOST_ADDRESS, MOST_FILED = 120, 60  # characters: what is longer makes squares or bars too many for its place


@dataclasses.dataclass(frozen=True, slots=True)
class Rectangle:
    """Black, in modules from the code's own top left; its quiet zone is no part of it."""

    left: int
    top: int
    width: int
    height: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Symbol:
    """A code as it is drawn: so many modules wide and high, each of the given size in millimetres."""

    columns: int
    rows: int
    module_mm: float
    row_mm: float
    quiet_mm: float
    rectangles: tuple[Rectangle, ...]

    @property
    def width_mm(self) -> float:
        """The width with the quiet zone."""
        return round(self.columns * self.module_mm + 2 * self.quiet_mm, 3)

    @property
    def height_mm(self) -> float:
        """The height with the quiet zone; a bar code needs none above and below."""
        above = 0 if self.rows == 1 else self.quiet_mm
        return round(self.rows * self.row_mm + 2 * above, 3)

    @property
    def path(self) -> str:
        """The black of it as an SVG path, in millimetres from the quiet zone's top left."""
        above = 0 if self.rows == 1 else self.quiet_mm
        pieces = (
            f"M{self.quiet_mm + each.left * self.module_mm:.3f} {above + each.top * self.row_mm:.3f}"
            f"h{each.width * self.module_mm:.3f}v{each.height * self.row_mm:.3f}h-{each.width * self.module_mm:.3f}z"
            for each in self.rectangles
        )
        return "".join(pieces)


def qr(text: str, module_mm: float = QR_MODULE_MM) -> Symbol:
    """Return a QR code of an address, with the correction M at least.

    Raises:
        ContentError: it is too long for a code of its size.
    """
    import segno

    if len(text.encode()) > MOST_ADDRESS:
        hint = f"Give a shorter address: {MOST_ADDRESS} characters at most."
        raise ContentError(_problem(f"The address is too long for a QR code: {text}", hint, text))
    matrix = segno.make_qr(text, error="m").matrix
    return _symbol([list(map(bool, row)) for row in matrix], module_mm, module_mm, QR_QUIET * module_mm)


def data_matrix(text: str, module_mm: float = DATA_MATRIX_MODULE_MM) -> Symbol:
    """Return a square Data Matrix (ECC 200).

    Raises:
        ContentError: it is too long for a code of its size.
    """
    import zint

    rows = _drawn(text, zint.Symbology.DATAMATRIX)
    return _symbol(rows, module_mm, module_mm, DATA_MATRIX_QUIET * module_mm)


def code_128(text: str, module_mm: float = BAR_MODULE_MM) -> Symbol:
    """Return a Code 128.

    Raises:
        ContentError: it is too long for a code of its size, or holds letters that Code 128 has not.
    """
    import zint

    (row,) = _drawn(text, zint.Symbology.CODE128)
    return _symbol([row], module_mm, BAR_HEIGHT_MM, BAR_QUIET_MM)


def _drawn(text: str, symbology: zint.Symbology) -> list[list[bool]]:
    """Return which modules are black, row by row."""
    import zint

    hint = "Give the text a shorter version, of plain letters and digits: version: 2.1"
    if len(text) > MOST_FILED or not (text.isascii() and text.isprintable()):
        raise ContentError(_problem(f"A code for filing cannot hold this: {text[:80]}", hint, text))
    symbol = zint.Symbol()
    symbol.symbology = symbology
    if symbology is zint.Symbology.DATAMATRIX:
        symbol.option_3 = zint.DataMatrixOptions.SQUARE
    try:
        symbol.encode(text)
    except (RuntimeError, ValueError) as error:
        raise ContentError(_problem(f"A code for filing cannot hold this: {text} ({error})", hint, text)) from None
    packed: Any = symbol.encoded_data.tolist()
    return [
        [bool(packed[row][column // 8] >> column % 8 & 1) for column in range(symbol.width)]
        for row in range(symbol.rows)
    ]


def _symbol(rows: Sequence[Sequence[bool]], module_mm: float, row_mm: float, quiet_mm: float) -> Symbol:
    rectangles = tuple(itertools.chain.from_iterable(_runs(row, top) for top, row in enumerate(rows)))
    return Symbol(len(rows[0]), len(rows), module_mm, row_mm, quiet_mm, rectangles)


def _runs(row: Iterable[bool], top: int) -> list[Rectangle]:
    """Return the black stretches of a row."""
    found, left = [], 0
    for black, modules in itertools.groupby(row):
        width = len([*modules])
        if black:
            found.append(Rectangle(left, top, width))
        left += width
    return found


def _problem(message: str, hint: str, words: str) -> Problem:
    return Problem("code-too-long", f"{message}.", hint, Place("leaflet"), words=words)
