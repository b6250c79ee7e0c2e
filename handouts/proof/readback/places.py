"""The place of each letter of a page: how far it is from the one before, on which baseline, in which size."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.proof.readback.overprint import Run

HIGH, LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # halves of a character beyond the basic plane
LIGATURES = {
    "ff",
    "fi",
    "fl",
    "fj",
    "ft",
    "tt",
    "ti",
    "st",
    "ct",
    "Th",
}  # which fonts draw as one; longer ones by pairs


class Letter(NamedTuple):
    """A letter, the room it takes from left to right, its baseline and size, in points; ``run`` is its run's first."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    run: int


def letters_of(text_page: Any, runs: Sequence[Run]) -> Iterator[Letter]:
    """Return the letters of runs, white space left out, in the order of the file."""
    room = _Rooms(text_page)
    for run in runs:
        half, before, box = "", "", (0.0, 0.0)
        for index, text in enumerate(run.text, run.first):
            if ord(text) in HIGH:
                half = text
            elif not text.isspace():
                left, right = room.of(index)
                whole = (half + text).encode("utf-16", "surrogatepass").decode("utf-16", "replace") if half else text
                is_drawn = before + whole in LIGATURES and box == (left, right)  # with the one before
                yield Letter(whole, right if is_drawn else left, right, run.baseline, run.size, run.first)
                half, before, box = "", whole, (left, right)


class _Rooms:
    """Reads the room that letters take, their white sides with them; it is called for every letter."""

    def __init__(self, text_page: Any) -> None:
        prototype = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self.read = prototype(ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0)
        self.page = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        self.box = pdfium.FS_RECTF()
        self.address = ctypes.addressof(self.box)

    def of(self, index: int) -> tuple[float, float]:
        self.read(self.page, index, self.address)
        return self.box.left, self.box.right
