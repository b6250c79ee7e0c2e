"""Tables that lose no cell and need no blank line before them, for python-markdown."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

if TYPE_CHECKING:
    from collections.abc import Sequence

RULING = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)* *:?-+:? *\|? *$")
BAR = re.compile(r"(?<!\\)\|")


def cells(line: str) -> list[str]:
    """Return the cells of a row; bars inside code or behind a backslash do not part them."""
    return [cell or "" for cell in parted(line)]


def parted(line: str) -> list[str | None]:
    """Return the cells of a row; None stands for what is between two bars without a space."""
    guarded = re.sub(r"`[^`]*`", lambda match: match[0].replace("|", "\\|"), line.strip())
    guarded = guarded.removeprefix("|")
    if guarded.endswith("|") and not guarded.endswith("\\|"):
        guarded = guarded[:-1]
    return [cell.replace("\\|", "|").strip() if cell else None for cell in BAR.split(guarded)]


class TableProcessor(BlockProcessor):
    """Take over tables from python-markdown's extension, which drops cells beyond the heading's width."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Find a row with a ruling line below it."""
        return "|" in block and self._start(block.split("\n")) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Parse what stands before the table, the table, and leave what follows it."""
        lines = blocks.pop(0).split("\n")
        start = self._start(lines) or 0
        end = next((n for n in range(start + 2, len(lines)) if "|" not in lines[n]), len(lines))
        if start:
            self.parser.parseBlocks(parent, ["\n".join(lines[:start])])
        rows = [cells(line) for n, line in enumerate(lines[start:end]) if n != 1]
        self._build(parent, rows, max(map(len, rows)))
        if end < len(lines):
            blocks.insert(0, "\n".join(lines[end:]))

    @staticmethod
    def _start(lines: Sequence[str]) -> int | None:
        for number, (head, ruling) in enumerate(itertools.pairwise(lines)):
            if "|" in head and "|" in ruling and RULING.match(ruling):
                return number
        return None

    @staticmethod
    def _build(parent: Element, rows: list[list[str]], width: int) -> None:
        table = SubElement(parent, "table")
        for number, row in enumerate(rows):
            element = SubElement(table, "tr")
            for text in [*row, *[""] * (width - len(row))]:
                SubElement(element, "th" if number == 0 else "td").text = text
