"""What is done below and above a measured value: the pulse, the sugar, the INR; and branches that stand swapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.medicine.folding import over_folded
from handouts.check.medicine.stance import Stance, is_directly_denied, led_off, stance_of
from handouts.check.words.stances import EXCUSED, NEGATORS
from handouts.model.phrases import either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.medicine.rows import Branch

IS = "(?:is|are|gets?|too)"
UNDER = either("below", "under", "less than", "lower than", "slower than", "falls? to", "drops? (?:to|below)")
OVER = either("above", "over", "more than", "higher than", "faster than", "rises? (?:to|above)")
LOW = over_folded(rf"\b(?:{UNDER}|{IS} (?:\w+ )?(?:low|slow))\b")
HIGH = over_folded(rf"\b(?:{OVER}|{IS} (?:\w+ )?(?:high|fast))\b")
PIECES = over_folded(r"[;:]|,? and (?=(?:if|when|leave|skip|take)\b)|,? but\b|\.\s|, otherwise\b")
TAKES = over_folded(r"\b(?:take|taking|use|inject|swallow|have|give)\b")
HOLDS = over_folded(r"\b(?:skip|leave out|leave|omit|miss|hold back|hold off|withhold|do without|go without|stop)\b")
MEASURED = over_folded(r"\b(?:is|reads|of|at) (?P<value>\d{2,3})\b(?! (?:years|days|minutes|hours|mg))")
NUMBER = over_folded(r"\d|\b(?:low|slow|high|fast)\b")


def swapped(found: tuple[Context, ...], branch: Branch) -> Iterator[Context]:
    """Return the sentences that order a dose where it is left out, or leave it out where it is taken."""
    measured = ""
    for context in found:
        own = context.own
        if branch.names.search(own) or not own.startswith(("if", "when", "it ", "below", "above")):
            measured = own if branch.names.search(own) else ""
        if (
            not measured
            or own.rstrip().endswith("?")
            or EXCUSED.search(own)
            or (branch.denial and branch.denial.search(own))
        ):
            continue
        if any(_is_swapped(piece, branch) for piece in PIECES.compiled.split(own)):
            yield context


def _is_swapped(piece: str, branch: Branch) -> bool:
    low, high = bool(LOW.search(piece)), bool(HIGH.search(piece))
    if branch.usual and not low and not high and (measured := MEASURED.search(piece)):
        least, most = branch.usual
        low, high = float(measured["value"]) < least, least <= float(measured["value"]) <= most
    if low == high or not NUMBER.search(piece):
        return False
    is_for_holding = low == (branch.hold == "below")
    if is_for_holding:
        return any(
            _is_done(piece, *match.span()) and branch.much.search(piece, match.end()) for match in TAKES.finditer(piece)
        )
    denied = any(
        is_directly_denied(piece, match.start())
        for match in TAKES.finditer(piece)
        if branch.much.search(piece, match.end())
    )
    return denied or any(
        _is_done(piece, *match.span()) and branch.much.search(piece) for match in HOLDS.finditer(piece)
    )


def _is_done(piece: str, start: int, end: int) -> bool:
    if NEGATORS.search(led_off(piece[:start])):
        return False
    return stance_of(piece, start, end) in {Stance.ORDERED, Stance.ALLOWED}
