"""Which words of two texts are the same, in time that grows with their length and not with its square."""

from __future__ import annotations

import bisect
import collections
import difflib
import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Opcode = tuple[str, int, int, int, int]  # as difflib has it

MOST_PAIRS = 100_000  # of equal words, one of either text: difflib looks at all; two leaflets have a seventh of it


def opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[Opcode]:
    """Return the stretches of two texts that are equal or differ, as `difflib.SequenceMatcher.get_opcodes` does.

    Texts too long or too monotonous for it are parted where a word stands once in either; a part without such a word
    that is still too much is one difference.
    """
    if _pairs(old, new) <= MOST_PAIRS:
        return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    start = _same(zip(old, new, strict=False))
    end = _same(zip(reversed(old[start:]), reversed(new[start:]), strict=False))
    found: list[Opcode] = []
    edges = [(start, start), *_anchors(old, new, start, end), (len(old) - end, len(new) - end)]
    _add(found, ("equal", 0, start, 0, start))
    for (old_from, new_from), (old_to, new_to) in itertools.pairwise(edges):
        for kind, one, other, third, fourth in _between(old[old_from:old_to], new[new_from:new_to]):
            _add(found, (kind, one + old_from, other + old_from, third + new_from, fourth + new_from))
    _add(found, ("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    counts = collections.Counter(new)
    return sum(number * counts[word] for word, number in collections.Counter(old).items())


def _same(pairs: Iterator[tuple[str, str]]) -> int:
    """Return how many pairs at the start are of equal words."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _anchors(old: Sequence[str], new: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the words that stand once in either, the most of them that keep their order."""
    places = [_once(old, start, len(old) - end), _once(new, start, len(new) - end)]
    shared = [(place, places[1][word]) for word, place in places[0].items() if word in places[1]]
    tops: list[int] = []  # the last place in the new text of the best run of each length
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(shared):
        length = bisect.bisect_left(tops, place)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1], ends[length : length + 1] = [place], [number]
    run = []
    number = ends[-1] if ends else -1
    while number >= 0:
        run.append(shared[number])
        number = before[number]
    return run[::-1]


def _once(words: Sequence[str], start: int, stop: int) -> dict[str, int]:
    counts = collections.Counter(words[start:stop])
    return {words[place]: place for place in range(start, stop) if counts[words[place]] == 1}


def _between(old: Sequence[str], new: Sequence[str]) -> Sequence[Opcode]:
    if _pairs(old, new) <= MOST_PAIRS // 8:
        return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [("equal" if old == new else "replace", 0, len(old), 0, len(new))]


def _add(found: list[Opcode], stretch: Opcode) -> None:
    """Add a stretch that is not empty, or make the last one longer where both are equal."""
    kind, old_from, old_to, new_from, new_to = stretch
    if found and kind == found[-1][0] == "equal":
        found[-1] = (kind, found[-1][1], old_to, found[-1][3], new_to)
    elif old_from < old_to or new_from < new_to:
        found.append(stretch)
