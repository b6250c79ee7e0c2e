"""Stretches of a line that are quoted: neighbouring sentences, and the words in them that are printed bold."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Inline, Mark, between, cut, plain
from handouts.model.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.model.gravity import Gravity, Words

NEIGHBOURS = 160  # letters of two neighbouring sentences of different gravity that stay one passage
# What a sentence opens with, or holds, that leans on the one before.
LEANS = re.compile(
    r"\s*(?:(?:It|This|These|They|That|Those|Both|Either|Such|Then|Otherwise)\b|(?:If|In) (?:not|so|that|this|these)\b)"
    r"|.*\b(?:they|them|(?:that|this) (?:time|case|day)|either)\b"
)
LABEL = re.compile(r"\s*([^:.\n]{2,60}):\s")
SHORT_ANSWER = re.compile(r"\s*(?:A\w*\s*\d*\s*[:.]\s*)?(?:No|Yes|Never)\b[,.!]?\s*")


@dataclasses.dataclass(slots=True)
class Passage:
    """Neighbouring sentences of a line, by their offsets into it, and their words of danger."""

    start: int
    end: int
    words: list[Words]

    @property
    def gravity(self) -> Gravity:
        """That of its gravest words."""
        return gravest(self.words)

    def joins(self, words: list[Words], end: int, *, leans: bool) -> bool:
        """Tell whether the sentence that follows, up to ``end``, is quoted in one with it."""
        return leans or self.gravity == gravest(words) or end - self.start <= NEIGHBOURS

    def extend(self, words: list[Words], end: int) -> None:
        """Add the sentence that follows."""
        self.words += words
        self.end = end


def gravest(words: Iterable[Words]) -> Gravity:
    """Return the gravity of the gravest words."""
    return min(word.gravity for word in words)


def bold(inline: Inline, words: Iterable[Words]) -> Inline:
    """Return a line with its words of danger in bold."""
    edges = sorted({edge for word in words for edge in (word.start, word.end)} | {0, len(plain(inline))})
    pieces: list[Inline] = []
    spans = [(word.start, word.end) for word in words]
    for start, end in itertools.pairwise(edges):
        piece = between(inline, start, end)
        if any(first <= start and end <= last for first, last in spans):
            piece = tuple(dataclasses.replace(run, marks=run.marks | {Mark.STRONG}) for run in piece)
        pieces.append(piece)
    return tuple(run for piece in pieces for run in piece)


def label_of(inline: Inline) -> Inline:
    """Return the bold label a line opens with (“**Driving:** …”), without its colon, or nothing."""
    found = LABEL.match(plain(inline)) if inline and Mark.STRONG in inline[0].marks else None
    return between(inline, *found.span(1)) if found else ()


def last_sentence(inline: Inline) -> Inline:
    """Return the last sentence of a line: the one that leads in what follows."""
    spans = list(sentences(plain(inline)))
    return cut(inline, *spans[-1]) if spans else inline


def with_short_answer(answer: Inline, passage: Inline) -> Inline:
    """Return a passage of an answer with the bare yes or no before it, if that is all there is."""
    start = plain(answer).find(plain(passage))
    if start > 0 and SHORT_ANSWER.fullmatch(plain(answer)[:start]):
        return (*between(answer, 0, start), *passage)
    return passage
