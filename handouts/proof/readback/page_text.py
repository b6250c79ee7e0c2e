"""A PDF's text as a reader's software finds it."""

from __future__ import annotations

import ctypes
import dataclasses
import itertools
from typing import Any

import pypdfium2.raw as pdfium

from handouts.proof.readback.opening import opened

LINE_END_HYPHEN = str.maketrans({"\ufffe": "-", "\x02": "-"})  # what pdfium makes of a hyphen at a line's end


@dataclasses.dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page: what belongs to the document, and what stands in its margins (artifacts).

    ``outside`` is text that reaches over the paper's edge.
    """

    body: str
    margins: str
    outside: str


def read_pages(data: bytes) -> list[PageText]:
    """Return the text of every page, as it follows in the file, line ends where the eye sees them.

    Raises:
        ValueError: this is not a PDF that can be read.
    """
    with opened(data) as document:
        return [_read(page) for page in document]


def _read(page: Any) -> PageText:
    text_page = page.get_textpage()
    size = page.get_size()
    body, margins, outside = [], [], []
    kinds: dict[int, tuple[bool, bool]] = {}
    handle, count = ctypes.cast(text_page.raw, ctypes.c_void_p).value, pdfium.FPDFText_CountChars(text_page.raw)
    characters = "".join(map(chr, map(unicode_at, itertools.repeat(handle), range(count))))
    start = 0
    for address, run in itertools.groupby(map(object_at, itertools.repeat(handle), range(count))):
        end = start + len(list(run))
        piece = characters[start:end]
        if not address:
            body.append(piece)
            margins.append(piece)
        else:
            if address not in kinds:
                source = pdfium.FPDFText_GetTextObject(text_page.raw, start)
                kinds[address] = (is_artifact(source), _is_inside(source, *size))
            artifact, inside = kinds[address]
            (margins if artifact else body).append(piece.translate(LINE_END_HYPHEN))
            if not inside:
                outside.append(piece)
        start = end
    text_page.close()
    page.close()
    return PageText(joined(body), joined(margins), joined(outside))


def _plain(function: Any, result: Any) -> Any:
    """Return one of pdfium's functions of a page and an index with nothing around it.

    It is called for every character.
    """
    prototype = ctypes.PYFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


unicode_at = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
object_at = _plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)


def joined(pieces: list[str]) -> str:
    """Return pieces of text as one; characters beyond the basic plane come in halves."""
    return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_artifact(source: Any) -> bool:
    """Tell whether an object of a page is the page's own, not the document's (ISO 32000-1, 14.8.2.2: an artifact)."""
    buffer, length = (ctypes.c_ushort * 16)(), ctypes.c_ulong()
    for number in range(pdfium.FPDFPageObj_CountMarks(source)):
        mark = pdfium.FPDFPageObj_GetMark(source, number)
        pdfium.FPDFPageObjMark_GetName(mark, buffer, 32, length)
        if bytes(buffer)[: length.value - 2].decode("utf-16-le") == "Artifact":
            return True
    return False


def _is_inside(source: Any, width: float, height: float) -> bool:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(source, left, bottom, right, top)
    return bool(left.value >= 0 and bottom.value >= 0 and right.value <= width and top.value <= height)
