"""Rules P12 to P15: how many sheets, of which size, with what room and which names on them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.paper.subject import MeasuredLeaflet
from handouts.check.rule import Hit, Level, Rule
from handouts.model.pattern import Pattern
from handouts.proof.readback.measured import MM_PER_POINT, around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.model.paper import PaperSize
    from handouts.proof.readback.measured import MeasuredPage


PAGE_LETTERS = 3150  # of a page of A4 or Letter in standard type
LETTER_EM, PARAGRAPH_LINES = 0.5, 3  # of our type; lines of a paragraph, as a rule
SHEET = "Art"  # ISO 32000-1, 14.8.4.2: complete in itself
EXACT_MM = 0.5
MARGIN_EXACT_MM = 0.3
DOCUMENT = Pattern(r"(?<!\w)[0-9A-F]{4}(?:-[0-9A-F]{4}){2}(?!\w)")
NUMBER = Pattern(r"(?<![A-Za-z\d-])(?<!\d[.,:])\d+(?![.,:]?\d|[A-Za-z])")
VERSION = Pattern(r"\d|(?<!\w)[0-9a-f]{8}(?!\w)")  # a number, or the beginning of a digest


def many_pages(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find a leaflet whose text is too long; sheets behind it are filled in, not read through."""
    count, most = _text_pages(paper), round(paper.profile.pages * _more_pages(paper))
    if count > most:
        beside = " without its sheets" if count < len(paper.pages) else ""
        yield paper.hit(
            f"The leaflet has {count} pages{beside}; {most} are the most people read.",
            "Shorten the text, or part it into two leaflets.",
        )


def _text_pages(paper: MeasuredLeaflet) -> int:
    """Return which page is the last that holds running text: a sheet behind it is an article by its tags."""
    text = (line.page for line in paper.lines if not line.artifact and SHEET not in line.tags)
    return max(text, default=len(paper.pages))


def _more_pages(paper: MeasuredLeaflet) -> float:
    """Return how many times as many pages as usual the edition takes for the same text, 1 at least."""
    if paper.edition is None:
        return 1
    page, style = paper.edition.page, paper.edition.type
    size_mm = style.size_pt * MM_PER_POINT
    letters = page.column_mm / (size_mm * (LETTER_EM + style.letter_em))
    lines = page.text_height_mm / (size_mm * (style.leading + (style.paragraph_em or 0) / PARAGRAPH_LINES))
    return max(PAGE_LETTERS / (letters * lines), 1)


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
    """Find text or pictures too close to the paper's edge, or where the punch will be."""
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
        bound = _bound_edge(paper, page.number)
        least = dict.fromkeys(rooms, paper.profile.margin_mm) | (
            {bound: paper.edition.clinic.punch_mm} if bound and paper.edition else {}
        )
        side = min(rooms, key=lambda side: rooms[side] - least[side])
        if rooms[side] < least[side] - MARGIN_EXACT_MM:
            message = f"The {side} margin is {max(rooms[side], 0):.1f} mm."
            why = "the punch makes holes in" if side == bound else "printers cut off"
            yield paper.hit(
                message, f"Leave {least[side]:g} mm or more: {why} what is nearer to the edge.", page=page.number
            )


def _bound_edge(paper: MeasuredLeaflet, page: int) -> str:
    """Return the side of a page that is punched, "" without a punch: where lines begin, on a back the other one."""
    if paper.edition is None or not paper.edition.punch:
        return ""
    edges = ("left", "right") if paper.direction == "ltr" else ("right", "left")
    return edges[paper.edition.two_sided and page % 2 == 0]


def identity(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find pages whose margins do not say which document, version and page they are."""
    tagged = any(line.artifact for line in paper.lines)
    count = len(paper.pages)
    for page in paper.pages:
        own = [line for line in paper.lines if line.page == page.number]
        if own and not any(line.pieces[0].upright for line in own):
            continue  # it lies on its side, which another rule says
        texts = [line.text for line in own if line.artifact or not tagged]
        following = itertools.pairwise([*texts, ""])  # in narrow feet the version stands on the next line
        named = [f"{text} {after}" for text, after in following if DOCUMENT.search(text)]
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
    return re.sub(rf"(?<![A-Za-z\d.,-]){page}(?![A-Za-z\d])[^\d.,]\D{{0,11}}{pages}(?![.,]?\d|[A-Za-z])", " ", text)


RULES: tuple[Rule[MeasuredLeaflet], ...] = (
    Rule(
        "P12",
        Level.WARN,
        "Number of pages",
        "4 at most, 2 are better, more in larger type and on smaller paper; the profile may say otherwise; "
        "calendar, diary and other sheets behind the text do not count",
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
        "10 mm or more on every side, 25 mm where a punch is asked for",
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
