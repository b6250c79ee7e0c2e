"""The hyphens at which the paper cuts words that fit no line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

LONG_WORD = re.compile(r"\S{24,}")  # nothing shorter is ever cut
HYPHEN = "-"
JOINT = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")


def cut(text: str) -> str:
    """Return a pattern of a text without white space, in which the long words may be cut."""
    words = ((word, re.escape(word)) for word in text.split())
    return "".join(JOINT.sub("-?", pattern) if LONG_WORD.fullmatch(word) else pattern for word, pattern in words)


def joints(text: str, paper: str, gaps: Sequence[str], position: int) -> AbstractSet[int]:
    """Return where on the paper a hyphen ends a line that the text does not have, none if it is not the paper's next.

    ``paper`` is its characters without white space, ``gaps`` what stands before each. Only a long word is cut, between
    two letters: beside a figure or a sign a hyphen would be read.
    """
    inside: set[int] = set()
    for word in LONG_WORD.finditer(text):
        start = sum(not letter.isspace() for letter in text[: word.start()])
        inside |= set(range(start + 1, start + len(word[0])))
    dropped: set[int] = set()
    wanted = "".join(text.split()) if inside else ""
    for place, letter in enumerate(wanted):
        at = position + place + len(dropped)
        if paper[at : at + 1] == letter:
            continue
        cut = paper[at : at + 2] == HYPHEN + letter and gaps[at + 1] == "\n" and place in inside
        if not (cut and wanted[place - 1].isalpha() and letter.isalpha()):
            return frozenset()
        dropped.add(at)
    return dropped
