"""A table told row by row as a list, because it is too wide for its paper: each value with the headings above it."""

from __future__ import annotations

import dataclasses
import enum
import itertools
from typing import TYPE_CHECKING, NamedTuple

from handouts.model.monograph import Cell, Inline, Run, Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MOST_LETTERS, MOST_LINES = 900, 15  # of an entry that is kept on one page


class Said(enum.StrEnum):
    """How words of a table are told on paper."""

    HERE = "here"
    AGAIN = "again"
    ELSEWHERE = "elsewhere"  # not at this place: with each of the values they head
    BY_US = "by us"  # the signs between headings and value


class Words(NamedTuple):
    """Words of a cell, where they stand in the file, and how they are told."""

    inline: Inline
    line: int = 0
    said: Said = Said.HERE


class Entry(NamedTuple):
    """What one row tells: what it is about, and its values, each with its headings."""

    lead: tuple[Words, ...]
    items: tuple[tuple[Words, ...], ...]

    @property
    def is_short(self) -> bool:
        """Tell an entry that fills no great part of a page."""
        texts = [plain(words.inline) for words in self.words()]
        return sum(map(len, texts)) < MOST_LETTERS and sum(text.count("\n") for text in texts) < MOST_LINES

    def words(self) -> Iterator[Words]:
        """Return the words in their order on paper."""
        yield from self.lead
        yield from itertools.chain.from_iterable(self.items)


COLON, DASH, COMMA = (Words((Run(sign),), said=Said.BY_US) for sign in (": ", " – ", ", "))


@dataclasses.dataclass(frozen=True, slots=True)
class ListedTable(Table):
    """A table told as a list."""

    def entries(self) -> Iterator[Entry]:
        """Return what each row below the column headings tells."""
        grid, told = self.grid, set[int]()
        above = [_distinct(row[column] for row in grid[: self.headings]) for column in range(len(grid[0]))]
        for row in grid[self.headings :]:
            cells = [(column, cell) for column, cell in enumerate(row) if column == 0 or row[column - 1] is not cell]
            leads = 1
            while leads < len(cells) - 1 and cells[leads][1].heading:
                leads += 1
            entries = []
            for column, cell in cells:
                whole = cell.columns == len(row)
                heads = [] if whole else [heads for heads in above[column : column + cell.columns] if heads]
                said = Said.AGAIN if id(cell) in told else Said.HERE
                entries.append((*_under(heads), *([Words(cell.inline, cell.line, said)] if cell.inline else [])))
                told.add(id(cell))
            lead = tuple(_joined(entries[:leads], COMMA))
            yield Entry(lead, tuple(entry for entry in entries[leads:] if entry))


def _distinct(cells: Iterator[Cell]) -> list[Cell]:
    return list({id(cell): cell for cell in cells if cell.inline}.values())


def _under(heads: Sequence[Sequence[Cell]]) -> Iterator[Words]:
    """Return the headings of a value, those of each of its columns from the top, and a colon."""
    columns = [
        tuple(_joined([(Words(cell.inline, cell.line, Said.AGAIN),) for cell in column], DASH)) for column in heads
    ]
    yield from _joined(columns, COMMA)
    if columns:
        yield COLON


def _joined(pieces: Sequence[tuple[Words, ...]], sign: Words) -> Iterator[Words]:
    for number, piece in enumerate(piece for piece in pieces if piece):
        if number:
            yield sign
        yield from piece


def listed_words(table: ListedTable) -> Iterator[Words]:
    """Return the words of a table that is told as a list: its headings, which stand elsewhere, and its entries."""
    for row in table.rows[: table.headings]:
        yield from (Words(cell.inline, cell.line, Said.ELSEWHERE) for cell in row if cell.inline)
    for entry in table.entries():
        yield from entry.words()
