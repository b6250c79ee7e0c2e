"""The text of blocks as it is read, line by line, in the author's order."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.model.listed import ListedTable, Said, listed_words
from handouts.model.monograph import (
    Block,
    Inline,
    ItemList,
    Monograph,
    Paragraph,
    Picture,
    Preformatted,
    Question,
    Quotation,
    Run,
    Section,
    SubHeading,
    Table,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclasses.dataclass(frozen=True, slots=True)
class TextLine:
    """One stretch of text between block boundaries.

    ``line`` is where it begins in the monograph's file; ``marker`` is the list's mark before it, as typed; ``cell``
    tells text in a table, where a narrow column may part what a page would not, and ``column_heading`` a heading of it,
    which stands again where the table goes on overleaf. ``said`` differs for a table that is told as a list.
    ``heads`` is how many of its letters head a box, which stand again where the box does.
    ``typed`` is the whole line as typed where it opens with a mark of structure that is not printed.
    """

    inline: Inline
    line: int = 0
    marker: str | None = None
    cell: bool = False
    typed: str | None = None
    column_heading: bool = False
    said: Said = Said.HERE
    heads: int = 0

    @property
    def source(self) -> str:
        """The line's text as it was typed."""
        if self.typed is not None:
            return self.typed
        words = plain(self.inline)
        return f"{self.marker} {words}" if self.marker else words


def lines(blocks: Iterable[Block]) -> Iterator[TextLine]:
    """Return the text of the blocks in the author's order, at any depth; pictures have none."""
    for block in blocks:
        match block:
            case Paragraph() | SubHeading():
                yield TextLine(block.inline, block.line)
            case ItemList():
                yield from _items(block)
            case ListedTable():
                yield from (TextLine(words.inline, words.line, said=words.said) for words in listed_words(block))
            case Table():
                yield from (
                    TextLine(cell.inline, cell.line, cell=True, column_heading=number < block.headings)
                    for number, row in enumerate(block.rows)
                    for cell in row
                    if cell.inline
                )
            case Quotation():
                yield from _quotation(block)
            case Preformatted():
                yield TextLine((Run(block.text),), block.line)
            case Question():
                yield from _question(block)
            case Picture():
                pass


def _items(block: ItemList) -> Iterator[TextLine]:
    for item in block.items:
        for number, line in enumerate(lines(item.content)):
            if number == 0 and item.marker:
                marker = f"{item.marker} {line.marker}" if line.marker else item.marker
                yield dataclasses.replace(line, marker=marker)
            else:
                yield line


def _quotation(block: Quotation) -> Iterator[TextLine]:
    head, _ = block.parted
    for number, line in enumerate(lines(block.content)):
        yield line if number else dataclasses.replace(line, heads=len(plain(head)))


def _question(block: Question) -> Iterator[TextLine]:
    yield TextLine(block.question, block.line, typed=block.typed)
    answer = list(lines(block.answer))
    if block.answer_mark:
        answer[0] = dataclasses.replace(answer[0], typed=f"{block.answer_mark} {answer[0].source}")
    yield from answer


def section_lines(section: Section) -> Iterator[TextLine]:
    """Return a section's heading, if it has one, and its text."""
    if section.heading:
        yield TextLine(section.heading, section.line)
    yield from lines(section.content)


def monograph_lines(monograph: Monograph) -> Iterator[TextLine]:
    """Return the text of the whole body: a first heading whose words are not the title's, then every section."""
    if monograph.heading:
        yield TextLine(monograph.heading, monograph.body_line)
    for section in monograph.sections:
        yield from section_lines(section)


def pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Return the pictures in the blocks, at any depth."""
    for block in blocks:
        match block:
            case Picture():
                yield block
            case ItemList():
                for item in block.items:
                    yield from pictures(item.content)
            case Quotation():
                yield from pictures(block.content)
            case Question():
                yield from pictures(block.answer)
            case _:
                pass
