"""A monograph as rules read it: its lines with their kind, section and place, in the author's order."""

from __future__ import annotations

import collections
import dataclasses
import enum
import functools
import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.rule import Hit, Level
from handouts.errors import Place
from handouts.model.language import is_english
from handouts.model.monograph import (
    Block,
    Inline,
    ItemList,
    Monograph,
    Paragraph,
    Preformatted,
    Question,
    Quotation,
    Role,
    Section,
    SubHeading,
    Table,
    plain,
)
from handouts.model.sentences import sentences
from handouts.model.walk import lines
from handouts.reader.markdown import as_written, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.model.pattern import Pattern
    from handouts.model.profile import Profile


class PassageKind(enum.StrEnum):
    """What a line is on the page."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    QUESTION = "question"


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """One line of the monograph's text.

    ``section`` counts the sections from 0 (-1 before the first), ``line`` is where it begins in the file, from 1;
    ``inline`` keeps the marks (bold, links) that ``text`` has lost; ``under`` names the row and column of a cell,
    ``above`` the item it hangs on.
    """

    text: str
    inline: Inline
    kind: PassageKind
    role: Role
    section: int
    line: int
    in_answer: bool = False
    under: tuple[str, ...] = ()
    above: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text: its passage, and its offsets into that one's text, white space included."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence without outer white space."""
        return self.passage.text[self.start : self.end].strip()


@dataclasses.dataclass(frozen=True, eq=False)
class MonographText:
    """A monograph under a profile; ``draft`` tells that it will print DRAFT, whatever it says. Compared by identity."""

    monograph: Monograph
    profile: Profile
    draft: bool = True

    @property
    def english(self) -> bool:
        """Whether lists of English words can judge it."""
        return is_english(self.monograph.language)

    @functools.cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every line after the title, in the author's order."""
        found: list[Passage] = []
        for number, section in enumerate(self.monograph.sections):
            if section.heading:
                found.append(
                    Passage(
                        plain(section.heading), section.heading, PassageKind.HEADING, section.role, number, section.line
                    )
                )
            found += _passages(section.content, section, number, PassageKind.PARAGRAPH)
        return tuple(found)

    @functools.cached_property
    def running(self) -> tuple[Passage, ...]:
        """The lines that are text: no headings, no questions."""
        return tuple(
            passage
            for passage in self.passages
            if passage.kind in {PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.CELL}
        )

    @functools.cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the running text."""
        return tuple(
            Sentence(passage, start, end) for passage in self.running for start, end in sentences(passage.text)
        )

    @functools.cached_property
    def whole(self) -> str:
        """The whole text after the title, a line a passage."""
        return "\n".join(passage.text for passage in self.passages)

    def sections(self, *roles: Role) -> list[Section]:
        """Return the sections of these roles."""
        return [section for section in self.monograph.sections if section.role in roles]

    def lists(self) -> Iterator[tuple[ItemList, Section, int]]:
        """Return every list, at any depth, with its section and the line of the file its first item begins on."""
        for section in self.monograph.sections:
            for block in _lists(section.content):
                yield block, section, next((line.line for line in lines([block])), section.line)

    def matches(
        self, pattern: Pattern, passages: Iterable[Passage] | None = None
    ) -> Iterator[tuple[Passage, re.Match[str]]]:
        """Return every match of a pattern in the passages (by default all), line by line."""
        for passage in self.passages if passages is None else passages:
            for match in pattern.finditer(passage.text):
                yield passage, match

    def hit(  # noqa: PLR0913, PLR0917 - all a rule has to say of some words
        self,
        passage: Passage,
        start: int,
        end: int,
        message: str,
        hint: str,
        level: Level | None = None,
        instead: str = "",
    ) -> Hit:
        """Return a hit for the words between two offsets into a passage's text; its place is that in the file."""
        words = passage.text[start:end]
        lead = len(words) - len(words.lstrip())
        place = self._place(passage, start + lead, words.strip())
        return Hit(words.strip(), place, message, hint, level, passage.text, instead)

    def missing(self, message: str, hint: str, level: Level | None = None, line: int = 0, words: str = "") -> Hit:
        """Return a hit for what the whole document lacks.

        ``line`` is the line of the file where it would be looked for; 0 is the first of the body.
        """
        return Hit(words, Place(self.monograph.path, line or self.monograph.body_line, 1), message, hint, level)

    def _place(self, passage: Passage, start: int, words: str) -> Place:
        """Find the words in the file: as often as they stand before ``start``, they are passed over."""
        first = max(passage.line - self.monograph.body_line, 0)
        probe = words.split("\n", maxsplit=1)[0]
        found = self._at(first, probe, self._before(passage, start, probe))
        if found is None:
            word = (words_in(words) or [probe])[0]
            found = self._at(first, word, self._before(passage, start, word))
        return (
            Place(self.monograph.path, passage.line)
            if found is None
            else Place(self.monograph.path, found[0] + self.monograph.body_line, found[1] + 1)
        )

    def _before(self, passage: Passage, start: int, probe: str) -> int:
        """Return how often the probe stands before an offset of a passage, in passages that begin on its line too."""
        beside = itertools.takewhile(lambda other: other is not passage, self._beside[passage.line])
        return sum(other.text.count(probe) for other in beside) + passage.text.count(probe, 0, start)

    def _at(self, first: int, probe: str, skip: int) -> tuple[int, int] | None:
        """Return row and column of the probe after ``skip`` earlier ones, near the row a passage begins on."""
        if (first, probe) not in self._occurrences:
            rows = enumerate(self._rows[first : first + FURTHEST], first)
            self._occurrences[first, probe] = [
                (row, match.start()) for row, text in rows for match in re.finditer(re.escape(probe), text) if probe
            ]
        places = self._occurrences[first, probe]
        return places[skip] if skip < len(places) else None

    @functools.cached_property
    def _beside(self) -> dict[int, list[Passage]]:
        """The passages that begin on each line, such as the cells of a row, or a question and its answer."""
        found: dict[int, list[Passage]] = collections.defaultdict(list)
        for passage in self.passages:
            found[passage.line].append(passage)
        return found

    @functools.cached_property
    def _occurrences(self) -> dict[tuple[int, str], list[tuple[int, int]]]:
        """Where words stand, looked up once."""
        return {}

    @functools.cached_property
    def _rows(self) -> list[str]:
        return [as_written(row) for row in self.monograph.body.split("\n")]


