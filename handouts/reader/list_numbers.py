"""Lists that give every item the same number: printed as typed, and told, since programs for Markdown count on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import Level, Place, Problem
from handouts.model.monograph import Block, ItemList, Quotation
from handouts.model.walk import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.model.monograph import Section


def same_numbers(sections: Iterable[Section], path: str) -> Iterator[Problem]:
    """Report each list, at any depth, whose items all have one number (``1. 1. 1.``)."""
    for section in sections:
        for found in _lists(section.content):
            marks = [item.marker for item in found.items]
            if len(marks) > 1 and len(set(marks)) == 1 and marks[0] and marks[0][0].isdigit():
                first = next(iter(lines([found])))
                message = f"Every item of this list has the number {marks[0]} It is printed so."
                hint = "Number the steps 1, 2, 3; or write amounts another way."
                yield Problem("same-numbers", message, hint, Place(path, first.line), Level.WARN, marks[0], "S13")


def _lists(blocks: Iterable[Block]) -> Iterator[ItemList]:
    for block in blocks:
        if isinstance(block, ItemList):
            yield block
            for item in block.items:
                yield from _lists(item.content)
        elif isinstance(block, Quotation):
            yield from _lists(block.content)
