"""Rules P08, P09 and P19: does it read in grey, and without much toner?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.paper.subject import MeasuredLeaflet
from handouts.check.rule import Hit, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.proof.readback.measured import RGB, MeasuredPage, Shape

WHITE = (255, 255, 255)
CONTRAST, EXACT = 4.5, 0.01
STANDS_OUT = 3.0  # contrast of a thing that is no text (WCAG 1.4.11)
HUE = 24  # least difference of a colour's parts that is not grey
BOX_MM2, SYMBOL_MM, PAGE_SHARE = 60.0, (1.5, 25.0), 0.85
SAME = 8  # difference between a colour and its drawing
FILLED = 0.05


def contrast(one: RGB, other: RGB) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2); a colour is red, green and blue from 0 to 255."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: RGB) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's own
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def in_grey(colour: RGB) -> RGB:
    """Return what a black and white printer makes of a colour (ITU-R BT.601)."""
    grey = round(0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2])
    return grey, grey, grey


def pale_text(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find text that fades into what is behind it, once a page for each pair of colours."""
    for page in paper.pages:
        seen = set()
        for piece in page.pieces:
            if piece.colour is None or (pair := (piece.colour, piece.behind)) in seen:
                continue
            seen.add(pair)
            in_colour, grey = contrast(*pair), contrast(*map(in_grey, pair))
            if min(in_colour, grey) < CONTRAST - EXACT:
                where = "" if in_colour < CONTRAST - EXACT else " in grey"
                message = f"The contrast of text is {min(in_colour, grey):.1f} to 1{where}."
                yield paper.hit(
                    message,
                    "Make the text darker or its ground lighter: 4.5 to 1 is the least.",
                    words=piece.text.strip(),
                    page=page.number,
                )


def colour_alone(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find a coloured box that is no box once it is printed in grey."""
    for page in paper.pages:
        for shape in page.shapes:
            inside = [
                piece
                for piece in page.pieces
                if piece.colour and shape.box.holds(piece.box) and _is_same(piece.behind, shape.colour)
            ]
            if inside and _fades(page, shape) and not shape.edged and not _has_symbol(page, shape):
                message = "A coloured box has no border and no symbol: in black and white it is gone."
                yield paper.hit(
                    message,
                    "Give it a dark border or a symbol, and a word that says what it is.",
                    words=inside[0].text.strip(),
                    page=page.number,
                )
                break


def _fades(page: MeasuredPage, shape: Shape) -> bool:
    """Tell a box in a colour that is nearly white in grey from other shapes, and from a tint of the whole page."""
    whole = shape.box.width >= PAGE_SHARE * page.width_mm and shape.box.height >= PAGE_SHARE * page.height_mm
    coloured = max(shape.colour) - min(shape.colour) >= HUE and contrast(in_grey(shape.colour), WHITE) < STANDS_OUT
    return coloured and not whole and shape.box.width * shape.box.height >= BOX_MM2


def _has_symbol(page: MeasuredPage, box: Shape) -> bool:
    others = [
        *page.pictures,
        *(shape.box for shape in page.shapes if shape.box != box.box and not _is_same(shape.colour, box.colour)),
    ]
    return any(
        box.box.holds(other) and all(SYMBOL_MM[0] <= length <= SYMBOL_MM[1] for length in (other.width, other.height))
        for other in others
    )


def _is_same(one: RGB, other: RGB) -> bool:
    return all(abs(first - second) <= SAME for first, second in zip(one, other, strict=True))


def large_fills(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find pages that are filled with colour or grey."""
    for page in paper.pages:
        if page.filled > FILLED:
            yield paper.hit(
                f"Solid fills cover {page.filled:.0%} of the page.", "Use borders in place of fills.", page=page.number
            )


RULES: tuple[Rule[MeasuredLeaflet], ...] = (
    Rule(
        "P08",
        Level.BLOCK,
        "Contrast",
        "4.5 to 1 or more between text and its ground, in colour and in grey",
        "Pale letters are lost to weak eyes, and in a photocopy.",
        "EN 301 549; WCAG 2.2, 1.4.3",
        pale_text,
    ),
    Rule(
        "P09",
        Level.BLOCK,
        "Colour is not the only sign",
        "a box in a pale colour also has a dark border or a symbol; "
        "boxes that stay dark in grey, and pictures, are not measured",
        "Most leaflets are printed in black and white, and 1 man in 12 does not see all colours.",
        "EN 301 549; WCAG 2.2, 1.4.1",
        colour_alone,
    ),
    Rule(
        "P19",
        Level.INFORM,
        "Large fills",
        "5% of a page at most, pictures left out",
        "They cost toner, dry slowly, and turn pages grey in a photocopy.",
        "own",
        large_fills,
    ),
)
