"""Rule P17: can a machine read the codes?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from handouts.check.paper.colour import contrast
from handouts.check.paper.subject import MeasuredLeaflet
from handouts.check.rule import Hit, Level, Rule
from handouts.model.code import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.proof.readback.measured import MeasuredCode


class Asked(NamedTuple):
    """What a code needs to be read: white around it, in modules and in millimetres, and the width of a module."""

    name: str
    part: str
    white_modules: int
    white_mm: float
    module_mm: float


DOT_MM = 25.4 / 200  # of a scanner that files
ASKED = {
    Code.QR: Asked("QR code", "squares", 4, 0, 4 * DOT_MM),  # a telephone's camera is not held still
    Code.DATA_MATRIX: Asked("Data Matrix", "squares", 2, 0, 3 * DOT_MM),
    Code.CODE_128: Asked("Code 128", "bars", 10, 6.35, 2.5 * DOT_MM),
}
BAR_HEIGHT_MM = 5.0
CONTRAST = 7.0  # what is darker than a scanner's middle grey by half
EXACT, EXACT_MM = 0.02, 0.1
STRETCHED = 0.05


def unreadable_codes(paper: MeasuredLeaflet) -> Iterator[Hit]:
    """Find codes that are too small, pale, stretched or crowded, and those the edition asks for that are not there."""
    for page in paper.pages:
        for code in page.codes:
            for message, hint in _faults(code, ASKED[code.kind]):
                yield paper.hit(message, hint, page=page.number)
    for kind in paper.edition.codes if paper.edition else ():
        found = [any(code.kind is kind for code in page.codes) for page in paper.pages]
        hint = f"Print it upright, in black on white, with nothing on it; or leave out `--code {kind}`."
        if kind is Code.QR and not any(found):
            yield paper.hit("No QR code can be made out.", hint)
        for number, there in enumerate(found, 1):
            if kind is not Code.QR and not there:
                yield paper.hit(f"No {ASKED[kind].name} can be made out.", hint, page=number)


def _faults(code: MeasuredCode, asked: Asked) -> Iterator[tuple[str, str]]:
    white_mm = max(asked.white_modules * code.module_mm, asked.white_mm)
    sides = "left and right" if code.rows == 1 else "every side"
    if code.white_mm < white_mm - EXACT_MM:
        message = f"The white around the {asked.name} is {code.white_mm:.1f} mm wide."
        yield message, f"Leave {white_mm:.1f} mm on {sides} free of words, lines and borders."
    if code.module_mm < asked.module_mm * (1 - EXACT):
        message = f"The {asked.part} of the {asked.name} are {code.module_mm:.2f} mm wide."
        yield message, f"Print it larger: {asked.module_mm:.2f} mm is the least a scanner or a telephone reads."
    if code.rows == 1 and code.box.height < BAR_HEIGHT_MM - EXACT_MM:
        message = f"The bars of the {asked.name} are {code.box.height:.1f} mm high."
        yield message, f"Print them {BAR_HEIGHT_MM:g} mm high or more."
    down_mm = code.box.height / code.rows
    if code.rows > 1 and abs(down_mm / code.module_mm - 1) > STRETCHED:
        message = f"The {asked.name} is stretched: its squares measure {code.module_mm:.2f} by {down_mm:.2f} mm."
        yield message, "Give it one scale for width and height."
    in_grey = contrast((code.dark,) * 3, (code.light,) * 3)
    if in_grey < CONTRAST:
        yield f"The contrast of the {asked.name} is {in_grey:.1f} to 1 in grey.", "Print it in black on white."


RULES: tuple[Rule[MeasuredLeaflet], ...] = (
    Rule(
        "P17",
        Level.BLOCK,
        "Codes that machines read",
        "white around a QR code of 4 of its squares, a Data Matrix of 2, a Code 128 of 10 bars and a quarter inch; "
        "squares of 4 and 3 dots of a 200 dpi scan, bars of two and a half; not stretched; 7 to 1 in grey; "
        "a code that is turned or has something on it is missed only where the edition asks for it",
        "A sheet that a scanner cannot file is filed by hand, or under another patient.",
        "ISO/IEC 18004, 16022 and 15417; MEDITECH, forms for scanning",
        unreadable_codes,
    ),
)
