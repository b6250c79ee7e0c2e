"""Whether tablets or capsules of some strengths make up a dose."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PIECES = 20  # tablets of one dose
HALF = Decimal("0.5")


def is_made_of(dose: Decimal, strengths: Iterable[Decimal], *, halved: bool) -> bool:
    """Tell whether at most twenty whole pieces make up a dose; ``halved`` lets halves count."""
    pieces = {strength * (HALF if halved else 1) for strength in strengths}
    reached = {Decimal(0)}
    for _ in range(MOST_PIECES * (2 if halved else 1)):
        reached |= {total + piece for total in reached for piece in pieces if total + piece <= dose}
        if dose in reached:
            return True
    return False
