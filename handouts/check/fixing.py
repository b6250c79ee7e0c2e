"""What is safe to write without a second thought: the words of a finding, replaced by those its rule names.

No number changes by it and nothing but what was found does: the text is read again before and after, and compared.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import MonographText
from handouts.errors import ContentError
from handouts.model.profile import Profile
from handouts.reader.monograph import read_monograph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handouts.check.result import Checked
    from handouts.errors import Problem

LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r*\n|\r|\u2028|\u2029|\Z)")  # as the reader parts them
FIXABLE = ("M05", "M06", "M07", "M08", "S37")  # the rules that say letter for letter what to write
MOST_TIMES = 5  # what two rules found in the same words takes turns


@dataclasses.dataclass(frozen=True, slots=True)
class Edit:
    """The words of a finding on its line, and what is written for them."""

    finding: Problem
    instead: str

    @property
    def start(self) -> int:
        """Where in its line it begins, from 0."""
        return self.finding.place.column - 1

    @property
    def end(self) -> int:
        """Where in its line it ends."""
        return self.start + len(self.finding.words)


@dataclasses.dataclass(frozen=True, slots=True)
class Mended:
    """A file's bytes with what was safe to write, and what that was."""

    data: bytes
    edits: tuple[Edit, ...]


def edit_of(finding: Problem, rows: Sequence[str]) -> Edit | None:
    """Return what is safe to write for a finding, where its words stand in the file letter for letter."""
    place, words = finding.place, finding.words
    if not finding.instead or finding.waiver or not words or not 0 < place.line <= len(rows) or not place.column:
        return None
    if digits(words) != digits(finding.instead) or not rows[place.line - 1].startswith(words, place.column - 1):
        return None
    return Edit(finding, finding.instead)


def digits(text: str) -> str:
    """Return the digits of a text in their order."""
    return "".join(filter(str.isdigit, text))


def mend(data: bytes, check: Callable[[bytes], Checked]) -> Mended:
    """Return a file with all that is safe to write, until nothing is left to; ``check`` finds what that is."""
    done: list[Edit] = []
    for _ in range(MOST_TIMES):
        checked = check(data)
        step = _step(data, checked)
        if not step.edits:
            break
        data = step.data
        done += step.edits
    return Mended(data, tuple(done))


def _step(data: bytes, checked: Checked) -> Mended:
    """Return a file with its edits; where the text would not be the same, only with those that leave it so."""
    rows = _rows(data)
    edits = [*_apart(edit for finding in checked.open if (edit := edit_of(finding, rows)))]
    whole = _written(rows, edits)
    if not edits or is_same(data, whole, edits, checked.path):
        return Mended(whole, tuple(edits))
    kept: list[Edit] = []
    for edit in edits:
        if is_same(data, _written(rows, [*kept, edit]), [*kept, edit], checked.path):
            kept.append(edit)
    return Mended(_written(rows, kept), tuple(kept))


def _rows(data: bytes) -> list[str]:
    return LINE.findall(data.decode("utf-8"))


def _apart(edits: Iterator[Edit]) -> Iterator[Edit]:
    """Return edits of which no two touch the same words: the longer of two first, the other takes the next turn."""
    free: dict[int, list[tuple[int, int]]] = {}
    for edit in sorted(edits, key=lambda edit: (edit.start - edit.end, edit.finding.place)):
        taken = free.setdefault(edit.finding.place.line, [])
        if all(edit.end <= start or end <= edit.start for start, end in taken):
            taken.append((edit.start, edit.end))
            yield edit


def _written(rows: Sequence[str], edits: Sequence[Edit]) -> bytes:
    lines = [*rows]
    for edit in sorted(edits, key=lambda edit: -edit.start):
        number = edit.finding.place.line - 1
        lines[number] = lines[number][: edit.start] + edit.instead + lines[number][edit.end :]
    return "".join(lines).encode()


def is_same(before: bytes, after: bytes, edits: Sequence[Edit], path: str) -> bool:
    """Tell whether two files have the same numbers, fields, structure and words, but for what the edits name.

    Each edit is seen in what is printed: none has gone into an address, a comment or a field.
    """
    if digits(before.decode("utf-8")) != digits(after.decode("utf-8")):
        return False
    try:
        old, new = (MonographText(read_monograph(data, path), Profile()) for data in (before, after))
    except ContentError:
        return False
    if old.monograph.metadata != new.monograph.metadata or len(old.passages) != len(new.passages):
        return False
    seen = 0
    for one, other in zip(old.passages, new.passages, strict=True):
        if (one.kind, one.role, one.section, one.line) != (other.kind, other.role, other.section, other.line):
            return False
        if one.text != other.text:
            count = _seen(one.text, other.text, {(edit.finding.words, edit.instead) for edit in edits})
            if count is None:
                return False
            seen += count
    return seen == len(edits)


def _seen(old: str, new: str, named: set[tuple[str, str]]) -> int | None:
    """Return how many of the named changes make one text of another; None where they do not."""
    ways: list[dict[int, int]] = [{} for _ in range(len(old) + 1)]  # by the place in one, that in the other: how many
    ways[0][0] = 0
    for start, reached in enumerate(ways[:-1]):
        for begin, count in reached.items():
            if old[start] == new[begin : begin + 1]:
                _reach(ways[start + 1], begin + 1, count)
            for words, instead in named:
                if old.startswith(words, start) and new.startswith(instead, begin):
                    _reach(ways[start + len(words)], begin + len(instead), count + 1)
    return ways[-1].get(len(new))


def _reach(places: dict[int, int], place: int, count: int) -> None:
    places[place] = max(count, places.get(place, 0))
