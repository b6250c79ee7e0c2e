"""Rules P01, P02, P04, P07 and T01: are the letters large, upright, and known to every reader's software?"""

from __future__ import annotations

import itertools
import re
import statistics
from typing import TYPE_CHECKING

from handouts.check.paper.subject import MeasuredLeaflet
from handouts.check.rule import Hit, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.proof.readback.lines import PrintedLine
    from handouts.proof.readback.measured import Box, Piece

EXACT_PT = 0.05  # engines round
X_HEIGHT_MM, X_HEIGHT_GOOD_MM, EXACT_MM = 1.4, 2.1, 0.02
FEW_LETTERS = 3
LARGE_PRINT_PT = 16
UNDERLINE_MM, UNDERLINE_LONG_MM, BESIDE_MM, BELOW = (
    0.7,
    4.0,
    1.0,
    0.25,
)  # its height, its length, past the words, sizes under the baseline
CAPITAL_WORDS, CAPITAL_LETTERS = 3, 9


def body_size(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find running text that is too small."""
    least = max(paper.profile.body_pt, LARGE_PRINT_PT if paper.is_large_print else 0)
    if 0 < paper.body_pt < least - EXACT_PT:
        yield paper.hit(f"The running text is set in {paper.body_pt:g} pt.", f"Set it in {least:g} pt or more.")


def x_height(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find running text whose small letters are too low, whatever its size is called."""
    pieces = [piece for line in paper.body for piece in line.pieces]
    heights = [piece.x_height_mm for piece in pieces for _ in piece.text if piece.x_height_mm]
    if 2 * len(heights) < sum(len(piece.text) for piece in pieces) or not heights:
        return
    height = statistics.median(heights)
    if height < X_HEIGHT_MM - EXACT_MM:
        yield paper.hit(
            f"The letter x is {height:.1f} mm high.",
            f"Choose a larger size, or another font: {X_HEIGHT_MM} mm is the least.",
        )
    elif height < X_HEIGHT_GOOD_MM - EXACT_MM:
        hint = f"Choose a larger size, or another font: {X_HEIGHT_GOOD_MM} mm reads well."
        yield paper.hit(f"The letter x is {height:.1f} mm high.", hint, level=Level.INFORM)


def smallest(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find the smallest text, margins and raised figures included."""
    least = paper.body_pt if paper.is_large_print else paper.profile.smallest_pt
    seen = [
        (piece.size_pt, page.number, piece)
        for page in paper.pages
        for piece in page.pieces
        if piece.colour and _letters(piece.text)
    ]
    small = [found for found in seen if found[0] < least - EXACT_PT]
    if small:
        size, page, piece = min(small, key=lambda found: found[0])
        yield paper.hit(
            f"The smallest text is set in {size:.3g} pt.",
            f"Set it in {least:g} pt or more.",
            words=piece.text.strip(),
            page=page,
        )


def style(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find italics, underlines and blocks of capitals, each once a page."""
    for page in paper.pages:
        slanted = next(
            (piece for piece in page.pieces if piece.slanted and piece.colour and _letters(piece.text) >= FEW_LETTERS),
            None,
        )
        if slanted:
            yield paper.hit(
                "Words are set in italics.",
                "Set them upright, in bold where they must stand out.",
                words=slanted.text.strip(),
                page=page.number,
            )
        own = [line for line in paper.lines if line.page == page.number]
        underlined = next((line for line in own if any(_underlines(shape.box, line) for shape in page.shapes)), None)
        if underlined:
            yield paper.hit(
                "Words are underlined.", "Set them in bold instead.", words=underlined.text, page=page.number
            )
        capitals = next((words for line in own if (words := _capitals(line.text))), "")
        if capitals:
            yield paper.hit(
                "Words are set in capitals.",
                "Write them in small letters, in bold where they must stand out.",
                words=capitals,
                page=page.number,
            )


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _underlines(box: Box, line: PrintedLine) -> bool:
    size = line.pieces[0].size_mm
    below = (box.top + box.bottom) / 2 - line.baseline_mm
    return (
        box.height <= UNDERLINE_MM
        and box.width >= UNDERLINE_LONG_MM
        and 0 < below <= BELOW * size
        and box.left >= line.box.left - BESIDE_MM
        and box.right <= line.box.right + BESIDE_MM
    )


def _capitals(text: str) -> str:
    """Return the first run of words in capitals; a comma parts a list of acronyms."""
    words = re.findall(r"[^\s,;/]+[,;/]?", text)
    for capital, run in itertools.groupby(words, key=lambda word: word.isupper() and not any(map(str.isdigit, word))):
        block: list[str] = []
        for word in run if capital else ():
            block.append(word)
            if word[-1] in ",;/":
                block.clear()
        if len(block) >= CAPITAL_WORDS and _letters("".join(block)) >= CAPITAL_LETTERS:
            return " ".join(block)
    return ""


def fonts(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find fonts that are not in the file, and characters no software can name."""
    pieces: list[tuple[int, Piece]] = [(page.number, piece) for page in paper.pages for piece in page.pieces]
    for name in sorted({piece.font.name for _, piece in pieces if not piece.font.embedded}):
        yield paper.hit(
            f"The font {name or 'without a name'} is not in the file.",
            "Embed it, so that every printer draws the same letters.",
        )
    for page, found in itertools.groupby(pieces, key=lambda pair: pair[0]):
        unmapped = [piece for _, piece in found if piece.unmapped]
        if unmapped:
            count = sum(piece.unmapped for piece in unmapped)
            message = "1 character has no meaning" if count == 1 else f"{count} characters have no meaning"
            yield paper.hit(
                f"{message} a screen reader could speak.",
                "Use a font that has them.",
                words=unmapped[0].text.strip(),
                page=page,
            )


RULES: tuple[Rule[MeasuredLeaflet], ...] = (
    Rule(
        "P01",
        Level.BLOCK,
        "Size of the running text",
        "12 pt or more, 16 pt in large print; the profile may ask for more",
        "Most people who take medicines are past the age at which small print is read.",
        "RNIB; UKAAF G003",
        body_size,
    ),
    Rule(
        "P02",
        Level.BLOCK,
        "Height of the small letters",
        "the x is 1.4 mm high or more (2.1 mm reads well); scripts without an x are not measured",
        "Fonts of the same size differ by a third in what the eye sees.",
        "EC guideline on the readability of the labelling and package leaflet, 2009",
        x_height,
    ),
    Rule(
        "P04",
        Level.WARN,
        "Smallest text anywhere",
        "9 pt or more; in large print as large as the running text",
        "What is too small to read is not told.",
        "UKAAF G003",
        smallest,
    ),
    Rule(
        "P07",
        Level.WARN,
        "Italics, underlines, capitals",
        "none; capitals are counted from 3 words in a row",
        "They hide the shape of words, which weak eyes read by.",
        "UKAAF G003; NHS content style guide",
        style,
    ),
    Rule(
        "T01",
        Level.BLOCK,
        "Fonts",
        "every font is embedded, every character has a meaning",
        "Another printer puts other letters, or boxes, in their place.",
        "PDF/A (ISO 19005-2); Matterhorn Protocol",
        fonts,
    ),
)
