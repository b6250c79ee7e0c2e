"""How a list is numbered, told from its labels (ISO 32000-1, 14.8.5.5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.pdf.painting import DISC, SQUARE

if TYPE_CHECKING:
    from collections.abc import Sequence

ROMAN = r"(?=.)m*(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
KINDS = (
    (re.escape(DISC), "Disc"),
    (re.escape(SQUARE), "Square"),
    (r"\d+(?:[.,]\d+)*", "Decimal"),
    (ROMAN, "LowerRoman"),
    (ROMAN.upper(), "UpperRoman"),
    (r"[a-z]|(?:([a-z])\1)", "LowerAlpha"),
    (r"[A-Z]|(?:([A-Z])\1)", "UpperAlpha"),
)
AROUND = " \u00a0.:()[]"


def numbering(labels: Sequence[str]) -> str:
    """Return the name of the numbering that all labels follow; ``None``, the standard's own, where they follow none.

    A list that begins with another letter than ``i`` and has no longer label counts letters, not Roman figures.
    """
    bare = [label.strip(AROUND) for label in labels]
    letters = max(map(len, bare), default=0) == 1 and bare[0] not in {"i", "I"}
    for pattern, name in KINDS:
        if bare and all(re.fullmatch(pattern, label) for label in bare) and not (letters and name.endswith("Roman")):
            return name
    return "None"
