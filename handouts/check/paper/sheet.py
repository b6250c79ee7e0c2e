"""Rules P12 to P15: how many sheets, of which size, with what room and which names on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.paper.subject import MeasuredLeaflet
from handouts.check.rule import Hit, Level, Rule
from handouts.model.pattern import Pattern
from handouts.proof.readback.measured import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.model.paper import PaperSize
    from handouts.proof.readback.measured import MeasuredPage


EXACT_MM = 0.5
MARGIN_EXACT_MM = 0.3
DOCUMENT = Pattern(r"(?<!\w)[0-9A-F]{4}(?:-[0-9A-F]{4}){2}(?!\w)")
NUMBER = Pattern(r"(?<![A-Za-z\d-])(?<!\d[.,:])\d+(?![.,:]?\d|[A-Za-z])")
VERSION = Pattern(r"\d|(?<!\w)[0-9a-f]{8}(?!\w)")  # a number, or the beginning of a digest


def many_pages(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find a leaflet that is too long."""
    count, most = len(paper.pages), paper.profile.pages
    if count > most:
        yield paper.hit(
            f"The leaflet has {count} pages; {most} are the most people read.",
            "Shorten the text, or part it into two leaflets.",
        )


def paper_size(leaflet: MeasuredLeaflet) -> Iterator[Hit]:
    """Find pages that are not exactly the paper."""
    wrong = [page for page in leaflet.pages if not any(_fits(page, size) for size in leaflet.papers)]
    if wrong:
        message = f"It measures {wrong[0].width_mm:.1f} by {wrong[0].height_mm:.1f} mm."
        hint = f"Make every page exactly {' or '.join(map(str, leaflet.papers))}, upright."
        yield leaflet.hit(message, hint, page=wrong[0].number)


def _fits(page: MeasuredPage, size: PaperSize) -> bool:
    return abs(page.width_mm - size.width_mm) <= EXACT_MM and abs(page.height_mm - size.height_mm) <= EXACT_MM


def margins(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find text or pictures too close to the paper's edge."""
    least = paper.profile.margin_mm
    for page in paper.pages:
        boxes = [*(piece.box for piece in page.pieces if piece.colour), *page.pictures]
        if not boxes:
            continue
        whole = around(boxes)
        rooms = {
            "left": whole.left,
            "top": whole.top,
            "right": page.width_mm - whole.right,
            "bottom": page.height_mm - whole.bottom,
        }
        side, room = min(rooms.items(), key=lambda pair: pair[1])
        if room < least - MARGIN_EXACT_MM:
            message = f"The {side} margin is {max(room, 0):.1f} mm."
            yield paper.hit(
                message, f"Leave {least:g} mm or more: printers cut off what is nearer to the edge.", page=page.number
            )


def identity(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find pages whose margins do not say which document, version and page they are."""
    tagged = any(line.artifact for line in paper.lines)
    count = len(paper.pages)
    for page in paper.pages:
        own = [line for line in paper.lines if line.page == page.number]
        if own and not any(line.pieces[0].upright for line in own):
            continue  # it lies on its side, which another rule says
        texts = [line.text for line in own if line.artifact or not tagged]
        named = [text for text in texts if DOCUMENT.search(text)]
        told = {
            "a document number": bool(named),
            "a version": any(
                VERSION.search(_without_page(DOCUMENT.sub(" ", text), page.number, count)) for text in named
            ),
            f"“{page.number} of {count}”": any(
                _is_numbered(DOCUMENT.sub(" ", text), page.number, count) for text in texts
            ),
        }
        lacking = [what for what, there in told.items() if not there]
        if lacking:
            yield paper.hit(
                f"Its margins lack {', '.join(lacking)}.", "Print all three on every page.", page=page.number
            )


def _is_numbered(text: str, page: int, pages: int) -> bool:
    """Tell whether a line holds both numbers, in any language and order."""
    numbers = [int(number) for number in NUMBER.findall(text)]
    return page in numbers and pages in numbers[: numbers.index(page)] + numbers[numbers.index(page) + 1 :]


def _without_page(text: str, page: int, pages: int) -> str:
    return re.sub(rf"(?<![A-Za-z\d.,-]){page}(?![A-Za-z\d])\D{{1,12}}{pages}(?![.,]?\d|[A-Za-z])", " ", text)


RULES: tuple[Rule[MeasuredLeaflet], ...] = (
    Rule(
        "P12",
        Level.WARN,
        "Number of pages",
        "4 at most, 2 are better; the profile may say otherwise",
        "Long leaflets are not read.",
        "TGA guidance on consumer medicine information; FDA Patient Medication Information",
        many_pages,
    ),
    Rule(
        "P13",
        Level.BLOCK,
        "Paper size",
        "the paper it is made for, upright, within half a millimetre",
        "Printers shrink or cut what is not their paper, and with it the size of letters.",
        "Hartley, Designing Instructional Text",
        paper_size,
    ),
    Rule(
        "P14",
        Level.WARN,
        "Margins",
        "10 mm or more on every side",
        "Most printers cannot print to the edge.",
        "Hartley, Designing Instructional Text",
        margins,
    ),
    Rule(
        "P15",
        Level.BLOCK,
        "Every page says what it is",
        "document number, version and “n of m” in the margins of each page",
        "Sheets part; a page must say to which text it belongs.",
        "records practice",
        identity,
    ),
)
