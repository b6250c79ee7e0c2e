"""How a table is set: in which size, how wide, or, where no word would fit into its column, as a list."""

from __future__ import annotations

import dataclasses
import enum
import itertools
import math
from typing import TYPE_CHECKING, NamedTuple

from handouts.leaflet.column_widths import Columns, begun, is_narrow
from handouts.leaflet.parts import About, Chapter, Header
from handouts.leaflet.printed import ShownSection
from handouts.model.listed import ListedTable
from handouts.model.monograph import Block, Cell, Item, ItemList, Question, Quotation, Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.leaflet.column_widths import Grid
    from handouts.leaflet.printed import Part
    from handouts.model.edition import Edition
    from handouts.model.type_style import TypeStyle

FULL = 0.85  # the share of a page that rows may fill by our reckoning, which is not the engine's
SMALLER_PT, SMALLER_WITHIN_PT = 4, 3  # than running text a table may be set, and one within the text's column
LABEL, MOST_COLUMNS = 18, 4  # letters of a row's label that stays on one line, in a table of few columns
INDENT_MM = 9  # of what stands in a list, a quotation or a box


class Break(enum.StrEnum):
    """Where a page may end: in a row, below it, or not even there, because a cell of it goes on in the next."""

    TALL = "tall"
    BETWEEN = "between"
    JOINED = "joined"


class Setting(NamedTuple):
    """A size of type, and whether the table runs on through the right margin."""

    size_pt: float
    wide: bool = False

    @property
    def narrow(self) -> bool:
        """Whether its cells leave less beside their words."""
        return is_narrow(self.size_pt)


USUAL = Setting(13)


def settings(style: TypeStyle) -> tuple[Setting, ...]:
    """Return the settings for a type style, the largest first: never below the smallest it has, in whole points."""
    least = math.floor(style.small_pt)
    sizes = [style.size_pt - less for less in range(SMALLER_PT + 1) if style.size_pt - less >= least]
    within = [size for size in sizes if size > style.size_pt - SMALLER_WITHIN_PT]
    return (*map(Setting, within), *(Setting(size, wide=True) for size in sizes[len(within) - 1 :]))


@dataclasses.dataclass(frozen=True, slots=True)
class SetTable(Table):
    """A table with its setting; ``labelled`` keeps each label of its first column on one line.

    ``widths_mm`` are given where cells cover several columns: there the engine makes columns narrower than their words.
    """

    setting: Setting = USUAL
    labelled: bool = False
    breaks: tuple[Break, ...] = ()
    widths_mm: tuple[float, ...] = ()

    @property
    def broken_rows(self) -> list[tuple[tuple[Cell, ...], Break]]:
        """The rows, each with where a page may end."""
        return [*zip(self.rows, self.breaks or itertools.repeat(Break.BETWEEN), strict=False)]


class Room(NamedTuple):
    """What a table may fill: the text's column, and, where it is no box or list, the right margin too."""

    column_mm: float
    wide_mm: float
    height_mm: float
    style: TypeStyle

    def inside(self) -> Room:
        """Return the room in a list, a quotation or a box."""
        column_mm = self.column_mm - INDENT_MM
        return Room(column_mm, column_mm, self.height_mm, self.style)


def with_tables_set(part: Part, edition: Edition) -> Part:
    """Return a part of a leaflet with each of its tables set for an edition."""
    page = edition.page
    room = Room(page.column_mm, page.table_mm, page.text_height_mm * FULL, edition.type)
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
            return dataclasses.replace(block, content=_blocks(block.content, room.inside()))
        case Question():
            return dataclasses.replace(block, answer=_blocks(block.answer, room))
        case _:
            return block


def set_table(table: Table, room: Room) -> Table:
    """Return the table in the largest type in which no word is cut, or told as a list."""
    grid = table.grid
    columns = Columns(grid, room.style)
    choices = settings(room.style)
    short = len(grid[0]) <= MOST_COLUMNS and all(len(plain(row[0].inline)) <= LABEL for row in grid)
    for setting in choices:
        for labelled in (True, False) if short else (False,):
            room_mm = room.wide_mm if setting.wide else room.column_mm
            widths = columns.widths(setting.size_pt, room_mm, labelled=labelled)
            if widths is not None:
                heights = [columns.row_mm(number, setting.size_pt, widths) for number in range(len(grid))]
                breaks = _breaks(table, grid, heights, room.height_mm)
                if breaks is None:
                    return ListedTable(table.rows, table.headings)
                spanned = any(cell.columns > 1 for row in table.rows for cell in row)
                return SetTable(table.rows, table.headings, setting, labelled, breaks, tuple(widths) if spanned else ())
    if len(grid[0]) == 1 or len(grid) == table.headings:
        return SetTable(table.rows, table.headings, choices[-1])
    return ListedTable(table.rows, table.headings)


def _breaks(table: Table, grid: Grid, heights: Sequence[dict[int, float]], page_mm: float) -> tuple[Break, ...] | None:
    """Return where a page may end in each row; None for a table whose cells would be torn apart.

    A row taller than a page may be parted in its last cell, all others are read by then. Rows that share a cell stay
    on one page.
    """
    breaks, joined_mm, covered = [], 0.0, 0
    head_mm = sum(max(row.values()) for row in heights[: table.headings] if row)
    room_mm = page_mm - head_mm
    for number, row in enumerate(table.rows):
        height = max(heights[number].values(), default=0)
        last = max((column for column, cell in begun(grid, number) if cell.inline), default=0)
        others = [each for column, each in heights[number].items() if column != last]
        covered = max(covered, *(number + cell.rows - 1 for cell in row))
        joined_mm = joined_mm + height if covered > number or joined_mm else 0
        if joined_mm > room_mm or (height > room_mm and (max(others, default=0) > room_mm or number < table.headings)):
            return None
        if row and all(cell.rows > 1 for cell in row):
            return None
        tall = height > room_mm
        breaks.append(Break.JOINED if covered > number else Break.TALL if tall else Break.BETWEEN)
        joined_mm = joined_mm if covered > number else 0
    return tuple(breaks)
