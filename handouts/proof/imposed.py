"""Does an imposed file hold what its leaflet holds, every page where it belongs?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import Place, Problem, TypesettingError
from handouts.proof.paper import letters
from handouts.proof.readback.page_text import read_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.model.imposition import Spread

HINT = "Report it, and print the leaflet itself for now."


def prove_imposed(leaflet: bytes, imposed: bytes, sides: Sequence[Spread], path: str) -> None:
    """Compare the letters on each side of the sheets with those of its pages; ``path`` names the monograph.

    Raises:
        TypesettingError: a side holds other letters.
    """
    pages, sheets = ([letters(page.body + page.margins) for page in read_pages(data)] for data in (leaflet, imposed))
    wanted = ["".join(sorted("".join(pages[page] for page in side if page is not None))) for side in sides]
    found = ["".join(sorted(sheet)) for sheet in sheets]
    if found != wanted:
        number = next(
            (number for number, pair in enumerate(zip(found, wanted, strict=False), 1) if len({*pair}) > 1), 0
        )
        message = f"Side {number} of the sheets does not hold its pages." if number else "The sheets are not all there."
        raise TypesettingError(Problem("imposed-differs", message, HINT, Place(path)))
