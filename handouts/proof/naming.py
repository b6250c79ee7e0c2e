"""Name the words that differ, and the place in the monograph where they stand."""

from __future__ import annotations

import dataclasses
import difflib
from typing import TYPE_CHECKING, Protocol

from handouts.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WINDOW = 200  # words compared in detail after the first difference
COMPLETE = "M10"  # the rule of `handouts check` that nothing is lost and nothing added
MOST = 20  # differences named in one report


class TextFile(Protocol):
    """A file that words come from: a monograph, or the file of a pack; ``body_line`` is the line ``body`` begins on."""

    @property
    def path(self) -> str:
        """Its path."""

    @property
    def body(self) -> str:
        """Its text."""

    @property
    def body_line(self) -> int:
        """The line of the file the text begins on."""


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedWords:
    """One or more words, a space between two, and the line they stand on in the monograph's file (0: on none)."""

    text: str
    line: int


def differences(expected: Sequence[PlacedWords], actual: Sequence[PlacedWords]) -> Iterator[tuple[str, PlacedWords]]:
    """Return what was ``lost`` from the expected words and what was ``added`` to them: the verb, and the words.

    Neighbours that differ come as one, and at most `MOST` places, all of them soon after the first.
    """
    wanted, got = [word.text for word in expected], [word.text for word in actual]
    if wanted == got:
        return
    start = next(
        (n for n, pair in enumerate(zip(wanted, got, strict=False)) if pair[0] != pair[1]), min(len(wanted), len(got))
    )
    end = 0
    while end < min(len(wanted), len(got)) - start and wanted[-1 - end] == got[-1 - end]:
        end += 1
    wanted = wanted[start : len(wanted) - end][:WINDOW]
    got = got[start : len(got) - end][:WINDOW]
    matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    for _, lost_from, lost_to, added_from, added_to in changes[:MOST]:
        line = _line(expected, start + lost_from)
        if lost_from < lost_to:
            yield "lost", PlacedWords(" ".join(wanted[lost_from:lost_to]), line)
        if added_from < added_to:
            yield "added", PlacedWords(" ".join(got[added_from:added_to]), line)


def _line(words: Sequence[PlacedWords], position: int) -> int:
    return words[min(position, len(words) - 1)].line if words else 0


def locate(monograph: TextFile, found: PlacedWords) -> Place:
    """Return the place in the monograph's file of words that stand on or soon after their line."""
    first = found.text.split(" ", 1)[0]
    lines = monograph.body.split("\n")
    start = max(found.line - monograph.body_line, 0)
    for number in range(start, min(start + 8, len(lines))):
        column = lines[number].find(first)
        if column >= 0:
            return Place(monograph.path, number + monograph.body_line, column + 1)
    return Place(monograph.path, found.line)
