"""A PDF's text as a reader's software finds it."""

from __future__ import annotations

import ctypes
import dataclasses
import itertools
from typing import Any

import pypdfium2.raw as pdfium

from handouts.proof.readback.opening import opened
from handouts.proof.readback.overprint import Fault, Run, faults_of, placed
from handouts.proof.readback.places import Letter, letters_of
from handouts.proof.readback.shapes import Bounds, around, bounds_of
from handouts.proof.readback.structure import Element, Marked, add_page

SAME_LINE = 0.01  # points
LINE_END_HYPHEN = str.maketrans({"\ufffe": "-\n", "\x02": "-\n"})  # what pdfium makes of a hyphen and a line's end


@dataclasses.dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page: what belongs to the document, and what stands in its margins (artifacts).

    ``outside`` is text that reaches over the paper's edge, ``faults`` is text that cannot be read; ``borders`` are the
    upright lines, in points from the bottom left; ``letters`` are those of the body, in order, each in its place.
    ``number`` is the page's own in the file, from 1.
    """

    number: int
    body: str
    margins: str
    outside: str
    faults: tuple[Fault, ...] = ()
    borders: tuple[Bounds, ...] = ()
    letters: tuple[Letter, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ReadBack:
    """A PDF as a reader's software finds it: the text of its pages, and the tree of its tags with the text in them.

    ``total`` is how many pages the file has, which may be more than were read.
    """

    pages: tuple[PageText, ...]
    tags: Element
    total: int


def read_back(data: bytes, span: range | None = None) -> ReadBack:
    """Return the text of every page, as it follows in the file, line ends where the eye sees them, and the tags.

    ``span`` are the pages to read, by their numbers from 1, if not all: of the tags, what stands on them.

    Raises:
        ValueError: this is not a PDF that can be read.
    """
    tags = Element("Root")
    with opened(data) as document:
        numbers = span or range(1, len(document) + 1)
        pages = tuple(_read(document[number - 1], place, number, tags) for place, number in enumerate(numbers))
        return ReadBack(pages, tags, len(document))


def read_pages(data: bytes) -> list[PageText]:
    """Return the text of every page (see `read_back`).

    Raises:
        ValueError: this is not a PDF that can be read.
    """
    return list(read_back(data).pages)


def _read(page: Any, place: int, number: int, tags: Element) -> PageText:
    text_page = page.get_textpage()
    width, height = page.get_size()
    body, margins, outside = [], [], []
    known: dict[int, Run] = {}
    runs: list[Run] = []
    handle, count = ctypes.cast(text_page.raw, ctypes.c_void_p).value, pdfium.FPDFText_CountChars(text_page.raw)
    characters = "".join(map(chr, map(unicode_at, itertools.repeat(handle), range(count))))
    start = 0
    for address, letters in itertools.groupby(map(object_at, itertools.repeat(handle), range(count))):
        end = start + len(list(letters))
        piece = characters[start:end]
        if not address:
            if "\n" in piece and 0 < start < end < count and _level(text_page.raw, start - 1, end):
                piece = " "
            body.append(piece)
            margins.append(piece)
        else:
            if address not in known:
                known[address] = _run(text_page, start, piece)
            run = known[address]._replace(first=start, text=piece.translate(LINE_END_HYPHEN))
            runs.append(run)
            (margins if run.artifact else body).append(run.text)
            if not (run.box[0] >= 0 and run.box[1] >= 0 and run.box[2] <= width and run.box[3] <= height):
                outside.append(piece)
        start = end
    add_page(tags, page, place, _marked(runs, place))
    places = tuple(letters_of(text_page, [run for run in runs if not run.artifact]))
    faults, borders = faults_of(page, text_page, runs)
    text_page.close()
    page.close()
    return PageText(number, joined(body), joined(margins), joined(outside), tuple(faults), tuple(borders), places)


def _run(text_page: Any, first: int, text: str) -> Run:
    source = pdfium.FPDFText_GetTextObject(text_page.raw, first)
    mark = pdfium.FPDFPageObj_GetMarkedContentID(source)
    return Run(source, first, text, bounds_of(source), mark, is_artifact(source), *placed(source))


def _marked(runs: list[Run], page: int) -> dict[int, Marked]:
    """Return the text of each mark (MCID), with the bounds of its ink."""
    by_mark: dict[int, list[Run]] = {}
    for run in runs:
        if run.mark >= 0:
            by_mark.setdefault(run.mark, []).append(run)
    marked = {}
    for mark, own in by_mark.items():
        box = around([run.box for run in own if run.text.strip()])
        marked[mark] = Marked(page, mark, joined([run.text for run in own]), box)
    return marked


def _level(text_page: Any, before: int, after: int) -> bool:
    """Tell whether two characters stand on one line, one after the other.

    On a page of many short lines pdfium takes the text for vertical, and a line end for what stands between any two.
    """
    places = []
    for index in (before, after):
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        places.append((x.value, y.value))
    (left, upper), (right, lower) = places
    return left < right and abs(upper - lower) < SAME_LINE


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