FURTHEST = 40  # lines of the file a passage may fill


def _passages(  # noqa: PLR0913 - what a line stands in
    content: Iterable[Block],
    section: Section,
    number: int,
    kind: PassageKind,
    *,
    answers: bool = False,
    above: str = "",
) -> Iterator[Passage]:
    last = ""
    for block in content:
        for inline, own, line, under in _own_lines(block):
            last = plain(inline)
            yield Passage(last, inline, own or kind, section.role, number, line, answers, under, above)
        in_answer, on = answers or isinstance(block, Question), last if kind is PassageKind.ITEM else above
        for inner, below in _inner(block):
            yield from _passages(inner, section, number, below or kind, answers=in_answer, above=on)


def _own_lines(block: Block) -> Iterator[tuple[Inline, PassageKind | None, int, tuple[str, ...]]]:
    """Return a block's own text: its kind (None where that depends on what it stands in), its line, its headings."""
    match block:
        case Paragraph():
            yield block.inline, None, block.line, ()
        case SubHeading():
            yield block.inline, PassageKind.SUBHEADING, block.line, ()
        case Question():
            yield block.question, PassageKind.QUESTION, block.line, ()
        case Preformatted():
            yield from ((line.inline, PassageKind.CELL, line.line, ()) for line in lines([block]))
        case Table():
            yield from _cells(block)
        case _:
            pass


def _cells(table: Table) -> Iterator[tuple[Inline, PassageKind, int, tuple[str, ...]]]:
    """Return the cells that hold text, row by row."""
    grid, seen = table.grid, set[int]()
    for row in grid:
        for column, cell in enumerate(row):
            if not cell.inline or id(cell) in seen:
                continue
            seen.add(id(cell))
            headings = {
                id(heading): heading for heading in (row[0], *(above[column] for above in grid[: table.headings]))
            }
            under = tuple(plain(heading.inline) for heading in headings.values() if heading is not cell)
            yield cell.inline, PassageKind.CELL, cell.line, under


def _inner(block: Block) -> Iterator[tuple[tuple[Block, ...], PassageKind | None]]:
    """Return the blocks inside a block, and the kind their paragraphs have there."""
    match block:
        case ItemList():
            yield from ((item.content, PassageKind.ITEM) for item in block.items)
        case Question():
            yield block.answer, PassageKind.PARAGRAPH
        case Quotation():
            yield block.content, None
        case _:
            pass


def _lists(content: Iterable[Block]) -> Iterator[ItemList]:
    for block in content:
        if isinstance(block, ItemList):
            yield block
        for inner, _ in _inner(block):
            yield from _lists(inner)
