"""What the codes of a leaflet say: the clinic's address, and the document's number. Never a patient's data."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, ClassVar

from handouts.codes import Symbol, code_128, data_matrix, qr
from handouts.errors import ContentError, Place, Problem
from handouts.leaflet.printed import Field, Reach
from handouts.model.code import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.leaflet.parts import Leaflet
    from handouts.leaflet.printed import PrintedText
    from handouts.leaflet.wording import Wording
    from handouts.model.edition import Edition

SCHEME = re.compile(r"https?://", re.IGNORECASE)
FILING = {Code.DATA_MATRIX: data_matrix, Code.CODE_128: code_128}
LEAST_LETTERS = 34  # of the foot's words on a line beside the codes
LETTER_MM = 0.5 * 25.4 / 72  # a letter's width in a size of 1 pt


@dataclasses.dataclass(frozen=True, slots=True)
class WebCode:
    """A QR code with the address it leads to beside it; ``description`` is its text for who cannot see it."""

    kind: ClassVar[str] = "web-code"
    symbol: Symbol
    description: str
    address: Field

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from self.address.text()


def web_code(edition: Edition, say: Wording) -> WebCode | None:
    """Return the code that leads to the clinic's page, if the edition asks for it.

    Raises:
        ContentError: the clinic gives no page, or one that is too long.
    """
    if Code.QR not in edition.codes:
        return None
    web = edition.clinic.web
    if not web:
        hint = 'Write web = "www.hill-clinic.example" in clinic.toml, or leave `--code qr` out.'
        raise ContentError(
            Problem("code-without-address", "A QR code has no page to lead to.", hint, Place("clinic.toml"))
        )
    address = web if SCHEME.match(web) else f"https://{web}"  # a telephone opens no address without its scheme
    description = say("QR code: leads to {address}", address=address)
    return WebCode(qr(address), description, Field(say("The clinic's page on the web"), web, Reach.WEB))


def code_paths(leaflets: Iterable[Leaflet]) -> frozenset[str]:
    """Return the codes of leaflets as they are drawn, each an SVG path."""
    found: set[str] = set()
    for leaflet in leaflets:
        found |= {code.path for code in leaflet.running.codes}
        found |= {part.symbol.path for part in leaflet.parts if isinstance(part, WebCode)}
    return frozenset(found)


def filing_codes(edition: Edition, number: str, version: str) -> tuple[Symbol, ...]:
    """Return the codes for the foot of every page: the document's number and its version.

    Raises:
        ContentError: they are too wide for the paper, or hold what no code can.
    """
    symbols = tuple(FILING[code](f"{number} {version}") for code in FILING if code in edition.codes)
    left_mm = edition.page.column_mm - sum(symbol.width_mm for symbol in symbols)
    if symbols and left_mm < LEAST_LETTERS * LETTER_MM * edition.type.small_pt:
        message = (
            f"The code for filing is too wide for the foot of {edition.paper.title} in {edition.type.title.lower()}."
        )
        hint = "Use `--code data-matrix` alone, or give the text a shorter version."
        raise ContentError(Problem("code-too-long", message, hint, Place("leaflet")))
    return symbols
