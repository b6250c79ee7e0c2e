"""Which urgent lines stand beside the list of the signs they speak of."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from handouts.check.words import urgency as words
from handouts.check.words.frequency import COMMON
from handouts.model.monograph import ItemList, Paragraph, Question, Quotation, Table, plain
from handouts.model.phrases import finder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.model.monograph import Block, Inline, Monograph

OFTEN = finder(COMMON)
OTHERWISE = finder(words.NO_SIGN)


def led_in(monograph: Monograph) -> set[int]:
    """Return the identities of the lines that a list or table of signs follows at once."""
    return {id(inline) for section in monograph.sections for inline in _led_in(section.content)}


def _led_in(content: Sequence[Block]) -> Iterator[Inline]:
    for block, below in itertools.zip_longest(content, content[1:]):
        if isinstance(block, Paragraph) and below is not None and _is_of_signs(below):
            yield block.inline
        for inner in _inner(block):
            yield from _led_in(inner)


def _is_of_signs(block: Block) -> bool:
    """Tell a list or table that names signs: none of how often they come, none of what to do."""
    first = next(_first_lines(block), "")
    return bool(first) and not OTHERWISE.match(first) and not OFTEN.search(first)


def _first_lines(block: Block) -> Iterator[str]:
    match block:
        case ItemList():
            yield from (
                plain(line.inline)
                for item in block.items[:1]
                for line in item.content[:1]
                if isinstance(line, Paragraph)
            )
        case Table():
            yield from (plain(row[0].inline) for row in block.rows[block.headings :][:1])
        case _:
            pass


def _inner(block: Block) -> Iterator[Sequence[Block]]:
    match block:
        case ItemList():
            yield from (item.content for item in block.items)
        case Question():
            yield block.answer
        case Quotation():
            yield block.content
        case _:
            pass
