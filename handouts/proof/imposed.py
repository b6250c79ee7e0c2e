"""Does an imposed file hold what its leaflet holds, every page where it belongs?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from handouts.errors import Place, Problem, TypesettingError
from handouts.proof.paper import letters
from handouts.proof.readback.page_text import read_pages
from handouts.proof.readback.pictures import read_pictures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from handouts.model.imposition import Spread

HINT = "Report it, and print the leaflet itself for now."


def prove_imposed(leaflet: bytes, imposed: bytes, sides: Sequence[Spread], path: str) -> None:
    """Compare the letters and the pictures on each side of the sheets with those of its pages.

    ``path`` names the monograph.

    Raises:
        TypesettingError: a side holds other letters or pictures.
    """
    pages, sheets = ([letters(page.body + page.margins) for page in read_pages(data)] for data in (leaflet, imposed))
    shown, drawn = (_pictures(data) for data in (leaflet, imposed))
    wanted = [
        ("".join(sorted("".join(pages[page] for page in side if page is not None))), _together(shown, side))
        for side in sides
    ]
    found = [("".join(sorted(sheet)), _together(drawn, (number,))) for number, sheet in enumerate(sheets)]
    if found != wanted:
        number = next(
            (number for number, pair in enumerate(zip(found, wanted, strict=False), 1) if pair[0] != pair[1]), 0
        )
        message = f"Side {number} of the sheets does not hold its pages." if number else "The sheets are not all there."
        raise TypesettingError(Problem("imposed-differs", message, HINT, Place(path)))


def _pictures(data: bytes) -> dict[int, list[tuple[str, int, int]]]:
    """Return by page, from 0, the pictures on it: the digest of the dots, and how large they are, in points."""
    found: dict[int, list[tuple[str, int, int]]] = {}
    for drawn in read_pictures(data):
        left, bottom, right, top = drawn.box
        dots = hashlib.sha256(repr((drawn.dots.mode, drawn.dots.size)).encode() + drawn.dots.tobytes()).hexdigest()
        found.setdefault(drawn.page, []).append((dots, round(right - left), round(top - bottom)))
    return found


def _together(pictures: Mapping[int, list[tuple[str, int, int]]], pages: Iterable[int | None]) -> list[Any]:
    return sorted(picture for page in pages if page is not None for picture in pictures.get(page, ()))
