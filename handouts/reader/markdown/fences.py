"""Text between code fences: its line ends are the author's, but those that part a number from its digits or unit."""

from __future__ import annotations

import re

from handouts.model.units import UnitKind, symbols, words

# Spaces, tabs or strokes that draw columns: there each line stands for itself.
DRAWN = re.compile(r"\S(?: {2,}|\t)\S|[|+\u2500-\u257f]")
KINDS = (UnitKind.MASS, UnitKind.VOLUME, UnitKind.ACTIVITY, UnitKind.SHARE, UnitKind.FORM)
PARTED = re.compile(rf"(?<=\d)[ ]*\n[ ]*(?=(?:{symbols(*KINDS)}|{words(*KINDS)}|000)(?!\w))")


def rejoined(text: str) -> str:
    """Return the text of a fence with a space for each line end between a number and its unit, or its thousands."""
    return text if DRAWN.search(text) else PARTED.sub(" ", text)
