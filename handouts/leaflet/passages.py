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
    from handouts.model.monograph import Section
    from handouts.model.walk import TextLine

NEIGHBOURS = 160  # letters of two neighbouring sentences of different gravity that stay one passage
# What a sentence opens with, or holds, that leans on the one before.
LEANS = re.compile(
    r"\s*(?:(?:It|This|These|They|That|Those|Both|Either|Such|Then|Otherwise)\b|(?:If|In) (?:not|so|that|this|these)\b)"
    r"|.*\b(?:they|them|(?:that|this) (?:time|case|day)|either)\b"
)
LABEL = re.compile(r"\s*([^:.\n]{2,60}):\s")
SHORT_ANSWER = re.compile(r"\s*(?:A\w*\s*\d*\s*[:.]\s*)?(?:No|Yes|Never)\b[,.!]?\s*")


@dataclasses.dataclass(frozen=True, slots=True)
class Danger:
    """A danger passage: whole sentences as they stand, with the list they lead in, the words of danger bold.

    ``line`` is the line of the monograph's file on which the block they stand in begins; ``listed`` tells that the
    items are one list (or text) which the passage leads in, and not an answer or a choice of items; ``topic`` is the
    heading it stands under.
    """

    section: Section
    inline: Inline
    items: tuple[Inline, ...]
    line: int
    gravity: Gravity
    listed: bool = False
    topic: Inline = ()

    @property
    def words(self) -> str:
        """All of its words, white space aside."""
        return "\n".join(" ".join(plain(part).split()) for part in (self.inline, *self.items))


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with words of danger, by its offsets into a line; ``left_out`` by the front matter."""

    section: Section
    line: TextLine
    start: int
    end: int
    words: tuple[Words, ...]
    left_out: bool


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


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A question in a line and its answer, by their offsets: what stands before the first question has none."""

    start: int
    answer: int
    end: int


def asked_in(text: str) -> list[Asked]:
    """Return the questions of a line with what answers each, or nothing where it asks nothing."""
    spans = list(sentences(text))
    asks = [text[start:end].rstrip().endswith("?") for start, end in spans]
    if not any(asks[:-1]):
        return []
    starts = [number for number, ask in enumerate(asks) if ask and (number == 0 or not asks[number - 1])]
    found = [Asked(0, 0, spans[starts[0]][0])] if starts[0] else []
    for first, following in itertools.pairwise([*starts, len(spans)]):
        last = next(number for number in range(first, following + 1) if number == len(spans) or not asks[number])
        end = spans[following][0] if following < len(spans) else len(text)
        found.append(Asked(spans[first][0], spans[last][0] if last < len(spans) else end, end))
    return found


def opens_asking(text: str) -> bool:
    """Tell a line that begins with a question of its own."""
    return any(text[slice(*span)].rstrip().endswith("?") for span in itertools.islice(sentences(text), 1))


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
