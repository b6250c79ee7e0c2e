"""A regular expression that is compiled when it is first used: a build asks for few of the rules."""

from __future__ import annotations

import dataclasses
import functools
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

END = sys.maxsize
REACH = 240  # letters: what is looked for right before a place is shorter


def small(text: str) -> str:
    """Return a text in small letters, each at its offset: a pattern that heeds capitals is twice as fast over it."""
    return "".join(letter.lower()[0] for letter in text)


@dataclasses.dataclass(frozen=True)
class Pattern:
    """What finds words in a text; its methods are those of `re.Pattern`, offsets into the text included."""

    words: str
    flags: re.RegexFlag = re.NOFLAG

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern as the standard library has it.

        Raises:
            re.error: the words are no pattern.
        """
        return re.compile(self.words, self.flags)

    def search(self, text: str, start: int = 0, end: int = END) -> re.Match[str] | None:
        """Return the first match that lies between two offsets."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = END) -> re.Match[str] | None:
        """Return the match that begins at an offset."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of the whole text."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int = END) -> Iterator[re.Match[str]]:
        """Return every match that lies between two offsets, in order."""
        return self.compiled.finditer(text, start, end)

    def findall(self, text: str) -> list[str]:
        """Return the words of every match, in order; for a pattern without groups."""
        return self.compiled.findall(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Return the text with every match replaced, or with the first ``count``."""
        return self.compiled.sub(replacement, text, count)


def right_before(pattern: Pattern | re.Pattern[str], text: str, place: int) -> re.Match[str] | None:
    """Return the match of a pattern that ends in ``$`` and reaches to a place of the text; it has `REACH` letters."""
    return pattern.search(text, max(place - REACH, 0), place)
