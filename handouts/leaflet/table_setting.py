"""How a table is set: in which size, how wide, or, where no word would fit into its column, as a list."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.leaflet.parts import About, Chapter, Header, ShownSection
from handouts.model.letter_widths import width_of
from handouts.model.listed import ListedTable
from handouts.model.monograph import Block, Cell, Item, ItemList, Mark, Question, Quotation, Table, plain
from handouts.model.typography import bind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.leaflet.parts import Part
    from handouts.model.paper import PaperSize

    Grid = tuple[tuple[Cell, ...], ...]

MM_PER_POINT = 25.4 / 72
SLACK = 1.02  # what the widths of letters do not tell: kerning, slanted text
PADDING_MM = {12: 4.3, 11: 4.3, 10: 2.9, 9: 2.9}  # of a cell, on both sides, with its rule (see leaflet.css)
LABEL, MOST_COLUMNS = 18, 4  # letters of a row's label that stays on one line, in a table of few columns
INDENT_MM = 9  # of what stands in a list, a quotation or a box
WIDE_LETTER = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")  # may end a line


class Setting(NamedTuple):
    """A size of type, and whether the table runs on through the margin for notes."""

    size_pt: int
    wide: bool


SETTINGS = (Setting(12, wide=False), Setting(11, wide=False), *(Setting(size, wide=True) for size in (11, 10, 9)))


@dataclasses.dataclass(frozen=True, slots=True)
class SetTable(Table):
    """A table with its setting; ``labelled`` keeps each label of its first column on one line."""

    setting: Setting = SETTINGS[0]
    labelled: bool = False


class Room(NamedTuple):
    """What a table may fill: the text's column, and, where it is no box or list, the margin for notes too."""

    column_mm: float
    wide_mm: float

    def inside(self) -> Room:
        """Return the room in a list, a quotation or a box."""
        column_mm = self.column_mm - INDENT_MM
        return Room(column_mm, column_mm)


def with_tables_set(part: Part, paper: PaperSize) -> Part:
    """Return a part of a leaflet with each of its tables set for a paper."""
    room = Room(paper.column_mm, paper.table_mm)
    match part:
        case Chapter():
            return dataclasses.replace(part, sections=_sections(part.sections, room))
        case Header():
            return dataclasses.replace(part, names=_sections(part.names, room))
        case About():
            return dataclasses.replace(part, disclaimers=_sections(part.disclaimers, room))
        case _:
            return part


def _sections(sections: Iterable[ShownSection], room: Room) -> tuple[ShownSection, ...]:
    return tuple(
        dataclasses.replace(
            section,
            groups=tuple(
                dataclasses.replace(group, content=_blocks(group.content, room.inside() if group.band else room))
                for group in section.groups
            ),
        )
        for section in sections
    )


def _blocks(blocks: Iterable[Block], room: Room) -> tuple[Block, ...]:
    return tuple(_block(block, room) for block in blocks)


def _block(block: Block, room: Room) -> Block:
    match block:
        case Table():
            return set_table(block, room)
        case ItemList():
            items = (dataclasses.replace(item, content=_blocks(item.content, room.inside())) for item in block.items)
            return ItemList(tuple[Item, ...](items))
        case Quotation():
            return Quotation(_blocks(block.content, room.inside()))
        case Question():
            return dataclasses.replace(block, answer=_blocks(block.answer, room))
        case _:
            return block


def set_table(table: Table, room: Room) -> Table:
    """Return the table in the largest type in which no word is cut, or told as a list."""
    grid = table.grid
    short = len(grid[0]) <= MOST_COLUMNS and all(len(plain(row[0].inline)) <= LABEL for row in grid)
    needs = _needs(grid, one_line=False)
    for setting in SETTINGS:
        room_mm = room.wide_mm if setting.wide else room.column_mm
        if short and _fits(_needs(grid, one_line=True), setting.size_pt, room_mm):
            return SetTable(table.rows, table.headings, setting, labelled=True)
        if _fits(needs, setting.size_pt, room_mm):
            return SetTable(table.rows, table.headings, setting)
    if len(grid[0]) == 1 or len(grid) == table.headings:
        return SetTable(table.rows, table.headings, SETTINGS[-1])
    return ListedTable(table.rows, table.headings)


def _needs(grid: Grid, *, one_line: bool) -> dict[tuple[int, int], float]:
    """Return what the columns need for their longest words, as a multiple of the type's size.

    The key is the first column and how many; ``one_line`` keeps what stands in the first column on one line.
    """
    needs: dict[tuple[int, int], float] = {}
    for row in grid:
        for column, cell in enumerate(row):
            if column == 0 or row[column - 1] is not cell:
                key = (column, cell.columns)
                needs[key] = max(needs.get(key, 0), _longest(cell, one_line=one_line and column == 0))
    return needs


def _longest(cell: Cell, *, one_line: bool) -> float:
    """Return the width of a cell's longest stretch that may not part."""
    text = bind(plain(cell.inline))
    weight = int(cell.heading or any(run.marks & {Mark.STRONG, Mark.EMPHASIS} for run in cell.inline))
    pieces = text.split("\n") if one_line else WIDE_LETTER.sub(" ", text).split(" ")
    return max(width_of(part, weight) for piece in pieces for part in piece.split("\n"))


def _fits(needs: dict[tuple[int, int], float], size_pt: int, room_mm: float) -> bool:
    """Tell whether the columns, each as wide as it must be, fit into the room."""
    widths: dict[int, float] = {}
    for (column, columns), size in sorted(needs.items(), key=lambda need: need[0][1]):
        lacking = size * SLACK * size_pt * MM_PER_POINT + PADDING_MM[size_pt]
        lacking -= sum(widths.get(each, 0) for each in range(column, column + columns))
        for each in range(column, column + columns):
            widths[each] = widths.get(each, 0) + max(lacking, 0) / columns
    return sum(widths.values()) <= room_mm
