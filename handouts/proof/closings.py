"""What closes a mark, looked for once: where nothing does, no search for the mark runs through the whole text."""

from __future__ import annotations

import re

from handouts.proof.marks import BLANKS

FENCE_HEAD = re.compile(r" {0,3}(`{3,}|~{3,}) *[\w+-]* *\n")


class Closings:
    """Where what closes a mark stands next; asked for from left to right, each kind is searched through a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.next: dict[str, int] = {}

    def near(self, closing: str, at: int, end: int) -> bool:
        """Tell whether the next match of a pattern begins before an end."""
        where = self.next.get(closing, -1)
        if where < at:
            found = re.compile(closing, re.IGNORECASE | re.MULTILINE).search(self.text, at)
            where = self.next[closing] = found.start() if found else len(self.text)
        return where < end

    def closes_fence(self, at: int, end: int) -> bool:
        """Tell whether a fence begins at a place that something closes before an end."""
        head = FENCE_HEAD.match(self.text, at, end)
        return head is not None and self.near(f"{head[1]}[`~]* *$", head.end(), end)


def closed_elements(text: str) -> set[str]:
    """Return the elements people leave as blanks (``<time>``) that a text closes somewhere."""
    low = text.casefold()
    return {name for name in BLANKS.split() if f"</{name}" in low}
