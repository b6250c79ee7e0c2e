"""Every page of a PDF under the ruler: its text with place, size, font and colour, its fills, its pictures."""

from __future__ import annotations

import ctypes
import io
import re
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from handouts.proof.readback.codes import may_be_code, read_codes
from handouts.proof.readback.ground import Ground, bounds, colour_of, objects
from handouts.proof.readback.measured import MM_PER_POINT, Box, Measured, MeasuredPage, Shape
from handouts.proof.readback.opening import opened
from handouts.proof.readback.pieces import read_pieces

if TYPE_CHECKING:
    from collections.abc import Callable

STREAM = re.compile(rb"(?<=>>stream\r\n).*?(?=\r\nendstream)", re.DOTALL)
STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)", re.DOTALL)
NAME = re.compile(rb"/([A-Za-z][\w.+-]*)")
SMALLEST_FILL_MM = 2.0  # a smaller path is a dot or a line


def measure(data: bytes) -> Measured:
    """Return what a PDF holds, its pages drawn and measured.

    Raises:
        ValueError: this is not a PDF that can be read.
    """
    with opened(data) as document:
        names = names_of(document)
        pages = tuple(_page(page, number) for number, page in enumerate(document, 1))
        return Measured(pages, pdfium.FPDF_GetSecurityHandlerRevision(document.raw) != -1, names)


def names_of(document: Any) -> frozenset[str]:
    """Return every name of an opened file, written out plainly first: packed objects hide theirs."""
    plain = io.BytesIO()
    document.save(plain, flags=pdfium.FPDF_REMOVE_SECURITY)
    syntax = STRING.sub(b"", STREAM.sub(b"", plain.getvalue()))
    return frozenset(name.decode("ascii") for name in NAME.findall(syntax))


def _page(page: Any, number: int) -> MeasuredPage:
    width, height = (length * MM_PER_POINT for length in page.get_size())
    seen = _seen(page)
    paths, pictures, coded = [], [], []
    for item, matrix in objects(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(bounds(item, matrix, seen))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and (colour := _drawn(item)):
            paths.append((bounds(item, matrix, seen), colour))
        if may_be_code(item):
            coded.append(bounds(item, matrix, seen))
    codes = tuple(read_codes(page, coded))
    pieces = list(read_pieces(page, seen))
    ground = Ground(page, width, height)
    result = MeasuredPage(
        number=number,
        width_mm=width,
        height_mm=height,
        pieces=tuple(piece(ground.commonest) for piece in pieces),
        shapes=tuple(Shape(box, colour, _is_box(box) and ground.is_edged(box)) for box, colour in paths),
        pictures=tuple(pictures),
        filled=ground.filled(pictures),
        codes=codes,
    )
    page.close()
    return result


def _is_box(box: Box) -> bool:
    return min(box.width, box.height) >= SMALLEST_FILL_MM


def _drawn(item: Any) -> tuple[int, int, int] | None:
    """Return the colour a path is filled with, or else drawn with."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
    if not (filled.value or stroked.value):
        return None
    colour = colour_of(item, stroked=not filled.value)
    return colour[0] if colour and colour[1] > 0 else None


def _seen(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """Return the way from a point of the file to its place on the page, turned as the page is turned."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    turns: dict[int, Callable[[float, float], tuple[float, float]]] = {
        0: lambda x, y: (x, height - y),
        90: lambda x, y: (y, x),
        180: lambda x, y: (width - x, y),
        270: lambda x, y: (height - y, width - x),
    }
    turn = turns[page.get_rotation()]

    def seen(x: float, y: float) -> tuple[float, float]:
        across, down = turn(x - left, y - bottom)
        return across * MM_PER_POINT, down * MM_PER_POINT

    return seen
