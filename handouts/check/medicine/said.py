"""Which sentences of a text say what a row of the tables looks for."""

from __future__ import annotations

import bisect
import functools
from typing import TYPE_CHECKING

from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.stance import without_warnings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.check.medicine.contexts import Context
    from handouts.check.medicine.spoken import Spoken
    from handouts.check.medicine.table import Never
    from handouts.check.monograph_text import MonographText
    from handouts.model.pattern import Pattern


class Where:
    """In which of some lines letters stand, each line a bit: a look at letters is a hundred times a pattern's speed."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.all = (1 << len(lines)) - 1
        self._holders: dict[str, int] = {}  # lines that are alike are looked through once
        for number, line in enumerate(lines):
            self._holders[line] = self._holders.get(line, 0) | 1 << number
        self._text = "\n".join(self._holders)
        self._starts: list[int] = []
        start = 0
        for line in self._holders:
            self._starts.append(start)
            start += len(line) + 1
        self._bits = list(self._holders.values())
        self._known: dict[str, int] = {"": self.all}

    def any_of(self, stems: Iterable[str]) -> int:
        """Return the lines in which one of the stems stands."""
        found = 0
        for stem in stems:
            if stem not in self._known:
                self._known[stem] = self._holding(stem)
            found |= self._known[stem]
        return found

    def _holding(self, stem: str) -> int:
        found, at = 0, self._text.find(stem)
        while at >= 0:
            line = bisect.bisect_right(self._starts, at) - 1
            found |= self._bits[line]
            at = self._text.find(stem, self._starts[line + 1]) if line + 1 < len(self._starts) else -1
        return found


class Said:
    """The sentences of a text, and where words stand in them: in the sentence, and in what is above it."""

    def __init__(self, text: MonographText) -> None:
        self.contexts = contexts(text)
        self.own = Where([each.own for each in self.contexts])
        self.above = Where([f"{each.asked} {each.over}" for each in self.contexts])

    def may_name(self, begun: tuple[tuple[str, ...], ...]) -> Iterator[Context]:
        """Return the sentences in which one term of each list may stand, or in what is above them."""
        return self.sentences(functools.reduce(int.__and__, map(self._any_of, begun), self.own.all))

    def sentences(self, bits: int) -> Iterator[Context]:
        """Return the sentences of some bits."""
        return (self.contexts[number] for number in _numbers(bits))

    def _any_of(self, stems: tuple[str, ...]) -> int:
        return self.own.any_of(stems) | self.above.any_of(stems)

    def may_say(self, begun: tuple[tuple[str, ...], ...]) -> int:
        """Return the sentences in which one term of each list may stand, one of them in the sentence itself."""
        itself = functools.reduce(int.__or__, map(self.own.any_of, begun), 0)
        return functools.reduce(int.__and__, map(self._any_of, begun), itself)


@functools.lru_cache(maxsize=1)  # every rule asks for that of the same text
def said(text: MonographText) -> Said:
    """Return what a text says."""
    return Said(text)


def telling(text: MonographText, row: Spoken) -> Iterator[Context]:
    """Return the sentences that say something in one of the ways, and not the contrary.

    A sentence has to bring at least one of the terms itself; what leads to it may bring the others.
    """
    for context, ways in _candidates(said(text), row):
        if (
            any(
                any(pattern.search(context.own) for pattern in way)
                and all(pattern.search(context.whole) for pattern in way)
                for way in ways
            )
        ) and not (row.denial and row.denial.search(context.own)):
            yield context


def ordering(text: MonographText, row: Never) -> Iterator[Context]:
    """Return the sentences that say something in one of the ways all by themselves, where nothing denies it.

    Where the row says so, the heading or the question above may bring some of the words.
    """
    for context, ways in _candidates(said(text), row):
        if context.own.rstrip().endswith("?"):
            continue  # what somebody asks is no order
        own = without_warnings(context.own)
        words = f"{context.near} . {own}" if row.answers else own
        is_said = any(all(pattern.search(words) for pattern in way) and way[-1].search(own) for way in ways)
        if is_said and not (row.denial and row.denial.search(f"{context.lead} {context.own}")):
            yield context


def _candidates(words: Said, row: Spoken) -> Iterator[tuple[Context, list[tuple[Pattern, ...]]]]:
    """Return the sentences that may say it, each with the ways in which it may."""
    may = [(words.may_say(begun), way) for begun, way in zip(row.begun, row.patterns, strict=True)]
    for number in _numbers(functools.reduce(int.__or__, (each for each, _ in may), 0)):
        yield words.contexts[number], [way for each, way in may if each >> number & 1]


def _numbers(bits: int) -> Iterator[int]:
    """Return the places of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
