"""What a second reading of a file found: what of it is printed, and what is not."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re

from handouts.proof.tokens import Token, tokens


@dataclasses.dataclass(frozen=True, slots=True)
class Vanished:
    """A stretch of the file that is not printed: which mark, from where to where, and what of it is to be weighed."""

    mark: str
    start: int
    end: int
    weighed: str = ""
    always: bool = False


@dataclasses.dataclass(frozen=True)
class SecondReading:
    """A file's text, the part of it that is printed, and the part that is not."""

    text: str
    fields: str
    toml: bool
    said: str
    places: tuple[tuple[int, int], ...]
    vanished: tuple[Vanished, ...]
    descriptions: tuple[str, ...]

    def words(self) -> list[Token]:
        """Return the words, numbers and signs that are printed; `offset` says where in the file each stands."""
        return tokens(self.said)

    def offset(self, position: int) -> int:
        """Return where in the file's text a place of what is said stands."""
        at = bisect.bisect_right(self.places, position, key=lambda place: place[0]) - 1
        return self.places[at][1] + position - self.places[at][0]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of a place in the file's text."""
        line = bisect.bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    @functools.cached_property
    def lines(self) -> list[int]:
        """Where each line of the file's text begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]
