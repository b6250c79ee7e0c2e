"""Sentences of running text, by rules plain enough to foresee."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

END = re.compile(r"[.!?。！？][\"'”’)\]]*(?:\s+(?=[\"'“‘(\[]?[^\Wa-z_])|$)|\n|(?<=[。！？])")
LONGEST = 16  # letters of an abbreviation and what stands right before it
SHORTENED = r"e\.g|i\.e|etc|vs|Dr|Mr|Mrs|Ms|St|approx|Fig|cf|max|spp?"
INITIAL = r"(?<!°)(?<!vitamin )(?<!hepatitis )(?<!type )(?<!class )[A-Z]"  # not in "25 °C." and "vitamin C."
ABBREVIATION = re.compile(rf"\b(?:{SHORTENED}|{INITIAL})\.$")
NUMBERED = re.compile(r"(?:\A|\W)No\.\s*\d")  # "No. 5" is one thing, "No. Take it" two sentences


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Return the sentences of a paragraph as pairs of offsets, from 0, the end left out; white space is included."""
    start = 0
    for match in END.finditer(text):
        if ABBREVIATION.search(text[max(start, match.start() - LONGEST) : match.start() + 1]) or NUMBERED.match(
            text, max(match.start() - len("-No"), 0)
        ):
            continue
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
